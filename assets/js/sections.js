/**
 * The sections that are folded away: a strip of buttons, and a list of the sections that are open; on a phone
 * two lists.
 *
 * A section is a module of sections/, used when it is first opened, and created when the server has
 * said what is in it. It has an `element`, and may have `receive(content)` for what the server says of
 * it then and later, `hear(message)` for what else it says, `show(state)` for what is on the screen,
 * and `remove()`.
 */

import {button, element, leadIn, styleSheets} from "./dom.js";
import {OpenSection} from "./open-section.js";

/** What stays in sight above the playback bar, whatever else is open. */
const DOCKED = "questions";
/** What explains the picture; all else explains the plots. */
const PICTURED = new Set([
  DOCKED, "why", "where", "map", "examples", "contributions", "signs", "inversion", "sharpness", "sigmoids",
]);

/** Where sections unfold. */
const makeList = (name) => element("div", {class: `${name} sections stack`, hidden: true});

export class Sections {
  /**
   * `sections` are pairs of name and label, `present` the sections that the lab has itself; `lab` is what
   * a section may use: `send(message)`, `open(name)`, `leave(name)`, texts, and the plots.
   */
  constructor(sections, present, label, lab) {
    this.names = sections.map(([name]) => name);
    Object.assign(this, {lab, present, opened: new Map(), state: null, styles: null});
    this.watcher = new IntersectionObserver((entries) => this.#seen(entries));
    this.buttons = Object.fromEntries(sections.map(([name, text]) => [
      name, button(text, () => this.toggle(name), {"aria-expanded": false}),
    ]));
    this.beside = makeList("beside");
    this.list = makeList("listed");
    this.strip = element(
      "div", {class: "strip row wrap", role: "group", "aria-label": label}, leadIn(label), ...Object.values(this.buttons),
    );
    this.dock = element("div", {class: "dock"});
  }

  /** On a phone each unfolds below what it explains, picture or plots, and else all below both. */
  arrange(isPhone) {
    this.isPhone = isPhone;
    for (const open of this.opened.values()) if (open.create) this.#place(open);
    this.#hideIfEmpty();
  }

  #listOf(name) {
    return this.isPhone && PICTURED.has(name) ? this.beside : this.list;
  }

  /** Open the sections that the address names. */
  async restore(names) {
    for (const name of names) await this.#open(name);
  }

  async toggle(name) {
    if (this.opened.has(name)) this.#close(name);
    else await this.#open(name, true);
    this.lab.send({kind: "open", open: [...this.opened.keys()]});
    // It stands over its button.
    if (name === DOCKED) this.opened.get(name)?.region.focus({preventScroll: true});
  }

  isOpen(name) {
    return this.opened.has(name);
  }

  /**
   * Open `name` if it is not, and bring it into sight, with the `focus` where that is to go along. A story
   * keeps the focus, and has what it points at in sight.
   */
  async open(name, {focus = true} = {}) {
    if (!this.names.includes(name)) return;
    if (!this.opened.has(name)) await this.toggle(name);
    const open = this.opened.get(name);
    await open?.ready;
    // It may have been closed again meanwhile.
    if (!open || open.isClosed) return;
    open.isForStory = !focus;
    open.bringIntoSight();
    if (focus) open.region.focus({preventScroll: true});
  }

  close(name) {
    if (this.opened.has(name)) this.toggle(name);
  }

  /** Close `name`, and go to its button. */
  leave(name) {
    this.buttons[name].focus();
    this.close(name);
  }

  receive({section, content}) {
    const open = this.opened.get(section);
    if (open?.create) open.receive(content, this.lab);
  }

  /** Hand on what the server says to whom it may concern. */
  hear(message) {
    for (const {section} of this.opened.values()) section?.hear?.(message);
  }

  /** Show `state`: the run, its curves, their frames at the epoch on the screen, and how far. */
  show(state) {
    this.state = state;
    for (const open of this.opened.values()) open.show(state);
  }

  remove() {
    this.watcher.disconnect();
    for (const {section} of this.opened.values()) section?.remove?.();
  }

  #seen(entries) {
    for (const {target, isIntersecting} of entries) {
      for (const open of this.opened.values()) if (open.region === target) open.see(isIntersecting);
    }
  }

  #open(name, arriving = false) {
    const open = new OpenSection(name, this.buttons[name], arriving);
    open.state = this.state;
    this.opened.set(name, open);
    open.ready = this.#build(open);
    return open.ready;
  }

  async #build(open) {
    const {name} = open;
    this.buttons[name].setAttribute("aria-expanded", "true");
    this.#hideIfEmpty();
    await (this.styles ??= this.#fetchStyles());
    const isPresent = name in this.present;
    const create = isPresent ? this.present[name] : (await import(`./sections/${name}.js`)).create;
    // It may have been closed again while its script was on the way.
    if (open.isClosed) return;
    open.create = create;
    this.#place(open);
    this.watcher.observe(open.region);
    if (isPresent) open.receive({}, this.lab);
    else this.lab.send({kind: "section", section: name});
  }

  #place({name, region}) {
    if (name === DOCKED) {
      this.dock.append(region);
      return;
    }
    const list = this.#listOf(name);
    const isThere = (each) => each?.create && each.name !== DOCKED && this.#listOf(each.name) === list;
    const inOrder = this.names.map((each) => this.opened.get(each)).filter(isThere);
    list.replaceChildren(...inOrder.map((each) => each.region));
  }

  #hideIfEmpty() {
    const listed = [...this.opened.keys()].filter((each) => each !== DOCKED);
    for (const list of [this.beside, this.list]) list.hidden = !listed.some((each) => this.#listOf(each) === list);
  }

  #fetchStyles() {
    const {links, ready} = styleSheets("sections", "charts", "story");
    this.list.before(...links);
    return ready;
  }

  #close(name) {
    const open = this.opened.get(name);
    open.close();
    this.watcher.unobserve(open.region);
    this.opened.delete(name);
    this.buttons[name].setAttribute("aria-expanded", "false");
    this.#hideIfEmpty();
  }
}
