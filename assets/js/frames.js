/** The frames of a run as the server streams them, sorted by curve. */

import {epochText} from "./numbers.js";

/**
 * Read a source with one row per curve and epoch into one object of columns per curve.
 *
 * A row that comes twice counts once: what Bokeh sends of a whole table it may write down so late
 * that there are rows in it which are on their way by themselves, too.
 */
export function readCurves(source, count) {
  const {curve: which, ...columns} = source.data;
  const names = Object.keys(columns);
  const curves = Array.from({length: count}, () => Object.fromEntries(names.map((name) => [name, []])));
  const last = Array(count).fill(-1);
  for (let row = 0; row < which.length; row++) {
    const curve = which[row];
    if (!(columns.epoch[row] > last[curve])) continue;
    last[curve] = columns.epoch[row];
    for (const name of names) curves[curve][name].push(columns[name][row]);
  }
  return curves;
}

/** The values of one curve at one epoch. */
export function frameAt(curve, epoch) {
  return Object.fromEntries(Object.entries(curve).map(([name, column]) => [name, column[epoch]]));
}

/** The epoch of a frame, as it is written; a run may have several frames in one epoch. */
export function epochAt(curve, index) {
  return epochText(curve.epoch[index]);
}

/** Epochs from 0 to `last`, evenly spaced by at most `steps` steps. */
export function evenly(last, steps) {
  const count = Math.min(last, steps);
  return Array.from({length: count + 1}, (_, step) => Math.round((step * last) / (count || 1)));
}
