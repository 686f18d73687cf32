/** What the values of a sweep have come to at the epoch on the screen: a dot for each, or a line. */

import {Chart, figure} from "./chart.js";
import {shape} from "./dom.js";
import {fill, sentences, written} from "./numbers.js";

const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));

/** The line of a mark, and its text on the left or on the right of it. */
function mark(chart, [x, text, kind], isRight) {
  const [right, {bottom, along}] = [chart.right(x), chart];
  return [
    shape("path", {class: `mark-line ${kind}`, d: `M${right} ${bottom} v${-along}`}),
    shape("text", {x: right + (isRight ? 4 : -4), y: bottom - along + 11, "text-anchor": isRight ? "start" : "end"}, text),
  ];
}

export class SweepPicture {
  constructor(texts) {
    this.texts = texts;
    this.chart = new Chart({height: 130});
    this.element = figure("", this.chart.element);
    this.element.classList.add("left-over");
  }

  /** Show `state`: of `whole`, the run, its `curves` and their `frames` at the epoch on the screen. */
  show(state) {
    this.state = state;
    const {left} = state.whole;
    if (left === this.left) this.chart.move();
    else this.#set(left);
  }

  remove() {
    this.chart.remove();
  }

  #set(left) {
    this.left = left;
    const {caption, x, range, labels, logarithmic, ticks, marks = [], kind} = left;
    this.element.querySelector("figcaption").textContent = caption;
    this.chart.set({
      x, y: range, labels, logarithmic, marked: ticks,
      draw: (chart) => marks.flatMap((each, index) => mark(chart, each, index > 0)),
      move: (chart) => ({parts: kind === "dots" ? this.#dots(chart) : this.#lines(chart), said: this.#said()}),
    });
  }

  #said() {
    const {state: {whole, frames}, left, texts} = this;
    const values = whole.curves.map(({label}, index) => fill(texts.of_value, {name: label, value: written(left.y, frames[index][left.y])}));
    return sentences(`${left.caption}${texts.colon}`, ...values);
  }

  #dots(chart) {
    const {state: {whole, frames}, left: {places, range, y}} = this;
    const at = (value) => chart.up(clamp(value, range));
    const known = whole.curves.map(({cost}, index) => ({curve: cost, x: places[index], frame: frames[index]})).filter(({frame}) => Number.isFinite(frame[y]));
    const way = known.map(({x, frame}) => [x, clamp(frame[y], range)]);
    return [
      chart.line(way, {class: "curve joined"}),
      ...known.map(({curve, x, frame}) => shape("path", {
        class: "curve", curve, d: `M${chart.right(x)} ${at(frame[`${y}_low`])} V${at(frame[`${y}_high`])}`,
      })),
      // What is beyond the range has a hollow dot at its end.
      ...known.map(({curve, x, frame}) => chart.dot(x, clamp(frame[y], range), {class: clamp(frame[y], range) === frame[y] ? "dot" : "open", curve})),
    ];
  }

  #lines(chart) {
    const {state: {whole, curves, epoch}, left: {along, range, y}} = this;
    return whole.curves.flatMap(({cost: curve}, index) => {
      const [across, up] = [along, y].map((column) => curves[index][column].slice(0, epoch + 1));
      const points = across.map((x, place) => [x, clamp(up[place], range)]).filter((point) => point.every(Number.isFinite));
      return points.length ? [chart.line(points, {class: "curve", curve}), chart.dot(...points.at(-1), {class: "dot", curve})] : [];
    });
  }
}
