/** σ(z) over its axes: where a point of it lies, and what stands still of its picture. */

import {shape} from "./dom.js";
import {plain} from "./numbers.js";

const MARGIN = {left: 28, right: 8, top: 26, bottom: 38};
/** Pixels at both ends of the z axis, for the arrow of a point that is beyond it. */
const END = 22;
/** What is shown below 0 and above 1. */
const ROOM = 0.06;
const TICKS = {z: [-4, -2, 0, 2, 4], a: [[0, "0"], [0.5, "½"], [1, "1"]]};
const LINE = 15;
/** Where words may stand in the zones, the first height that is so far from the target and so many pixels. */
const WORDS = {left: {end: "left", heights: [0.72, 0.4, 0.88]}, right: {end: "right", heights: [0.36, 0.62, 0.2]}};
const CLEAR = 0.2;
const CLEAR_PIXELS = 40;

export class SigmoidAxes {
  /** `points` are pairs (z, σ(z)) at even distances; from abs(z) = `flat` on σ is flat. */
  constructor({points, flat}, width, height) {
    Object.assign(this, {points, flat, width, height});
    this.left = MARGIN.left;
    this.right = width - MARGIN.right;
    this.top = MARGIN.top;
    this.bottom = height - MARGIN.bottom;
    this.reach = points.at(-1)[0];
    this.zPerPixel = (2 * this.reach) / (this.right - this.left - 2 * END);
    this.aPerPixel = (1 + 2 * ROOM) / (this.bottom - this.top);
  }

  /** Where z lies; one beyond the axis stays at its end. */
  across(z) {
    const shown = Math.max(-this.reach, Math.min(this.reach, z));
    return this.left + END + (shown + this.reach) / this.zPerPixel;
  }

  up(a) {
    return this.bottom - (a + ROOM) / this.aPerPixel;
  }

  /** How high the curve is drawn at these pixels from the left. */
  curveAt(x) {
    const {points} = this;
    const from = (x - this.across(-this.reach)) / (this.across(this.reach) - this.across(-this.reach));
    const place = Math.max(0, Math.min(1, from)) * (points.length - 1);
    const [low, high] = [points[Math.floor(place)], points[Math.ceil(place)]];
    return this.up(low[1] + (place % 1) * (high[1] - low[1]));
  }

  /**
   * What stands still: what is `behind` all, the `line` of σ, and the `goal`, with a grip if it `isDragged`.
   */
  draw(texts, target, isDragged) {
    return {
      behind: [...this.#zones.map(([from, to]) => this.#tint(from, to)), ...this.#ticks()],
      line: this.#curve(),
      goal: this.#target(texts, target, isDragged),
    };
  }

  /** What is `said` in each of the zones, at their outer ends and off the target. */
  words(said, target) {
    return this.#zones.map(([from, to, place]) => this.#words(from, to, place, said, target));
  }

  /** The parts of the axis where σ is flat. */
  get #zones() {
    return [
      [this.left, this.across(-this.flat), WORDS.left],
      [this.across(this.flat), this.right, WORDS.right],
    ];
  }

  #tint(from, to) {
    return shape("rect", {class: "flat", x: from, width: to - from, y: this.top, height: this.bottom - this.top});
  }

  #words(from, to, {heights, end}, said, target) {
    const clear = Math.max(CLEAR, CLEAR_PIXELS * this.aPerPixel);
    const height = heights.find((each) => Math.abs(each - target) > clear) ?? heights[0];
    const [x, anchor] = end === "left" ? [from + 10, "start"] : [to - 10, "end"];
    const lines = said.split("\n").map((line, index) =>
      shape("tspan", {x, y: this.up(height) + index * LINE}, line),
    );
    return shape("text", {class: "zone", "text-anchor": anchor}, ...lines);
  }

  #ticks() {
    const {left, right, bottom} = this;
    return [
      ...TICKS.a.flatMap(([a, text]) => [
        shape("path", {class: "grid", d: `M${left} ${this.up(a)} H${right}`}),
        shape("text", {x: left - 7, y: this.up(a) + 4, "text-anchor": "end"}, text),
      ]),
      shape("path", {class: "axis", d: `M${left} ${bottom} H${right}`}),
      ...TICKS.z.flatMap((z) => [
        shape("path", {class: "axis", d: `M${this.across(z)} ${bottom} v4`}),
        shape("text", {x: this.across(z), y: bottom + 17, "text-anchor": "middle"}, plain(z)),
      ]),
    ];
  }

  #curve() {
    const places = this.points.map(([z, a]) => `${this.across(z).toFixed(1)} ${this.up(a).toFixed(1)}`);
    return shape("polyline", {class: "curve", points: places.join(" ")});
  }

  /** The target: a line, and at the end where the curve is far its grip and its label. */
  #target(texts, value, isDragged) {
    const y = this.up(value);
    const isHigh = value > 0.5;
    const [grip, inwards] = isHigh ? [this.left + 11, 1] : [this.right - 11, -1];
    const handle = [
      shape("path", {class: "grip", d: `M${grip} ${y} m-5 -3 l5 -6 l5 6 z m0 6 l5 6 l5 -6 z`}),
      shape("rect", {class: "handle upright", "data-sets": "target", x: grip - 18, y: y - 18, width: 36, height: 36}),
    ];
    return shape(
      "g", {class: "target"},
      shape("path", {class: "goal", d: `M${this.left} ${y} H${this.right}`}),
      ...(isDragged ? handle : []),
      shape(
        "text", {x: grip + inwards * 12, y: isHigh ? y + 16 : y - 7, "text-anchor": isHigh ? "start" : "end"},
        `${texts.target} y = ${plain(value)}`,
      ),
    );
  }
}
