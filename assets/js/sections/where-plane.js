/** Where the neuron stands in the plane of weight and bias. */

import {Chart, figure} from "../chart.js";
import {element} from "../dom.js";
import {fill, numeral, plain} from "../numbers.js";
import {picker} from "./picker.js";
import {curvesOf, whole} from "./where-charts.js";

const STEPS = 100;

/** The bounds of both planes: all starts, and the way of the run. */
function bounds({start}, run) {
  const limits = [start, run.limits.weight, run.limits.bias];
  return [Math.min(...limits.map(([low]) => low)), Math.max(...limits.map(([, high]) => high))];
}

/** The plane of `cost`; `state()` is what is on the screen, `takeStart(w, b)` takes a start. */
export function plane(cost, content, state, takeStart) {
  const chart = new Chart({square: true});
  const {contours} = content.costs[cost];
  const {run: {input: x}} = state();
  const [lowest, highest] = content.start;
  const range = bounds(content, state().run);
  let pointed = null;
  const note = element("span", {class: "caption", "aria-live": "polite"});
  /** The line on which wx + b is z, from one end of the plane to the other. */
  const level = (z) => Math.abs(x) < 1
    ? range.map((w) => [w, z - w * x])
    : range.map((b) => [(z - b) / x, b]);
  const startOf = (point) => {
    const at = point.map((part) => range[0] + part * (range[1] - range[0]));
    return at.map((each) => Math.max(lowest, Math.min(highest, Number(each.toFixed(1)))));
  };
  const title = fill(content.texts.plane, {name: content.names[cost]});
  chart.set({
    x: range, y: range, labels: ["w", "b"],
    draw: () => contours.map(([z]) => chart.line(level(z), {class: "contour", curve: cost})),
    move() {
      const said = [];
      const parts = curvesOf(cost, content, state()).flatMap(({curve, frame: {weight, bias}, columns}) => {
        const way = columns.weight.slice(0, state().reach + 1).map((w, at) => [w, columns.bias[at]]);
        said.push(`${curve.label}: w = ${numeral(weight)}, b = ${numeral(bias)}`);
        return [
          chart.line(way, {class: "way", curve: curve.cost}),
          chart.dot(...way[0], {class: "open", curve: curve.cost, r: 4}),
          chart.dot(weight, bias, {class: "dot", curve: curve.cost}),
        ];
      });
      if (pointed) {
        const [weight, bias] = startOf(pointed);
        parts.push(chart.dot(weight, bias, {class: "pointed", r: 7}));
      }
      return {parts, said: `${title}. ${said.join("; ")}`};
    },
  });
  const pick = picker(chart, `${title}. ${content.texts.take}`, {
    steps: STEPS,
    start: () => {
      const {weight: [w], bias: [b]} = state().curves[0];
      return [w, b].map((each) => (each - range[0]) / (range[1] - range[0]));
    },
    look(point) {
      pointed = point;
      const [weight, bias] = point ? startOf(point) : [];
      note.textContent = point
        ? fill(content.texts.here, {weight: plain(weight), bias: plain(bias)})
        : "";
      chart.move();
    },
    take: (point) => takeStart(...startOf(point)),
  });
  return {chart, element: figure(whole(title), pick, note)};
}
