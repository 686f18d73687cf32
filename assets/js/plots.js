/** What the four plots draw and say: the curves as far as they have been shown, and the cursor. */

import {epochAt, evenly} from "./frames.js";
import {decimals, fill, sentences} from "./numbers.js";
import {colour} from "./theme.js";

const DASHES = ["solid", [7, 4], [2, 3], [9, 3, 2, 3]];
const EXPECTED_DASH = [2, 3];
const HERE = {sync: false};

export class PlotSources {
  /** `find(name)` finds the lab's model of that name. */
  constructor(find, quantities) {
    this.quantities = quantities;
    this.shown = find("shown");
    this.cursor = find("cursor");
    this.line = find("epoch");
  }

  /**
   * Draw the lines of `curves` from epoch 0 to `reach`, with the cursor at `epoch`; in the plot of
   * the output also what is `expected`, epochs and outputs. A line that is not in a plot is NaN.
   */
  draw(run, curves, reach, epoch, expected) {
    const names = ["epoch", ...this.quantities, "color", "dash"];
    const [shown, cursor] = [0, 1].map(() => Object.fromEntries(names.map((name) => [name, []])));
    run.curves.forEach(({cost, traces}, index) => {
      const curve = curves[index];
      const nowhere = Array.from({length: reach + 1}, () => NaN);
      for (const {columns, colour: own} of traces) {
        for (const drawn of [shown, cursor]) {
          drawn.color.push(colour(own || `curve-${cost}`));
          drawn.dash.push(DASHES[index % DASHES.length]);
        }
        shown.epoch.push(curve.epoch.slice(0, reach + 1));
        cursor.epoch.push(curve.epoch[epoch]);
        for (const quantity of this.quantities) {
          const column = curve[columns[quantity]];
          shown[quantity].push(column ? column.slice(0, reach + 1) : nowhere);
          cursor[quantity].push(column ? column[epoch] : NaN);
        }
      }
    });
    if (expected?.epoch.length) {
      const nowhere = expected.epoch.map(() => NaN);
      for (const quantity of ["epoch", ...this.quantities]) shown[quantity].push(expected[quantity] ?? nowhere);
      shown.color.push(colour("text-soft"));
      shown.dash.push(EXPECTED_DASH);
    }
    this.shown.setv({data: shown}, HERE);
    this.cursor.setv({data: cursor}, HERE);
    this.line.setv({location: curves[0].epoch[epoch]}, HERE);
  }
}

/** The lines of a run that are in the plot of `quantity`: their curve, column, colour and name. */
export function linesOf(run, quantity) {
  return run.curves.flatMap(({cost, label, traces}, index) =>
    traces.filter(({columns}) => columns[quantity]).map((line) => ({
      index, colour: line.colour || cost, column: line.columns[quantity], symbol: line.label,
      label: line.label && run.curves.length === 1 ? line.label : [label, line.label].filter(Boolean).join(" "),
    })),
  );
}

/**
 * Say what the curves of a plot have done up to epoch `reach`: their start, middle and end, which
 * is before that where a curve has no more numbers.
 */
export function inWords(texts, run, curves, quantity, reach) {
  const said = linesOf(run, quantity).map(({index, column, label}) => {
    const numbers = curves[index][column];
    const end = numbers.slice(0, reach + 1).findLastIndex(Number.isFinite);
    const values = evenly(Math.max(end, 0), 2).map((epoch) =>
      fill(texts.value_at, {value: decimals(numbers[epoch], 2), epoch: epochAt(curves[index], epoch)}),
    );
    return fill(texts.curve_values, {name: label, values: values.join(texts.comma)});
  });
  return sentences(fill(texts.against_epoch, {quantity: texts[quantity]}), ...said);
}

/** Give pinned curves, if there are any, the colours of the theme. */
export function colourPins(find) {
  const mapper = find("pin-colours");
  mapper?.setv({palette: mapper.factors.map((number) => colour(`pin-${number}`))}, HERE);
}

/** Give axes, grid and cursor, which the plots share, the colours of the theme and the font of the page. */
export function applyTheme({below, left, center}) {
  const text = colour("text-soft");
  const line = colour("line");
  const font = getComputedStyle(document.body).fontFamily;
  for (const axis of [...below, ...left]) {
    axis.setv(
      {
        axis_line_color: line,
        major_tick_line_color: line,
        major_label_text_color: text,
        major_label_text_font: font,
        major_label_text_font_size: "12px",
        axis_label_text_color: text,
        axis_label_text_font: font,
        axis_label_text_font_size: "12px",
        axis_label_text_font_style: "normal",
        axis_label_standoff: 0,
      },
      HERE,
    );
  }
  for (const each of center) {
    const colours = each.type === "Grid" ? {grid_line_color: line, grid_line_alpha: 0.5} : {line_color: text};
    each.setv(colours, HERE);
  }
}
