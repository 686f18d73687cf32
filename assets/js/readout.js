/** Read it off: all values at one epoch, the one pointed at or the one on the screen. All else shows the latter. */

import {element, setText, spoken} from "./dom.js";
import {epochAt, frameAt} from "./frames.js";
import {fill, isWord, written} from "./numbers.js";
import {watchPointer} from "./plot-pointer.js";
import {inForce} from "./stages.js";

/** The frame up to `reach` whose epoch is next to `epoch`. */
function nearest(epochs, epoch, reach) {
  let best = 0;
  for (let at = 1; at <= reach; at++) if (Math.abs(epochs[at] - epoch) < Math.abs(epochs[best] - epoch)) best = at;
  return best;
}

/** The columns that are σ′. */
const SLOPES = new Set(["sigmoid_slope", "slope"]);

export class Readout {
  /**
   * `live` shows numbers above its `plots`, each a Bokeh `figure` in a `canvas`; they share the epoch axis.
   * `goTo(frame)` has that frame on the screen.
   */
  constructor(texts, live, goTo) {
    this.texts = texts;
    this.live = live;
    this.pointed = null;
    this.written = null;
    this.epoch = element("span", {class: "at"});
    this.rows = element("span", {class: "rows stack"});
    this.element = element("div", {class: "readout", role: "group"}, this.epoch, this.rows);
    this.lines = live.plots.map(({figure, canvas}) => {
      const line = element("span", {class: "pointed", hidden: true});
      canvas.append(line);
      watchPointer(canvas, {
        point: (clientX) => this.#point(this.#frameAt(figure, canvas, clientX)),
        leave: () => this.#point(null),
        go: (clientX) => {
          const {reach, epoch} = this.state;
          const frame = this.#frameAt(figure, canvas, clientX);
          if (reach > 0 && frame !== epoch) goTo(frame);
        },
      });
      return line;
    });
  }

  /** The epoch on the screen is another, or a run plays: what was pointed at is let go. */
  show(state) {
    if (this.state?.epoch !== state.epoch || this.state?.run !== state.run) this.pointed = null;
    this.state = state;
    this.live.show(state.run, state.frames);
    this.#write();
  }

  /** The frame that is drawn at this pixel of the window. */
  #frameAt(figure, canvas, clientX) {
    const {left} = canvas.getBoundingClientRect();
    const {x_scale: scale} = Bokeh.index.find_one(figure).frame;
    return nearest(this.state.curves[0].epoch, scale.invert(clientX - left), this.state.reach);
  }

  #point(frame) {
    this.pointed = frame;
    this.#write();
  }

  #write() {
    const {whole, curves, epoch, reach} = this.state;
    const at = Math.min(this.pointed ?? epoch, reach);
    const run = inForce(whole, at);
    const said = fill(this.texts.at_epoch, {epoch: epochAt(curves[0], at)});
    setText(this.epoch, said);
    this.element.setAttribute("aria-label", said);
    this.element.classList.toggle("elsewhere", this.pointed !== null);
    if (this.written !== run) this.#build(run);
    const frames = curves.map((curve) => frameAt(curve, at));
    const isKnown = (frame, {cost}) => run.values[cost].some(([column]) => Number.isFinite(frame[column]));
    this.element.classList.toggle("unknown", !run.curves.some((curve, index) => isKnown(frames[index], curve)));
    this.numbers.forEach((numbers, index) => {
      const frame = frames[index];
      run.values[run.curves[index].cost].forEach(([column], place) => {
        setText(numbers[place], written(column, frame[column]));
      });
    });
    this.lines.forEach((line, index) => {
      line.toggleAttribute("hidden", this.pointed === null);
      if (line.hidden) return;
      const {figure} = this.live.plots[index];
      const {x_scale: scale, bbox} = Bokeh.index.find_one(figure).frame;
      line.style.left = `${scale.compute(curves[0].epoch[at])}px`;
      line.style.top = `${bbox.top}px`;
      line.style.height = `${bbox.height}px`;
    });
  }

  /** A row for each curve, whose numbers then change. */
  #build(run) {
    this.written = run;
    this.numbers = run.curves.map(({cost}) => run.values[cost].map(() => element("b", {})));
    const rows = run.curves.map(({cost, label}, index) => element(
      "span", {class: "row wrap sample", curve: cost}, spoken(label),
      ...run.values[cost].map(([column, symbol], place) =>
        element("span", {class: SLOPES.has(column) ? "pair slope" : "pair"}, element(isWord(symbol) ? "span" : "i", {}, symbol), " ", this.numbers[index][place]),
      ),
    ));
    this.rows.replaceChildren(...rows);
  }
}
