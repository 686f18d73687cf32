/** Where the neuron stands: on σ(z), on each cost, and in the plane of weight and bias. */

import {element, keepHeight} from "../dom.js";
import {decimals, fill, significant} from "../numbers.js";
import {Chart} from "../chart.js";
import {Picker} from "./picker.js";

const START = [-5, 5];
const STEPS = 100;

function figure(caption, chart, ...more) {
  // No line is to end within a fraction.
  const whole = caption.replaceAll("/", "\u2060/\u2060");
  return element("figure", {}, element("figcaption", {}, whole), chart, ...more);
}

export function create(lab) {
  const curves = element("div", {class: "charts"});
  const planes = element("div", {class: "charts planes"});
  const onlyZ = element("p", {});
  const take = element("p", {class: "caption"});
  const made = element("div", {}, curves, onlyZ, planes, take);
  let charts = [];
  let content = null;
  let state = null;
  let builtFor = null;

  const isOf = (cost) => ({cost: each}) => content.formula_of[each] === cost;
  const pairs = (values) => content.z.map((z, index) => [z, values[index]]);

  /** The tangent at (z, value) over the whole range. */
  function tangent(chart, z, value, slope, kind) {
    const ends = chart.x.map((x) => [x, value + slope * (x - z)]);
    return chart.line(ends, {class: `tangent ${kind}`});
  }

  function sigmoidChart() {
    const chart = new Chart();
    chart.set({
      x: [content.z[0], content.z.at(-1)], y: [-0.05, 1.05], labels: ["z", "a"],
      draw: () => [chart.line(pairs(content.sigmoid), {class: "curve"})],
      move() {
        const said = [];
        const parts = state.frames.flatMap(({weighted_input: z, output, sigmoid_slope: slope}, index) => {
          const {cost, label} = state.run.curves[index];
          said.push(`${label}: z = ${decimals(z, 2)}, a = ${decimals(output, 4)}, σ′(z) = ${significant(slope)}`);
          return [tangent(chart, z, output, slope, cost), chart.dot(z, output, {class: `dot ${cost}`})];
        });
        chart.element.setAttribute("aria-label", said.join("; "));
        return parts;
      },
    });
    return {chart, element: figure(content.texts.curve, chart.element)};
  }

  function costChart(cost, name) {
    const {values} = content.costs[cost];
    const title = fill(content.texts.cost, {name});
    const highest = Math.max(...values);
    const chart = new Chart();
    const note = element("span", {class: "caption"});
    chart.set({
      x: [content.z[0], content.z.at(-1)], y: [-0.03 * highest, 1.06 * highest], labels: ["z", "C"],
      draw: () => [chart.line(pairs(values), {class: `curve coloured ${cost}`})],
      move() {
        const said = [];
        const parts = [];
        state.run.curves.forEach((curve, index) => {
          if (!isOf(cost)(curve)) return;
          const frame = state.frames[index];
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

  /** The bounds of the plane, the same for both: all starts, and the way of the run. */
  function bounds() {
    const limits = [START, state.run.limits.weight, state.run.limits.bias];
    return [Math.min(...limits.map(([low]) => low)), Math.max(...limits.map(([, high]) => high))];
  }

  function plane(cost, name) {
    const chart = new Chart({square: true});
    const {contours} = content.costs[cost];
    const {input: x} = state.run;
    const [ws, bs] = [bounds(), bounds()];
    let pointed = null;
    const note = element("span", {class: "caption", "aria-live": "polite"});
    /** The line on which wx + b is z, from one end of the plane to the other. */
    const level = (z) => Math.abs(x) < 1
      ? ws.map((w) => [w, z - w * x])
      : bs.map((b) => [(z - b) / x, b]);
    const startOf = ([across, along]) => {
      const weight = ws[0] + across * (ws[1] - ws[0]);
      const bias = bs[0] + along * (bs[1] - bs[0]);
      return [weight, bias].map((each) => Math.max(START[0], Math.min(START[1], Number(each.toFixed(1)))));
    };
    const title = fill(content.texts.plane, {name});
    chart.set({
      x: ws, y: bs, labels: ["w", "b"],
      draw: () => contours.map(([z]) => chart.line(level(z), {class: `contour ${cost}`})),
      move() {
        const parts = [];
        const said = [];
        state.run.curves.forEach((curve, index) => {
          if (!isOf(cost)(curve)) return;
          const columns = state.curves[index];
          const way = columns.weight.slice(0, state.reach + 1).map((w, at) => [w, columns.bias[at]]);
          const {weight, bias} = state.frames[index];
          said.push(`${curve.label}: w = ${decimals(weight, 2)}, b = ${decimals(bias, 2)}`);
          parts.push(
            chart.line(way, {class: `way ${curve.cost}`}),
            chart.dot(...way[0], {class: `start ${curve.cost}`, r: 4}),
            chart.dot(weight, bias, {class: `dot ${curve.cost}`}),
          );
        });
        if (pointed) {
          const [weight, bias] = startOf(pointed);
          parts.push(chart.dot(weight, bias, {class: "pointed", r: 7}));
        }
        chart.element.setAttribute("aria-label", `${title}. ${said.join("; ")}`);
        return parts;
      },
    });
    const picker = new Picker(chart, `${title}. ${content.texts.take}`, {
      steps: STEPS,
      start: () => {
        const {weight: [w], bias: [b]} = state.curves[0];
        return [(w - ws[0]) / (ws[1] - ws[0]), (b - bs[0]) / (bs[1] - bs[0])];
      },
      look(point) {
        pointed = point;
        const [weight, bias] = point ? startOf(point) : [];
        note.textContent = point
          ? fill(content.texts.here, {weight: decimals(weight, 1), bias: decimals(bias, 1)})
          : "";
        chart.move();
      },
      take(point) {
        const [weight, bias] = startOf(point);
        lab.send({kind: "take", weight, bias});
      },
    });
    return {chart, element: figure(title, picker.element, note)};
  }

  function build() {
    for (const {chart} of charts) chart.remove();
    const {names} = content;
    const above = [sigmoidChart(), ...Object.keys(content.costs).map((cost) => costChart(cost, names[cost]))];
    const trained = Object.keys(content.costs).filter((cost) => state.run.curves.some(isOf(cost)));
    const below = trained.map((cost) => plane(cost, names[cost]));
    charts = [...above, ...below];
    const focused = made.getRootNode().activeElement?.getAttribute("aria-label");
    keepHeight(made, () => {
      curves.replaceChildren(...above.map((each) => each.element));
      planes.replaceChildren(...below.map((each) => each.element));
    });
    // What had the focus is there again under its name.
    if (focused) planes.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
    onlyZ.textContent = content.texts.only_z;
    take.textContent = content.texts.take;
  }

  function show(shown) {
    state = shown;
    if (content === null) return;
    const {run} = state;
    // What stands still is drawn anew where it changes alone, not at every frame.
    const now = JSON.stringify([run.input, run.target, run.limits, run.curves]);
    if (now !== builtFor) {
      builtFor = now;
      build();
    } else for (const {chart} of charts) chart.move();
  }

  return {
    element: made,
    receive(received) {
      content = received;
      builtFor = null;
    },
    show,
    remove() {
      for (const {chart} of charts) chart.remove();
    },
  };
}
