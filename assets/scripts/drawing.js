/**
 * The neuron: input, weight, bias, the neuron itself with its place on σ(z), and the output.
 *
 * One SVG, laid out anew for each width, so that its letters keep their size on a phone. Every
 * number and length is a value of the frame that is shown, or of the run's limits.
 */

import {shape} from "./dom.js";
import {decimals} from "./numbers.js";

const WIDE = 560;
const BAR = 8;
const ROW = 20;

/** Where things stand, for a drawing `width` wide with `rows` curves. */
function layout(width, rows) {
  const wide = width >= WIDE;
  const block = rows * ROW;
  const height = wide ? 190 : 290;
  const middle = wide ? 118 : 190;
  const radius = wide ? 46 : 42;
  const neuron = wide ? width * 0.56 : width * 0.5;
  const span = wide ? Math.min(190, width * 0.22) : Math.min(130, width * 0.34);
  return {
    width,
    height,
    input: {x: wide ? 44 : 30, y: middle, radius: 24},
    neuron: {x: neuron, y: middle, radius},
    weight: wide
      ? {x: (68 + neuron - radius) / 2 - span / 2, y: middle - block - 24, span}
      : {x: 4, y: 34, span},
    bias: wide
      ? {x: neuron + 62, y: 22, span}
      : {x: width - span - 4, y: 34, span},
    output: wide
      ? {x: width - span - 58, y: middle - block / 2 + 2, span}
      : {x: width / 2 - span / 2, y: 262 - (rows - 1) * 8, span},
    wide,
  };
}

export class NeuronDrawing {
  constructor(texts, sigmoid) {
    this.texts = texts;
    this.sigmoid = sigmoid;
    this.element = shape("svg", {class: "neuron", "aria-hidden": true});
    this.shown = null;
    this.observer = new ResizeObserver(() => this.#layOut());
    this.observer.observe(this.element);
  }

  /** Show `frames`, one per curve of `run`. */
  show(run, frames) {
    const changed = this.shown?.run !== run;
    this.shown = {run, frames};
    if (changed) this.#layOut();
    else this.#move();
  }

  disconnect() {
    this.observer.disconnect();
  }

  #layOut() {
    if (this.shown === null) return;
    const width = this.element.clientWidth;
    if (!width) return;
    const {run} = this.shown;
    const at = layout(width, run.curves.length);
    this.at = at;
    this.element.setAttribute("viewBox", `0 0 ${width} ${at.height}`);
    this.element.style.height = `${at.height}px`;
    const {input, neuron, weight, bias, output} = at;
    this.synapses = run.curves.map(({cost}, index) => {
      const offset = (index - (run.curves.length - 1) / 2) * 9;
      return shape("line", {
        class: `synapse ${cost}`,
        x1: input.x + input.radius, y1: input.y + offset,
        x2: neuron.x - neuron.radius, y2: neuron.y + offset,
      });
    });
    this.dots = run.curves.map(({cost}) => shape("circle", {class: `dot ${cost}`, r: 6}));
    const end = at.wide ? output.x - 12 : neuron.x;
    this.gauges = {
      weight: this.#gauge("weight", "w", weight, run.limits.weight),
      bias: this.#gauge("bias", "b", bias, run.limits.bias),
      output: this.#gauge("output", "a", output, [0, 1], run.target),
    };
    this.sums = shape("text", {
      class: "sum", x: neuron.x, y: neuron.y + neuron.radius + 17, "text-anchor": "middle",
    });
    this.element.replaceChildren(
      ...this.synapses,
      shape("path", {
        class: "wire",
        d: at.wide
          ? `M${bias.x - 10} ${bias.y + 8} H${neuron.x} V${neuron.y - neuron.radius}` +
            `M${neuron.x + neuron.radius} ${neuron.y} H${end}` +
            `m-7 -5 l7 5 l-7 5`
          : `M${neuron.x} ${neuron.y + neuron.radius + 22} V${output.y - 24}` +
            `M${bias.x + bias.span / 2} ${bias.y + run.curves.length * ROW + 6}` +
            `V${neuron.y - neuron.radius - 8} L${neuron.x + neuron.radius * 0.7} ` +
            `${neuron.y - neuron.radius * 0.7}`,
      }),
      this.#node(input, "x", decimals(run.input, 2), this.texts.input),
      this.#cell(neuron),
      ...this.dots,
      this.sums,
      ...Object.values(this.gauges).map((gauge) => gauge.element),
    );
    this.#move();
  }

