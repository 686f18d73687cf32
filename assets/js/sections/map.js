/** The slowdown map: how many epochs from every start z with every η, for both costs. */

import {element, keepHeight, shape} from "../dom.js";
import {fill, numeral, plain} from "../numbers.js";
import {Chart, figure} from "../chart.js";
import {cellAt, legend, picture, placeOf, unpack, valuesOf} from "./map-cells.js";
import {picker} from "./picker.js";

export function create(lab, {texts, tolerances}) {
  const within = element(
    "select", {onchange: ({target}) => lab.send({kind: "tolerance", tolerance: Number(target.value)})},
    ...tolerances.map((each) => element("option", {value: each}, each)),
  );
  const scale = element("div", {class: "scale row wrap"});
  const maps = element("div", {class: "tiles"});
  const cell = element("p", {class: "cell", "aria-live": "polite"});
  const label = element("label", {class: "field row wrap"}, element("span", {}, texts.within), within);
  const bar = element("div", {class: "legend row wrap"}, label, scale);
  const made = element("div", {}, bar, maps, cell, element("p", {class: "caption"}, texts.take));
  let charts = [];
  let content = null;
  let counts = {};
  let state = null;
  let pointed = null;
  let latest = 0;
  /** The settings that were marked last; null where the maps are still to be drawn. */
  let drawn = null;

  /** The epochs of each cost in the cell at `point`, with the z and the η in its middle. */
  function said(point) {
    const [column, row] = cellAt(point, content);
    const found = Object.entries(counts).map(([cost, every]) => [cost, every[row * content.size + column]]);
    const {z, rate} = valuesOf([column, row], content);
    return counted({z, rate: numeral(rate)}, found);
  }

  /** The epochs of each cost from the settings of now. */
  function saidHere() {
    const [z, rate] = here();
    return counted({z, rate: plain(rate)}, Object.entries(state.whole.here ?? content.here));
  }

  function counted({z, rate}, found) {
    const each = found.map(([cost, count]) => {
      const epochs = count > content.epochs ? fill(texts.never, {epochs: content.epochs}) : count;
      return fill(texts.count, {name: texts[cost], epochs});
    });
    return fill(texts.cell, {z: numeral(z), rate, counts: each.join(lab.texts.comma)});
  }

  /** Where the settings of now are: the z and the η at the start. */
  const here = () => [state.curves[0].weighted_input[0], state.whole.curves[0].stages[0].rate];

  function map(cost) {
    const title = fill(texts.map, {name: texts[cost], tolerance: content.tolerance});
    const chart = new Chart({square: true});
    const href = picture(counts[cost], content);
    chart.set({
      x: content.z, y: content.rates, logarithmic: true, labels: [texts.z, texts.rate],
      draw() {
        const [left, right] = content.z.map((z) => chart.right(z));
        const [bottom, top] = content.rates.map((rate) => chart.up(rate));
        const box = {x: left, y: top, width: right - left, height: bottom - top};
        const hatch = shape(
          "pattern", {id: `hatch-${cost}`, width: 8, height: 8, patternUnits: "userSpaceOnUse"},
          shape("path", {class: "hatch", d: "M-2 2 l4 -4 M0 8 l8 -8 M6 10 l4 -4"}),
        );
        return [
          hatch,
          shape("rect", {...box, fill: `url(#hatch-${cost})`}),
          shape("image", {...box, href, preserveAspectRatio: "none"}),
        ];
      },
      move() {
        const mark = chart.dot(...here(), {class: "mark", r: 6});
        const marks = [shape("circle", {class: "halo", r: 6, cx: mark.getAttribute("cx"), cy: mark.getAttribute("cy")}), mark];
        if (pointed) {
          const {z, rate} = valuesOf(cellAt(pointed, content), content);
          marks.push(chart.dot(z, rate, {class: "pointed", r: 7}));
        }
        return {parts: marks, said: `${title}. ${saidHere()}`};
      },
    });
    const pick = picker(chart, `${title}. ${texts.take}`, {
      steps: content.size,
      start: () => placeOf(...here(), content),
      look(point) {
        pointed = point;
        for (const each of charts) each.move();
        tell();
      },
      take(point) {
        const {z, rate} = valuesOf(cellAt(point, content), content);
        lab.send({kind: "take", z, learning_rate: rate});
      },
    });
    return {chart, element: figure(title, pick)};
  }

  function build() {
    for (const each of charts) each.remove();
    within.value = content.tolerance;
    scale.replaceChildren(...legend(content));
    const both = Object.keys(counts).map(map);
    charts = both.map(({chart}) => chart);
    keepHeight(made, () => maps.replaceChildren(...both.map((each) => each.element)));
  }

  /** Say what is pointed at, or else what is so from the settings of now. */
  function tell() {
    cell.textContent = pointed ? said(pointed) : fill(texts.ring, {cell: saidHere()});
  }

  return {
    element: made,
    async receive(received) {
      const turn = ++latest;
      const entries = Object.entries(received.maps).map(async ([cost, text]) => [cost, await unpack(text)]);
      const unpacked = Object.fromEntries(await Promise.all(entries));
      if (turn !== latest) return;
      [content, counts, pointed, drawn] = [received, unpacked, null, null];
    },
    show(shown) {
      state = shown;
      if (content === null || drawn === String(here())) return;
      if (drawn === null) build();
      drawn = String(here());
      for (const each of charts) each.move();
      tell();
    },
    remove() {
      for (const each of charts) each.remove();
    },
  };
}
