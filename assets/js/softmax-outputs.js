/** The sliders of the Softmax lab: a row for each z with its share and what that gained, and all shares as one bar. */

import {button, element, formula, setText, spoken} from "./dom.js";
import {lock} from "./lock.js";
import {fill, numeral} from "./numbers.js";
import {OutputBar, writeNumber} from "./output-bar.js";
import {gridCell, gridHead} from "./tables.js";

/** The smallest share with room for its name. */
const LABEL_FROM = 0.08;

const line = (...cells) => element("div", {role: "row"}, ...cells);

/** What an output has gained, with its sign. */
function gained(value) {
  const text = numeral(value);
  return value > 0 ? `+${text}` : text;
}

/** One z: its slider with a dot for each curve, the outputs, and what these gained. */
class Row {
  constructor(slider, number, texts) {
    Object.assign(this, {slider, number, texts});
    this.subscript = slider.label.slice(1);
    this.marks = element("span", {class: "marks", "aria-hidden": true});
    slider.input.after(this.marks);
    this.outputs = gridCell("softmax");
    this.gains = element("span", {class: "stack"});
    this.element = line(gridCell("slider", slider.element), this.outputs, gridCell("gain", this.gains));
  }

  /** Have an output for each of `curves`, named where there are several. */
  build(curves) {
    const label = (curve) => (curves.length > 1 ? curve.label : "");
    this.bars = curves.map((curve, index) => new OutputBar(index ? "" : `a${this.subscript}`, {label: label(curve), curve: `share-${this.number}`}));
    this.numbers = curves.map(() => element("span", {class: "value"}));
    this.dots = curves.map(({cost}) => element("span", {class: "mark", curve: cost}));
    this.outputs.replaceChildren(...this.bars.map((each) => each.element));
    this.gains.replaceChildren(...this.numbers.flatMap((each, index) => [...(label(curves[index]) ? [spoken(label(curves[index]))] : []), each]));
    this.marks.replaceChildren(...this.dots);
  }

  show(run, frames, epoch) {
    this.element.classList.toggle("right", run.right === this.number);
    const {low, last, step} = this.slider.scale;
    frames.forEach((frame, index) => {
      const value = frame[`a${this.number}`];
      const gain = value - run.compared[this.number - 1];
      const z = frame[`z${this.number}`];
      this.bars[index].show(value);
      this.numbers[index].className = gain > 0 ? "value up" : gain < 0 ? "value down" : "value";
      writeNumber(this.numbers[index], gained(gain));
      this.dots[index].hidden = epoch === 0;
      this.dots[index].title = fill(this.texts.now, {name: this.slider.label, value: numeral(z)});
      const place = Math.max(0, Math.min(1, (z - low) / (last * step)));
      this.dots[index].style.setProperty("--place", place);
    });
  }
}

export class OutputTable {
  constructor({book, restriction: {why}}, texts, controls) {
    this.texts = texts;
    this.rows = controls.get("z").sliders.map((slider, index) => new Row(slider, index + 1, texts));
    this.sums = element("span", {class: "row"});
    this.shares = element("div", {class: "shares stack", "aria-hidden": true});
    this.keys = element("span", {class: "keys"});
    const reset = element("div", {}, button(texts.reset_z, () => controls.set("z", book), {class: "small"}));
    if (controls.isLocked("z")) lock(reset, why);
    this.element = element(
      "div", {class: "picture stack"},
      element(
        "div", {class: "table", role: "table", "aria-label": texts.outputs},
        line(gridHead(element("span", {class: "head-text"}, texts.inputs), this.keys), gridHead(texts.outputs), gridHead(texts.change)),
        ...this.rows.map((row) => row.element),
        line(gridCell("slider", reset), gridCell("output total row", element("b", {}, texts.sum), this.sums)),
      ),
      this.shares,
      element("p", {class: "caption always"}, texts.always),
    );
    const equation = element("span", {class: "caption"}, texts.softmax_equation);
    this.formula = element("p", {class: "card softmax-formula row"}, formula(texts.softmax_formula), equation);
  }

  show(run, frames, epoch) {
    const {curves} = run;
    const built = curves.map(({cost}) => cost).join();
    if (built !== this.built) this.#build(curves);
    this.built = built;
    for (const row of this.rows) row.show(run, frames, epoch);
    frames.forEach((frame, index) => {
      const values = this.rows.map(({number}) => frame[`a${number}`]);
      setText(this.numbers[index], numeral(values.reduce((sum, each) => sum + each, 0)));
      this.parts[index].forEach((part, place) => {
        part.style.flexGrow = values[place];
        part.classList.toggle("narrow", values[place] < LABEL_FROM);
      });
    });
  }

  #build(curves) {
    for (const row of this.rows) row.build(curves);
    const names = curves.length > 1 ? curves : [];
    const named = names.map(({label, cost}) => element("span", {class: "which", curve: cost, "aria-hidden": true}, label));
    this.numbers = curves.map(({cost}) => element("span", {class: "value", curve: names.length ? cost : ""}));
    this.sums.replaceChildren(...this.numbers);
    this.parts = curves.map(() => this.rows.map(({number, subscript}) =>
      element("span", {class: "share", curve: `share-${number}`}, `a${subscript}`)));
    const wholes = this.parts.map((each, index) => [
      ...(names.length ? [element("b", {curve: names[index].cost}, names[index].label)] : []), element("div", {class: "whole"}, ...each),
    ]);
    this.shares.replaceChildren(...wholes.flat());
    this.keys.replaceChildren(...named);
  }
}
