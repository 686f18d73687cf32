/** The live plots on the page: a caption with the numbers, and Bokeh's canvas with its words. */

import {epochTicks, ticksAlong} from "./axis-ticks.js";
import {element} from "./dom.js";
import {areAbove, columnWidth} from "./end-column.js";
import {saveFile} from "./files.js";
import {PlotActions} from "./plot-actions.js";
import {PAINTED, PlotNotes} from "./plot-notes.js";
import {pngOf, svgOf} from "./plot-picture.js";
import {PlotSwitch} from "./plot-switch.js";
import {PlotValue} from "./plot-value.js";
import {inWords, leaveRoom, toldOf} from "./plots.js";
import {colour} from "./theme.js";

/** Which plot is in sight at first where only one is: the first of these that there is, or the first of all. */
const FIRST_CHOSEN = ["output", "accuracy"];

/** A colour as Bokeh writes it into a picture. */
const rgb = (hex) => `rgb(${hex.match(/\w\w/g).map((pair) => parseInt(pair, 16)).join()})`;

/** Bokeh's view of a plot, which it makes after the page is there; to look for it at every frame takes long. */
function viewOf(plot) {
  if (!plot.view?.el.isConnected) plot.view = Bokeh.index.find_one(plot.figure);
  return plot.view;
}

/** Cut the lines in the plot of `view` off at the last epoch that was shown, unless they are to be seen whole. */
function cutLines({canvas_view: {bbox, overlays}, frame}, {curves: [{epoch}], reach, isWhole}) {
  const right = bbox.width - frame.x_scale.compute(epoch[reach]) - PAINTED;
  overlays.el.style.clipPath = isWhole ? "" : `inset(0 ${right}px 0 0)`;
}

/** What Bokeh signals where an epoch or a value comes to another place in a plot: other limits, or a frame of another size. */
const movesOf = ({x_range, y_range, properties: {inner_width, inner_height}}) =>
  [x_range, y_range, inner_width, inner_height].map(({change}) => change);

export class LivePlots {
  /**
   * `children` are the elements of Bokeh's plots in the order of `quantities`, names and symbols, of a `lab`. `settle()`
   * draws the lines as they are seen, and no further.
   */
  constructor(find, children, quantities, texts, lab, settle) {
    Object.assign(this, {texts, lab, settle});
    this.plots = quantities.map(([name, symbol], index) => {
      const child = children[index];
      // Nothing to do there, but Bokeh's canvas would be a stop of the Tab key.
      child.inert = true;
      const readout = element("span", {class: "values row"});
      const notes = new PlotNotes(name, texts);
      const canvas = element("div", {class: "canvas", role: "img"}, notes.element, child);
      const title = element("span", {class: "name"}, element("i", {}, symbol), ` ${texts[name]}`);
      const caption = element("figcaption", {class: "row"}, title, readout);
      const label = `${symbol} ${texts[name]}`.trim();
      const made = element("figure", {class: "plot stack", "data-quantity": name, "aria-label": label}, caption, canvas);
      return {name, symbol, title, readout, caption, canvas, notes, element: made, figure: find(name), isSeen: false};
    });
    this.actions = new PlotActions(this.plots, texts, (plot, format) => this.#save(plot, format));
    this.switch = new PlotSwitch(this.plots, texts, lab, (plot) => this.actions.follow(plot));
    this.choose(FIRST_CHOSEN.find((name) => this.of(name)) ?? quantities[0][0]);
    this.elements = [this.switch.element, ...this.plots.map((plot) => plot.element)];
    // Bokeh sees that its plots have another size, but from 3.10 on may leave their canvas as it was.
    this.resized = new ResizeObserver((entries) => {
      for (const {target, contentRect} of entries) this.plots.find(({canvas}) => canvas === target).isSeen = contentRect.width > 0;
      this.#fit();
    });
    this.again = () => requestAnimationFrame(() => this.state && this.note(this.state));
    for (const {canvas, figure} of this.plots) {
      this.resized.observe(canvas);
      for (const signal of movesOf(figure)) signal.connect(this.again);
    }
  }

  remove() {
    this.resized.disconnect();
    for (const {figure} of this.plots) for (const signal of movesOf(figure)) signal.disconnect(this.again);
  }

  /** Have the plot of `name` in sight where only one is. */
  choose(name) {
    this.switch.choose(this.of(name));
  }

  /** On a phone one plot is in sight at a time. */
  arrange(isPhone) {
    this.switch.arrange(isPhone);
    const large = this.plots.find(({isLarge}) => isLarge);
    if (large) this.switch.choose(large);
  }

  #fit() {
    // Bokeh's plots are not in sight then, and have no size.
    if (this.isPrinting) return;
    // The same epoch is at the same place in all.
    const lines = this.state ? this.plots.map(({name}) => toldOf(this.state.run, name)) : [];
    const seen = this.plots.filter((plot) => plot.isSeen && viewOf(plot));
    let isOther = false;
    for (const {canvas: {clientWidth: width}, notes: {scale}, figure} of seen) {
      const besides = Math.max(0, ...lines.map((each) => scale * columnWidth(each, width / scale)));
      isOther = leaveRoom(figure, width, besides) || isOther;
    }
    // Bokeh lays out all plots of a lab where it lays out one.
    if (isOther) seen[0].view.invalidate_layout();
    for (const {view} of seen) {
      const {bbox: place, canvas_view: {bbox: drawn}} = view;
      if (drawn.width !== place.width || drawn.height !== place.height) view.compute_layout();
    }
    this.again();
  }

