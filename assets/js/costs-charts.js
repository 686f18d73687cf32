/** The charts of the Costs lab: three quantities of three costs, the least cost, and a cost that is made. */

import {Chart, figure} from "./chart.js";
import {shape} from "./dom.js";
import {fill, numeral} from "./numbers.js";

export const QUANTITIES = ["value", "derivative", "output_error"];
export const SYMBOLS = {value: "C", derivative: "∂C/∂a", output_error: "∂C/∂z"};
const ROOM = 1.06;
/** Pixels between two values that do not touch. */
const LINE = 15;
/** From a dot to its value. */
const ABOVE = -7;
const INFINITE = "∞";
/** The highest cost in the chart of the least. */
const HIGHEST = 1.5;

/** Charts of the output from 0 to 1, each with its name above it. */
export class CostCharts {
  constructor(model) {
    this.model = model;
    this.names = Object.keys(model.texts.names);
    this.charts = [];
    const {texts} = model;
    this.shapes = QUANTITIES.map((name) => this.#figure(texts[name]));
    this.floor = this.#figure(texts.floor_caption);
    this.asked = this.#figure(texts.asked);
    this.made = this.#figure(texts.made);
  }

  #figure(caption) {
    const chart = new Chart({height: 230});
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
   * low and high. `now()` is what moves: `at` which output, which `dots`, and the words for it all.
   */
  #set({chart}, labels, y, curves, now) {
    const {outputs} = this.model.curves;
    const line = ([values, attributes]) =>
      chart.line(outputs.map((a, index) => [a, values[index]]), {class: "curve", ...attributes});
    chart.set({
      x: [0, 1], y, labels,
      draw: () => [chart.line([[0, 0], [1, 0]], {class: "zero"}), ...curves.map(line), ...this.#leaving(chart, labels)],
      move() {
        const {at, dots = [], said} = now();
        const inside = dots.filter(([, height]) => height >= y[0] && height <= y[1]);
        const values = inside.map(([x, height, {curve}, value = ""], index) => {
          // The value of a dot that lies on another's stands over the value of that.
          const below = inside.slice(0, index).filter(([, other]) => Math.abs(chart.up(other) - chart.up(height)) <= LINE);
          return chart.beside(x, height, value, curve, ABOVE - LINE * below.length);
        });
        // A value beyond the axis is told at its edge, but for one that is infinite everywhere.
        const beyond = dots
          .filter(([, height, , value = INFINITE]) => height > y[1] && value !== INFINITE)
          .map(([x, , {curve}, value], index) => chart.beside(x, y[1], `↑ ${value}`, curve, (index + 1) * LINE));
        const parts = inside.map(([x, height, attributes]) => chart.dot(x, height, {class: "dot", ...attributes}));
        return {parts: [chart.line(y.map((end) => [at, end]), {class: "cursor"}), ...parts, ...values, ...beyond], said};
      },
    });
  }

  /** In the chart of the costs, a word for the curve that has left it, at the side where it did. */
  #leaving(chart) {
    const {curves, texts} = this.model;
    if (!curves.leaving || chart !== this.shapes[0].chart) return [];
    const isLeft = curves.target === 0;
    return [shape("text", {
      class: "leaving", curve: "swapped", x: chart.right(isLeft ? 0.03 : 0.97), y: chart.up(chart.y[1]) + 14,
      "text-anchor": isLeft ? "start" : "end",
    }, texts.leaves)];
  }

  #drawShape(made, name) {
    const {model: {texts, curves}, model, names} = this;
    const drawn = names.map((curve) => [curves.costs[name][curve], {curve}]);
    this.#set(made, ["a", SYMBOLS[name]], curves.limits[name], drawn, () => {
      const {output, points, numbers} = model.state;
      const values = names.map((each) => fill(texts.point, {name: texts.names[each], value: numbers[name][each]}));
      const caption = fill(texts.against, {name: SYMBOLS[name]});
      return {
        at: output, dots: names.map((curve) => [output, points[name][curve], {curve}, numbers[name][curve]]),
        said: `${caption}. a = ${numeral(output)}. ${values.join("; ")}`,
      };
    });
  }

  #drawFloor() {
    const {model} = this;
    const {entropy, target, floor} = model.curves;
    const curve = "cross-entropy";
    this.#set(this.floor, ["y", "C"], [0, HIGHEST], [[entropy, {curve}]], () => {
      const {points, smallest} = model.state;
      const dots = [[target, points.value[curve], {class: "open", curve}], [target, floor, {curve}]];
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
