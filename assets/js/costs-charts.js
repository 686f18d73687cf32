/** The charts of the Costs lab: three quantities of three costs, the least cost, and a cost that is made. */

import {Chart} from "./chart.js";
import {element, shape} from "./dom.js";
import {decimals, fill} from "./numbers.js";

export const QUANTITIES = ["value", "slope", "output_error"];
export const SYMBOLS = {value: "C", slope: "∂C/∂a", output_error: "∂C/∂z"};
const WHOLE = [0, 1];
const ROOM = 1.06;
/** The highest cost in the chart of the least. */
const HIGHEST = 1.5;

const cursor = (chart, a) => chart.line([[a, chart.y[0]], [a, chart.y[1]]], {class: "cursor"});
const zero = (chart) => chart.line([[0, 0], [1, 0]], {class: "zero"});

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

  /** The curves are others. */
  draw() {
    QUANTITIES.forEach((name, index) => this.#drawShape(this.shapes[index].chart, name));
    this.#drawFloor(this.floor.chart);
    this.#drawMade(this.asked.chart, this.made.chart);
  }

  /** The output is another. */
  move() {
    const {texts, state: {derived}} = this.model;
    for (const chart of this.charts) chart.move();
    for (const [{chart}, caption] of [[this.asked, texts.asked], [this.made, texts.made]]) {
      chart.element.setAttribute("aria-label", `${caption}. ${derived}`);
    }
  }

  remove() {
    for (const chart of this.charts) chart.remove();
  }

  #figure(caption) {
    const chart = new Chart({height: 230});
    this.charts.push(chart);
    return {chart, element: element("figure", {}, element("figcaption", {}, caption), chart.element)};
  }

  /** A line through the values of a curve. */
  #curve(chart, values, kind) {
    return chart.line(this.model.curves.outputs.map((a, index) => [a, values[index]]), {class: kind});
  }

  /** A word for the curve that has left the picture, at the side where it did. */
  #leaving(chart) {
    const isLeft = this.model.curves.target === 0;
    return shape("text", {
      class: "leaving swapped", x: chart.right(isLeft ? 0.03 : 0.97), y: chart.up(chart.y[1]) + 14,
      "text-anchor": isLeft ? "start" : "end",
    }, this.model.texts.leaves);
  }

  #drawShape(chart, name) {
    const {model, names} = this;
    const {texts, curves} = model;
    const [low, high] = curves.limits[name];
    const drawn = names.map((each) => [curves.costs[name][each], `curve coloured ${each}`]);
    chart.set({
      x: WHOLE, y: [low, high], labels: ["a", SYMBOLS[name]],
      draw: () => [
        zero(chart),
        ...drawn.map(([values, kind]) => this.#curve(chart, values, kind)),
        ...(curves.leaving && name === "value" ? [this.#leaving(chart)] : []),
      ],
      move() {
        const {output, points, numbers} = model.state;
        const said = names.map((each) => fill(texts.point, {name: texts.names[each], value: numbers[name][each]}));
        const caption = fill(texts.against, {name: SYMBOLS[name]});
        chart.element.setAttribute("aria-label", `${caption}. a = ${decimals(output, 2)}. ${said.join("; ")}`);
        const inside = names.filter((each) => points[name][each] >= low && points[name][each] <= high);
        return [
          cursor(chart, output),
          ...inside.map((each) => chart.dot(output, points[name][each], {class: `dot ${each}`})),
        ];
      },
    });
  }

  #drawFloor(chart) {
    const {model} = this;
    const {entropy, target, floor} = model.curves;
    chart.set({
      x: WHOLE, y: [0, HIGHEST], labels: ["y", "C"],
      draw: () => [this.#curve(chart, entropy, "curve coloured cross-entropy")],
      move() {
        const {points, smallest} = model.state;
        chart.element.setAttribute("aria-label", smallest);
        const at = points.value["cross-entropy"];
        const dots = at <= HIGHEST ? [chart.dot(target, at, {class: "start cross-entropy"})] : [];
        return [cursor(chart, target), ...dots, chart.dot(target, floor, {class: "dot cross-entropy"})];
      },
    });
  }

  #drawMade(asked, cost) {
    const {model} = this;
    const {made, limits} = model.curves;
    const kind = `curve coloured ${made.name ?? "own"}`;
    asked.set({
      x: WHOLE, y: limits.output_error, labels: ["a", "∂C/∂z"],
      draw: () => [zero(asked), this.#curve(asked, made.asked, kind)],
      move: () => [cursor(asked, model.state.output)],
    });
    const within = made.cost.filter((each) => each <= limits.value[1]);
    const highest = Math.min(limits.value[1], ROOM * Math.max(...within, 0.1));
    cost.set({
      x: WHOLE, y: [0, highest], labels: ["a", "C"],
      draw: () => [
        this.#curve(cost, made.cost, `${kind} wide`),
        ...(made.closed ? [this.#curve(cost, made.closed, "closed")] : []),
      ],
      move: () => [cursor(cost, model.state.output)],
    });
  }
}
