/** Native controls, each drawn from what the server says of it: slider, number field, list, radio buttons. */

import {element} from "./dom.js";
import {NumberField, labelled} from "./number-input.js";
import {fill, isWord, plain} from "./numbers.js";
import {showRange, watchRange} from "./range.js";
import {KEYS, Scale} from "./scale.js";

export {NumberField, TextField} from "./number-input.js";

/** A slider with a number field beside it. */
export class Slider {
  constructor({label, field_label: fieldLabel, symbol, ...scale}, set) {
    this.scale = new Scale(scale);
    Object.assign(this, {label, symbol});
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
    const name = symbol ? [element("span", {}, label), element("i", {}, symbol)] : [element(isWord(label) ? "span" : "i", {}, label)];
    this.element = element(
      "div", {class: "slider-field"},
      element("span", {class: "name row", "aria-hidden": true}, ...name), this.input, this.field.input,
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

/** A slider for each number of a setting that has several. */
export class Sliders {
  constructor({sliders}, set) {
    this.sliders = sliders.map((each, index) => new Slider(each, (value, done) => set(this.value.with(index, value), done)));
    this.element = element("div", {class: "stack"}, ...this.sliders.map((each) => each.element));
  }

  get value() {
    return this.sliders.map(({value}) => value);
  }

  show(values) {
    this.sliders.forEach((slider, index) => slider.show(values[index]));
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
      return {input, element: element("label", {class: "row"}, input, element("span", {}, text))};
    });
    this.element = element(
      "div", {class: "radios", role: "radiogroup", "aria-label": label},
      element("span", {class: "name", "aria-hidden": true}, label), ...this.buttons.map((each) => each.element),
    );
  }

  show(value) {
    this.value = value;
    for (const {input, element: button} of this.buttons) {
      input.checked = input.value === String(value);
      button.hidden = this.rare.includes(input.value) && !input.checked;
    }
  }
}

/** The changes of η and cost in a run, and a button that drops them. */
export class Changes {
  constructor({label, text, drop, costs}, set) {
    Object.assign(this, {text, costs});
    this.list = element("ul", {});
    const button = element("button", {type: "button", class: "small", onclick: () => set([], true)}, drop);
    this.element = element("div", {class: "changes stack", role: "group", "aria-label": label}, this.list, button);
  }

  show(changes) {
    const line = ([epoch, rate, cost]) => fill(this.text, {epoch, rate: plain(rate), cost: this.costs[cost]});
    this.list.replaceChildren(...changes.map((change) => element("li", {}, line(change))));
    this.element.hidden = changes.length === 0;
  }
}
