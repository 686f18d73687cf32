/** The Network lab: a lab with runs that are trained elsewhere, network beside network. */

import {element} from "./dom.js";
import {fill} from "./numbers.js";
import {renderRunLab} from "./run-lab.js";

/** The attributes that say more of a control to whoever points at it or has it read out. */
const hinted = (text) => ({title: text, "aria-description": text});

/** What each network has of its own: a card with its choices. */
class Editor {
  constructor(texts, choices, send) {
    Object.assign(this, {texts, choices, send});
    this.cards = element("div", {class: "networks"});
    this.add = element("button", {type: "button", onclick: () => this.#append()}, texts.add);
    this.element = element("div", {role: "group", "aria-label": texts.networks}, this.cards, this.add);
  }

  /** Show the networks of `written`, which has them as an address does. */
  show(written) {
    const networks = written.split(",").map((each) => each.split(":"));
    const focused = this.cards.getRootNode().activeElement?.getAttribute("aria-label");
    this.cards.replaceChildren(...networks.map((each, index) => this.#card(each, index, networks.length)));
    const full = networks.length >= this.choices.most;
    this.add.setAttribute("aria-disabled", String(full));
    for (const [name, text] of Object.entries(hinted(this.texts.most))) {
      if (full) this.add.setAttribute(name, text);
      else this.add.removeAttribute(name);
    }
    if (focused) this.cards.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
  }

  #card([pairing, start, rate, hidden], index, count) {
    const {texts, choices} = this;
    const number = index + 1;
    const name = fill(texts.number, {number});
    const onchange = () => this.#tell();
    const list = (label, options, value, hint = {}) => {
      const made = element(
        "select", {"aria-label": `${name}: ${label}`, onchange, ...hint},
        ...options.map(([each, text]) => element("option", {value: each}, text)),
      );
      made.value = value;
      return made;
    };
    const named = (label, made) => element("label", {class: "field"}, element("span", {"aria-hidden": true}, label), made);
    const [low, high] = choices.ranges.learning_rate;
    const text = (label, short, attributes) => named(
      short, element("input", {"aria-label": `${name}: ${label}`, onchange, autocomplete: "off", ...attributes}),
    );
    const remove = element("button", {
      type: "button", class: "remove", "aria-label": fill(texts.remove, {number}), "aria-disabled": count === 1,
      ...(count === 1 ? hinted(texts.least) : {}),
      onclick: () => { if (count > 1) { card.remove(); this.#tell(); } },
    }, "×");
    const card = element(
      "div", {class: `network run-${number}`},
      element("div", {class: "head"}, element("h2", {class: `sample run-${number}`}, name), remove),
      element("div", {class: "field"}, list(texts.pairing, choices.pairings, pairing)),
      element(
        "div", {class: "three"},
        named(texts.start, list(texts.start, choices.starts, start, hinted(texts.starts))),
        text(texts.rate, "η", {type: "number", min: low, max: high, step: "any", value: rate, inputmode: "decimal"}),
        text(texts.hidden, texts.layers, {type: "text", value: hidden, inputmode: "text", ...hinted(texts.layers_hint)}),
      ),
    );
    return card;
  }

  #written() {
    const values = (card) => [...card.querySelectorAll("select, input")].map((each) => each.value.replace(/[,:]/g, "-").trim());
    return [...this.cards.children].map((card) => values(card).join(":"));
  }

  #append() {
    const written = this.#written();
    if (written.length < this.choices.most) this.#say([...written, written.at(-1)]);
  }

  #tell() {
    this.#say(this.#written());
  }

  #say(written) {
    this.send({kind: "networks", networks: written.join(",")});
  }
}

/** How far each network is, and what stops it or lets it go on. */
class Progress {
  /** `goOn()` has the playhead go on as soon as there is more to show. */
  constructor(texts, send, goOn) {
    this.texts = texts;
    this.rows = element("div", {class: "rows"});
    this.button = element("button", {type: "button", onclick: () => this.#press(send, goOn)});
    this.element = element("div", {class: "progress", hidden: true}, this.rows, this.button);
  }

  #press(send, goOn) {
    if (this.kind === "go-on") goOn();
    send({kind: this.kind});
  }

  show({networks, over}) {
    const {texts} = this;
    // Once all is trained the words say so.
    this.element.hidden = networks.every(({standing}) => standing === "finished");
    this.rows.replaceChildren(...networks.map(({key, name, done, epochs, place, standing}, index) => {
      const template = place !== null ? texts.waiting : texts[standing] ?? texts.progress;
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
  return renderRunLab(context, ({model, texts, send, goOn}) => {
    const {choices} = model;
    const editor = new Editor(texts, choices, send);
    const progress = new Progress(texts, send, goOn);
    const field = (label, control) => element("label", {class: "field"}, element("span", {}, label), control);
    const whole = (name) => {
      const [low, high] = choices.ranges[name];
      return element("input", {
        type: "number", min: low, max: high, step: 1, inputmode: "numeric",
        onchange: ({target}) => send({kind: name, [name]: target.value}),
      });
    };
    const numbers = {mini_batch: whole("mini_batch"), seed: whole("seed")};
    const data = element(
      "select", {onchange: ({target}) => send({kind: "data", data: target.value})},
      ...choices.data.map(([name, label]) => element("option", {value: name}, label)),
    );
    return {
      styles: ["charts", "network"],
      settings: [editor.element],
      more: [field(texts.mini_batch, numbers.mini_batch), field(texts.seed, numbers.seed), field(texts.data, data)],
      elements: [progress.element],
      show() {},
      choose(chosen) {
        editor.show(chosen.networks);
        data.value = chosen.data;
        for (const [name, input] of Object.entries(numbers)) input.value = chosen[name];
      },
      hear(message) {
        if (message.kind === "progress") progress.show(message);
      },
    };
  });
}
