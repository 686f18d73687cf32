/** Read it off: all values at one epoch, the one pointed at or the one on the screen. */

import {element, spoken} from "./dom.js";
import {epochAt, frameAt} from "./frames.js";
import {decimals, fill, significant} from "./numbers.js";

/** The frame up to `reach` whose epoch is next to `epoch`. */
function nearest(epochs, epoch, reach) {
  let best = 0;
  for (let at = 1; at <= reach; at++) if (Math.abs(epochs[at] - epoch) < Math.abs(epochs[best] - epoch)) best = at;
  return best;
}

/** A number with so many decimals, or with the digits that count where these are 0. */
function written(value, digits) {
  return digits ? decimals(value, digits) : significant(value);
}

/** Words stand upright; what is a symbol slants. */
const isWord = (symbol) => /\p{Script=Han}|\p{Letter}{3}/u.test(symbol);

export class Readout {
  /** `live` shows numbers above its `plots`, each a Bokeh `figure` in a `canvas`; they share the epoch axis. */
  constructor(texts, live) {
    this.texts = texts;
    this.live = live;
    this.pointed = null;
    this.written = null;
    this.epoch = element("span", {class: "at"});
    this.rows = element("span", {class: "rows"});
    this.element = element("div", {class: "readout", role: "group"}, this.epoch, this.rows);
    this.lines = live.plots.map(({figure, canvas}) => {
      const line = element("span", {class: "pointed", hidden: true});
      canvas.append(line);
      const point = ({clientX}) => this.#point(figure, canvas, clientX);
      canvas.addEventListener("pointerdown", point);
      canvas.addEventListener("pointermove", point);
      // A finger that is lifted leaves the values to be read.
      canvas.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.#leave());
      return line;
    });
  }

  /** The epoch on the screen is another, or a run plays: what was pointed at is let go. */
  show(state) {
    if (this.state?.epoch !== state.epoch || this.state?.run !== state.run) this.pointed = null;
    this.state = state;
    this.#write();
  }

  #point(figure, canvas, clientX) {
    const {left} = canvas.getBoundingClientRect();
    const {x_scale: scale} = Bokeh.index.find_one(figure).frame;
    this.pointed = nearest(this.state.curves[0].epoch, scale.invert(clientX - left), this.state.reach);
    this.#write();
  }

  #leave() {
    this.pointed = null;
    this.#write();
  }

  #write() {
    const {run, curves, epoch, reach} = this.state;
    const at = Math.min(this.pointed ?? epoch, reach);
    const said = fill(this.texts.at_epoch, {epoch: epochAt(curves[0], at)});
    this.epoch.textContent = said;
    this.element.setAttribute("aria-label", said);
    this.element.classList.toggle("elsewhere", this.pointed !== null);
    if (this.written !== run) this.#build(run);
    const frames = curves.map((curve) => frameAt(curve, at));
    this.live.show(run, frames);
    this.numbers.forEach((numbers, index) => {
      const frame = frames[index];
      run.values[index].forEach(([column, , digits], place) => {
        numbers[place].textContent = written(frame[column], digits);
      });
    });
    this.lines.forEach((line, index) => {
      line.hidden = this.pointed === null;
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
    this.numbers = run.values.map((values) => values.map(() => element("b", {})));
    const rows = run.curves.map(({cost, label}, index) => element(
      "span", {class: `row sample ${cost}`}, spoken(label),
      ...run.values[index].map(([, symbol], place) =>
        element("span", {class: "pair"}, element(isWord(symbol) ? "span" : "i", {}, symbol), " ", this.numbers[index][place]),
      ),
    ));
    this.rows.replaceChildren(...rows);
  }
}
