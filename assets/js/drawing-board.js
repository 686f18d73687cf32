/** A square to draw on with a mouse, a finger or a pen: cells, each with ink or without. */

import {shape} from "./dom.js";

/** The radius of the brush in cells: lines become about as thick as those of the digits. */
const BRUSH = 2;

export class DrawingBoard {
  /** `changed()` is called whenever `ink` is other than before, `done()` when a stroke ends. */
  constructor({changed, done}) {
    this.changed = changed;
    this.done = done;
    this.size = 0;
    this.cells = new Uint8Array(0);
    this.pointer = null;
    this.path = shape("path", {class: "ink"});
    this.element = shape("svg", {
      class: "drawing-board", role: "img",
      onpointerdown: (event) => this.#begin(event),
      onpointermove: (event) => this.#draw(event),
      onpointerup: (event) => this.#end(event),
      onpointercancel: (event) => this.#end(event),
    }, this.path);
  }

  /** Have `size` cells each way, all of them empty; nothing where there are so many. */
  resize(size) {
    if (size === this.size) return;
    this.size = size;
    this.cells = new Uint8Array(size * size);
    this.element.setAttribute("viewBox", `0 0 ${size} ${size}`);
  }

  get isDrawing() {
    return this.pointer !== null;
  }

  /** What is drawn as hexadecimal digits, four cells each, row by row; "" if nothing is. */
  get ink() {
    if (!this.cells.includes(1)) return "";
    const digits = Array.from({length: this.cells.length / 4}, (_, index) =>
      parseInt(this.cells.subarray(4 * index, 4 * index + 4).join(""), 2).toString(16));
    return digits.join("");
  }

  set ink(text) {
    this.cells.fill(0);
    [...text].forEach((digit, index) =>
      this.cells.set([...parseInt(digit, 16).toString(2).padStart(4, "0")].map(Number), 4 * index));
    this.#show();
  }

  #begin(event) {
    // A second finger draws nothing, nor does another button.
    if (this.isDrawing || event.button !== 0) return;
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.last = this.#place(event);
    this.#line(this.last);
  }

  #draw(event) {
    if (event.pointerId !== this.pointer) return;
    // A browser tells of several moves at once; in older ones the list may be empty.
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) this.#line(this.#place(move));
  }

  #end(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.done();
  }

  #place({clientX, clientY}) {
    const {left, top, width, height} = this.element.getBoundingClientRect();
    return [(this.size * (clientX - left)) / width, (this.size * (clientY - top)) / height];
  }

  /** Give ink to all cells that the brush touches from where it was last. */
  #line([x, y]) {
    const [fromX, fromY] = this.last;
    const [right, down] = [x - fromX, y - fromY];
    const length = right ** 2 + down ** 2;
    for (let cell = 0; cell < this.cells.length; cell++) {
      const across = (cell % this.size) + 0.5 - fromX;
      const along = Math.floor(cell / this.size) + 0.5 - fromY;
      const part = length && Math.max(0, Math.min(1, (across * right + along * down) / length));
      if (Math.hypot(across - part * right, along - part * down) <= BRUSH) this.cells[cell] = 1;
    }
    this.last = [x, y];
    this.#show();
  }

  #show() {
    const {size} = this;
    const rows = Array.from({length: size}, (_, row) => this.cells.subarray(size * row, size * (row + 1)).join(""));
    const runs = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({index, 0: {length}}) => `M${index} ${y}h${length}v1h-${length}z`));
    this.path.setAttribute("d", runs.join(""));
    this.changed();
  }
}
