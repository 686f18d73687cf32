/** The ticks on the axes of a small chart. */

/** About so wide is a letter of a tick, with some room. */
const LETTER = 7;

/** Round numbers from `low` to `high`, about `count` of them. */
export function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({length: last - first + 1}, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The powers of ten from `low` to `high`. */
export function powers(low, high) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  return Array.from({length: last - first + 1}, (_, index) => Number((10 ** (first + index)).toPrecision(6)));
}

/**
 * Ticks, places in pixels with their texts, each with the middle of its text, which ends before `width`. Where one
 * comes too close to the one before, it has no text.
 */
export function spaced(marked, width) {
  let free = -Infinity;
  return marked.map(([place, text]) => {
    const half = (text.length * LETTER) / 2;
    const middle = Math.min(place, width - half);
    if (middle - half < free) return [place, "", middle];
    free = middle + half;
    return [place, text, middle];
  });
}
