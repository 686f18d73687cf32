/** Where the neuron stands on σ(z), and on each cost against z. */

import {Chart, figure} from "../chart.js";
import {element} from "../dom.js";
import {fill, numeral} from "../numbers.js";

/** The curves on the screen that belong to the chart of `cost`, each with its frame and its columns. */
export function curvesOf(cost, content, {run, frames, curves}) {
  const all = run.curves.map((curve, index) => ({curve, frame: frames[index], columns: curves[index]}));
  return all.filter(({curve}) => content.formula_of[curve.cost] === cost);
}

const pairs = (zs, values) => zs.map((z, index) => [z, values[index]]);

/** No line of a caption is to end within a fraction. */
export const whole = (caption) => caption.replaceAll("/", "\u2060/\u2060");

/** The tangent at (z, value) over the whole range. */
function tangent(chart, z, value, slope, curve) {
  const ends = chart.x.map((x) => [x, value + slope * (x - z)]);
  return chart.line(ends, {class: "tangent", curve});
}

/** σ(z) with its tangent where each curve stands; `state()` is what is on the screen. */
export function sigmoidChart(content, state) {
  const chart = new Chart();
  chart.set({
    x: [content.z[0], content.z.at(-1)], y: [-0.05, 1.05], labels: ["z", "a"],
    draw: () => [chart.line(pairs(content.z, content.sigmoid), {class: "curve"})],
    move() {
      const said = [];
      const parts = state().frames.flatMap(({weighted_input: z, output, sigmoid_slope: slope}, index) => {
        const {cost, label} = state().run.curves[index];
        said.push(`${label}: z = ${numeral(z)}, a = ${numeral(output)}, σ′(z) = ${numeral(slope)}`);
        return [tangent(chart, z, output, slope, cost), chart.dot(z, output, {class: "dot", curve: cost})];
      });
      return {parts, said: said.join("; ")};
    },
  });
  return {chart, element: figure(whole(content.texts.curve), chart.element)};
}

/** The cost against z with its tangents. */
export function costChart(cost, content, state) {
  const {values} = content.costs[cost];
  const title = fill(content.texts.cost, {name: content.names[cost]});
  const highest = Math.max(...values);
  const chart = new Chart();
  const note = element("span", {class: "caption"});
  chart.set({
    x: [content.z[0], content.z.at(-1)], y: [-0.03 * highest, 1.06 * highest], labels: ["z", "C"],
    draw: () => [chart.line(pairs(content.z, values), {class: "curve", curve: cost})],
    move() {
      const said = [];
      const parts = curvesOf(cost, content, state()).flatMap(({curve, frame}) => {
        const slope = content.powers[curve.cost] < 0 ? frame.residual : frame.output_error;
        said.push(`${curve.label}: C = ${numeral(frame.cost)}, ∂C/∂z = ${numeral(slope)}`);
        return [
          tangent(chart, frame.weighted_input, frame.cost, slope, curve.cost),
          chart.dot(frame.weighted_input, frame.cost, {class: "dot", curve: curve.cost}),
        ];
      });
      note.textContent = said.length ? said.join("; ") : content.texts.untrained;
      return {parts, said: `${title}. ${note.textContent}`};
    },
  });
  return {chart, element: figure(whole(title), chart.element, note)};
}
