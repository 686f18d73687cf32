/** What is typed: a field for a text, and one for a number. */

import {element} from "./dom.js";
import {KEYS, Scale} from "./scale.js";

/** `control` with its label, if it has one. */
export function labelled(label, control) {
  return label ? element("label", {class: "field stack"}, element("span", {}, label), control) : control;
}

/** Nothing that is read from a field is longer, and what is much longer would cut the connection. */
const LONGEST_TEXT = 100;

/** A field for a text that the server reads; what is being typed is not overwritten. */
export class TextField {
  constructor(input, set) {
    this.input = input;
    this.settled = input.value;
    input.maxLength = LONGEST_TEXT;
    input.addEventListener("change", () => {
      this.settled = input.value;
      set(input.value, true);
    });
  }

  get value() {
    return this.input.value;
  }

  show(text) {
    const {input} = this;
    if (input.matches(":focus") && input.value !== this.settled) return;
    if (input.value !== text) input.value = text;
    this.settled = input.value;
  }
}

/** A field for a number, written in any way that the server can read. */
export class NumberField {
  constructor({label, low, high, step = 1, decimals = null, stops}, set, attributes = {}) {
    this.scale = new Scale({low, high, step, decimals, stops});
    this.input = element("input", {
      type: "text", role: "spinbutton", autocomplete: "off", "aria-valuemin": low, "aria-valuemax": high,
      // Some keyboards for numbers have no minus sign.
      inputmode: low < 0 ? "text" : "decimal",
      onkeydown: (event) => this.#step(event, set), ...attributes,
    });
    this.field = new TextField(this.input, set);
    this.element = labelled(label, this.input);
  }

  get value() {
    return this.input.value;
  }

  /** Have arrow keys go no further than to `high`. */
  limit(high) {
    this.scale.last = high;
    this.input.setAttribute("aria-valuemax", high);
  }

  show(value) {
    this.number = Number(value);
    this.input.setAttribute("aria-valuenow", value);
    this.field.show(this.scale.write(this.number));
  }

  #step(event, set) {
    if (!/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    const number = this.scale.from(this.number, KEYS[event.key]);
    this.field.settled = this.input.value;
    this.show(number);
    set(number, true);
  }
}
