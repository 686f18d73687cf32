/**
 * The sections that are folded away: a strip of buttons, and below it the sections that are open.
 *
 * A section is a module of sections/, fetched when it is first opened. It has an `element`, and may have
 * `receive(content)` for what the server says of it, `hear(message)` for what else it says,
 * `show(state)` for what is on the screen, and `remove()`.
 */

import {element} from "./dom.js";
import {bringIntoSight, fetchSection, fetchStyles, nameRegion, sayFailure} from "./section-files.js";

export class Sections {
  /**
   * `sections` are pairs of name and label, `present` the sections that are there already; `lab` is what
   * a section may use: `send(message)`, `open(name)`, `leave(name)`, texts, and the plots.
   */
  constructor(sections, present, label, lab) {
    this.names = sections.map(([name]) => name);
    Object.assign(this, {lab, present, opened: new Map(), state: null, styles: null});
    this.watcher = new IntersectionObserver((entries) => this.#seen(entries));
    this.buttons = Object.fromEntries(sections.map(([name, text]) => [name, element(
      "button", {type: "button", "aria-expanded": false, onclick: () => this.toggle(name)}, text,
    )]));
    this.strip = element("div", {class: "strip", role: "group", "aria-label": label}, ...Object.values(this.buttons));
    this.element = element("div", {class: "sections", hidden: true});
  }

  /** Open the sections that the address names. */
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
    if (!place?.section || this.opened.get(name) !== place) return;
    bringIntoSight(place.section);
    place.section.element.focus({preventScroll: true});
  }

  /** Close `name`, and go to its button. */
  leave(name) {
    this.buttons[name].focus();
    if (this.opened.has(name)) this.toggle(name);
  }

  receive({section, content}) {
    this.#fill(section, content);
  }

  /** Hand on what the server says to whom it may concern. */
  hear(message) {
    for (const {section} of this.opened.values()) section?.hear?.(message);
  }

  async #fill(name, content) {
    const place = this.opened.get(name);
    if (!place?.section) return;
    place.isNew = true;
    place.failure?.remove();
    if (content?.failed) place.failure = sayFailure(place.section, content.failed);
    else if (content) await place.section.receive(content);
    // It may have been closed again meanwhile.
    if (this.opened.get(name) !== place) return;
    this.#show(name);
    // Not before it is as high as it will be.
    if (place.arriving) bringIntoSight(place.section);
    place.arriving = false;
  }

  /** Show `state`: the run, its curves, their frames at the epoch on the screen, and how far. */
  show(state) {
    this.state = state;
    for (const name of this.opened.keys()) this.#show(name);
  }

  remove() {
    this.watcher.disconnect();
    for (const {section} of this.opened.values()) section?.remove?.();
  }

  #show(name) {
    const place = this.opened.get(name);
    if (!place) return;
    const {section, inSight} = place;
    // What nobody sees keeps up when the run stands still.
    const isDue = inSight || place.isNew || !this.state?.playing;
    if (!section || !this.state || !isDue) return;
    place.isNew = false;
    section.show?.(this.state);
  }

  #seen(entries) {
    for (const {target, isIntersecting} of entries) {
      for (const [name, place] of this.opened) {
        if (place.section?.element !== target) continue;
        place.inSight = isIntersecting;
        this.#show(name);
      }
    }
  }

  #open(name, scroll = false) {
    const place = {section: null, arriving: scroll, inSight: false, isNew: true};
    this.opened.set(name, place);
    place.ready = this.#build(name, place);
    return place.ready;
  }

  async #build(name, place) {
    this.buttons[name].setAttribute("aria-expanded", "true");
    this.element.hidden = false;
    await (this.styles ??= fetchStyles(this.element));
    const create = this.present[name] ?? await fetchSection(name);
    // It may have been closed again while its script was on the way.
    if (this.opened.get(name) !== place) return;
    place.section = create(this.lab);
    const {element: made} = place.section;
    nameRegion(made, name, this.buttons[name].textContent);
    const order = this.names.filter((each) => this.opened.get(each)?.section);
    this.element.replaceChildren(...order.map((each) => this.opened.get(each).section.element));
    this.watcher.observe(made);
    this.#show(name);
    if (place.section.receive) this.lab.send({kind: "section", section: name});
    else this.#fill(name);
  }

  #close(name) {
    const {section} = this.opened.get(name);
    section?.remove?.();
    if (section) this.watcher.unobserve(section.element);
    section?.element.remove();
    this.opened.delete(name);
    this.buttons[name].setAttribute("aria-expanded", "false");
    this.element.hidden = this.opened.size === 0;
  }
}
