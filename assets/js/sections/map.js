/** The slowdown map: how many epochs from every start z with every η, for both costs. */

import {element, keepHeight, shape} from "../dom.js";
import {decimals, fill, significant} from "../numbers.js";
import {Chart} from "../chart.js";
import {cellAt, legend, picture, placeOf, unpack, valuesOf} from "./map-cells.js";
import {picker} from "./picker.js";

export function create(lab) {
  const within = element("select", {onchange: ({target}) => lab.send({kind: "tolerance", tolerance: Number(target.value)})});
  const label = element("span", {});
  const scale = element("div", {class: "scale"});
  const maps = element("div", {class: "charts"});
  const cell = element("p", {class: "cell", "aria-live": "polite"});
  const take = element("p", {class: "caption"});
  const bar = element("div", {class: "map-bar"}, element("label", {class: "field inline"}, label, within), scale);
  const made = element("div", {}, bar, maps, cell, take);
  let charts = [];
  let content = null;
  let counts = {};
  let state = null;
  let pointed = null;
  let latest = 0;
  /** The settings that were marked last; null where the maps are still to be drawn. */
  let drawn = null;

  function said(point) {
    const {texts, size} = content;
    const [column, row] = cellAt(point, content);
    const {z, rate} = valuesOf([column, row], content);
    const each = Object.keys(counts).map((cost) => {
      const count = counts[cost][row * size + column];
      const epochs = count > content.epochs ? fill(texts.never, {epochs: content.epochs}) : count;
      return fill(texts.count, {name: texts[cost], epochs});
    });
    return fill(texts.cell, {z: decimals(z, 2), rate: significant(rate), counts: each.join(lab.texts.comma)});
  }

  /** Where the settings of now are: the start z, and the η in force. */
  const here = () => [state.curves[0].weighted_input[0], state.run.path.at(-1)[1]];

  function map(cost) {
    const {texts} = content;
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
        chart.element.setAttribute("aria-label", `${title}. ${said(placeOf(...here(), content))}`);
        return marks;
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
    return {chart, element: element("figure", {}, element("figcaption", {}, title), pick)};
  }

  function build() {
    for (const each of charts) each.remove();
    const {texts} = content;
    label.textContent = texts.within;
    take.textContent = texts.take;
    within.replaceChildren(...content.tolerances.map((each) => element("option", {value: each}, each)));
    within.value = content.tolerance;
    scale.replaceChildren(...legend(content));
    const both = Object.keys(counts).map(map);
    charts = both.map(({chart}) => chart);
    keepHeight(made, () => maps.replaceChildren(...both.map((each) => each.element)));
  }

  /** Say what is pointed at, or else what is nearest to the settings of now. */
  function tell() {
    cell.textContent = pointed ? said(pointed) : fill(content.texts.nearest, {cell: said(placeOf(...here(), content))});
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
