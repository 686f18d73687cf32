/** The story of a lab without runs: a button that opens its card, and the card at the foot of the lab. */

import {partOfAddress} from "./address.js";
import {button, element, styleSheets} from "./dom.js";
import {pointOut} from "./point-out.js";
import {StoryCard} from "./story-card.js";

const SECTION = "questions";

export class PlainStory {
  /**
   * `numbers()` are the texts of the numbers that the lab of `model` shows, by their names, and
   * `visit(name)` goes to a part of it and returns that.
   */
  constructor(model, controls, {label, numbers, visit}) {
    Object.assign(this, {model, controls, numbers, visit, card: null});
    this.opener = button(label, () => (this.card ? this.#close() : this.#begin()), {"aria-expanded": false});
    this.strip = element("div", {class: "strip row", hidden: model.restriction.hidden.includes(SECTION)}, this.opener);
    this.foot = element("div", {class: "story-foot"});
    const look = () => this.look();
    for (const each of ["settings", "state"]) model.on(each, look);
    model.on("msg:custom", (message) => { if (message.kind === "section") this.#open(message.content); });
    model.on("remove", () => this.card?.remove());
  }

  /** Open the story if the address says so; the lab is laid out. */
  restore() {
    if (this.model.settings.values.open.includes(SECTION)) this.#ask();
  }

  /** Look at what is on the page, unless that is being set up. */
  look() {
    if (!this.card || !this.controls.isAnswered) return;
    this.card.see({settings: this.model.settings.values, numbers: this.numbers});
  }

  #begin() {
    this.#tell([SECTION]);
    this.#ask();
  }

  /** Tell the server what is open, for the address. */
  #tell(open) {
    this.model.send_msg({kind: "open", open});
  }

  async #ask() {
    if (!this.styles) {
      this.styles = styleSheets("sections", "story");
      this.foot.before(...this.styles.links);
    }
    await this.styles.ready;
    this.model.send_msg({kind: "section", section: SECTION});
  }

  #open(story) {
    if (this.card) return;
    const experiment = (address) => this.controls.ask({kind: "experiment", address});
    this.card = new StoryCard(story, {
      experiment,
      section: (step) => step?.section && this.visit(step.section),
      visit: ({section}) => pointOut([this.visit(section)]),
      before: () => ({address: partOfAddress(story.prefix)}),
      restore: ({address}) => experiment(address),
      close: (how) => this.#close(how),
    });
    const {textContent: label} = this.opener;
    this.foot.append(element("div", {class: "section", role: "region", "aria-label": label}, this.card.element));
    this.opener.setAttribute("aria-expanded", "true");
    this.look();
  }

  #close({focus = true} = {}) {
    this.#tell([]);
    this.card.remove();
    this.card = null;
    this.foot.replaceChildren();
    this.opener.setAttribute("aria-expanded", "false");
    if (focus) this.opener.focus();
  }
}
