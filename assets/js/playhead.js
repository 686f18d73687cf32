/**
 * The playhead: which epoch is on the screen, and how it moves.
 *
 * The server streams epochs ahead of it; it shows them at its own pace and never runs past what it
 * has. `epoch` is the one on the screen, `reach` the furthest that has been shown, `available` the
 * last one received, `trained` how far the run will go (0 before a run). While it is `held` it stands still: the server is to
 * answer, maybe with a new stage.
 */

import {Ticker} from "./ticker.js";

export class Playhead {
  /** Plays `pace` epochs a second at speed 1, and calls `changed()` whenever it has moved. */
  constructor(pace, speed, changed) {
    Object.assign(this, {pace, speed, changed, position: 0, reach: 0, available: 0, trained: 0});
    Object.assign(this, {playing: false, held: false, goal: null});
    this.ticker = new Ticker((elapsed) => this.#tick(elapsed));
  }

  get epoch() {
    return Math.floor(this.position);
  }

  /** Whether there is a run that can go on, moving or paused. */
  get running() {
    return this.epoch < this.trained;
  }

  /** Whether it goes on: it is played, or what was asked for has not come yet. */
  get moving() {
    return this.running && (this.playing || this.goal !== null);
  }

  /**
   * Go back to the start, and as soon as a new run arrives play it, or where `straight` go to its
   * end at once.
   */
  expectRun(straight) {
    this.reset();
    this.goal = {kind: "run", straight, to: null};
  }

  /**
   * As soon as the run that the page had before arrives, go to `to`, and if it is to `play` on from
   * there, or where `straight` to its end at once.
   */
  expectSame(to, play, straight) {
    this.goal = {kind: "run", straight: play && straight, to, play};
  }

  /** What `expectSame` is to be told for all to go on as it does now, on a page that comes back. */
  get kept() {
    const {kind, epoch, to = epoch, play = kind === "run" && to === null} = this.goal ?? {to: this.epoch, play: this.playing};
    return {epoch: to ?? 0, playing: play};
  }

  /** Whether a run was asked for and has not come yet. */
  get expecting() {
    return this.goal?.kind === "run";
  }

  /** A new run, a new stage of the present one, or the start alone has replaced what was there. */
  replaced(available, trained) {
    this.held = false;
    this.available = available;
    this.trained = trained;
    this.reach = Math.min(this.epoch, available);
    if (trained === 0) {
      this.position = this.reach = 0;
      this.playing = false;
    } else if (this.expecting) {
      const {straight, to, play} = this.goal;
      const epoch = straight ? trained : to;
      this.goal = epoch === null ? null : {kind: "seek", epoch, straight, play};
      // What goes straight to its end stays meanwhile where it is.
      this.position = this.reach = straight ? Math.min(to ?? 0, available) : 0;
      this.playing = this.goal === null;
    } else if (this.goal === null && this.position > available) {
      this.goal = {kind: "seek", epoch: this.epoch};
    }
    this.#arrived();
  }

  /** More epochs of the same run. */
  streamed(available) {
    this.available = available;
    this.#arrived();
  }

  /** Go to `epoch`, or as near as what is here allows, and the rest of the way when it comes. */
  seek(epoch) {
    if (this.expecting) {
      this.goal = {kind: "run", to: epoch};
      return;
    }
    this.playing = false;
    this.goal = {kind: "seek", epoch};
    this.#arrived();
  }

  /** Stand still, or go on. */
  pause() {
    this.playing = !this.moving && this.running;
    this.goal = null;
    this.#arrived();
  }

  reset() {
    this.playing = false;
    this.goal = null;
    this.position = this.reach = 0;
    this.#arrived();
  }

  stop() {
    this.ticker.stop();
  }

  #arrived() {
    const {kind, epoch, straight, play = false} = this.goal ?? {};
    if (kind === "seek" && this.trained > 0 && (!straight || this.available >= Math.min(epoch, this.trained))) {
      // A run that was stopped never comes to where it was to end.
      const end = Math.min(epoch, this.trained);
      this.position = Math.min(end, this.available);
      this.reach = Math.max(this.reach, this.epoch);
      if (this.position === end) {
        this.goal = null;
        this.playing = play;
      }
    }
    this.stop();
    if (this.playing) this.ticker.start();
    this.changed();
  }

  /** `elapsed` milliseconds have gone by; return whether the playhead goes on. */
  #tick(elapsed) {
    if (!this.held) {
      const ahead = (elapsed / 1000) * this.pace * this.speed;
      this.position = Math.min(this.position + ahead, this.available);
      this.reach = Math.max(this.reach, this.epoch);
    }
    if (this.epoch >= this.trained) this.playing = false;
    this.changed();
    return this.playing;
  }
}
