/** Sections that ask the server for their content at the epoch on the screen, when that has changed. */

import {element} from "../dom.js";

/** Moves of the playhead closer together than that are asked about once. */
const ASK_AFTER = 120;
/** While a run plays the section keeps up this often. */
const ASK_EVERY = 400;

export class Throttle {
  /** With `live`, a run that plays is followed, too. */
  constructor(lab, section, {live}) {
    Object.assign(this, {lab, section, live, asked: null, waiting: null, last: 0});
  }

  /** `state` is on the screen. */
  show(state) {
    clearTimeout(this.waiting);
    if (!state.playing) this.waiting = setTimeout(() => this.#ask(state), ASK_AFTER);
    else if (this.live && performance.now() - this.last > ASK_EVERY) this.#ask(state);
  }

  remove() {
    clearTimeout(this.waiting);
  }

  #ask({run, epoch}) {
    if (this.asked?.run === run && this.asked.epoch === epoch) return;
    this.asked = {run, epoch};
    this.last = performance.now();
    this.lab.send({kind: "section", section: this.section, epoch});
  }
}

/** The section `name`, in which stand the elements that `build(content)` makes. */
export function followed(lab, name, {live}, build) {
  const made = element("div", {});
  const throttle = new Throttle(lab, name, {live});
  return {
    element: made,
    receive: (content) => made.replaceChildren(...build(content)),
    show: (state) => throttle.show(state),
    remove: () => throttle.remove(),
  };
}
