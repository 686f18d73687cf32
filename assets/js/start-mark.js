/** Where a run began on σ: a dot with a word, once its point has gone from there. */

import {setChildren, shape} from "./dom.js";

const RADIUS = 4;
/** So near, in pixels, the point itself says where the run began. */
const NEAR = 30;
/** Where the word stands: below a high place, above a low one, and beside one in the middle. */
const WORD = {
  high: {dx: 0, dy: 19, "text-anchor": "middle"},
  low: {dx: 0, dy: -11, "text-anchor": "middle"},
  middle: {dx: 10, dy: 5, "text-anchor": "start"},
};

const placeOf = (output) => {
  if (output > 0.7) return WORD.high;
  return output < 0.3 ? WORD.low : WORD.middle;
};

export class StartMark {
  /** `start` is the first frame of a run, over `axes`. */
  constructor(word, axes, {weighted_input: z, output}) {
    [this.x, this.y] = [axes.across(z), axes.up(output)];
    const {x, y} = this;
    this.parts = [shape("circle", {cx: x, cy: y, r: RADIUS}), shape("text", {x, y, ...placeOf(output)}, word)];
    this.element = shape("g", {class: "began"}, ...this.parts);
  }

  /** Find out what it takes of the picture, once it is in it. */
  measure() {
    const {x, y, width, height} = this.element.getBBox();
    this.box = {left: x, right: x + width, top: y, bottom: y + height};
  }

  /** Show it unless one of `points` is near; return the box that it takes, if any. */
  show(points) {
    const isSeen = !points.some(({x, y}) => Math.hypot(x - this.x, y - this.y) < NEAR);
    setChildren(this.element, isSeen ? this.parts : []);
    return isSeen ? [this.box] : [];
  }
}
