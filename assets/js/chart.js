/** A small chart: two axes, what stands still, and what moves. One SVG, laid out for its width. */

import {powers, spaced, ticks} from "./chart-ticks.js";
import {element, shape} from "./dom.js";
import {plain} from "./numbers.js";

const MARGIN = {left: 46, right: 14, top: 24, bottom: 38};
const TICK_ROOM = 52;
/** The most that a square chart has. */
const SQUARE = 340;
/** A wide chart is at least so high for its width, as long as that is not so many times as high as it was made. */
const FLATTEST = 0.5;
const LARGEST = 1.6;

const axis = (d) => shape("path", {class: "axis", d});

/** What shows something, with its caption above it and maybe `more` below. */
export function figure(caption, shown, ...more) {
  return element("figure", {}, element("figcaption", {}, caption), shown, ...more);
}

export class Chart {
  /** `square` charts are as high as they are wide; one that `fills` is as high as its place. */
  constructor({height = 200, square = false, fills = false} = {}) {
    Object.assign(this, {height, square, fills});
    this.element = shape("svg", {class: "chart", role: "img"});
    // Its place is kept until its width is known.
    if (square) Object.assign(this.element.style, {aspectRatio: 1, maxHeight: `${SQUARE}px`});
    else if (!fills) this.element.style.height = `${height}px`;
    this.still = shape("g");
    this.moving = shape("g");
    this.element.append(this.still, this.moving);
    this.observer = new ResizeObserver(() => this.#layOut());
    this.observer.observe(this.element);
  }

  /**
   * Show `x` and `y`, each a range, over labelled axes; `logarithmic` makes y so, and `marked` are the
   * places and texts of ticks of x, which else are round numbers. `draw(chart)`
   * returns what stands still, as SVG elements; `move(chart)` what moves as such `parts`, and in
   * words what is `said` of all.
   */
  set({x, y, labels, logarithmic = false, marked = null, draw, move}) {
    Object.assign(this, {x, y, labels, logarithmic, marked, drawn: draw, moved: move});
    this.#layOut();
  }

  /** What moves has moved. */
  move() {
    if (!this.bottom) return;
    const {parts, said} = this.moved(this);
    this.moving.replaceChildren(...parts);
    if (said !== undefined) this.element.setAttribute("aria-label", said);
  }

  remove() {
    this.observer.disconnect();
  }

  right(x) {
    const [low, high] = this.x;
    return MARGIN.left + ((x - low) / (high - low)) * this.across;
  }

  up(y) {
    const scale = this.logarithmic ? Math.log : (each) => each;
    const [low, high] = this.y.map(scale);
    return this.bottom - ((scale(y) - low) / (high - low)) * this.along;
  }

  /** The point of both ranges that is at these pixels of the window; null outside. */
  at(clientX, clientY) {
    const {left, top} = this.element.getBoundingClientRect();
    const across = (clientX - left - MARGIN.left) / this.across;
    const along = (this.bottom - (clientY - top)) / this.along;
    const isInside = across >= 0 && across <= 1 && along >= 0 && along <= 1;
    return isInside ? [across, along] : null;
  }

  /** A line through these points, as far as they are in the ranges. */
  line(points, attributes) {
    const places = points.map(([x, y]) => `${this.right(x).toFixed(1)} ${this.up(y).toFixed(1)}`);
    return shape("polyline", {...attributes, points: places.join(" "), "clip-path": `url(#${this.#clip()})`});
  }

  dot(x, y, attributes) {
    return shape("circle", {r: 5, ...attributes, cx: this.right(x), cy: this.up(y)});
  }

  #clip() {
    this.id ??= `chart-${Math.random().toString(36).slice(2)}`;
    return this.id;
  }

  #height(width) {
    if (this.fills) return this.element.clientHeight;
    if (this.square) return Math.min(width, SQUARE);
    return Math.max(this.height, Math.min(width * FLATTEST, this.height * LARGEST));
  }

  #layOut() {
    const width = this.element.clientWidth;
    // It has no place, or one that is still to be laid out.
    if (width <= MARGIN.left + MARGIN.right || !this.x) return;
    const height = this.#height(width);
    this.across = width - MARGIN.left - MARGIN.right;
    this.bottom = height - MARGIN.bottom;
    this.along = this.bottom - MARGIN.top;
    if (!this.fills) this.element.style.height = `${height}px`;
    this.element.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.still.replaceChildren(
      shape("clipPath", {id: this.#clip()}, shape("rect", {
        x: MARGIN.left, y: MARGIN.top, width: this.across, height: this.along,
      })),
      ...this.drawn(this),
      ...this.#axes(),
    );
    this.move();
  }

  #axes() {
    const {bottom} = this;
    const end = MARGIN.left + this.across;
    const marked = this.marked ?? ticks(...this.x, this.across / TICK_ROOM).map((x) => [x, plain(x)]);
    const rights = spaced(marked.map(([x, text]) => [this.right(x), text]), end + MARGIN.right);
    const ups = this.logarithmic ? powers(...this.y) : ticks(...this.y, this.along / 44);
    const [across, along] = this.labels;
    return [
      axis(`M${MARGIN.left} ${MARGIN.top} V${bottom} H${end}`),
      ...rights.flatMap(([x, text, middle]) => [
        axis(`M${x} ${bottom} v5`), shape("text", {x: middle, y: bottom + 18, "text-anchor": "middle"}, text),
      ]),
      ...ups.map((y) => [this.up(y), plain(y)]).flatMap(([y, text]) => [
        axis(`M${MARGIN.left} ${y} h-5`), shape("text", {x: MARGIN.left - 8, y: y + 4, "text-anchor": "end"}, text),
      ]),
      shape("text", {class: "title", x: end, y: bottom + 34, "text-anchor": "end"}, across),
      shape("text", {class: "title", x: 2, y: 13}, along),
    ];
  }
}
