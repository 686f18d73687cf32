/** The frames of a run as the server streams them, sorted by curve. */

/** Read a source with one row per curve and epoch into one object of columns per curve. */
export function readCurves(source, count) {
  const {curve: which, ...columns} = source.data;
  const names = Object.keys(columns);
  const curves = Array.from({length: count}, () => Object.fromEntries(names.map((name) => [name, []])));
  for (const name of names) {
    const column = columns[name];
    for (let row = 0; row < which.length; row++) curves[which[row]]?.[name].push(column[row]);
  }
  return curves;
}

/** The values of one curve at one epoch. */
export function frameAt(curve, epoch) {
  return Object.fromEntries(Object.entries(curve).map(([name, column]) => [name, column[epoch]]));
}

/** The epoch of a frame, as it is written; a run may have several frames in one epoch. */
export function epochAt(curve, index) {
  return String(Number(curve.epoch[index].toFixed(2)));
}

/** Epochs from 0 to `last`, evenly spaced by at most `steps` steps. */
export function evenly(last, steps) {
  const count = Math.min(last, steps);
  return Array.from({length: count + 1}, (_, step) => Math.round((step * last) / (count || 1)));
}
