/**
 * σ(z), large, with the place of each curve on it: the point, its tangent, its σ′ and its error.
 *
 * Every number is one of the frame that is shown; what is worked out here are pixels alone.
 */

import {setChildren, setText, shape} from "./dom.js";
import {FAR, NEAR, isFree, placeLabels} from "./label-places.js";
import {numeral} from "./numbers.js";
import {SigmoidAxes} from "./sigmoid-axes.js";
import {SlopeGauge, thickness} from "./slope-gauge.js";
import {StartMark} from "./start-mark.js";

/** Half of the tangent: so many pixels, and more in a large picture, of which it is a part. */
const TANGENT = {pixels: 48, part: 1 / 11};
/** The first ring, and how much larger each further one is, so that they show where they meet. */
const [RING, FURTHER] = [7, 4.5];
/** From this width on the axis has its name in words. */
const NAMED = 400;
/** Nothing is drawn where the picture is narrower, as while a page is laid out. */
const NARROWEST = 100;

/** What one curve has in the picture. */
class Place {
  constructor({cost}, index, slopeName, isSmall) {
    this.radius = RING + index * FURTHER;
    this.error = shape("path", {class: "error", curve: cost});
    this.tangent = shape("line", {class: "tangent"});
    this.ring = shape("circle", {class: "ring", curve: cost, r: this.radius});
    this.beyond = shape("path", {class: "beyond", curve: cost});
    this.handle = shape("circle", {class: "handle", r: 20, "data-sets": "z", "data-index": index});
    this.gauge = new SlopeGauge(cost, slopeName, isSmall);
  }

  /** Move all but the label, and return the point and what no label must touch. */
  show(axes, {weighted_input: z, output, sigmoid_slope: slope}, target, steepest) {
    const [x, y] = [axes.across(z), axes.up(output)];
    for (const circle of [this.ring, this.handle]) {
      circle.setAttribute("cx", x);
      circle.setAttribute("cy", y);
    }
    this.error.setAttribute("d", `M${x} ${y} V${axes.up(target)}`);
    const side = Math.sign(z);
    const tip = x + side * (this.radius + 9);
    const isBeyond = Math.abs(z) > axes.reach;
    this.beyond.setAttribute("d", isBeyond ? `M${tip} ${y} l${-side * 7} -5 v10 z` : "");
    const rise = (slope * axes.zPerPixel) / axes.aPerPixel;
    const run = Math.max(TANGENT.pixels, axes.width * TANGENT.part) / Math.hypot(1, rise);
    // It stays out of the numbers below the axis, and of the title.
    const [down, up] = [axes.bottom - y, y - axes.top].map((room) => (rise > 0 ? Math.min(run, room / rise) : run));
    const [from, to] = [Math.max(axes.left, x - down), Math.min(axes.right, x + up)];
    const at = (there) => y - rise * (there - x);
    for (const [name, value] of Object.entries({x1: from, y1: at(from), x2: to, y2: at(to)})) {
      this.tangent.setAttribute(name, value);
    }
    this.tangent.setAttribute("stroke-width", thickness(slope / steepest));
    this.gauge.show(slope, slope / steepest);
    return {
      point: {x, y},
      line: {from, to, at},
      box: {left: x - this.radius, right: x + this.radius, top: y - this.radius, bottom: y + this.radius},
    };
  }
}

/** By so many pixels words in the zones may be moved, up and down. */
const MOVES = [0, ...Array.from({length: 36}, (_, index) => (index + 1) * 4).flatMap((by) => [by, -by])];
/** In a picture that is narrower σ′ is written smaller. */
const SMALL = 330;

/** Points nearer to each other, in pixels, are one to the eye. */
const ONE = 2;

const isAt = (point, other) => Math.hypot(point.x - other.x, point.y - other.y) < ONE;

const boxOf = (text) => {
  const {x, y, width, height} = text.getBBox();
  return {left: x, right: x + width, top: y, bottom: y + height};
};

/** Of `words` those that have room above or below their place, the nearest first, and by how much they are moved. */
function movedWords(words, room) {
  return words.flatMap(({text, box: {left, right, top, bottom}}) => {
    const by = MOVES.find((each) => isFree({left, right, top: top + each, bottom: bottom + each}, room));
    return by === undefined ? [] : [{text, by}];
  });
}

