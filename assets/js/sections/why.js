/** The gradient, factor by factor, at the epoch on the screen. */

import {element, formula} from "../dom.js";
import {decimals, fill, significant} from "../numbers.js";

/** What stands before σ′(z) in the gradient: it may divide. */
const signOf = (power) => (power < 0 ? "÷" : "·");

const sign = (text) => element("span", {class: "sign"}, text);

/** One factor: its formula, its number, a bar as long as it is large, and what is to be said. */
class Factor {
  constructor(symbol, kind, note) {
    this.kind = kind;
    this.note = note;
    this.number = element("b", {});
    this.bar = element("span", {class: "bar"});
    this.said = element("span", {class: "note"});
    this.element = element(
      "div", {},
      element(kind === "cancelled" ? "s" : "span", {class: "name"}, symbol),
      this.number,
      element("span", {class: "track", "aria-hidden": true}, this.bar),
      this.said,
    );
  }

  /** The bar is full for a factor of the size `full`. */
  show(value, full, smallest) {
    this.number.textContent = significant(value);
    this.bar.style.width = `${(100 * Math.min(full, Math.abs(value))) / full}%`;
    this.element.className = `factor ${smallest ? "smallest" : this.kind}`;
    this.said.textContent = smallest || this.note;
  }
}

/** The gradient of one curve: built once for a run, and then only its numbers change. */
class Card {
  constructor({cost, label}, content) {
    this.label = label;
    this.content = content;
    const {texts, powers, formulas} = content;
    this.power = powers[cost];
    const notes = {1: "", 0: texts.cancels, "-1": texts.divides};
    const raised = fill(texts.raised, {power: this.power});
    this.factors = {
      residual: new Factor(formula(formulas.residual), "", ""),
      slope: new Factor(formula(formulas.slope), this.power === 0 ? "cancelled" : "", notes[this.power] ?? raised),
      input: new Factor(formula(formulas.input), "", ""),
    };
    this.heading = element("h3", {class: `sample ${cost}`});
    this.weightGradient = element("b", {class: "weight-gradient"});
    this.biasGradient = element("b", {class: "bias-gradient"});
    this.biasFactors = element("span", {});
    this.says = element("p", {class: "says"});
    const [weight, bias] = this.power < 0 ? ["published", "published_bias"] : ["weight", "bias"];
    const {residual, slope, input} = this.factors;
    this.element = element(
      "article", {class: `card ${cost}`},
      this.heading,
      element(
        "div", {class: "product"},
        element("span", {class: "whole"}, formula(formulas[weight]), sign("=")),
        residual.element,
        element("span", {class: "term"}, sign(signOf(this.power)), slope.element),
        element("span", {class: "term"}, sign("·"), input.element),
        element("span", {class: "result"}, sign("="), this.weightGradient),
      ),
      element(
        "p", {class: "product short"},
        formula(formulas[bias]), sign("="), this.biasFactors, this.biasGradient,
      ),
      this.says,
    );
  }

  show(frame, run, epoch) {
    const {texts} = this.content;
    const values = {residual: frame.residual, slope: frame.sigmoid_slope, input: run.input};
    const smallest = this.#smallest(values);
    for (const [name, factor] of Object.entries(this.factors)) {
      factor.show(values[name], Math.max(1, Math.abs(run.input)), name === smallest ? texts.smallest : "");
    }
    this.heading.textContent = fill(texts.heading, {name: this.label, epoch});
    this.weightGradient.textContent = significant(frame.weight_gradient);
    this.biasGradient.textContent = significant(frame.output_error);
    if (this.power !== 0) {
      const slope = significant(frame.sigmoid_slope) + this.#raised();
      this.biasFactors.textContent = `${significant(frame.residual)} ${signOf(this.power)} ${slope} = `;
    }
    this.says.textContent = this.#sentence(frame);
  }

  /** The power of σ′(z) as it is written behind its number, where it is none that goes without. */
  #raised() {
    return Math.abs(this.power) === 1 ? "" : ` ^ ${this.power}`;
  }

  /** The name of the smallest of the factors that are multiplied. */
  #smallest(values) {
    if (this.power !== 0 && this.power !== 1) return null;
    const names = this.power > 0 ? ["residual", "slope", "input"] : ["residual", "input"];
    return names.toSorted((one, other) => Math.abs(values[one]) - Math.abs(values[other]))[0];
  }

  #sentence(frame) {
    const {texts, close, flat} = this.content;
    const said = {residual: decimals(frame.residual, 2), slope: significant(frame.sigmoid_slope)};
    if (this.power < 0) return fill(texts.published, said);
    if (Math.abs(frame.residual) < close) return fill(texts.error, said);
    if (this.power === 0) return fill(texts.free, said);
    if (this.power !== 1) return fill(texts.own, {...said, power: this.power});
    return fill(frame.sigmoid_slope < flat ? texts.flat : texts.steep, said);
  }
}

export function create() {
  const made = element("div", {class: "cards"});
  let content = null;
  let cards = [];
  let shown = null;

  return {
    element: element("div", {}, made),
    receive(received) {
      content = received;
      shown = null;
    },
    show({run, frames, epoch}) {
      if (content === null) return;
      if (shown !== run) {
        shown = run;
        cards = run.curves.map((curve) => new Card(curve, content));
        made.replaceChildren(...cards.map((card) => card.element));
      }
      cards.forEach((card, index) => card.show(frames[index], run, epoch));
    },
  };
}
