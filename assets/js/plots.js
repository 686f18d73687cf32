/** What the plots draw and say of the curves. */

import {epochAt, evenly} from "./frames.js";
import {fill, sentences, written} from "./numbers.js";
import {drawBands} from "./plot-bands.js";
import {inForce, stagesUntil} from "./stages.js";
import {colour, fontFamily} from "./theme.js";
import {lineWithin} from "./within-axis.js";

/** How the lines of the first curve, the second and so on are broken: dashes tell curves apart, and nothing else. */
export const DASHES = ["solid", [7, 4], [9, 3, 2, 3], [9, 3, 2, 3, 2, 3]];
/** Dots are for what a run is held against: its target, and what was expected of it. */
const EXPECTED_DASH = [2, 4];
const HERE = {sync: false};
/** How much is seen of a line that stands behind others. */
export const FAINT = 0.3;
/** Pixels beside the right end of an axis, for its last number. */
export const EDGE = 14;
/** Pixels of a plot below which the numbers of its axis have less room. */
const NARROW = 160;

export class PlotSources {
  /** What is drawn: these curves, up to that epoch, within those limits. */
  #drawn = [];

  /** `find(name)` finds the lab's model of that name. */
  constructor(find, quantities) {
    this.quantities = quantities;
    this.shown = find("shown");
    this.bands = find("bands");
    this.figures = Object.fromEntries(quantities.map((quantity) => [quantity, find(quantity)]));
  }

  /** Draw all anew the next time, since colours are others. */
  forget() {
    this.#drawn = [];
  }

