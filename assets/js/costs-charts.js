/** The charts of the Costs lab: three quantities of three costs, the least cost, and a cost that is made. */

import {Chart, figure} from "./chart.js";
import {isInside, valuesAt} from "./chart-values.js";
import {fill, numeral} from "./numbers.js";

/** What the neuron learns by is first, and largest. */
export const QUANTITIES = ["output_error", "value", "derivative"];
const SYMBOLS = {value: "C", derivative: "∂C/∂a", output_error: "∂C/∂z"};
const SMALL = 150;
const ROOM = 1.06;
/** The highest cost in the chart of the least. */
const HIGHEST = 1.5;

/** Charts of the output from 0 to 1, each with its name above it. */
export class CostCharts {
  constructor(model) {
    this.model = model;
    this.names = Object.keys(model.texts.names);
    this.charts = [];
    const {texts} = model;
    this.shapes = QUANTITIES.map((name) => this.#figure(texts[name], {height: SMALL, fills: name === QUANTITIES[0]}));
    this.floor = this.#figure(texts.floor_caption);
    this.asked = this.#figure(texts.asked);
    this.made = this.#figure(texts.made);
  }

  #figure(caption, size = {height: 230}) {
    const chart = new Chart(size);
    this.charts.push(chart);
    return {chart, caption, element: figure(caption, chart.element)};
  }

  /** The curves are others. */
  draw() {
    QUANTITIES.forEach((name, index) => this.#drawShape(this.shapes[index], name));
    this.#drawFloor();
    this.#drawMade();
  }

  /** The output is another. */
  move() {
    for (const chart of this.charts) chart.move();
  }

  remove() {
    for (const chart of this.charts) chart.remove();
  }

  /**
   * Draw `curves`, pairs of values over the outputs and attributes, over axes `labels`, with `y` as
   * low and high. `now()` is what moves: `at` which output, which `dots`, the words for it all, and
   * maybe by which `factor` the first dot is lower than the second.
   */
  #set({chart}, labels, y, curves, now) {
    const {outputs} = this.model.curves;
    const line = ([values, attributes]) =>
      chart.line(outputs.map((a, index) => [a, values[index]]), {class: "curve", ...attributes});
    chart.set({
      x: [0, 1], y, labels,
      draw: () => [chart.line([[0, 0], [1, 0]], {class: "zero"}), ...curves.map(line)],
      move() {
        const {at, dots = [], factor = null, said} = now();
        const inside = dots.filter((dot) => isInside(chart, dot));
        return {
          parts: [
            chart.line(y.map((end) => [at, end]), {class: "cursor"}),
            ...inside.map(([x, height, attributes]) => chart.dot(x, height, {class: "dot", ...attributes})),
            ...valuesAt(chart, outputs, curves.map(([values]) => values), dots, factor),
          ],
          said,
        };
      },
    });
  }

  #drawShape(made, name) {
    const {model: {texts, curves}, model, names} = this;
    // Of the swapped form there is nothing to draw where it is infinite.
    const isDrawn = (curve) => curve !== "swapped" || !curves.swapped_is_infinite;
    const drawn = names.filter(isDrawn).map((curve) => [curves.costs[name][curve], {curve}]);
    this.#set(made, ["a", SYMBOLS[name]], curves.limits[name], drawn, () => {
      const {output, points, numbers} = model.state;
      const values = names.map((each) => fill(texts.point, {name: texts.names[each], value: numbers[name][each]}));
      const caption = fill(texts.against, {name: SYMBOLS[name]});
      return {
        at: output,
        dots: names.filter(isDrawn).map((curve) => [output, points[name][curve], {curve}, numbers[name][curve]]),
        factor: name === "output_error" ? model.state.factor : null,
        said: `${caption}. a = ${numeral(output)}. ${values.join("; ")}`,
      };
    });
  }

  #drawFloor() {
    const {model} = this;
    const {entropy, target, floor} = model.curves;
    const curve = "cross-entropy";
    this.#set(this.floor, ["y", "C"], [0, HIGHEST], [[entropy, {curve}]], () => {
      const {points, numbers, smallest} = model.state;
      const [value, least] = [numbers.value[curve], numeral(floor)];
      const dots = [[target, points.value[curve], {class: "open", curve}, value], [target, floor, {curve}, value === least ? "" : least]];
      return {at: target, dots, said: smallest};
    });
  }

  #drawMade() {
    const {model} = this;
    const {made: {name, asked, cost, closed}, limits} = model.curves;
    const curve = name ?? "own";
    const within = cost.filter((each) => each <= limits.value[1]);
    const highest = Math.min(limits.value[1], ROOM * Math.max(...within, 0.1));
    const now = ({caption}) => () => ({at: model.state.output, said: `${caption}. ${model.state.derived}`});
    this.#set(this.asked, ["a", "∂C/∂z"], limits.output_error, [[asked, {curve}]], now(this.asked));
    const costs = [[cost, {class: "curve wide", curve}], ...(closed ? [[closed, {class: "closed"}]] : [])];
    this.#set(this.made, ["a", "C"], [0, highest], costs, now(this.made));
  }
}
