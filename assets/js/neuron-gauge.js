/** A number of the neuron as bars: its name, and for each curve a bar from zero with its number. */

import {shape} from "./dom.js";
import {ROW} from "./neuron-layout.js";
import {decimals} from "./numbers.js";

const BAR = 8;

export class Gauge {
  constructor(curves, {symbol, name}, {x, y, span}, limits) {
    const low = Math.min(0, limits[0]);
    const high = Math.max(0, limits[1]);
    this.place = (value) => x + ((Math.max(low, Math.min(high, value)) - low) / (high - low)) * span;
    this.zero = this.place(0);
    this.bars = curves.map(({cost}, index) => {
      const top = y + index * ROW;
      return {
        track: shape("rect", {class: "track", x, y: top, width: span, height: BAR, rx: 2}),
        bar: shape("rect", {class: `bar ${cost}`, y: top, height: BAR, rx: 2}),
        number: shape("text", {class: "number", x: x + span + 6, y: top + BAR + 2}),
      };
    });
    this.bottom = y + (curves.length - 1) * ROW + BAR;
    this.element = shape(
      "g", {},
      shape(
        "text", {x, y: y - 9},
        shape("tspan", {class: "symbol"}, symbol), " ", shape("tspan", {class: "caption"}, name),
      ),
      ...this.bars.flatMap(({track, bar, number}) => [track, bar, number]),
      shape("line", {class: "zero", x1: this.zero, x2: this.zero, y1: y - 3, y2: this.bottom + 3}),
    );
  }

  /** Mark `value` below the bars with a text that ends before `end`. */
  mark(value, said, end) {
    const at = this.place(value);
    const text = shape("text", {class: "caption", x: at - 5, y: this.bottom + 24}, said);
    this.element.append(shape("path", {class: "goal", d: `M${at} ${this.bottom + 3} l-5 8 h10 z`}), text);
    text.setAttribute("x", Math.min(at - 5, end - text.getComputedTextLength()));
  }

  /** Show the number of the curve `index`. */
  show(index, value) {
    const {bar, number} = this.bars[index];
    const end = this.place(value);
    bar.setAttribute("x", Math.min(this.zero, end));
    bar.setAttribute("width", Math.max(1, Math.abs(end - this.zero)));
    number.textContent = decimals(value, 2);
  }
}
