/**
 * The controls of a lab, by which a reader sets something.
 *
 * Each change is sent with the epoch on the screen, and answered with what the settings are then,
 * also where it was refused. A control that has said more since is not set back by the answer.
 */

import * as kinds from "./inputs.js";
import {lock} from "./lock.js";
import {ruleAt} from "./stages.js";

/** While a slider is dragged it is told where it is this often at most, and last of all where it is let go. */
const TELL_EVERY = 60;

export class Controls {
  /**
   * The controls of `model.widgets`. `epoch()` is the one on the screen; `sent(widget, value)` is
   * called with each change, `answered()` when the server has dealt with the last.
   */
  constructor(model, {epoch = () => 0, sent = () => {}, answered = () => {}} = {}) {
    Object.assign(this, {model, epoch, sent, answered, last: 0, all: new Map()});
    for (const widget of model.widgets) {
      const set = (value, done) => this.set(widget.name, value, done);
      this.add(widget.name, new kinds[widget.kind](widget, set), widget);
    }
    model.on("settings", () => this.#answer());
    model.on("remove", () => { for (const {timer} of this.all.values()) clearTimeout(timer); });
  }

  /** Keep what has `show(value)` equal to the setting `name`. */
  add(name, control, widget = {}) {
    this.all.set(name, {control, widget, number: 0, told: 0, waiting: null, timer: null});
    control.show(this.value(name));
    if (this.isLocked(name)) lock(control.element, this.model.restriction.why);
  }

  /** Whether the setting `name` stays as the address has it. */
  isLocked(name) {
    return this.model.restriction.locked.includes(name);
  }

  /** What the setting `name` is, η and the cost at the epoch on the screen. */
  value(name) {
    const {values} = this.model.settings;
    return ruleAt(values, this.epoch())[name] ?? values[name];
  }

  /** Another epoch is on the screen: η and the cost may be others there. */
  follow() {
    for (const name of Object.keys(ruleAt(this.model.settings.values, this.epoch()))) {
      const {control, number, waiting} = this.all.get(name);
      const isAnswered = number <= this.model.settings.answer && !waiting;
      if (isAnswered && control.value !== this.value(name)) control.show(this.value(name));
    }
  }

  get(name) {
    return this.all.get(name).control;
  }

  /** The elements that stand in `place`. */
  in(place) {
    return [...this.all.values()].filter(({widget}) => widget.place === place).map(({control}) => control.element);
  }

  /** Set `name` to what the reader gave; where they are not `done` with it, more is to come. */
  set(name, value, done = true) {
    if (this.isLocked(name)) return;
    const each = this.all.get(name);
    each.waiting = {value, done};
    if (done) this.#tell(name, each);
    else this.#tellSoon(name, each);
  }

  /** Send what sets several things at once; it is answered as a change is. */
  ask(message) {
    this.model.send_msg({...message, number: ++this.last});
  }

  /** Whether the server has dealt with all that was sent. */
  get isAnswered() {
    return this.model.settings.answer === this.last;
  }

  #tellSoon(name, each) {
    if (each.number > this.model.settings.answer) return;
    clearTimeout(each.timer);
    const due = Math.max(0, each.told + TELL_EVERY - performance.now());
    each.timer = setTimeout(() => this.#tell(name, each), due);
  }

  #tell(name, each) {
    clearTimeout(each.timer);
    const {value, done} = each.waiting;
    each.waiting = null;
    each.number = ++this.last;
    each.told = performance.now();
    this.sent(each.widget, value);
    this.model.send_msg({kind: "set", name, value, epoch: this.epoch(), done, number: each.number});
  }

  #answer() {
    const {answer} = this.model.settings;
    for (const [name, each] of this.all) {
      if (each.number > answer) continue;
      if (each.waiting) this.#tellSoon(name, each);
      else each.control.show(this.value(name));
    }
    if (answer === this.last) this.answered();
  }
}
