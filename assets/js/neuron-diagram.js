/**
 * The neuron: input, weight, bias, the neuron itself with its place on σ(z), and the output.
 *
 * One SVG, laid out anew for each width, so that its letters keep their size on a phone. Every
 * number and length is a value of the frame that is shown, or of the run's limits.
 */

import {shape} from "./dom.js";
import {Gauge} from "./neuron-gauge.js";
import {WIDE, layout} from "./neuron-layout.js";
import {decimals} from "./numbers.js";

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
      weight: new Gauge(run.curves, {symbol: "w", name: this.texts.weight}, weight, run.limits.weight),
      bias: new Gauge(run.curves, {symbol: "b", name: this.texts.bias}, bias, run.limits.bias),
      output: new Gauge(run.curves, {symbol: "a", name: this.texts.output}, output, [0, 1]),
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
    const said = `${this.texts.target} y = ${decimals(run.target, 2)}`;
    this.gauges.output.mark(run.target, said, width - (width >= WIDE ? 24 : 2));
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
      for (const [name, gauge] of Object.entries(this.gauges)) gauge.show(index, frame[name]);
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
