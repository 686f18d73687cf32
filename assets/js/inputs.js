/** Native controls, each drawn from what the server says of it: slider, number field, list, radio buttons. */

import {element} from "./dom.js";
import {showRange, watchRange} from "./range.js";
import {Scale} from "./scale.js";

/** How many steps Page Up and Page Down go at once. */
const LARGE = 10;
const KEYS = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: LARGE, PageDown: -LARGE};

function labelled(label, control) {
  return label ? element("label", {class: "field"}, element("span", {}, label), control) : control;
}

/** A field for a text that the server reads; what is being typed is not overwritten. */
export class TextField {
  constructor(input, set) {
    this.input = input;
    this.settled = input.value;
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

/** A slider with a number field beside it. */
export class Slider {
  constructor({label, field_label: fieldLabel, symbol, ...scale}, set) {
    this.scale = new Scale(scale);
    this.symbol = symbol;
    this.set = (value, done) => {
      this.show(value);
      set(value, done);
    };
    const {stops: {length}, low, high} = this.scale;
    // Numbers between two steps have a place, too: the steps are made here.
    this.input = element("input", {
      type: "range", min: length ? 0 : low, max: length ? length - 1 : high, step: "any", "aria-label": label,
    });
    this.field = new NumberField({label: fieldLabel, ...scale}, set, {"aria-label": fieldLabel});
    const name = symbol ? [element("span", {}, label), element("i", {}, symbol)] : [element("i", {}, label)];
    this.element = element(
      "div", {class: "slider-field"},
      element("span", {class: "name", "aria-hidden": true}, ...name), this.input, this.field.input,
    );
    watchRange(this.input, {
      moved: (place) => this.set(this.scale.at(length ? place : this.scale.index(place)), false),
      done: () => this.set(this.value, true),
      key: (key) => this.#next(key),
    });
  }

  /** The place on the slider where a key leads to, if it leads anywhere. */
  #next(key) {
    const {scale} = this;
    const ends = {Home: scale.at(0), End: scale.at(scale.last)};
    return key in KEYS ? this.#place(scale.from(this.value, KEYS[key])) : key in ends ? this.#place(ends[key]) : null;
  }

  #place(value) {
    return this.scale.stops.length ? this.scale.index(value) : value;
  }

  show(value) {
    this.value = value;
    const text = this.scale.write(value);
    showRange(this.input, this.#place(value));
    this.input.setAttribute("aria-valuetext", this.symbol ? `${this.symbol} = ${text}` : text);
    this.field.show(value);
  }
}

/** A list that opens. */
export class Select {
  constructor({label, options}, set, attributes = {}) {
    const choices = options.map(([value, text]) => element("option", {value}, text));
    this.label = label;
    this.input = element("select", {onchange: () => set(this.input.value, true), ...attributes}, ...choices);
    this.element = labelled(label, this.input);
  }

  get value() {
    return this.input.value;
  }

  show(value) {
    this.input.value = value;
  }
}

/** A few options, all of them in sight; some only where they are chosen. */
export class Radios {
  constructor({name, label, options, rare}, set) {
    this.rare = rare;
    this.buttons = options.map(([value, text]) => {
      const input = element("input", {type: "radio", name, value, onchange: () => set(value, true)});
      return {input, element: element("label", {}, input, element("span", {}, text))};
    });
    this.element = element(
      "div", {class: "radios", role: "radiogroup", "aria-label": label},
      element("span", {class: "name", "aria-hidden": true}, label), ...this.buttons.map((each) => each.element),
    );
  }

  show(value) {
    for (const {input, element: button} of this.buttons) {
      input.checked = input.value === value;
      button.hidden = this.rare.includes(input.value) && !input.checked;
    }
  }
}
