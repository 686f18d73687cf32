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
  const block = rows * ROW;
  return width >= WIDE ? beside(width, block) : narrow(width, block);
}

/** From left to right: input, weight, neuron with its bias above, output. */
function beside(width, block) {
  const middle = 122;
  const neuron = {x: width * 0.54, y: middle, radius: 46};
  const span = Math.min(190, width * 0.2);
  const input = {x: 50, y: middle, radius: 24};
  const output = {x: width - span - 62, y: middle - block / 2 + 4, span};
  const between = (input.x + input.radius + neuron.x - neuron.radius) / 2;
  return {
    height: 196, input, neuron, output,
    weight: {x: between - span / 2 - 20, y: middle - block - 12, span},
    bias: {x: neuron.x + 40, y: 30, span},
    wires: [
      `M${neuron.x + 30} 34 H${neuron.x} V${middle - neuron.radius}`,
      `M${neuron.x + neuron.radius} ${middle} H${output.x - 16} m-7 -5 l7 5 l-7 5`,
    ],
  };
}

/** The same for a phone: weight and bias share the line above the neuron. */
function narrow(width, block) {
  const top = 30;
  const middle = top + block + 64;
  const neuron = {x: width * 0.43, y: middle, radius: 40};
  const bias = {x: neuron.x + 26, y: top, span: width * 0.57 - 86};
  const output = {x: neuron.x + 76, y: middle - block / 2 + 4, span: width * 0.57 - 130};
  return {
    height: middle + 68, neuron, bias, output,
    input: {x: 32, y: middle, radius: 22},
    weight: {x: 10, y: top, span: width * 0.43 - 76},
    wires: [
      `M${bias.x - 6} ${top + 4} H${neuron.x} V${middle - neuron.radius}`,
      `M${neuron.x + neuron.radius} ${middle} H${output.x - 10} m-6 -5 l6 5 l-6 5`,
    ],
  };
}

export class NeuronDiagram {
  constructor(texts, sigmoid) {
    this.texts = texts;
    this.sigmoid = sigmoid;
    this.element = shape("svg", {class: "neuron", role: "img"});
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
    this.at = null;
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
      shape("path", {class: "wire", d: at.wires.join("")}),
      this.#node(input, "x", decimals(run.input, 2), this.texts.input),
      this.#cell(neuron),
      ...this.dots,
      this.sums,
      ...Object.values(this.gauges).map((gauge) => gauge.element),
    );
    const room = width - (width >= WIDE ? 24 : 2) - this.goal.getComputedTextLength();
    if (this.goal.getAttribute("x") > room) this.goal.setAttribute("x", room);
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
  #gauge(name, symbol, {x, y, span}, limits, target = null) {
    const low = Math.min(0, limits[0]);
    const high = Math.max(0, limits[1]);
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
      const said = `${this.texts.target} y = ${decimals(target, 2)}`;
      this.goal = shape("text", {class: "caption", x: goal - 5, y: bottom + 24}, said);
      marks.push(shape("path", {class: "goal", d: `M${goal} ${bottom + 3} l-5 8 h10 z`}), this.goal);
    }
    const heading = shape(
      "text", {x, y: y - 9},
      shape("tspan", {class: "symbol"}, symbol), " ",
      shape("tspan", {class: "caption"}, this.texts[name]),
    );
    const parts = bars.flatMap(({track, bar, number}) => [track, bar, number]);
    return {element: shape("g", {}, heading, ...parts, ...marks), bars, place, zero};
  }

  #inWords() {
    const {frames, run} = this.shown;
    const {texts} = this;
    const each = frames.map((frame, index) => {
      const values = {
        [`${texts.weight} w`]: frame.weight,
        [`${texts.bias} b`]: frame.bias,
        z: frame.weighted_input,
        [`${texts.output} a`]: frame.output,
      };
      const said = Object.entries(values).map(([name, value]) => `${name} = ${decimals(value, 2)}`);
      return `${run.curves[index].label}: ${said.join(", ")}`;
    });
    const given = `${texts.input} x = ${decimals(run.input, 2)}`;
    return [given, ...each, `${texts.target} y = ${decimals(run.target, 2)}`].join("; ");
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
    const sums = frames.map((frame, index) =>
      shape("tspan", {class: run.curves[index].cost, dx: 6}, decimals(frame.weighted_input, 2)),
    );
    this.sums.replaceChildren("z = wx + b =", ...sums);
    this.element.setAttribute("aria-label", this.#inWords());
  }
}
