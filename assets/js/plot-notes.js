/** What is noted in a plot: the epoch, its level, plateaus, changes and marks, and each line's end with its value. */

import {shape} from "./dom.js";
import {endColumn, endText} from "./end-column.js";
import {FreePlaces, LINE, besidePoint, boxAt, piecesOf, withinBox} from "./free-places.js";
import {KeptShapes, nearly} from "./kept-shapes.js";
import {written} from "./numbers.js";
import {EDGE, linesOf} from "./plots.js";
import {changesOf} from "./stages.js";
import {BOLD, SIZE, linesWithin, widthOf} from "./text-width.js";

/** Half as wide as what is kept free around the dot at the end of a line. */
const DOT = 5;
/** A value whose middle is no further above or below the end of its line stands beside it. */
const BESIDE = 4;
/** A band of fewer pixels says nothing. */
const NARROW = 36;
/** The parts of a band that the lines in it may take, the best first. */
const WIDTHS = [1, 0.6];

/** Bokeh paints everything so many pixels further right and down than it says. */
export const PAINTED = 0.5;

export class PlotNotes {
  #places = new FreePlaces();

  /** Of the plot of `quantity`. They repeat what is said elsewhere, so no screen reader has them. */
  constructor(quantity, texts) {
    this.quantity = quantity;
    this.texts = texts;
    this.scale = 1;
    this.element = shape("svg", {class: "notes", "aria-hidden": true});
    this.shapes = new KeptShapes(this.element);
  }

  /** Have letters `size` pixels high, and all else as large as goes with it. */
  resize(size) {
    this.scale = size / SIZE;
    this.element.style.transform = `scale(${this.scale})`;
  }

  /** Show what there is to note of `state`, by the `frame` of the plot, which has so many pixels `besides` on its right. */
  show(state, {x_scale, y_scale, bbox}, besides) {
    const {whole, curves, reach, epoch} = state;
    const [across, along] = [x_scale, y_scale].map((scale) => (value) => (scale.compute(value) + PAINTED) / this.scale);
    const scales = {across, along};
    const frame = Object.fromEntries(["left", "right", "top", "bottom"].map((side) => [side, bbox[side] / this.scale]));
    const lines = linesOf(state.run, this.quantity);
    const ends = this.#ends(lines, state, scales);
    const dots = ends.map(({x, y}) => ({left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT}));
    const level = this.#level(whole, along, frame);
    const taken = level ? [{...frame, top: level.y - 0.5, bottom: level.y + 0.5}] : [];
    const pieces = lines.flatMap(({index, column}) => piecesOf(curves[index], curves[index][column], reach, scales));
    const area = {...frame, right: frame.right + besides / this.scale - 2};
    this.#places.begin(area, [...taken, ...pieces, ...dots], state.playing);
    const bands = this.#bands(state, scales, frame);
    const here = across(curves[0].epoch[epoch]);
    this.shapes.put("epoch", "line", {class: "epoch", x1: here, x2: here, y1: frame.top, y2: frame.bottom});
    // A line may end beyond the axis.
    const isSeen = ({y}) => y >= frame.top && y <= frame.bottom;
    ends.forEach((end, index) => isSeen(end) && this.#dot(`dot-${index}`, end));
    const told = ends.filter(({text}) => text);
    const seen = told.filter(isSeen);
    // Right of an epoch that was gone back to there are lines.
    const labels = besides > EDGE && epoch === reach ? endColumn(told, frame, area.right) : null;
    if (labels) for (const label of labels) this.#label(label, frame);
    else told.forEach((end, index) => this.#value(`end-${index}`, end, seen));
    if (level) this.#showLevel(level, frame);
    this.#marks(whole, reach, curves[0], scales, frame);
    for (const band of bands) this.#reason(band);
    this.shapes.removeOthers();
  }

  /** Where the lines end, and the values there. */
  #ends(lines, {curves, frames, epoch}, {across, along}) {
    const {length: count} = lines.filter((line) => !line.isFaint);
    return lines.flatMap((line) => {
      const {index, column, curve} = line;
      const value = frames[index][column];
      if (!Number.isFinite(value)) return [];
      const text = line.isFaint ? "" : endText(line, written(column, value), count);
      return [{x: across(curves[index].epoch[epoch]), y: along(value), text, curve, isFaint: line.isFaint}];
    });
  }

  /** Mark where a line ends. */
  #dot(key, {x, y, curve, isFaint}) {
    this.shapes.put(key, "circle", {class: isFaint ? "dot faint" : "dot", curve, r: DOT - 0.5, cx: x, cy: y});
  }

