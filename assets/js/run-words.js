/** What a lab with runs says below its picture. */

import {epochAt} from "./frames.js";
import {fill, sentences, written} from "./numbers.js";

/** Every number of a frame as sentences have them. */
function told(frame) {
  return Object.fromEntries(Object.entries(frame).map(([column, value]) => [column, written(column, value)]));
}

/** What of the error moves a neuron at a frame, where the run says that of a cost. */
function whyAt({through, close, flat: bound}, cost, {sigmoid_slope: slope, residual}) {
  if (!through?.[cost]) return "";
  if (Math.abs(residual) <= close.error) return close.said;
  const [flat, steeper] = through[cost];
  return slope <= bound ? flat : steeper;
}

/** The words for frame number `epoch` of `run`, whose numbers are `frames`. */
export function sentence(texts, {run, curves, frames, epoch, reach, playing}) {
  if (run.after && epoch === run.trained) return run.after;
  if (run.trained === 0) return run.before;
  // A curve that is not alone has a line of its own.
  const template = frames.length > 1 ? `\n${texts.named_curve}` : texts.curve;
  const parts = frames.map((frame, index) => {
    const {cost, label: name} = run.curves[index];
    const why = whyAt(run, cost, frame);
    return fill(why ? sentences(template, why) : template, {...told(frame), name});
  });
  const at = epochAt(curves[0], epoch);
  const during = fill(texts.during, {epoch: at, epochs: run.epochs, curves: parts.join("")});
  if (playing) return during;
  // Where curves have lines of their own, so has this.
  const todo = reach === 0 ? texts.was_reset : texts.paused;
  return during.includes("\n") ? `${during}\n${todo}` : sentences(during, todo);
}
