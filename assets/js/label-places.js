/** Where labels stand: near what they name, over nothing, and within the picture. */

const GAP = 16;
const STEP = 8;
/** So many steps away from its point a label is still next to it, and at most. */
export const NEAR = 8;
export const FAR = 24;
/** Pixels between a label and what it must not touch. */
const CLEAR = 5;

const touch = (one, other) =>
  one.left < other.right + CLEAR && other.left < one.right + CLEAR &&
  one.top < other.bottom + CLEAR && other.top < one.bottom + CLEAR;

/** Whether a box is clear of a line that rises to the right: `at(x)` is its height `from` x `to` x. */
function misses({at, from, to}, box) {
  if (box.right < from || box.left > to) return true;
  const lowest = at(Math.max(from, box.left));
  const highest = at(Math.min(to, box.right));
  return lowest + CLEAR < box.top || highest - CLEAR > box.bottom;
}

/** Whether a box is within `area`, off the `taken` boxes and off the rising `lines`. */
export const isFree = (box, {area, taken, lines}) =>
  box.top >= area.top && box.bottom <= area.bottom &&
  lines.every((line) => misses(line, box)) && !taken.some((each) => touch(each, box));

/** How far a point is from a box. */
const away = ({x, y}, {left, right, top, bottom}) =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

/** Boxes beside, under and over a point, each within `area`. */
function* candidates({x, y, width, height}, {area, steps}) {
  const box = (left, top) => {
    const within = Math.max(area.left, Math.min(area.right - width, left));
    return {left: within, right: within + width, top, bottom: top + height};
  };
  for (let step = 0; step < steps; step++) {
    const [under, over] = [y - 6 + step * STEP, y + 6 - height - step * STEP];
    const [right, middle, left] = [x + GAP, x - width / 2, x - GAP - width];
    yield* [box(right, under), box(left, over)];
    yield* [box(middle, under + GAP), box(middle, over - GAP)];
    yield* [box(left, under + GAP), box(right, over - GAP)];
  }
}

/**
 * A box for each of `labels`, which have a point and a size: within `area`, off the `taken` boxes, off
 * the rising `lines`, off each other, and at most `steps` away; null where there is no such place. Of
 * the two orders of taking places, the one counts in which the labels are nearer in all.
 */
export function placeLabels(labels, room) {
  const forth = inOrder(labels, room);
  if (labels.length < 2) return forth;
  const back = inOrder(labels.toReversed(), room).toReversed();
  const far = (boxes) => boxes.reduce((sum, box, index) => sum + (box ? away(labels[index], box) : Infinity), 0);
  return far(back) < far(forth) ? back : forth;
}

function inOrder(labels, room) {
  const taken = [...room.taken];
  return labels.map((label) => {
    const nearestFirst = [...candidates(label, room)].toSorted((one, other) => away(label, one) - away(label, other));
    const place = nearestFirst.find((box) => isFree(box, {...room, taken})) ?? null;
    if (place) taken.push(place);
    return place;
  });
}
