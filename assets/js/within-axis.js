/** Curves within their axis: what is drawn over the frame of a plot is not cut off by it. */

/** The limits of the axis of `figure` as a function that moves a number to the nearer of them, if it is outside. */
const clampTo = ({y_range: {start, end}}) => (value) => Math.max(start, Math.min(end, value));

/**
 * The values of a line as far as they are within the axis: the first beyond it is at its edge, those
 * further out are in no plot.
 */
export function lineWithin(figure, values) {
  const clamp = clampTo(figure);
  const isInside = (value) => value === clamp(value);
  if (values.every(isInside)) return values;
  return values.map((value, at) =>
    isInside(value) || isInside(values[at - 1]) || isInside(values[at + 1]) ? clamp(value) : NaN);
}

/** The values of the edges of a band, none beyond the axis. */
export const bandWithin = (figure, values) => values.map(clampTo(figure));
