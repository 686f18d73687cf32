/** The live plots on the page: a caption with the numbers, and Bokeh's canvas with its words. */

import {element, spoken} from "./dom.js";
import {visible} from "./numbers.js";
import {inWords, linesOf} from "./plots.js";

/** More numbers than that have no room above a plot; all are in the row below. */
const MOST_VALUES = 2;

export class LivePlots {
  /** `children` are the elements of Bokeh's plots in the order of `quantities`, names and symbols. */
  constructor(find, children, quantities, texts) {
    this.texts = texts;
    this.plots = quantities.map(([name, symbol], index) => {
      const child = children[index];
      // Nothing to do there, but Bokeh's canvas would be a stop of the Tab key.
      child.inert = true;
      const readout = element("span", {class: "values"});
      const canvas = element("div", {class: "canvas", role: "img"}, child);
      const title = element("span", {class: "name"}, element("i", {}, symbol), ` ${texts[name]}`);
      const made = element("figure", {class: "plot"}, element("figcaption", {}, title, readout), canvas);
      return {name, readout, canvas, element: made, figure: find(name)};
    });
    this.elements = this.plots.map((plot) => plot.element);
    // Bokeh sees that its plots have another size, but from 3.10 on may leave their canvas as it was.
    this.resized = new ResizeObserver(() => this.#fit());
    for (const {canvas} of this.plots) this.resized.observe(canvas);
  }

  remove() {
    this.resized.disconnect();
  }

  #fit() {
    for (const {figure} of this.plots) {
      const view = Bokeh.index.find_one(figure);
      if (!view) continue;
      const {bbox: place, canvas_view: {bbox: drawn}} = view;
      if (drawn.width !== place.width || drawn.height !== place.height) view.compute_layout();
    }
  }

  /** The plot of `name`: its figure, and the element around its canvas. */
  of(name) {
    return this.plots.find((plot) => plot.name === name);
  }

  /** Show the numbers of `frames`, one for each curve of `run`. */
  show(run, frames) {
    for (const {name, readout} of this.plots) {
      const lines = linesOf(run, name);
      const values = (lines.length > MOST_VALUES ? [] : lines).map(({index, column, colour, symbol, label}) => element(
        "span", {class: `sample ${colour}`},
        ...(symbol ? [element("i", {}, symbol), " "] : [spoken(label)]), visible(frames[index][column], 4),
      ));
      readout.replaceChildren(...values);
    }
  }

  /** Say in words what is drawn up to epoch `reach`. */
  tell(run, curves, reach) {
    for (const {name, canvas} of this.plots) {
      canvas.setAttribute("aria-label", inWords(this.texts, run, curves, name, reach));
    }
  }

  /** The epoch and the output that are at these pixels of the window, in the plot of the output. */
  placeInOutput(clientX, clientY) {
    const {canvas, figure} = this.of("output");
    const {left, top} = canvas.getBoundingClientRect();
    const {x_scale: across, y_scale: along} = Bokeh.index.find_one(figure).frame;
    return {epoch: across.invert(clientX - left), output: along.invert(clientY - top)};
  }
}
