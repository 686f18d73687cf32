/** Asks the server for a part's content at the epoch on the screen, when that has changed. */

/** Moves of the playhead closer together than that are asked about once. */
const ASK_AFTER = 120;
/** While a run plays the part keeps up this often. */
const ASK_EVERY = 400;

export class Throttle {
  constructor(lab, section) {
    this.lab = lab;
    this.section = section;
    this.asked = null;
    this.waiting = null;
    this.last = 0;
  }

  /** `state` is on the screen; with `live`, a run that plays is followed, too. */
  show(state, live) {
    clearTimeout(this.waiting);
    if (!state.playing) this.waiting = setTimeout(() => this.#ask(state), ASK_AFTER);
    else if (live && performance.now() - this.last > ASK_EVERY) this.#ask(state);
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
