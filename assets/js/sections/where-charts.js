/** Where the neuron stands on σ(z), and on each cost against z. */

import {Chart} from "../chart.js";
import {element} from "../dom.js";
import {decimals, fill, significant} from "../numbers.js";

/** Whether a curve belongs to the chart of `cost`. */
export const isOf = (cost, content) => ({cost: each}) => content.formula_of[each] === cost;

const pairs = (zs, values) => zs.map((z, index) => [z, values[index]]);

export function figure(caption, chart, ...more) {
  // No line is to end within a fraction.
  const whole = caption.replaceAll("/", "\u2060/\u2060");
  return element("figure", {}, element("figcaption", {}, whole), chart, ...more);
}

/** The tangent at (z, value) over the whole range. */
function tangent(chart, z, value, slope, kind) {
  const ends = chart.x.map((x) => [x, value + slope * (x - z)]);
  return chart.line(ends, {class: `tangent ${kind}`});
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
        said.push(`${label}: z = ${decimals(z, 2)}, a = ${decimals(output, 4)}, σ′(z) = ${significant(slope)}`);
        return [tangent(chart, z, output, slope, cost), chart.dot(z, output, {class: `dot ${cost}`})];
      });
      chart.element.setAttribute("aria-label", said.join("; "));
      return parts;
    },
  });
  return {chart, element: figure(content.texts.curve, chart.element)};
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
    draw: () => [chart.line(pairs(content.z, values), {class: `curve coloured ${cost}`})],
    move() {
      const said = [];
      const parts = [];
      state().run.curves.forEach((curve, index) => {
        if (!isOf(cost, content)(curve)) return;
        const frame = state().frames[index];
        const slope = content.powers[curve.cost] < 0 ? frame.residual : frame.output_error;
        said.push(`${curve.label}: C = ${decimals(frame.cost, 4)}, ∂C/∂z = ${significant(slope)}`);
        parts.push(
          tangent(chart, frame.weighted_input, frame.cost, slope, curve.cost),
          chart.dot(frame.weighted_input, frame.cost, {class: `dot ${curve.cost}`}),
        );
      });
      note.textContent = said.length ? said.join("; ") : content.texts.untrained;
      chart.element.setAttribute("aria-label", `${title}. ${note.textContent}`);
      return parts;
    },
  });
  return {chart, element: figure(title, chart.element, note)};
}
