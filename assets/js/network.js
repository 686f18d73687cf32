/** The Network lab: a lab with runs that are trained elsewhere, network beside network. */

import {element} from "./dom.js";
import {NumberField, Select, TextField} from "./inputs.js";
import {fill} from "./numbers.js";
import {renderRunLab} from "./run-lab.js";

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

/** What one network has of its own, with its choices. */
class Card {
  /** `changed()` is called when the reader has changed it, `remove()` when they want it gone. */
  constructor(number, texts, choices, changed, remove) {
    this.texts = texts;
    const name = fill(texts.number, {number});
    const named = (label, more = {}) => ({"aria-label": `${name}: ${label}`, ...more});
    const around = (short, {input}) => element("label", {class: "field"}, ...(short ? [element("span", {"aria-hidden": true}, short)] : []), input);
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
class Editor {
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

/** How far each network is, and what stops it or lets it go on. */
class Progress {
  /** `goOn()` has the playhead go on as soon as there is more to show. */
  constructor(texts, send, goOn) {
    this.texts = texts;
    this.rows = element("div", {class: "rows"});
    this.button = element("button", {type: "button", onclick: () => this.#press(send, goOn)});
    this.element = element("div", {class: "progress over"}, this.rows, this.button);
  }

  #press(send, goOn) {
    if (this.kind === "go-on") goOn();
    send({kind: this.kind});
  }

  show({networks, over, path}) {
    const {texts} = this;
    this.path = path;
    // Once all is trained the words say so.
    this.element.classList.toggle("over", networks.every(({status}) => status === "finished"));
    this.rows.replaceChildren(...networks.map(({key, name, done, epochs, place, status}, index) => {
      const ended = {stopped: texts.stopped, failed: texts.failed}[status];
      const template = place !== null ? texts.waiting : ended ?? texts.progress;
      const label = (named) => fill(template, {name: named, done, epochs, place});
      return element(
        "label", {class: key}, element("span", {class: `sample ${key}`}, label(index + 1)),
        element("progress", {max: epochs, value: done, "aria-label": label(name)}),
      );
    }));
    this.kind = over ? "go-on" : "stop";
    this.button.textContent = over ? texts.go_on : texts.stop;
  }
}

export function render(context) {
  return renderRunLab(context, ({model, texts, send, controls, goOn}) => {
    const editor = new Editor(texts, model.choices, (networks) => controls.set("networks", networks));
    controls.add("networks", editor);
    const progress = new Progress(texts, send, goOn);
    return {
      styles: ["charts", "network"],
      settings: [editor.element],
      elements: [progress.element],
      file: {by: "network", named: "label"},
      show({lines, curves}) {
        const {parentElement: card} = progress.element;
        card.style.setProperty("--lines", lines);
        card.classList.toggle("crowded", curves.length > 3);
      },
      path: () => progress.path,
      hear(message) {
        if (message.kind === "progress") progress.show(message);
      },
    };
  });
}
