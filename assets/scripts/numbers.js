/** Numbers as the page writes them: a fixed count of decimals, rounded as Python rounds them. */

const formats = new Map();

export function decimals(value, digits) {
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
  const text = formats.get(digits).format(value);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** Fill the {places} of a template. */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Join sentences: with a space, but none after a full-width stop or colon. */
export function sentences(...parts) {
  return parts.join(" ").replace(/(?<=[。：；]) /g, "");
}
