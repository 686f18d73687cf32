/** What the four plots draw and say: the curves as far as they have been shown, and the cursor. */

import {evenly} from "./frames.js";
import {decimals, fill, sentences} from "./numbers.js";
import {colour} from "./theme.js";

const QUANTITIES = ["epoch", "weight", "bias", "output", "cost"];
const DASHES = ["solid", [7, 4]];
const EXPECTED_DASH = [2, 3];
const HERE = {sync: false};

export class PlotSources {
  constructor(bokeh) {
    this.shown = bokeh.get_model_by_name("neuron-shown");
    this.cursor = bokeh.get_model_by_name("neuron-cursor");
    this.line = bokeh.get_model_by_name("neuron-epoch");
  }

  /**
   * Draw `curves` from epoch 0 to `reach`, with the cursor at `epoch`; in the plot of the output
   * also what is `expected`, epochs and outputs.
   */
  draw(curves, names, reach, epoch, expected) {
    const style = {
      color: names.map((name) => colour(`curve-${name}`)),
      dash: names.map((_, index) => DASHES[index % DASHES.length]),
    };
    const shown = {...style};
    const cursor = {...style};
    for (const quantity of QUANTITIES) {
      shown[quantity] = curves.map((curve) => curve[quantity].slice(0, reach + 1));
      cursor[quantity] = curves.map((curve) => curve[quantity][epoch]);
    }
    if (expected.epoch.length) {
      const nowhere = expected.epoch.map(() => NaN);
      for (const quantity of QUANTITIES) shown[quantity].push(expected[quantity] ?? nowhere);
      shown.color = [...style.color, colour("text-soft")];
      shown.dash = [...style.dash, EXPECTED_DASH];
    }
    this.shown.setv({data: shown}, HERE);
    this.cursor.setv({data: cursor}, HERE);
    this.line.setv({location: epoch}, HERE);
  }
}

/** Say what the curves of a plot have done up to epoch `reach`: their start, middle and end. */
export function inWords(texts, run, curves, quantity, reach) {
  const said = curves.map((curve, index) => {
    const values = evenly(reach, 2).map((epoch) =>
      fill(texts.value_at, {value: decimals(curve[quantity][epoch], 2), epoch}),
    );
    return fill(texts.curve_values, {name: run.curves[index].label, values: values.join(texts.comma)});
  });
  return sentences(fill(texts.against_epoch, {quantity: texts[quantity]}), ...said);
}

/** Give pinned curves, if there are any, the colours of the theme. */
export function colourPins(bokeh) {
  const mapper = bokeh.get_model_by_name("neuron-pin-colours");
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
