/** Where everything of a lab with runs stands, and the formulas of its curves. */

import {element, fitFormulas, formula} from "./dom.js";
import {fill} from "./numbers.js";

/** A card for each curve with its formulas, which fit into their place however narrow it is. */
export class FormulaCards {
  constructor(texts) {
    this.texts = texts;
    this.element = element("div", {class: "formulas"});
    this.resized = new ResizeObserver(() => fitFormulas(this.element));
    this.resized.observe(this.element);
  }

  show({curves, formulas = []}) {
    this.element.replaceChildren(...formulas.map((lines, index) => this.#card(curves[index], lines)));
    fitFormulas(this.element);
  }

  remove() {
    this.resized.disconnect();
  }

  #card({label, cost}, lines) {
    const heading = element("h2", {class: `sample ${cost}`}, label);
    return element("div", {class: `formula ${cost}`}, heading, ...lines.map((line) => this.#line(line)));
  }

  #line({math, equation, part}) {
    const line = element("p", {}, formula(math));
    if (!equation) return line;
    const {texts} = this;
    const title = fill(texts.equation, {number: equation});
    const written = part ? fill(texts.see, {number: equation}) : equation;
    line.append(element("span", {class: "caption", title}, `(${written})`));
    return line;
  }
}

/** The lab `name` as a grid: settings, picture with its words, plots, what unfolds, and the bar. */
export function layOut({lab: name, texts}, {controls, picture, status, formulas, plots, readout, sections, bar}) {
  return element(
    "div", {class: `lab run-lab ${name}-lab`},
    element(
      "section", {class: "settings", "aria-label": texts.settings},
      ...controls.in("settings"),
      ...picture.settings,
      element(
        "details", {},
        element("summary", {}, texts.more),
        element("div", {class: "more"}, ...controls.in("more")),
      ),
      formulas.element,
    ),
    element("section", {class: "drawing", "aria-label": texts[name]}, ...picture.elements, status),
    element("section", {class: "plots", "aria-label": texts.curves}, ...plots.elements),
    element(
      "div", {class: "see"},
      element("div", {class: "below"}, readout.element, sections.strip),
      sections.element,
    ),
    bar.element,
  );
}
