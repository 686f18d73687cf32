/** The networks side by side as they are set: a card for each. */

import {button, element} from "./dom.js";
import {NumberField, Select, TextField} from "./inputs.js";
import {fill} from "./numbers.js";

/** What says more of a control to whoever points at it or has it read out. */
const hinted = (text) => ({title: text, "aria-description": text});

/** Say of a button that it does nothing now, and why; or that it does again. */
function disable(pressed, isDisabled, why) {
  pressed.setAttribute("aria-disabled", String(isDisabled));
  for (const [name, text] of Object.entries(hinted(why))) {
    if (isDisabled) pressed.setAttribute(name, text);
    else pressed.removeAttribute(name);
  }
}

/** A control with a short label for the eye, its own being longer. */
function around(short, {input}) {
  return element("label", {class: "field stack"}, ...(short ? [element("span", {"aria-hidden": true}, short)] : []), input);
}

const make = {
  select: ({options}, changed, named) => new Select({options}, changed, named),
  number: ({low, high, stops}, changed, named) => new NumberField({low, high, stops}, changed, named),
  text: (_, changed, named) => new TextField(element("input", {type: "text", autocomplete: "off", ...named}), changed),
};

/** A control for one part of the network that is called `name`. */
class Part {
  constructor(part, name, changed) {
    const {kind, place, label, short, hint} = part;
    const named = {"aria-label": `${name}: ${label}`, ...(hint ? hinted(hint) : {})};
    this.place = place;
    this.field = make[kind](part, changed, named);
    this.element = around(short, this.field);
  }

  get value() {
    return this.field.value;
  }

  show(value) {
    this.field.show(value);
  }
}

/** A number that is another for each choice of an earlier part, `chosen()`. */
class DependingPart {
  constructor({place, by}, name, changed, chosen) {
    Object.assign(this, {place, chosen, parts: {}});
    for (const [choice, part] of Object.entries(by)) {
      if (!part) continue;
      this.parts[choice] = new Part(part, name, changed);
      this.parts[choice].show(part.value);
    }
    this.element = element("div", {class: "depending stack"}, ...Object.values(this.parts).map((each) => each.element));
  }

  get value() {
    return this.parts[this.chosen()]?.value ?? "0";
  }

  show(value) {
    const shown = this.parts[this.chosen()];
    for (const part of Object.values(this.parts)) part.element.hidden = part !== shown;
    shown?.show(value);
  }
}

/** What one network has of its own, with its choices. */
class Card {
  /** `changed()` is called when the reader has changed it, `remove()` when they want it gone. */
  constructor(number, texts, choices, changed, remove) {
    this.texts = texts;
    const name = fill(texts.number, {number});
    /** In the order in which the server has them. */
    this.parts = [];
    for (const part of choices.parts) {
      const chosen = () => this.parts[part.on].value;
      this.parts.push(part.kind === "depending" ? new DependingPart(part, name, changed, chosen) : new Part(part, name, changed));
    }
    const at = (place) => this.parts.filter((each) => each.place === place).map((each) => each.element);
    this.remove = button("×", remove, {class: "remove small", "aria-label": fill(texts.remove, {number})});
    this.element = element(
      "div", {class: "card", curve: `run-${number}`},
      element("div", {class: "head row"}, element("h2", {class: "sample", curve: `run-${number}`}, name), ...at("head"), this.remove),
      ...at("wide"),
      element("div", {class: "two"}, ...at("pair")),
    );
  }

  get written() {
    return this.parts.map(({value}) => value);
  }

  show(written, isOnly) {
    written.forEach((value, place) => this.parts[place].show(value));
    disable(this.remove, isOnly, this.texts.least);
  }
}

/** A card for each network. */
export class Editor {
  /** `say(networks)` is called when the reader has changed them. */
  constructor(texts, choices, say) {
    Object.assign(this, {texts, choices, say});
    this.cards = [];
    this.networks = element("div", {class: "editor stack"});
    this.add = button(texts.add, () => this.#append(), {class: "small"});
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
