/** Where everything of a lab with runs stands, and the formulas of its curves. */

import {element, fitFormulas, formula} from "./dom.js";
import {fill} from "./numbers.js";
import {isPhone} from "./phone.js";

const NARROW = matchMedia("(max-width: 960px)");

/** A card for each curve with its formulas, which fit into their place however narrow it is. */
export class FormulaCards {
  constructor(texts) {
    this.texts = texts;
    this.element = element("div", {class: "formulas"});
    this.resized = new ResizeObserver(() => fitFormulas(this.element));
    this.resized.observe(this.element);
  }

  show(run) {
    if (run === this.shown) return;
    this.shown = run;
    const {curves, formulas} = run;
    this.element.replaceChildren(...curves.map((curve) => this.#card(curve, formulas[curve.cost])));
    fitFormulas(this.element);
  }

  remove() {
    this.resized.disconnect();
  }

  #card({label, cost}, lines) {
    const heading = element("h2", {class: "sample", curve: cost}, label);
    return element("div", {class: "card formula", curve: cost}, heading, ...lines.map((line) => this.#line(line)));
  }

  #line({math, equation, part}) {
    const line = element("p", {class: "row"}, formula(math));
    if (!equation) return line;
    const {texts} = this;
    const title = fill(texts.equation, {number: equation});
    const written = part ? fill(texts.see, {number: equation}) : equation;
    line.append(element("span", {class: "caption", title}, `(${written})`));
    return line;
  }
}

/** What a reader sets, in its order; what is set seldom is folded away. */
const ownSettings = (texts, controls, picture) => [
  ...controls.in("settings"),
  ...picture.settings,
  element(
    "details", {},
    element("summary", {}, texts.more),
    element("div", {class: "more stack"}, ...controls.in("more")),
  ),
];

/** The lab `name` as a grid: settings, picture with its words, plots, what unfolds, and the bar. */
export function layOut({lab: name, texts}, {controls, picture, status, formulas, plots, readout, sections, bar, sheet}) {
  const settings = element(
    "section", {class: "settings stack", "aria-label": sheet.label},
    ...(sheet.hasSettings ? ownSettings(texts, controls, picture) : []),
    formulas.element,
  );
  const drawing = element("section", {class: "drawing stack", "aria-label": texts[name]}, ...picture.elements, status);
  const see = element(
    "div", {class: "see"},
    element("div", {class: "below"}, readout.element, sections.strip),
    sections.list,
  );
  const lab = element(
    "div", {class: `lab run-lab ${name}-lab ${picture.className}`},
    // First, so that Run is a few stops of the Tab key away, wherever it stands.
    element("div", {class: "foot"}, sheet.opener, bar.element, sections.dock),
    settings,
    drawing,
    sections.beside,
    element("section", {class: "plots", "aria-label": texts.curves}, ...plots.elements),
    see,
    sheet.dialog,
  );
  // The Tab key goes through the settings where they are seen: in a narrow window below the plots.
  new ResizeObserver(() => {
    const next = NARROW.matches ? see : drawing;
    if (isPhone()) sheet.hold(settings);
    else if (settings.nextElementSibling !== next) next.before(settings);
  }).observe(lab);
  return lab;
}