  /** Write the value at the end of a line, of all the `seen` ends as high as its own, or nearest to that. */
  #value(key, end, seen) {
    const boxes = besidePoint(end, widthOf(end.text, BOLD)).map((box) => {
      const off = ({y}) => Math.abs(y - (box.top + box.bottom) / 2);
      return seen.every((other) => off(other) >= off(end)) ? box : null;
    });
    this.#words(key, "end", [end.text], boxes, end.curve);
  }

  /** Write what stands at the end of one of many lines into its box, and lead there where that is not beside it. */
  #label({index, text, box, curve, end}, {top, bottom}) {
    this.#places.taken.push(box);
    const middle = (box.top + box.bottom) / 2;
    const isLed = Math.abs(middle - end.y) > BESIDE && end.y >= top && end.y <= bottom;
    if (isLed) this.shapes.put(`leader-${index}`, "line", {class: "leader", curve, x1: end.x + DOT, y1: end.y, x2: box.left - 2, y2: middle});
    this.#write(`end-${index}`, "end", [text], box, curve);
  }

  /** Shade in the plot of the output the epochs in which it barely moved, as far as they have been shown. */
  #bands({whole, curves, reach}, {across}, {top, bottom}) {
    if (this.quantity !== "output") return [];
    return (whole.plateaus ?? []).flatMap((band, index) => {
      if (!band || !reach) return [];
      const {epoch} = curves[index];
      const [left, right] = [across(epoch[0]), across(epoch[Math.min(band.end, reach)])];
      const {stages, cost} = whole.curves[index];
      const curve = band.colour || (stages?.[0].cost ?? cost);
      const place = {x: left, y: top, width: right - left, height: bottom - top};
      this.shapes.put(`band-${index}`, "rect", {class: "band", curve, ...place});
      return [{index, curve, why: band.why, left, right, top, bottom}];
    });
  }

  /** Say in a band why it is one, in narrower lines where another curve crosses it. */
  #reason({index, curve, why, ...box}) {
    const room = box.right - box.left;
    if (room < NARROW) return;
    WIDTHS.some((part) => {
      const lines = linesWithin(why, part * (room - 4));
      const width = lines && Math.max(...lines.map((line) => widthOf(line)));
      return lines && this.#words(`why-${index}`, "why", lines, withinBox(box, width, lines.length), curve);
    });
  }

  /** What the plot of this quantity is held against, such as its target, if that is within its axis. */
  #level({levels}, along, {top, bottom}) {
    const level = levels?.[this.quantity];
    const y = level && along(level.value);
    return level && y >= top && y <= bottom ? {y, text: level.text} : null;
  }

  #showLevel({y, text}, {left, right}) {
    this.shapes.put("level", "line", {class: "level", x1: left, x2: right, y1: y, y2: y});
    const width = widthOf(text);
    const lefts = [right - width - 4, left + 6, (left + right - width) / 2];
    const tops = [3, 9, 16, 24].flatMap((off) => [y - LINE - off, y + off]);
    const boxes = tops.flatMap((top) => lefts.map((each) => boxAt(each, top, width)));
    this.#words("level-words", "level", [text], boxes);
  }

  #marks(whole, reach, {epoch}, {across}, {right, top, bottom}) {
    const marks = [...changesOf(whole), ...(whole.marks ?? [])];
    for (const [number, {epoch: begin, curve, text, only}] of marks.entries()) {
      if (begin > reach) continue;
      const x = across(epoch[begin]);
      this.shapes.put(`mark-${number}`, "line", {class: "mark", curve, x1: x, x2: x, y1: top, y2: bottom});
      const width = widthOf(text);
      // It is what comes that has changed.
      const lefts = x + 4 + width <= right ? [x + 4, x + 16, x + 30] : [x - 4 - width];
      const tops = [0, 1, 0.75, 0.5, 0.25].map((part) => top + 1 + part * (bottom - top - LINE - 2));
      const boxes = tops.flatMap((each) => lefts.map((left) => boxAt(left, each, width)));
      const isTold = text && (!only || only.includes(this.quantity));
      if (isTold) this.#words(`mark-words-${number}`, "mark", [text], boxes, curve);
    }
  }

  /** Write `lines` into the first of `boxes` that is free, and return it; where none is, they are left out. */
  #words(key, kind, lines, boxes, curve) {
    const box = this.#places.take(key, boxes);
    if (box) this.#write(key, kind, lines, box, curve);
    return box;
  }

  #write(key, kind, lines, box, curve) {
    const transform = `translate(${nearly(box.left + 1)} ${nearly(box.top - 3)})`;
    this.shapes.put(key, "text", {class: kind, curve, transform}, lines);
  }
}