export class SigmoidPlot {
  /**
   * `sigmoid` has `points` of σ, the `flat` z and the `steepest` σ′; `sum` is what z is made of. With
   * `isDragged` points and target have handles. `others` are drawn on σ below all points, by `move(axes)`.
   */
  constructor(texts, sigmoid, {sum = "wx + b", isDragged = true, others = null} = {}) {
    Object.assign(this, {texts, sigmoid, sum, isDragged, others, shown: null, axes: null});
    this.element = shape("svg", {class: "sigmoid", "aria-hidden": true});
    this.observer = new ResizeObserver(() => this.#layOut());
    this.observer.observe(this.element);
  }

  /** Show `frames`, one for each curve of `run`, which all began at one place. */
  show(run, frames, began) {
    const isNew = this.shown?.run !== run;
    this.shown = {run, frames, start: began.frames[0]};
    if (isNew) this.#layOut();
    else this.#move();
  }

  remove() {
    this.observer.disconnect();
  }

  #layOut() {
    const {clientWidth: width, clientHeight: height} = this.element;
    if (width < NARROWEST || !this.shown) return;
    const {texts} = this;
    const {run: {curves, target}, start} = this.shown;
    this.axes = new SigmoidAxes(this.sigmoid, width, height);
    // Where σ′ is no factor, all of the error gets through.
    const said = curves.every(({power}) => power > 0) ? [texts.flat, texts.only_flat] : [texts.only_flat];
    const words = said.map((each) => this.axes.words(each, target));
    const {behind, line, goal} = this.axes.draw(texts, target, this.isDragged);
    // Longer labels would take the room of the words in the zones.
    const slopeName = curves.length === 1 && width >= NAMED ? `${texts.slope} σ′` : "σ′";
    this.places = curves.map((curve, index) => new Place(curve, index, slopeName, width < SMALL));
    const all = (name) => this.places.map((place) => place[name]);
    const others = this.others ? [this.others.element] : [];
    this.began = new StartMark(texts.began, this.axes, start);
    [this.inZones, this.labels] = [shape("g"), shape("g")];
    this.sums = curves.map(({cost}, index) => shape("tspan", {curve: cost, dx: index ? 10 : 4}));
    const name = width < NAMED ? "" : `${texts.weighted_input} `;
    const sum = shape("text", {class: "sum", x: this.axes.right, y: height - 4, "text-anchor": "end"}, `${name}z = ${this.sum} =`, ...this.sums);
    this.element.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.element.replaceChildren(
      shape("text", {class: "title", x: 4, y: 15}, `${texts.output} a = σ(z)`),
      ...behind, ...all("error"), line, this.inZones, goal, ...others, this.began.element, ...all("tangent"), ...all("ring"),
      ...all("beyond"), this.labels, ...(this.isDragged ? all("handle") : []), sum,
    );
    this.inZones.replaceChildren(...words.flat());
    this.began.measure();
    this.goal = boxOf(goal.lastChild);
    this.words = words.map((each) => each.map((text) => ({text, box: boxOf(text)})));
    this.#move();
  }

  #move() {
    if (!this.axes) return;
    const {axes, places} = this;
    const {run, frames} = this.shown;
    this.others?.move(axes);
    const seen = places.map((place, index) => place.show(axes, frames[index], run.target, this.sigmoid.steepest));
    const slopes = new Set(frames.map((frame) => numeral(frame.sigmoid_slope)));
    const began = this.began.show(seen.map(({point}) => point));
    this.#label(seen, began, slopes.size === 1 && seen.every(({point}) => isAt(point, seen[0].point)));
    this.sums.forEach((place, index) => setText(place, numeral(frames[index].weighted_input)));
  }

  /**
   * Put σ′ beside each point, or once where all are at one. Where there is not enough room near it,
   * first the words in the zones make it, which become fewer and move, and then the bars.
   */
  #label(seen, began, isOne) {
    const {axes, words, goal} = this;
    const gauges = this.places.map(({gauge}) => gauge);
    const lines = [{from: axes.left, to: axes.right, at: (x) => axes.curveAt(x)}, ...seen.map(({line}) => line)];
    const fixed = [goal, ...began, ...seen.map(({box}) => box)];
    const place = (isBare, steps, more = []) => {
      const labels = seen.map(({point}, index) => ({...point, ...gauges[index].size(!isOne, isBare)}));
      return placeLabels(isOne ? labels.slice(0, 1) : labels, {area: axes, taken: [...fixed, ...more], lines, steps});
    };
    let [boxes, inZones] = [[null], []];
    for (const each of words) {
      if (!boxes.includes(null)) break;
      boxes = place(false, NEAR, each.map(({box}) => box));
      inZones = each.map(({text}) => ({text, by: 0}));
    }
    if (boxes.includes(null)) {
      boxes = place(false, FAR);
      if (boxes.includes(null)) boxes = place(true, FAR);
      inZones = movedWords(words.at(-1), {area: axes, taken: [...fixed, ...boxes.filter(Boolean)], lines});
    }
    for (const {text, by} of inZones) text.setAttribute("transform", `translate(0 ${by})`);
    setChildren(this.inZones, inZones.map(({text}) => text));
    const shown = gauges.filter((gauge, index) => boxes[index]);
    boxes.filter(Boolean).forEach((box, index) => shown[index].move(box));
    setChildren(this.labels, shown.map((gauge) => gauge.element));
  }
}
