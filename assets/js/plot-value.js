/** The number of one line, above its plot. */

import {element, setText, spoken} from "./dom.js";
import {isLong, written} from "./numbers.js";

export class PlotValue {
  constructor({index, column, curve, symbol, label}) {
    Object.assign(this, {index, column});
    this.number = element("span", {});
    const name = symbol ? [element("i", {}, symbol), " "] : [spoken(label)];
    this.element = element("span", {class: "sample", curve}, ...name, this.number);
  }

  /** Show the number of this line in `frames`, one for each curve. */
  show(frames) {
    const text = written(this.column, frames[this.index][this.column]);
    this.element.classList.toggle("long", isLong(text));
    setText(this.number, text);
  }
}
