/** An output from 0 to 1: its name, a bar and its number. */

import {Bar} from "./bar.js";
import {element, setText, spoken} from "./dom.js";
import {isLong, numeral} from "./numbers.js";

/** Write `text` in `place`, smaller where it is long. */
export function writeNumber(place, text) {
  setText(place, text);
  place.classList.toggle("long", isLong(text));
}

export class OutputBar {
  /** `label` is only said. */
  constructor(name, {label = "", ...attributes} = {}) {
    this.bar = new Bar();
    this.number = element("span", {class: "value"});
    const said = label ? [spoken(label)] : [];
    this.element = element("div", {class: "output row", ...attributes}, element("i", {}, name), ...said, this.bar.element, this.number);
  }

  show(value) {
    this.bar.fill(value);
    writeNumber(this.number, numeral(value));
    return this;
  }
}

/** The outputs `names` with their values, each in the colour of its share, and `more` below them. */
export function outputBars(names, values, ...more) {
  const bars = names.map((name, index) => new OutputBar(name, {curve: `share-${index + 1}`}).show(values[index]));
  return element("div", {class: "outputs stack"}, ...bars.map((each) => each.element), ...more);
}
