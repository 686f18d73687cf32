/** Places for words in a plot: within it, off the curves, and off each other. */

/** How high a line of words is, and how far it stays from what it must not touch. */
export const LINE = 15;
const CLEAR = 2;
/** Pixels between two points of a curve that are looked at. */
const STRIDE = 5;

const touch = (one, other) =>
  one.left < other.right + CLEAR && other.left < one.right + CLEAR &&
  one.top < other.bottom + CLEAR && other.top < one.bottom + CLEAR;

/** The boxes around the pieces of a curve, from its numbers up to `reach`, by the `scales` of a plot. */
export function piecesOf({epoch}, values, reach, {across, along}) {
  const pixels = across(epoch[reach]) - across(epoch[0]);
  const stride = Math.max(1, Math.floor((reach * STRIDE) / Math.max(1, pixels)));
  const pieces = [];
  let before = null;
  for (let at = 0; at <= reach; at = at === reach ? reach + 1 : Math.min(reach, at + stride)) {
    const point = {x: across(epoch[at]), y: along(values[at])};
    if (before && Number.isFinite(point.y + before.y)) {
      const [top, bottom] = point.y < before.y ? [point.y, before.y] : [before.y, point.y];
      pieces.push({left: before.x, right: point.x, top, bottom});
    }
    before = point;
  }
  return pieces;
}

/** A box for so many lines of this width with its left upper corner there. */
export const boxAt = (left, top, width, lines = 1) => ({left, right: left + width, top, bottom: top + lines * LINE});

/** Boxes beside a point, the best first: to the right, and else over or under it. */
export function besidePoint({x, y}, width) {
  const middle = y - LINE / 2;
  return [
    boxAt(x + 9, middle, width),
    ...[11, 19, 28].flatMap((off) => [
      boxAt(x + 8, middle - off, width), boxAt(x + 8, middle + off, width),
      boxAt(x - 8 - width, middle + off, width), boxAt(x - 8 - width, middle - off, width),
    ]),
  ];
}

/** Boxes within another, from its middle outwards. */
export function withinBox({left, right, top, bottom}, width, lines) {
  const lefts = [(left + right - width) / 2, right - width - 3, left + 3].filter((each) => each >= left);
  const tops = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((part) => top + part * (bottom - top) - (lines * LINE) / 2);
  return tops.flatMap((each) => lefts.map((edge) => boxAt(edge, each, width, lines)));
}

/** Which places of a plot are taken, and where each of its words stood in the frame before. */
export class FreePlaces {
  #before = new Map();

  /** Begin a frame: words may stand in `area`, off the boxes in `taken`; all move while it is `playing`. */
  begin(area, taken, playing) {
    this.area = area;
    this.playing = playing;
    this.taken = [...taken];
  }

  /**
   * The first of `boxes` that is free, or null; a box that is null cannot be taken. While a run plays, the
   * words called `name` stay in the one of the same number as before where they can, so that they do not
   * jump.
   */
  take(name, boxes) {
    const before = this.playing ? this.#before.get(name) ?? 0 : 0;
    const order = [before, ...boxes.keys()];
    const found = order.find((number) => boxes[number] && this.#isFree(boxes[number]));
    if (found === undefined) return null;
    this.#before.set(name, found);
    this.taken.push(boxes[found]);
    return boxes[found];
  }

  #isFree(box) {
    const {left, right, top, bottom} = this.area;
    return box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom &&
      !this.taken.some((each) => touch(each, box));
  }
}
