/** Where the axis of the epochs has its ticks, and how many the other one has. */

/** Pixels of a digit, and of what is left free between two numbers. */
const DIGIT = 7.5;
const BETWEEN = 14;
/** Pixels along which a vertical axis has one tick. */
const ALONG = 26;
const MOST = 5;
/** Steps between ticks, but for powers of ten; those that divide an epoch axis evenly come first. */
const EVEN = [1, 1.5, 2, 2.5, 5];
const ROUND = [1, 2, 5];

/** The smallest of these steps, times a power of ten, that is at least `least` and that `suits`. */
function smallest(steps, least, suits) {
  for (let power = 10 ** Math.floor(Math.log10(least)); power <= 10 * least; power *= 10) {
    for (const step of steps) if (step * power >= least && suits(step * power)) return step * power;
  }
  return null;
}

/** Ticks from 0 to `last`, which has one, on an axis of so many pixels. */
export function epochTicks(last, width) {
  const room = String(last).length * DIGIT + BETWEEN;
  const most = Math.max(1, Math.min(MOST, Math.floor(width / room)));
  const least = Math.max(1, last / most);
  const even = smallest(EVEN, least, (step) => Number.isInteger(step) && step <= last && last % step === 0);
  const step = even ?? smallest(ROUND, least, Number.isInteger) ?? last;
  const ticks = Array.from({length: Math.floor(last / step) + 1}, (_, index) => index * step);
  // What is too near to the end gives way to it.
  if (ticks.at(-1) !== last) ticks.splice(last - ticks.at(-1) < room * (last / width) ? -1 : ticks.length, 1);
  return ticks.at(-1) === last ? ticks : [...ticks, last];
}

/** How many ticks an axis of so many pixels should have. */
export function ticksAlong(height) {
  return Math.max(2, Math.min(MOST, Math.round(height / ALONG)));
}
