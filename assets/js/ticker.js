/** Time as the screen shows it. */

/** The longest step, in milliseconds: time asleep or hidden is not made up for. */
const LONGEST_STEP = 250;

export class Ticker {
  #last = null;
  #request = null;

  /** `tick(elapsed)` is called with the milliseconds since the last call; it returns whether to go on. */
  constructor(tick) {
    this.tick = tick;
  }

  start() {
    this.stop();
    this.#last = null;
    this.#next();
  }

  stop() {
    cancelAnimationFrame(this.#request);
    this.#request = null;
  }

  #next() {
    this.#request = requestAnimationFrame((now) => {
      const elapsed = this.#last === null ? 0 : Math.min(now - this.#last, LONGEST_STEP);
      this.#last = now;
      const request = this.#request;
      // It may have been stopped, or started anew, within the call.
      if (this.tick(elapsed) && request === this.#request) this.#next();
    });
  }
}
