/** The picture of the neuron: where it is on σ, its numbers as bars, and what can be dragged in it. */

import {watchDrags} from "./drag.js";
import {element} from "./dom.js";
import {NeuronBars} from "./neuron-bars.js";
import {numeral, plain} from "./numbers.js";
import {Seldom} from "./seldom.js";
import {SigmoidPlot} from "./sigmoid-plot.js";

const DECIMALS = 2;

export class NeuronPicture {
  /** What is dragged is set by `controls`, within the limits that its `widgets` have. */
  constructor(texts, sigmoid, controls, widgets) {
    Object.assign(this, {texts, controls, seldom: new Seldom(), shown: null});
    this.widgets = Object.fromEntries(widgets.map((widget) => [widget.name, widget]));
    this.plot = new SigmoidPlot(texts, sigmoid);
    this.bars = new NeuronBars(texts);
    const locked = controls.model.restriction.locked.join(" ");
    const parts = [this.plot.element, this.bars.element];
    this.element = element("div", {class: "picture stack", role: "img", "data-locked": locked}, ...parts);
    watchDrags(this.element, ({dataset: {sets, index}}) => this.#grab(sets, Number(index)));
  }

  /** Show `frames`, one for each curve of `run`, which `began` as a run with frames, too. */
  show(run, frames, began, playing) {
    if (this.shown?.run !== run) this.seldom.reset();
    this.shown = {run, frames};
    this.plot.show(run, frames, began);
    this.bars.show(run, frames);
    if (this.seldom.isDue(playing)) this.element.setAttribute("aria-label", this.#inWords());
  }

  remove() {
    this.plot.remove();
  }

  /** What the handle `name` stands for, and what it sets; the point moves along σ by the bias. */
  #grab(name, index) {
    const {run, frames} = this.shown;
    const {axes} = this.plot;
    const frame = frames[index];
    const handles = {
      z: () => ({
        value: Math.max(-axes.reach, Math.min(axes.reach, frame.weighted_input)),
        across: axes.zPerPixel,
        set: (z, done) => this.#set("bias", z - this.controls.value("weight") * run.input, done),
      }),
      target: () => ({value: run.target, along: -axes.aPerPixel, set: this.#setter("target")}),
      "output-target": () => ({value: run.target, across: this.bars.perPixel("output"), set: this.#setter("target")}),
    };
    return handles[name]?.() ?? {value: frame[name], across: this.bars.perPixel(name), set: this.#setter(name)};
  }

  #setter(name) {
    return (value, done) => this.#set(name, value, done);
  }

  #set(name, value, done) {
    const {low, high} = this.widgets[name];
    const rounded = Number(value.toFixed(DECIMALS));
    this.controls.set(name, Math.max(low, Math.min(high, rounded)), done);
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
        "σ′(z)": frame.sigmoid_slope,
      };
      const said = Object.entries(values).map(([name, value]) => `${name} = ${numeral(value)}`);
      return `${run.curves[index].label}: ${said.join(", ")}`;
    });
    const given = `${texts.input} x = ${plain(run.input)}`;
    return [given, ...each, `${texts.target} y = ${plain(run.target)}`].join("; ");
  }
}
