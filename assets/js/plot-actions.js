/** What a reader does with a plot: have it take the place of all, and keep it as a picture. */

import {button, element, shape} from "./dom.js";
import {fill} from "./numbers.js";

const LARGER = "M11 3h6v6M17 3l-6 6M9 17H3v-6M3 17l6-6";
const SMALLER = "M17 9h-6V3M11 9l6-6M3 11h6v6M9 11l-6 6";
const FORMATS = ["PNG", "SVG"];

export class PlotActions {
  /** `plots` have `name`, `element` and `caption`; `save(plot, format)` has the browser keep one. */
  constructor(plots, texts, save) {
    this.plots = plots;
    for (const plot of plots) {
      const quantity = texts[plot.name];
      const icon = shape("path", {d: LARGER});
      const name = fill(texts.enlarge, {quantity});
      const size = button(shape("svg", {viewBox: "0 0 20 20", "aria-hidden": true}, icon), () => this.#enlarge(plot.isLarge ? null : plot), {
        class: "icon", title: name, "aria-label": name, "aria-pressed": false,
      });
      const saves = FORMATS.map((format) => button(format, () => save(plot, format), {
        class: "small", "aria-label": fill(texts.save_plot, {quantity, format}),
      }));
      const saving = element("span", {class: "row", hidden: true}, ...saves);
      Object.assign(plot, {size, icon, saving, isLarge: false});
      plot.caption.append(element("span", {class: "actions row"}, saving, size));
    }
  }

  get #large() {
    return this.plots.find(({isLarge}) => isLarge);
  }

  /** Another plot is in sight now: if one was large, it is that one. */
  follow(plot) {
    if (this.#large) this.#enlarge(plot);
  }

  /** Show all plots, if one had the place of all. */
  restore() {
    if (this.#large) this.#enlarge(null);
  }

  /** Show `large` in the place of all plots, or where it is null all of them. */
  #enlarge(large) {
    for (const plot of this.plots) {
      const isLarge = plot === large;
      // What is not in sight must not have the focus.
      if (!isLarge && plot.saving.matches(":focus-within")) plot.size.focus();
      plot.isLarge = isLarge;
      plot.element.hidden = large !== null && !isLarge;
      plot.element.classList.toggle("large", isLarge);
      plot.saving.hidden = !isLarge;
      plot.size.setAttribute("aria-pressed", String(isLarge));
      plot.icon.setAttribute("d", isLarge ? SMALLER : LARGER);
    }
  }
}