  #node({x, y, radius}, symbol, value, caption) {
    return shape(
      "g", {},
      shape("circle", {class: "node", cx: x, cy: y, r: radius}),
      shape("text", {class: "symbol", x, y: y - radius - 7, "text-anchor": "middle"}, symbol),
      shape("text", {class: "number", x, y: y + 5, "text-anchor": "middle"}, value),
      shape("text", {class: "caption", x, y: y + radius + 16, "text-anchor": "middle"}, caption),
    );
  }

  /** The neuron's body with the curve σ(z) in it. */
  #cell({x, y, radius}) {
    const points = this.sigmoid.map((point) => this.#onCurve(...point).join(" "));
    return shape(
      "g", {},
      shape("circle", {class: "cell", cx: x, cy: y, r: radius}),
      shape("polyline", {class: "sigmoid", points: points.join(" ")}),
    );
  }

  /** Where (z, a) lies inside the neuron; a z beyond the drawn curve stays at its end. */
  #onCurve(z, a) {
    const {x, y, radius} = this.at.neuron;
    const end = this.sigmoid.at(-1)[0];
    const inside = Math.max(-end, Math.min(end, z));
    return [x + (inside / end) * radius * 0.72, y + (0.5 - a) * radius * 1.05];
  }

  /** A name, and for each curve a bar from zero with its number. */
  #gauge(name, symbol, {x, y, span}, [low, high], target = null) {
    const place = (value) => x + ((Math.max(low, Math.min(high, value)) - low) / (high - low)) * span;
    const zero = place(0);
    const bars = this.shown.run.curves.map(({cost}, index) => {
      const top = y + index * ROW;
      return {
        bar: shape("rect", {class: `bar ${cost}`, y: top, height: BAR, rx: 2}),
        number: shape("text", {class: "number", x: x + span + 6, y: top + BAR + 2}),
        track: shape("rect", {class: "track", x, y: top, width: span, height: BAR, rx: 2}),
      };
    });
    const bottom = y + (bars.length - 1) * ROW + BAR;
    const marks = [shape("line", {class: "zero", x1: zero, x2: zero, y1: y - 3, y2: bottom + 3})];
    if (target !== null) {
      const goal = place(target);
      marks.push(
        shape("path", {class: "goal", d: `M${goal} ${bottom + 3} l-5 8 h10 z`}),
        shape(
          "text",
          {class: "caption", x: goal, y: bottom + 24, "text-anchor": target > 0.6 ? "end" : "start"},
          `${this.texts.target} y = ${decimals(target, 2)}`,
        ),
      );
    }
    const heading = shape(
      "text", {x, y: y - 9},
      shape("tspan", {class: "symbol"}, symbol), " ",
      shape("tspan", {class: "caption"}, this.texts[name]),
    );
    const parts = bars.flatMap(({track, bar, number}) => [track, bar, number]);
    return {element: shape("g", {}, heading, ...parts, ...marks), bars, place, zero};
  }

  #move() {
    if (!this.at) return;
    const {frames, run} = this.shown;
    frames.forEach((frame, index) => {
      for (const [name, {bars, place, zero}] of Object.entries(this.gauges)) {
        const {bar, number} = bars[index];
        const end = place(frame[name]);
        bar.setAttribute("x", Math.min(zero, end));
        bar.setAttribute("width", Math.max(1, Math.abs(end - zero)));
        number.textContent = decimals(frame[name], 2);
      }
      const [low, high] = run.limits.weight;
      const strength = Math.abs(frame.weight) / Math.max(Math.abs(low), Math.abs(high));
      this.synapses[index].setAttribute("stroke-width", 1.5 + 6 * Math.min(1, strength));
      this.synapses[index].classList.toggle("negative", frame.weight < 0);
      const [x, y] = this.#onCurve(frame.weighted_input, frame.output);
      this.dots[index].setAttribute("cx", x);
      this.dots[index].setAttribute("cy", y);
    });
    const sums = frames.map((frame) => decimals(frame.weighted_input, 2));
    this.sums.textContent = `z = wx + b = ${sums.join(" | ")}`;
  }
}