  /** Type and strokes have other sizes. */
  restyle() {
    for (const {notes} of this.plots) notes.resize(parseFloat(colour("plot-type")));
    this.#fit();
  }

  /** Note in each plot what there is to note of `state`, and put the ticks where there is room for them. */
  note(state) {
    const isOther = state.run.curves !== this.state?.run.curves;
    this.state = state;
    if (isOther) this.#fit();
    const seen = this.plots.filter((plot) => plot.isSeen && viewOf(plot)?.frame.bbox.width > 0);
    if (!seen.length) return;
    const frames = seen.map((plot) => plot.view.frame);
    // Plots share their tickers; powers of ten stand where they are.
    const {below: [{ticker: across}], left: [{ticker: along}]} = seen[0].figure;
    const ticks = epochTicks(state.run.epochs, Math.min(...frames.map(({bbox}) => bbox.width)));
    if (ticks.join() !== across.ticks.join()) across.setv({ticks}, {sync: false});
    along.setv({desired_num_ticks: ticksAlong(Math.min(...frames.map(({bbox}) => bbox.height)))}, {sync: false});
    for (const {notes, view, figure} of seen) {
      notes.show(state, view.frame, figure.min_border_right);
      cutLines(view, state);
    }
  }

  /**
   * Have a picture of each plot for paper, or where that is over none. Bokeh has drawn in the colours of the screen:
   * `inks` are pairs of one of these and what it is on paper.
   */
  print(isPrinting, inks) {
    this.isPrinting = isPrinting;
    for (const plot of this.plots) {
      plot.canvas.querySelector(".printed")?.remove();
      if (!isPrinting || !plot.isSeen) continue;
      const printed = element("div", {class: "printed", "aria-hidden": true});
      printed.innerHTML = inks.reduce((svg, [drawn, ink]) => svg.replaceAll(rgb(drawn), rgb(ink)), this.#pictureOf(plot));
      plot.canvas.append(printed);
    }
  }

  #pictureOf({name, title, view, notes}) {
    this.settle();
    return svgOf(view, notes, title.textContent.trim(), this.state.run, name);
  }

  async #save(plot, format) {
    const {name} = plot;
    const svg = this.#pictureOf(plot);
    const [content, type] = format === "SVG" ? [svg, "image/svg+xml"] : [await pngOf(svg), "image/png"];
    saveFile([content], type, `${this.lab}-${name}.${format.toLowerCase()}`);
  }

  /** The plot of `name`: its figure, and the element around its canvas. */
  of(name) {
    return this.plots.find((plot) => plot.name === name);
  }

  /** Show the numbers of `frames`, one for each curve of `run`. */
  show(run, frames) {
    if (this.written !== run) this.#write(run);
    for (const {values} of this.plots) for (const value of values) value.show(frames);
  }

  /** Have room for the numbers of `run`. */
  #write(run) {
    this.written = run;
    for (const plot of this.plots) {
      const lines = toldOf(run, plot.name);
      // All are told where one points at an epoch.
      plot.values = (areAbove(lines) ? lines : []).map((line) => new PlotValue(line));
      plot.readout.replaceChildren(...plot.values.map((value) => value.element));
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
