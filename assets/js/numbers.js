/** Numbers as the page writes them: a fixed count of decimals, rounded as Python rounds them. */

const formats = new Map();
/** From here on numbers are written as powers of ten: there is no room for more digits. */
const LONGEST = 1e6;
/** Where there is no number to tell. */
const NOTHING = "—";

export function decimals(value, digits) {
  if (!Number.isFinite(value)) return NOTHING;
  if (!formats.has(digits)) {
    formats.set(
      digits,
      new Intl.NumberFormat("en", {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        roundingMode: "halfEven",
        useGrouping: false,
      }),
    );
  }
  const isLong = Math.abs(value) >= LONGEST;
  const text = isLong ? value.toExponential(3).replace("e+", "e") : formats.get(digits).format(value);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** A number with as few digits as it needs. */
export function plain(value) {
  return String(value).replace("-", "−");
}

/** An epoch, which may lie within one. */
export function epochText(epoch) {
  return plain(Number(epoch.toFixed(2)));
}

/** Four digits that count, for numbers that may be tiny or huge. */
export function significant(value) {
  if (!Number.isFinite(value)) return NOTHING;
  const size = Math.abs(value);
  if (size === 0) return "0";
  const text = size < 1e-4 || size >= 1e4 ? value.toExponential(3).replace("e+", "e") : value.toPrecision(4);
  return text.replaceAll("-", "−");
}

/** A number with so many decimals, or with the digits that count where these would all be 0. */
export function visible(value, digits) {
  const text = decimals(value, digits);
  return value !== 0 && Number(text) === 0 ? significant(value) : text;
}

/** Fill the {places} of a template. */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Join sentences: with a space, but none after a full-width stop or colon. */
export function sentences(...parts) {
  return parts.join(" ").replace(/(?<=[。：；]) /g, "");
}
