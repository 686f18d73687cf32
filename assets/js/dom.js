/** Elements made in one call: tag, attributes, children. */

const SVG = "http://www.w3.org/2000/svg";

function build(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.startsWith("aria-")) made.setAttribute(name, String(value));
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function element(tag, attributes = {}, ...children) {
  return build(document.createElement(tag), attributes, children);
}

export function shape(tag, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

/** What only a screen reader says: the eye has a symbol, a colour or dashes. */
export function spoken(text) {
  return element("span", {class: "spoken"}, `${text} `);
}

/** A formula, from MathML of our own server. */
export function formula(markup) {
  const made = element("span", {class: "math"});
  made.innerHTML = markup;
  return made;
}

/** Write formulas within `place` smaller where they are too wide for their place. */
export function fitFormulas(place) {
  for (const each of place.querySelectorAll(".math")) {
    each.style.fontSize = "";
    const part = each.clientWidth / each.scrollWidth;
    if (part < 1) each.style.fontSize = `${Math.floor(100 * part)}%`;
  }
}

/** Do `change` to what is within `place`, and let the page not shrink and jump meanwhile. */
export function keepHeight(place, change) {
  place.style.minHeight = `${place.offsetHeight}px`;
  change();
  requestAnimationFrame(() => requestAnimationFrame(() => { place.style.minHeight = ""; }));
}

/** A style sheet of assets/, for use inside a shadow root; `ready` is called when it applies. */
export function stylesheet(name, ready) {
  const href = new URL(`../css/${name}.css`, import.meta.url).href;
  return element("link", {rel: "stylesheet", href, onload: ready, onerror: ready});
}

/** The lab `made`, out of sight until the style sheets of labs and these apply to it. */
export function styled(made, ...names) {
  const files = ["base", "lab", ...names];
  let missing = files.length;
  made.hidden = true;
  const links = files.map((name) => stylesheet(name, () => {
    missing -= 1;
    made.hidden = missing > 0;
  }));
  return element("div", {}, ...links, made);
}
