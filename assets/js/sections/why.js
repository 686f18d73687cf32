/** The gradient, factor by factor, at the epoch on the screen. */

import {Bar} from "../bar.js";
import {element, formula, say, setText} from "../dom.js";
import {fill, numeral, plain} from "../numbers.js";
import {isBounded} from "../published.js";

/** What stands before σ′(z) in the gradient: it may divide. */
const signOf = (power) => (power < 0 ? "÷" : "·");

const sign = (text) => element("span", {class: "sign"}, text);

/** One factor: its formula, its number, a bar as long as it is large, and what is to be said. */
class Factor {
  constructor(symbol, kind, note, {written = numeral, class: own = ""} = {}) {
    this.written = written;
    this.own = own;
    this.kind = kind;
    this.note = note;
    this.number = element("b", {});
    this.bar = new Bar();
    this.said = element("span", {class: "note"});
    this.element = element(
      "div", {},
      element(kind === "cancelled" ? "s" : "span", {class: "name"}, symbol),
      this.number,
      this.bar.element,
      this.said,
    );
  }

  /** The bar is full for a factor of the size `full`. */
  show(value, full, smallest) {
    setText(this.number, this.written(value));
    this.bar.fill(Math.min(full, Math.abs(value)) / full);
    this.element.className = `factor stack ${this.own} ${smallest ? "smallest" : this.kind}`;
    setText(this.said, smallest || this.note);
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
      slope: new Factor(formula(formulas.slope), this.power === 0 ? "cancelled" : "", notes[this.power] ?? raised, {class: "slope"}),
      input: new Factor(formula(formulas.input), "", "", {written: plain}),
    };
    this.heading = element("h3", {class: "sample", curve: cost});
    this.weightGradient = element("b", {class: "weight-gradient"});
    this.biasGradient = element("b", {class: "bias-gradient"});
    this.biasFactors = element("span", {});
    this.says = element("p", {class: "says"});
    const [weight, bias] = this.power < 0 ? ["published", "published_bias"] : ["weight", "bias"];
    const {residual, slope, input} = this.factors;
    this.element = element(
      "article", {class: "card", curve: cost},
      this.heading,
      element(
        "div", {class: "product row wrap"},
        element("span", {class: "row"}, formula(formulas[weight]), sign("=")),
        residual.element,
        element("span", {class: "row"}, sign(signOf(this.power)), slope.element),
        element("span", {class: "row"}, sign("·"), input.element),
        element("span", {class: "row"}, sign("="), this.weightGradient),
      ),
      element(
        "p", {class: "product row wrap"},
        formula(formulas[bias]), sign("="), this.biasFactors, this.biasGradient,
      ),
      this.says,
    );
  }

  show(frame, run, epoch) {
    const {texts} = this.content;
    const slope = isBounded(this.power, frame, run, this.content.bound) ? this.content.bound.slope : frame.sigmoid_slope;
    const values = {residual: frame.residual, slope, input: run.input};
    const smallest = this.#smallest(values);
    for (const [name, factor] of Object.entries(this.factors)) {
      factor.show(values[name], Math.max(1, Math.abs(run.input)), name === smallest ? texts.smallest : "");
    }
    setText(this.heading, fill(texts.heading, {name: this.label, epoch}));
    setText(this.weightGradient, numeral(frame.weight_gradient));
    setText(this.biasGradient, numeral(frame.output_error));
    if (this.power !== 0) {
      const factor = numeral(slope) + this.#raised();
      setText(this.biasFactors, `${numeral(frame.residual)} ${signOf(this.power)} ${factor} = `);
    }
    say(this.says, this.#sentence(frame, run));
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

  #sentence(frame, run) {
    const {texts, close, flat, bound} = this.content;
    if (isBounded(this.power, frame, run, bound)) return fill(texts.bounded, {z: bound.z, slope: numeral(bound.slope)});
    const said = {residual: numeral(frame.residual), slope: numeral(frame.sigmoid_slope)};
    if (this.power < 0) return fill(texts.published, said);
    if (Math.abs(frame.residual) < close) return fill(texts.error, said);
    if (this.power === 0) return fill(texts.free, said);
    if (this.power !== 1) return fill(texts.own, {...said, power: this.power});
    return fill(frame.sigmoid_slope < flat ? texts.flat : texts.steep, said);
  }
}

export function create(_lab, content) {
  const made = element("div", {class: "tiles"});
  let cards = [];
  let shown = null;

  return {
    element: made,
    show({run, frames, epoch}) {
      if (shown !== run) {
        shown = run;
        cards = run.curves.map((curve) => new Card(curve, content));
        made.replaceChildren(...cards.map((card) => card.element));
      }
      cards.forEach((card, index) => card.show(frames[index], run, epoch));
    },
  };
}
