/** On a phone one plot is in sight at a time: the switch between them, with the numbers of all. */

import {element} from "./dom.js";

export class PlotSwitch {
  /**
   * `plots` have `name`, `symbol`, `readout`, `caption` and `element`; `chosen(plot)` is called when the
   * reader chooses one, `lab` tells its radio buttons from those of others.
   */
  constructor(plots, texts, lab, chosen) {
    this.plots = plots;
    this.options = new Map(plots.map((plot) => {
      const {name, symbol} = plot;
      const input = element("input", {
        type: "radio", name: `${lab}-plot`, value: name, "aria-label": `${symbol} ${texts[name]}`.trim(),
        onchange: () => { this.choose(plot); chosen(plot); },
      });
      const title = element("span", {class: "name", "aria-hidden": true}, element("i", {}, symbol), ` ${texts[`${name}_short`] ?? texts[name]}`);
      return [plot, {input, label: element("label", {class: "option stack"}, input, title)}];
    }));
    const labels = [...this.options.values()].map(({label}) => label);
    this.element = element("div", {class: "plot-switch", role: "radiogroup", "aria-label": texts.shown_plot}, ...labels);
  }

  /** Have `plot` in sight, where only one is. */
  choose(plot) {
    for (const [each, {input}] of this.options) {
      input.checked = each === plot;
      each.element.classList.toggle("chosen", each === plot);
    }
  }

  /** The numbers of the plots stand in the switch on a phone, and else above each plot. */
  arrange(isPhone) {
    for (const [{title, readout}, {label}] of this.options) {
      if (isPhone) label.append(readout);
      else title.after(readout);
    }
  }
}
