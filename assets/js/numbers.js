/** Numbers as the page writes them, with the text that `app/ui/numbers.py` gives them in sentences. */

/** So many digits of a quantity count. */
const SIGNIFICANT = 4;
/** The powers of ten within which no exponent is written. */
const [SMALLEST, LARGEST] = [-3, 5];
const SUPERSCRIPTS = new Map([..."-0123456789"].map((each, at) => [each, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[at]]));
/** A number of more characters is long. */
const LONG = 9;
/** Where there is no number to tell. */
const NOTHING = "—";

/** A quantity with four digits that count: 0.9820, −12.34, 1.771 × 10⁻⁵; 0 is 0. */
export function numeral(value) {
  if (!Number.isFinite(value)) return NOTHING;
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(SIGNIFICANT - 1).split("e");
  const power = Number(exponent);
  const isShort = power >= SMALLEST && power <= LARGEST;
  const raised = [...String(power)].map((each) => SUPERSCRIPTS.get(each)).join("");
  const text = isShort ? value.toFixed(Math.max(0, SIGNIFICANT - 1 - power)) : `${mantissa} × 10${raised}`;
  return text.replace("-", "−");
}

/** Whether a number, such as one with a power of ten, is so long that it is written smaller. */
export function isLong(text) {
  return text.length > LONG;
}

/** A part of 1 in per cent: 75 %, 95.42 %. No line ends before the sign. */
export function percent(part) {
  return Number.isFinite(part) ? `${(100 * part).toFixed(2).replace(".00", "")}\u00a0%` : NOTHING;
}

/** How the values of a column are written: parts that are right in per cent. */
export function written(column, value) {
  return column.endsWith("accuracy") ? percent(value) : numeral(value);
}

/** What was set, with as few digits as it needs. */
export function plain(value) {
  return String(value).replace("-", "−");
}

/** An epoch, which may lie within one. */
export function epochText(epoch) {
  return plain(Number(epoch.toFixed(2)));
}

/** Fill the {places} of a template. */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Join sentences: with a space, but none after a full-width stop or colon. */
export function sentences(...parts) {
  return parts.join(" ").replace(/(?<=[。：；]) /g, "");
}

/** Words stand upright; what is a symbol slants. */
export const isWord = (symbol) => /\p{Script=Han}|\p{Letter}{3}/u.test(symbol);
