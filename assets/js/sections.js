/**
 * The parts that are folded away: a strip of buttons, and below it the parts that are open.
 *
 * A section is a module of sections/, fetched when it is first opened. It has an `element`, and may have
 * `receive(content)` for what the server says of it, `hear(message)` for what else it says,
 * `show(state)` for what is on the screen, and `remove()`.
 */

import {element, stylesheet} from "./dom.js";

const STYLES = ["sections", "charts"];

export class Panels {
  /**
   * `parts` are pairs of name and label, `present` the parts that are there already; `lab` is what
   * a part may use: `send(message)`, `open(name)`, `leave(name)`, texts, and the plots.
   */
  constructor(parts, present, label, lab) {
    this.names = parts.map(([name]) => name);
    this.lab = lab;
    this.opened = new Map();
    this.present = present;
    this.state = null;
    this.styles = null;
    this.watcher = new IntersectionObserver((entries) => this.#seen(entries));
    this.buttons = Object.fromEntries(parts.map(([name, text]) => [name, element(
      "button", {type: "button", "aria-expanded": false, onclick: () => this.toggle(name)}, text,
    )]));
    this.strip = element("div", {class: "strip", role: "group", "aria-label": label}, ...Object.values(this.buttons));
    this.element = element("div", {class: "parts", hidden: true});
  }

  /** Open the parts that the address names. */
  async restore(names) {
    for (const name of names) await this.#open(name);
  }

  async toggle(name) {
    if (this.opened.has(name)) this.#close(name);
    else await this.#open(name, true);
    this.lab.send({kind: "open", open: [...this.opened.keys()]});
  }

  /** Open `name` if it is not, and go there. */
  async open(name) {
    if (!this.names.includes(name)) return;
    if (!this.opened.has(name)) await this.toggle(name);
    const place = this.opened.get(name);
    await place?.ready;
    // It may have been closed again meanwhile.
    if (!place?.part || this.opened.get(name) !== place) return;
    this.#goTo(place.part);
    place.part.element.focus({preventScroll: true});
  }

  /** Close `name`, and go to its button. */
  leave(name) {
    this.buttons[name].focus();
    if (this.opened.has(name)) this.toggle(name);
  }

  receive({panel, content}) {
    this.#fill(panel, content);
  }

  /** Hand on what the server says to whom it may concern. */
  hear(message) {
    for (const {part} of this.opened.values()) part?.hear?.(message);
  }

  async #fill(name, content) {
    const place = this.opened.get(name);
    if (!place?.part) return;
    place.isNew = true;
    if (content) await place.part.receive(content);
    // It may have been closed again meanwhile.
    if (this.opened.get(name) !== place) return;
    this.#show(name);
    // Not before it is as high as it will be.
    if (place.arriving) this.#goTo(place.part);
    place.arriving = false;
  }

  /** Show `state`: the run, its curves, their frames at the epoch on the screen, and how far. */
  show(state) {
    this.state = state;
    for (const name of this.opened.keys()) this.#show(name);
  }

  remove() {
    this.watcher.disconnect();
    for (const {part} of this.opened.values()) part?.remove?.();
  }

  /** Bring a part into sight, or on a telephone what it works on. */
  #goTo({element: made, subject}) {
    const isNarrow = matchMedia("(max-width: 960px)").matches;
    (isNarrow && subject ? subject : made).scrollIntoView({block: "nearest"});
  }

  #show(name) {
    const place = this.opened.get(name);
    if (!place) return;
    const {part, inSight} = place;
    // What nobody sees keeps up when the run stands still.
    const isDue = inSight || place.isNew || !this.state?.playing;
    if (!part || !this.state || !isDue) return;
    place.isNew = false;
    part.show?.(this.state);
  }

  #seen(entries) {
    for (const {target, isIntersecting} of entries) {
      for (const [name, place] of this.opened) {
        if (place.part?.element !== target) continue;
        place.inSight = isIntersecting;
        this.#show(name);
      }
    }
  }

  #open(name, scroll = false) {
    const place = {part: null, arriving: scroll, inSight: false, isNew: true};
    this.opened.set(name, place);
    place.ready = this.#build(name, place);
    return place.ready;
  }

  async #build(name, place) {
    this.buttons[name].setAttribute("aria-expanded", "true");
    this.element.hidden = false;
    this.styles ??= Promise.all(STYLES.map((each) =>
      new Promise((ready) => { this.element.before(stylesheet(each, ready)); }),
    ));
    await this.styles;
    const create = this.present[name] ?? (await import(`./sections/${name}.js`)).create;
    // It may have been closed again while its script was on the way.
    if (this.opened.get(name) !== place) return;
    place.part = create(this.lab);
    const {element: made} = place.part;
    made.tabIndex = -1;
    made.setAttribute("role", "region");
    made.setAttribute("aria-label", this.buttons[name].textContent);
    made.classList.add("part", name);
    const order = this.names.filter((each) => this.opened.get(each)?.part);
    this.element.replaceChildren(...order.map((each) => this.opened.get(each).part.element));
    this.watcher.observe(made);
    this.#show(name);
    if (place.part.receive) this.lab.send({kind: "panel", panel: name});
    else this.#fill(name);
  }

  #close(name) {
    const {part} = this.opened.get(name);
    part?.remove?.();
    if (part) this.watcher.unobserve(part.element);
    part?.element.remove();
    this.opened.delete(name);
    this.buttons[name].setAttribute("aria-expanded", "false");
    this.element.hidden = this.opened.size === 0;
  }
}
