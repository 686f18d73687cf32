/** What is read and not watched: while a run plays, it keeps up only so often. */

const EVERY_MILLISECONDS = 300;

export class Seldom {
  #told = -Infinity;

  /** Whether to tell now; a run that stands still is always told. */
  isDue(playing) {
    const now = performance.now();
    if (playing && now - this.#told < EVERY_MILLISECONDS) return false;
    this.#told = now;
    return true;
  }

  /** Something new is there: what comes next is due. */
  reset() {
    this.#told = -Infinity;
  }
}
