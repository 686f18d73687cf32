/** The values at the ends of many lines: one column beside the plot, in the order in which the lines end. */

import {LINE, boxAt} from "./free-places.js";
import {BOLD, widthOf} from "./text-width.js";

/** So many lines may have their values above the plot, and where there is room beside and over their ends. */
const FEW = 2;
/** Of more lines than that the names are told: their numbers would not tell them apart. */
const MOST_NUMBERS = 4;
/** A number that is as wide as most. */
const NUMBER = "0.000000";
/** From the end of a line to its value, and from one value to the next below: where there is room, and at least. */
const OFF = 14;
const [FREE_STEP, LEAST_STEP] = [LINE - 2, LINE - 4];
/** The part of a plot's width that may be theirs. */
const MOST_OF_WIDTH = 0.29;

/** What stands at the end of a line: its symbol and value, or its name where it is one of many. */
export function endText({symbol, label}, value, count) {
  if (symbol) return `${symbol} ${value}`;
  return count > MOST_NUMBERS ? label : value;
}

/** Whether the values of `lines` stand above their plot: few, in colours that tell them apart. */
export const areAbove = (lines) => lines.length <= FEW && new Set(lines.map(({curve}) => curve)).size === lines.length;

/** How many pixels a plot `width` wide needs beside it for the ends of `lines`; 0 where these have no column. */
export function columnWidth(lines, width) {
  if (areAbove(lines)) return 0;
  const needed = OFF + Math.max(...lines.map((line) => widthOf(endText(line, NUMBER, lines.length), BOLD)));
  return needed > MOST_OF_WIDTH * width ? 0 : needed;
}

/**
 * The `ends` of lines as labels, each with its box right of the end and as high as it, or as near as others let it be;
 * one beyond the axis is at its edge. One that is too wide is left out, and where so many have no room the answer is null.
 */
export function endColumn(ends, {top, bottom}, right) {
  const step = Math.min(FREE_STEP, (bottom - top) / ends.length);
  if (step < LEAST_STEP) return null;
  const beyond = (y) => (y < top ? "↑ " : y > bottom ? "↓ " : "");
  const labels = ends
    .map(({x, y, text, curve}, index) => ({x, y, curve, index, text: `${beyond(y)}${text}`}))
    .filter(({x, text}) => x + OFF + widthOf(text, BOLD) <= right)
    .toSorted((one, other) => one.y - other.y);
  if (!labels.length) return null;
  let free = top;
  const tops = labels.map(({y}) => {
    const at = Math.max(free, Math.min(bottom, y) - LINE / 2);
    free = at + step;
    return at;
  });
  let lowest = bottom - step;
  for (let index = tops.length - 1; index >= 0; index--) {
    tops[index] = Math.min(tops[index], lowest);
    lowest = tops[index] - step;
  }
  return labels.map(({x, y, text, curve, index}, place) => ({
    index, text, curve, end: {x, y}, box: boxAt(x + OFF, tops[place], widthOf(text, BOLD)),
  }));
}
