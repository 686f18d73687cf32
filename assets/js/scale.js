/** The numbers that a slider or a number field goes through, and how they are written. */

import {plain} from "./numbers.js";

/** How many steps Page Up and Page Down go at once. */
const LARGE = 10;
export const KEYS = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: LARGE, PageDown: -LARGE};
/** So little is no part of a step. */
const NEARLY = 1e-6;

/** The stops that the server gave, or even steps; each has an index. */
export class Scale {
  constructor({low, high, step, decimals, stops = []}) {
    Object.assign(this, {low, high, step, decimals, stops});
    this.last = stops.length ? stops.length - 1 : Math.round((high - low) / step);
  }

  at(index) {
    const whole = Math.max(0, Math.min(this.last, Math.round(index)));
    return this.stops[whole] ?? Number((this.low + whole * this.step).toFixed(this.decimals ?? 0));
  }

  /** The place of a number, a fraction where it is between two steps. */
  index(value) {
    if (!this.stops.length) return (value - this.low) / this.step;
    const above = this.stops.findIndex((stop) => stop >= value);
    const [from, to] = [this.stops[above - 1] ?? value, this.stops[above]];
    return from === value ? above : above - (to - value) / (to - from);
  }

  /** The number that is so many steps from `value`. */
  from(value, steps) {
    const index = this.index(value);
    return this.at(steps + (steps > 0 ? Math.floor(index + NEARLY) : Math.ceil(index - NEARLY)));
  }

  write(value) {
    return plain(value);
  }
}
