/** A small chart: two axes, what stands still, and what moves. One SVG, laid out for its width. */

import {shape} from "./dom.js";
import {plain} from "./numbers.js";

const MARGIN = {left: 46, right: 14, top: 24, bottom: 38};
const TICK_ROOM = 52;

/** Round numbers from `low` to `high`, about `count` of them. */
function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({length: last - first + 1}, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The powers of ten from `low` to `high`. */
function powers(low, high) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  return Array.from({length: last - first + 1}, (_, index) => Number((10 ** (first + index)).toPrecision(6)));
}

export class Chart {
  /** `square` charts are as high as they are wide. */
  constructor({height = 200, square = false} = {}) {
    this.height = height;
    this.square = square;
    this.element = shape("svg", {class: "chart", role: "img"});
    this.still = shape("g");
    this.moving = shape("g");
    this.element.append(this.still, this.moving);
    this.observer = new ResizeObserver(() => this.#layOut());
    this.observer.observe(this.element);
  }

  /**
   * Show `x` and `y`, each a range, over labelled axes; `logarithmic` makes y so. `draw(chart)`
   * returns what stands still and `move(chart)` what moves, as SVG elements.
   */
  set({x, y, labels, logarithmic = false, draw, move}) {
    Object.assign(this, {x, y, labels, logarithmic, drawn: draw, moved: move});
    this.#layOut();
  }

  /** What moves has moved. */
  move() {
    if (this.bottom) this.moving.replaceChildren(...this.moved(this));
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

  #layOut() {
    const width = this.element.clientWidth;
    if (!width || !this.x) return;
    const height = this.square ? Math.min(width, 340) : this.height;
    this.across = width - MARGIN.left - MARGIN.right;
    this.bottom = height - MARGIN.bottom;
    this.along = this.bottom - MARGIN.top;
    this.element.style.height = `${height}px`;
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
    const marks = [shape("path", {class: "axis", d: `M${MARGIN.left} ${MARGIN.top} V${bottom} H${end}`})];
    for (const x of ticks(...this.x, this.across / TICK_ROOM)) {
      const at = this.right(x);
      marks.push(
        shape("path", {class: "axis", d: `M${at} ${bottom} v5`}),
        shape("text", {x: at, y: bottom + 18, "text-anchor": "middle"}, plain(x)),
      );
    }
    const ups = this.logarithmic ? powers(...this.y) : ticks(...this.y, this.along / 44);
    for (const y of ups) {
      const at = this.up(y);
      marks.push(
        shape("path", {class: "axis", d: `M${MARGIN.left} ${at} h-5`}),
        shape("text", {x: MARGIN.left - 8, y: at + 4, "text-anchor": "end"}, plain(y)),
      );
    }
    const [across, along] = this.labels;
    marks.push(
      shape("text", {class: "title", x: end, y: bottom + 34, "text-anchor": "end"}, across),
      shape("text", {class: "title", x: 2, y: 13}, along),
    );
    return marks;
  }
}