  /**
   * Draw the lines of `curves` from epoch 0 to `reach`; in the plot of the output also what is `expected`, epochs and
   * outputs. A line that is not in a plot is NaN. To draw them at each frame takes long: while a run is `playing` they
   * are drawn as far as they have come, and the plots cut them off. Return whether they must not, for what is expected.
   */
  draw(run, curves, reach, expected, playing) {
    const isExpected = expected?.epoch.length > 0;
    const end = playing && !isExpected ? curves[0].epoch.length - 1 : reach;
    const limits = Object.values(this.figures).flatMap(({y_range}) => [y_range.start, y_range.end]);
    const drawn = [curves, end, ...limits];
    if (!isExpected && drawn.every((each, index) => each === this.#drawn[index])) return false;
    this.#drawn = isExpected ? [] : drawn;
    const shown = Object.fromEntries(["epoch", ...this.quantities, "color", "dash", "alpha"].map((name) => [name, []]));
    run.curves.forEach((described, index) => {
      const curve = curves[index];
      for (const trace of described.traces) {
        const alpha = isFaint(run, trace) ? FAINT : 1;
        for (const stage of stagesUntil(described, end)) this.#add(shown, curve, index, stage, {...trace, alpha});
      }
    });
    if (isExpected) {
      const nowhere = expected.epoch.map(() => NaN);
      for (const quantity of ["epoch", ...this.quantities]) shown[quantity].push(expected[quantity] ?? nowhere);
      shown.color.push(colour("text-soft"));
      shown.dash.push(EXPECTED_DASH);
      shown.alpha.push(1);
    }
    if (this.bands) drawBands(this, run, curves, end);
    this.shown.setv({data: shown}, HERE);
    return isExpected;
  }

  /**
   * Add the line that a `stage` of the curve of that `index` is. One that has not begun has a line, too, with nothing
   * in it, so that each line of a run keeps its place, by which it gets its colour on paper.
   */
  #add(shown, curve, index, {begin, end, ends, cost}, {columns, colour: own, alpha}) {
    const part = (column) => column.slice(begin, end + 1);
    shown.color.push(colour(`curve-${own || cost}`));
    shown.dash.push(DASHES[index % DASHES.length]);
    shown.alpha.push(alpha);
    const epochs = part(curve.epoch);
    const nothing = Array(epochs.length || 1).fill(NaN);
    shown.epoch.push(epochs.length ? epochs : nothing);
    for (const quantity of this.quantities) {
      const column = curve[columns[quantity]];
      const values = column && epochs.length ? part(column) : nothing;
      // At that epoch C is already of another cost.
      const seen = ends && quantity === "cost" ? [...values.slice(0, -1), NaN] : values;
      shown[quantity].push(lineWithin(this.figures[quantity], seen));
    }
  }
}

/** Whether a line stands behind others: a secondary one of several costs. */
const isFaint = (run, {secondary}) => secondary && run.curves.length > 1;

/** The lines of a run that are in the plot of `quantity`: their curve, column, colour and name. */
export function linesOf(run, quantity) {
  return run.curves.flatMap(({cost, label, traces}, index) =>
    traces.filter(({columns}) => columns[quantity]).map((line) => ({
      index, curve: line.colour || cost, column: line.columns[quantity], symbol: line.label, isFaint: isFaint(run, line),
      label: line.label && run.curves.length === 1 ? line.label : [label, line.label].filter(Boolean).join(" "),
    })),
  );
}

/** Those of them whose values are told. */
export const toldOf = (run, quantity) => linesOf(run, quantity).filter((line) => !line.isFaint);

/**
 * Say what the curves of a plot have done up to epoch `reach`: their start, middle and end, which
 * is before that where a curve has no more numbers. Each value has the name of the cost at its epoch. Of the output
 * it is said, too, where it barely moved and why.
 */
export function inWords(texts, run, curves, quantity, reach) {
  const said = linesOf(run, quantity).flatMap(({index, column}, place) => {
    const numbers = curves[index][column];
    const end = numbers.slice(0, reach + 1).findLastIndex(Number.isFinite);
    const values = new Map();
    for (const epoch of evenly(Math.max(end, 0), 2)) {
      const {label} = linesOf(inForce(run, epoch), quantity)[place];
      const value = fill(texts.value_at, {value: written(column, numbers[epoch]), epoch: epochAt(curves[index], epoch)});
      values.set(label, [...(values.get(label) ?? []), value]);
    }
    return [...values].map(([name, each]) => fill(texts.curve_values, {name, values: each.join(texts.comma)}));
  });
  const shaded = quantity === "output" ? run.plateaus ?? [] : [];
  const reasons = shaded.flatMap((band, index) => {
    if (!band || reach < band.end) return [];
    return [fill(texts.shaded, {epoch: epochAt(curves[index], band.end), why: band.why})];
  });
  return sentences(fill(texts.against_epoch, {quantity: texts[quantity]}), ...said, ...reasons);
}

/** Give pinned curves, if there are any, the colours of the theme. */
export function colourPins(find) {
  const mapper = find("pin-colours");
  mapper?.setv({palette: mapper.factors.map((number) => colour(`curve-pin-${number}`))}, HERE);
}

/** Give a plot the colours of the theme, the font of the page, and its strokes, which are others in a room. */
export function applyTheme(figure) {
  const {below, left, center, renderers} = figure;
  const text = colour("text-soft");
  const line = colour("line");
  const font = fontFamily();
  for (const axis of [...below, ...left]) {
    axis.setv(
      {
        axis_line_color: line,
        major_tick_line_color: line,
        major_label_text_color: text,
        major_label_text_font: font,
        major_label_text_font_size: colour("plot-type"),
        axis_label_text_color: text,
        axis_label_text_font: font,
        axis_label_text_font_size: colour("plot-type"),
        axis_label_text_font_style: "normal",
        axis_label_standoff: 0,
      },
      HERE,
    );
  }
  for (const each of center) {
    each.setv({grid_line_color: line, grid_line_alpha: 0.5}, HERE);
  }
  const stroke = Number(colour("plot-stroke"));
  for (const {glyph, data_source: {name}} of renderers) {
    if (name?.endsWith("-shown")) glyph.setv({line_width: stroke}, HERE);
  }
}

/**
 * Leave room beside the axes of a plot that is so wide, where it is narrow less, as its curves need it more; and `besides`
 * its right end for what stands there. Return whether there was another. Bokeh is not told: it would lay the plot out
 * once for each side.
 */
export function leaveRoom(figure, width, besides) {
  const border = Number(colour("plot-border"));
  const left = width < NARROW ? border * 0.7 : border;
  const room = {min_border_left: left, min_border_right: Math.max(EDGE, besides), min_border_bottom: (border * 3) / 4};
  const isOther = Object.entries(room).some(([side, size]) => figure[side] !== size);
  if (isOther) figure.setv(room, {silent: true});
  return isOther;
}
