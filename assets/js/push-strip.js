/** The push strip: for each curve error × σ′ × x = push, for one input or several, as bars with numbers. */

import {Bar} from "./bar.js";
import {element, setText} from "./dom.js";
import {numeral, plain} from "./numbers.js";
import {isBounded} from "./published.js";
import {PushAtStart} from "./push-at-start.js";

/** A number of more characters is written smaller. */
const LONG = 8;

/** A number and its bar; of several of a kind each has a symbol. */
class Amount {
  constructor({symbol = "", isCancelled = false, power = "", said = "", most = ""} = {}) {
    this.number = element("b", {});
    this.brackets = power ? ["(", ")"].map((each) => element("span", {}, each)) : [];
    this.bar = new Bar();
    const [open, close] = this.brackets;
    const figure = element(isCancelled ? "s" : "span", {class: "figure"}, this.number);
    if (power) figure.replaceChildren(open, this.number, close, element("sup", {}, power));
    if (most) figure.append(element("span", {class: "most"}, ` ${most}`));
    const shown = [figure, said ? element("span", {class: "said"}, said) : this.bar.element];
    this.elements = symbol ? [element("span", {class: "amount row"}, element("i", {}, symbol), ...shown)] : shown;
  }

  /** Show a number whose bar is so large a part of its track. */
  show(text, part) {
    setText(this.number, text);
    this.number.classList.toggle("long", text.length > LONG);
    for (const bracket of this.brackets) bracket.hidden = text.length <= LONG;
    const filled = Math.min(1, part);
    this.bar.fill(filled);
    this.bar.element.style.setProperty("--part", filled);
  }
}

/** One factor or the product: the sign before it, its name, and one amount or several. */
class Term {
  constructor(kind, sign, name, amounts = [new Amount()]) {
    this.amounts = amounts;
    this.element = element(
      "span", {class: `term stack ${kind}`},
      element("span", {class: "caption"}, sign && element("span", {class: "sign"}, `${sign} `), name),
      ...amounts.flatMap((amount) => amount.elements),
    );
  }

  /** Show the number of the only amount. */
  show(...amount) {
    this.amounts[0].show(...amount);
  }
}

const signOf = (power) => power < 0 ? "÷" : "×";
const written = (power) => Math.abs(power) === 1 ? "" : plain(Math.abs(power));

/** How σ′ counts in a cost with this power of it. */
function slopeTerm(power, name, texts, most) {
  if (power === 0) return new Term("slope", "×", name, [new Amount({isCancelled: true, said: texts.cancels})]);
  return new Term("slope", signOf(power), name, [new Amount({power: written(power), most})]);
}

/** The push of the curve `index` where a run began, by the rule of then. */
function atStart(index, {run, frames}, texts, {bound}) {
  const {power} = run.curves[index];
  const first = frames[index];
  const slope = isBounded(power, first, run, bound) ? bound.slope : first.sigmoid_slope;
  return new PushAtStart(texts, first, {slope, slopeSign: power && signOf(power), power: power && written(power), input: run.input});
}

/** The strip of one curve, built once for a rule. */
class Row {
  /** The row of the curve `index` of `run`, which `began` by a rule that may have been another. */
  constructor(index, run, began, inputs, texts, sigmoid) {
    const {cost, label, power} = run.curves[index];
    Object.assign(this, {power, run, first: began.frames[index], inputs, sigmoid});
    const isSeveral = Boolean(inputs[0].symbol);
    this.slope = `${texts.slope} σ′`;
    this.slopeName = element("span", {}, this.slope);
    const most = power === 1 && !isSeveral ? texts.most_slope : "";
    this.terms = {
      error: new Term("residual", "", texts.error),
      slope: slopeTerm(power, this.slopeName, texts, most),
      input: new Term("input", "×", element("i", {}, isSeveral ? "xⱼ" : "x"), inputs.map(({symbol}) => new Amount({symbol}))),
      push: new Term("push", "=", isSeveral ? texts.push_each : texts.push, inputs.map(({weight}) => new Amount({symbol: weight}))),
    };
    const name = run.curves.length === 1 ? [] : [element("span", {class: "name", "aria-hidden": true}, label)];
    const terms = Object.values(this.terms).map((term) => term.element);
    this.atStart = isSeveral ? null : atStart(index, began, texts, sigmoid);
    this.element = element(
      "div", {class: isSeveral ? "push-row several" : "push-row", role: "group", "aria-label": label, curve: cost}, ...name, ...terms,
      ...(this.atStart ? [this.atStart.element] : []),
    );
  }

  show(frame) {
    const {steepest, bound} = this.sigmoid;
    const bounded = isBounded(this.power, frame, this.run, bound);
    const counts = bounded ? bound.slope : frame.sigmoid_slope;
    this.atStart?.show(frame.epoch === this.first.epoch);
    const {error, slope, input: given, push} = this.terms;
    const whole = Math.max(1, ...this.inputs.map(({value}) => Math.abs(value)));
    error.show(numeral(frame.residual), Math.abs(frame.residual));
    setText(this.slopeName, bounded ? `σ′(±${bound.z})` : this.slope);
    slope.show(numeral(counts), counts / steepest);
    this.inputs.forEach(({value, gradient}, index) => {
      given.amounts[index].show(plain(value), Math.abs(value) / whole);
      push.amounts[index].show(numeral(frame[gradient]), Math.abs(frame[gradient]) / whole);
    });
    this.element.classList.toggle("one", this.inputs.length === 1 && this.inputs[0].value === 1);
  }
}

export class PushStrip {
  /**
   * `sigmoid` has the `steepest` σ′, for which its bar is full and thickest, and the `bound` of published steps.
   * `inputsOf(run)` are the inputs with their `value` and the column of their `gradient`; of several
   * each has a `symbol`, and one of its `weight`.
   */
  constructor(texts, sigmoid, inputsOf) {
    Object.assign(this, {texts, sigmoid, inputsOf, run: null});
    this.element = element("div", {class: "pushes", role: "group", "aria-label": texts.pushes});
  }

  /** Show `frames`, one for each curve of `run`, which `began` as a run with frames, too. */
  show(run, frames, began) {
    if (this.run !== run) {
      this.run = run;
      const inputs = this.inputsOf(run);
      this.rows = run.curves.map((_, index) => new Row(index, run, began, inputs, this.texts, this.sigmoid));
      this.element.replaceChildren(...this.rows.map((row) => row.element));
    }
    this.rows.forEach((row, index) => row.show(frames[index]));
  }
}
