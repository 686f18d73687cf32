/** How wide words are in a plot. */

import {fontFamily} from "./theme.js";

/** Letters in a plot are so high, before the plot is scaled. */
export const SIZE = 12;
const REGULAR = 400;
/** The weight of the numbers at the ends of lines; all else is regular. */
export const BOLD = 600;
/** By weight, the widths of the characters that were ever asked for: to measure at every frame takes long. */
const known = new Map();

/** What measures characters in that weight, and the widths of those that are known. */
function widthsOf(weight) {
  if (!known.has(weight)) {
    const paper = new OffscreenCanvas(1, 1).getContext("2d");
    paper.font = `${weight} ${SIZE}px ${fontFamily()}`;
    known.set(weight, {paper, characters: new Map()});
  }
  return known.get(weight);
}

/** So many pixels `text` takes, and a little more. */
export function widthOf(text, weight = REGULAR) {
  const {paper, characters} = widthsOf(weight);
  let width = 2;
  for (const each of text) {
    if (!characters.has(each)) characters.set(each, paper.measureText(each).width);
    width += characters.get(each);
  }
  return Math.ceil(width);
}

/** `text` in lines of at most `width` pixels, or null where one of its words has no room in one. */
export function linesWithin(text, width) {
  const lines = [];
  for (const word of text.split(/ |(?<=：)/)) {
    const longer = [lines.at(-1), word].join(" ");
    if (lines.length && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.every((line) => widthOf(line) <= width) ? lines : null;
}
