/** A section that is open: its region on the page, and in that what its module makes. */

import {element} from "./dom.js";
import {bringIntoSight} from "./point-out.js";

export class OpenSection {
  /** `opener` is its button. With `arriving`, a reader has just opened it, and is to see it as soon as it is filled. */
  constructor(name, opener, arriving) {
    Object.assign(this, {name, opener, arriving, create: null, section: null, state: null});
    Object.assign(this, {inSight: false, isNew: true, isClosed: false, isForStory: false});
    this.region = element("div", {class: `section ${name}`, role: "region", tabindex: -1, "aria-label": opener.textContent});
  }

  /** Show what the server says of it; what is made at first is made with `lab`. */
  async receive(content, lab) {
    this.isNew = true;
    this.failure?.remove();
    if (content.failed) {
      this.failure = element("p", {role: "status", class: "words"}, content.failed);
      this.region.append(this.failure);
    } else {
      this.section ??= this.#begin(content, lab);
      await this.section.receive?.(content);
    }
    if (this.isClosed) return;
    this.#show();
    // Not before it is as high as it will be.
    if (this.arriving) {
      this.bringIntoSight();
      this.#keepFocusInSight();
    }
    this.arriving = false;
  }

  /** A reader at the keyboard goes along where the button that opened it is no longer in sight. */
  #keepFocusInSight() {
    const {opener} = this;
    if (!opener.matches(":focus-visible")) return;
    const {left, right, top, bottom} = opener.getBoundingClientRect();
    // The bar below may be over it.
    const seen = opener.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!opener.contains(seen)) this.region.focus({preventScroll: true});
  }

  #begin(content, lab) {
    const section = this.create(lab, content);
    this.region.append(section.element);
    return section;
  }

  show(state) {
    this.state = state;
    this.#show();
  }

  /** Whether the reader sees anything of it. */
  see(inSight) {
    this.inSight = inSight;
    this.#show();
  }

  #show() {
    // What nobody sees keeps up when the run stands still.
    const isDue = this.inSight || this.isNew || !this.state?.playing;
    if (!this.section || !this.state || !isDue) return;
    this.isNew = false;
    this.section.show?.(this.state);
  }

  /**
   * Bring it into sight; on a telephone, or where it was opened for a story, what it works on. What is
   * docked is in sight already.
   */
  bringIntoSight() {
    if (this.region.parentElement?.matches(".dock")) return;
    if (this.isForStory && !this.section) return;
    const isNarrow = matchMedia("(max-width: 960px)").matches;
    const subject = isNarrow || this.isForStory ? this.section?.subject : null;
    const shown = subject ?? this.region;
    // Of what is above the window and higher than that, the nearest edge is its end.
    if (this.isForStory) bringIntoSight([shown]);
    else shown.scrollIntoView({block: shown.getBoundingClientRect().top < 0 ? "start" : "nearest"});
  }

  close() {
    this.isClosed = true;
    this.section?.remove?.();
    this.region.remove();
  }
}
