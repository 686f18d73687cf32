/** Elements made in one call: tag, attributes, children. The attribute `curve` gives the colour of that curve. */

const SVG = "http://www.w3.org/2000/svg";

function build(made, {curve, ...attributes}, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.startsWith("aria-")) made.setAttribute(name, String(value));
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
  }
  if (curve) {
    made.dataset.curve = curve;
    made.style.setProperty("--curve", `var(--curve-${curve})`);
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

export function button(text, onclick, attributes = {}) {
  return element("button", {type: "button", onclick, ...attributes}, text);
}

/** Have `text` in `place`, which has nothing else: at every frame, an element costs more than its letters. */
export function setText(place, text) {
  const {firstChild} = place;
  if (!firstChild) place.append(text);
  else if (firstChild.data !== text) firstChild.data = text;
}

/** Have `children` in `place`, which stay as they are where they are there already. */
export function setChildren(place, children) {
  const {childNodes: there} = place;
  const isSame = there.length === children.length && children.every((child, index) => child === there[index]);
  if (!isSame) place.replaceChildren(...children);
}

/** What only a screen reader says: the eye has a symbol, a colour or dashes. */
export function spoken(text) {
  return element("span", {class: "spoken"}, `${text} `);
}

/** What a reader does with the buttons that follow; their group has the same name for those who hear it. */
export function leadIn(text) {
  return element("span", {class: "lead-in", "aria-hidden": true}, text);
}

/** σ′ with its argument, and its number or what it is compared with. */
const SLOPE = /(σ′(?:\([^)]*\))?(?: [=<>≤≥] [\d.]*\d(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)?)/;

/**
 * Say `text` in `place`, with σ′ in its colour and the `findings` in it bold. A line that begins with the label
 * of one of `curves` has the sample of that before.
 */
export function say(place, text, curves = [], findings = []) {
  if (place.textContent === text) return;
  place.replaceChildren();
  for (const [index, line] of text.split("\n").entries()) {
    if (index) place.append("\n");
    const {cost, label} = namedIn(line, curves);
    if (label) place.append(element("span", {class: "sample", curve: cost}, label));
    place.append(...stressed(line.slice(label.length), findings));
  }
}

/** The curve with whose label a line begins, the longest such label. */
function namedIn(line, curves) {
  const named = curves.filter(({label}) => label && line.startsWith(label));
  return named.toSorted((one, other) => other.label.length - one.label.length)[0] ?? {label: ""};
}

/** The parts of a text, of which the `findings` that are in it are bold. */
function stressed(text, findings) {
  const finding = findings.find((each) => text.includes(each));
  if (!finding) return coloured(text);
  const at = text.indexOf(finding);
  const [before, after] = [text.slice(0, at), text.slice(at + finding.length)];
  return [...stressed(before, findings), element("b", {}, ...coloured(finding)), ...stressed(after, findings)];
}

/** The parts of a text, each σ′ in its colour. */
export function coloured(text) {
  return text.split(SLOPE).map((part, index) => (index % 2 ? element("span", {class: "slope"}, part) : part));
}

/** A formula, from MathML of our own server. */
export function formula(markup) {
  const made = element("span", {class: "math"});
  made.innerHTML = markup;
  return made;
}

/** The least size of a formula, in per cent. */
const SMALLEST_FORMULA = 50;

/** Write formulas within `place` smaller where they are too wide for their place. */
export function fitFormulas(place) {
  for (const each of place.querySelectorAll(".math")) {
    each.style.fontSize = "";
    // A formula is not quite as much narrower as its letters are smaller.
    for (let size = 100; each.scrollWidth > each.clientWidth && size > SMALLEST_FORMULA;) {
      size = Math.min(size - 1, Math.floor((size * each.clientWidth) / each.scrollWidth));
      each.style.fontSize = `${size}%`;
    }
  }
}

/** Do `change` to what is within `place`, and let the page not shrink and jump meanwhile. */
export function keepHeight(place, change) {
  place.style.minHeight = `${place.offsetHeight}px`;
  change();
  requestAnimationFrame(() => requestAnimationFrame(() => { place.style.minHeight = ""; }));
}

const addressOf = (name) => new URL(`../css/${name}.css`, import.meta.url).href;
const hasAllStyles = () => "styled" in document.documentElement.dataset;

/** What is done to a style sheet as soon as it is there: nothing, unless the page is somebody's. */
let adapt = () => {};

/** Have `change(name, sheet)` done to each style sheet that is loaded from now on. */
export function adaptSheets(change) {
  adapt = change;
}

/**
 * Style sheets of assets/ as `links` for use inside a shadow root, and whether they are `ready` there.
 * A page with `data-styled` has them all.
 */
export function styleSheets(...names) {
  if (hasAllStyles()) return {links: [], ready: Promise.resolve()};
  const links = [];
  const ready = Promise.all(names.map((name) => new Promise((done) => {
    const onload = ({target}) => {
      adapt(name, target.sheet);
      done();
    };
    links.push(element("link", {rel: "stylesheet", href: addressOf(name), onload, onerror: done}));
  })));
  return {links, ready};
}

/** The faces of the mathematical font. */
const FACES = ["16px", "italic 16px"].map((face) => `${face} "Neuron Lab Math"`);

/** The lab `made`, out of sight until the fonts are there, and the style sheets of labs and these apply to it. */
export function styled(made, ...names) {
  const {links, ready} = styleSheets("base", "lab", ...names, "phone");
  if (!hasAllStyles()) links.push(element("link", {rel: "stylesheet", href: addressOf("print"), media: "print"}));
  made.hidden = true;
  const fonts = Promise.allSettled(FACES.map((face) => document.fonts.load(face)));
  Promise.all([ready, fonts]).then(() => { made.hidden = false; });
  return element("div", {}, ...links, made);
}
