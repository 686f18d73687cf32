/** The slowdown map: how many epochs from every start z with every η, for both costs. */

import {element, keepHeight, shape} from "../dom.js";
import {decimals, fill, significant} from "../numbers.js";
import {Chart} from "../chart.js";
import {Picker} from "./picker.js";

/** The numbers of epochs in a map as the server packs it. */
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint16Array(await new Response(inflated).arrayBuffer());
}

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

  const part = (epochs) => Math.log(Math.max(1, epochs)) / Math.log(content.epochs);

  /** Which of the cells is at a point of the map. */
  const cellAt = (point) => point.map((each) => Math.min(content.size - 1, Math.floor(each * content.size)));

  function valuesOf([column, row]) {
    const {size, z: [lowest, highest], rates: [slowest, fastest]} = content;
    const z = lowest + ((column + 0.5) / size) * (highest - lowest);
    return {z, rate: slowest * (fastest / slowest) ** ((row + 0.5) / size)};
  }

  /** The picture of a map; cells that do not get there are left out of it. */
  function picture(epochs) {
    const {size} = content;
    const canvas = element("canvas", {width: size, height: size});
    const paper = canvas.getContext("2d");
    const image = paper.createImageData(size, size);
    const colours = content.palette.map((each) => [1, 3, 5].map((at) => parseInt(each.slice(at, at + 2), 16)));
    epochs.forEach((count, index) => {
      if (count > content.epochs) return;
      const [row, column] = [Math.floor(index / size), index % size];
      const at = 4 * ((size - 1 - row) * size + column);
      const colour = colours[Math.round(part(count) * (colours.length - 1))];
      image.data.set([...colour, 255], at);
    });
    paper.putImageData(image, 0, 0);
    return canvas.toDataURL();
  }

  function said(point) {
    const {texts, size} = content;
    const [column, row] = cellAt(point);
    const {z, rate} = valuesOf([column, row]);
    const each = Object.keys(counts).map((cost) => {
      const count = counts[cost][row * size + column];
      const epochs = count > content.epochs ? fill(texts.never, {epochs: content.epochs}) : count;
      return fill(texts.count, {name: texts[cost], epochs});
    });
    return fill(texts.cell, {z: decimals(z, 2), rate: significant(rate), counts: each.join(lab.texts.comma)});
  }

  const place = (z, rate) => {
    const {z: [lowest, highest], rates: [slowest, fastest]} = content;
    const along = Math.log(rate / slowest) / Math.log(fastest / slowest);
    return [(z - lowest) / (highest - lowest), along];
  };
  /** Where the settings of now are: the start z, and the η in force. */
  const here = () => [state.curves[0].weighted_input[0], state.run.path.at(-1)[1]];

  function map(cost) {
    const {texts} = content;
    const title = fill(texts.map, {name: texts[cost], tolerance: content.tolerance});
    const chart = new Chart({square: true});
    const href = picture(counts[cost]);
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
          const {z, rate} = valuesOf(cellAt(pointed));
          marks.push(chart.dot(z, rate, {class: "pointed", r: 7}));
        }
        chart.element.setAttribute("aria-label", `${title}. ${said(place(...here()))}`);
        return marks;
      },
    });
    const picker = new Picker(chart, `${title}. ${texts.take}`, {
      steps: content.size,
      start: () => place(...here()),
      look(point) {
        pointed = point;
        for (const each of charts) each.move();
        tell();
      },
      take(point) {
        const {z, rate} = valuesOf(cellAt(point));
        lab.send({kind: "take", z, learning_rate: rate});
      },
    });
    return {chart, element: element("figure", {}, element("figcaption", {}, title), picker.element)};
  }

  function legend() {
    const {palette, ticks, texts} = content;
    const ramp = element("div", {class: "ramp", "aria-hidden": true});
    ramp.style.background = `linear-gradient(to right, ${palette.join()})`;
    const marks = ticks.map((tick) => {
      const mark = element("span", {}, tick === content.ticks[0] ? `≤ ${tick}` : tick);
      mark.style.left = `${100 * part(tick)}%`;
      return mark;
    });
    scale.replaceChildren(
      element("span", {}, texts.scale),
      element("div", {class: "ramp-box"}, ramp, element("div", {class: "ramp-ticks"}, ...marks)),
      element("span", {class: "never"}, fill(texts.never, {epochs: content.epochs})),
    );
  }

  function build() {
    for (const each of charts) each.remove();
    const {texts} = content;
    label.textContent = texts.within;
    take.textContent = texts.take;
    within.replaceChildren(...content.tolerances.map((each) => element("option", {value: each}, each)));
    within.value = content.tolerance;
    legend();
    const both = Object.keys(counts).map(map);
    charts = both.map(({chart}) => chart);
    keepHeight(made, () => maps.replaceChildren(...both.map((each) => each.element)));
  }

  /** Say what is pointed at, or else what is nearest to the settings of now. */
  function tell() {
    cell.textContent = pointed ? said(pointed) : fill(content.texts.nearest, {cell: said(place(...here()))});
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
