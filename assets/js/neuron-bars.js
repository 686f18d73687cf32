/** Weight, bias and output as bars: for each curve one from zero, with its number and an end to drag. */

import {Bar} from "./bar.js";
import {element} from "./dom.js";
import {numeral} from "./numbers.js";
import {writeNumber} from "./output-bar.js";

/** One quantity of all curves. */
class BarGroup {
  constructor(curves, {symbol, name, sets}, limits) {
    this.low = Math.min(0, limits[0]);
    this.high = Math.max(0, limits[1]);
    this.rows = curves.map(({cost}, index) => {
      const bar = new Bar();
      const end = element("span", {class: "handle", "data-sets": sets, "data-index": index});
      const zero = element("span", {class: "zero"});
      zero.style.left = `${100 * this.#part(0)}%`;
      const place = element("span", {class: "place"}, bar.element, zero, ...(sets ? [end] : []));
      const number = element("span", {class: "number"});
      return {bar, end, place, number, row: element("span", {class: "row", curve: cost}, place, number)};
    });
    this.element = element(
      "div", {class: "quantity"},
      element("span", {class: "caption"}, element("i", {}, symbol), element("span", {class: "name"}, ` ${name}`)),
      element("span", {class: "rows"}, ...this.rows.map(({row}) => row)),
    );
  }

  /** Mark `value` in all rows, to be dragged. */
  mark(value, sets) {
    for (const {place} of this.rows) {
      const mark = element("span", {class: "mark handle", "data-sets": sets});
      mark.style.left = `${100 * this.#part(value)}%`;
      place.append(mark);
    }
  }

  show(index, value) {
    const {bar, end, number} = this.rows[index];
    const [zero, to] = [this.#part(0), this.#part(value)];
    bar.fill(Math.abs(to - zero), Math.min(zero, to));
    end.style.left = `${100 * to}%`;
    writeNumber(number, numeral(value));
  }

  get perPixel() {
    return (this.high - this.low) / this.rows[0].place.clientWidth;
  }

  /** Where a value lies, from 0 to 1; one beyond the ends stays there. */
  #part(value) {
    return (Math.max(this.low, Math.min(this.high, value)) - this.low) / (this.high - this.low);
  }
}

export class NeuronBars {
  constructor(texts) {
    this.texts = texts;
    this.element = element("div", {class: "quantities"});
    this.run = null;
  }

  show(run, frames) {
    if (this.run !== run) this.#build(run);
    frames.forEach((frame, index) => {
      for (const [name, group] of Object.entries(this.groups)) group.show(index, frame[name]);
    });
  }

  /** How much a pixel is of `name`. */
  perPixel(name) {
    return this.groups[name].perPixel;
  }

  #build(run) {
    this.run = run;
    const {texts} = this;
    this.groups = {
      weight: new BarGroup(run.curves, {symbol: "w", name: texts.weight, sets: "weight"}, run.limits.weight),
      bias: new BarGroup(run.curves, {symbol: "b", name: texts.bias, sets: "bias"}, run.limits.bias),
      output: new BarGroup(run.curves, {symbol: "a", name: texts.output}, [0, 1]),
    };
    this.groups.output.mark(run.target, "output-target");
    this.element.replaceChildren(...Object.values(this.groups).map((group) => group.element));
  }
}
