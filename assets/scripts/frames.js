/** The frames of a run as the server streams them, sorted by curve. */

export const COLUMNS = [
  "epoch", "weight", "bias", "weighted_input", "output", "cost",
  "residual", "sigmoid_slope", "output_error", "weight_gradient",
];

/** Read a source with one row per curve and epoch into one object of columns per curve. */
export function readCurves(source, count) {
  const curves = Array.from({length: count}, () => Object.fromEntries(COLUMNS.map((c) => [c, []])));
  const which = source.data.curve;
  for (const name of COLUMNS) {
    const column = source.data[name];
    for (let row = 0; row < which.length; row++) curves[which[row]]?.[name].push(column[row]);
  }
  return curves;
}

/** The values of one curve at one epoch. */
export function frameAt(curve, epoch) {
  return Object.fromEntries(COLUMNS.map((name) => [name, curve[name][epoch]]));
}

/** Epochs from 0 to `last`, evenly spaced by at most `steps` steps. */
export function evenly(last, steps) {
  const count = Math.min(last, steps);
  return Array.from({length: count + 1}, (_, step) => Math.round((step * last) / (count || 1)));
}
