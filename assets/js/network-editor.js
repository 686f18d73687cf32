/** The networks side by side as they are set: a card for each. */

import {element} from "./dom.js";
import {NumberField, Select, TextField} from "./inputs.js";
import {fill} from "./numbers.js";

/** What says more of a control to whoever points at it or has it read out. */
const hinted = (text) => ({title: text, "aria-description": text});

/** Say of a button that it does nothing now, and why; or that it does again. */
function disable(button, isDisabled, why) {
  button.setAttribute("aria-disabled", String(isDisabled));
  for (const [name, text] of Object.entries(hinted(why))) {
    if (isDisabled) button.setAttribute(name, text);
    else button.removeAttribute(name);
  }
}

/** A control with a short label for the eye, its own being longer. */
function around(short, {input}) {
  return element("label", {class: "field"}, ...(short ? [element("span", {"aria-hidden": true}, short)] : []), input);
}

/** What one network has of its own, with its choices. */
class Card {
  /** `changed()` is called when the reader has changed it, `remove()` when they want it gone. */
  constructor(number, texts, choices, changed, remove) {
    this.texts = texts;
    const name = fill(texts.number, {number});
    const named = (label, more = {}) => ({"aria-label": `${name}: ${label}`, ...more});
    const [low, high] = choices.rates;
    const outputLayer = new Select({options: choices.output_layers}, changed, named(texts.output_layer));
    const start = new Select({options: choices.starts}, changed, named(texts.start, hinted(texts.starts)));
    const rate = new NumberField({low, high, stops: choices.stops}, changed, named(texts.rate));
    const hidden = new TextField(
      element("input", {type: "text", autocomplete: "off", ...named(texts.hidden, hinted(texts.layers_hint))}), changed,
    );
    /** In the order in which the server has them. */
    this.fields = [outputLayer, start, rate, hidden];
    this.remove = element(
      "button", {type: "button", class: "remove", "aria-label": fill(texts.remove, {number}), onclick: remove}, "×",
    );
    this.element = element(
      "div", {class: `network run-${number}`},
      element("div", {class: "head"}, element("h2", {class: `sample run-${number}`}, name), around("η", rate), this.remove),
      around("", outputLayer),
      element("div", {class: "two"}, around(texts.start, start), around(texts.layers, hidden)),
    );
  }

  get written() {
    return this.fields.map(({value}) => value);
  }

  show(written, isOnly) {
    written.forEach((value, place) => this.fields[place].show(value));
    disable(this.remove, isOnly, this.texts.least);
  }
}

/** A card for each network. */
export class Editor {
  /** `say(networks)` is called when the reader has changed them. */
  constructor(texts, choices, say) {
    Object.assign(this, {texts, choices, say});
    this.cards = [];
    this.networks = element("div", {class: "networks"});
    this.add = element("button", {type: "button", onclick: () => this.#append()}, texts.add);
    this.element = element("div", {role: "group", "aria-label": texts.networks}, this.networks, this.add);
  }

  /** Show these networks, lists of their parts. */
  show(networks) {
    while (this.cards.length < networks.length) this.#build();
    while (this.cards.length > networks.length) this.#drop();
    this.cards.forEach((card, index) => card.show(networks[index], networks.length === 1));
    disable(this.add, networks.length >= this.choices.most, this.texts.most);
  }

  #build() {
    const index = this.cards.length;
    const card = new Card(index + 1, this.texts, this.choices, () => this.say(this.#written), () => this.#remove(index));
    this.cards.push(card);
    this.networks.append(card.element);
  }

  #drop() {
    const {element: gone} = this.cards.pop();
    if (gone.matches(":focus-within")) this.cards.at(-1).remove.focus();
    gone.remove();
  }

  get #written() {
    return this.cards.map(({written}) => written);
  }

  #append() {
    const written = this.#written;
    if (written.length < this.choices.most) this.say([...written, written.at(-1)]);
  }

  #remove(index) {
    if (this.cards.length > 1) this.say(this.#written.toSpliced(index, 1));
  }
}
