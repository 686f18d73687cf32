/** The Several-inputs lab: a lab with runs, the plane of two inputs, and the weights as bars. */

import {element} from "./dom.js";
import {decimals} from "./numbers.js";
import {Plane} from "./plane.js";
import {renderRunLab} from "./run-lab.js";

/** The weights and the bias, each a bar from 0 to one side. */
class Bars {
  constructor() {
    this.element = element("div", {class: "bars", "aria-hidden": "true"});
    this.run = null;
  }

  show(run, frames) {
    if (this.run !== run) this.#build(run);
    const reach = Math.max(...run.limits.weight.map(Math.abs), ...run.limits.bias.map(Math.abs));
    for (const {bar, number, column, index} of this.rows) {
      const value = frames[index][column];
      const width = (50 * Math.min(Math.abs(value), reach)) / reach;
      bar.style.width = `${width}%`;
      bar.style.left = `${value < 0 ? 50 - width : 50}%`;
      number.textContent = decimals(value, 2);
    }
  }

  #build(run) {
    this.run = run;
    const named = [...run.weights, ["bias", "b"]];
    this.rows = named.flatMap(([column, symbol], place) => run.curves.map(({cost}, index) => {
      const bar = element("span", {class: "bar"});
      const number = element("span", {class: "number"});
      const colour = column === "bias" ? cost : `input-${place + 1}`;
      const name = element("i", {}, index === 0 ? symbol : "");
      const row = element("div", {class: `row ${colour} curve-${index}`}, name, element("span", {class: "track"}, bar), number);
      return {bar, number, column, index, row};
    }));
    this.element.replaceChildren(...this.rows.map(({row}) => row));
  }
}

export function render(context) {
  return renderRunLab(context, ({model, texts, send, controls}) => {
    const plane = new Plane(texts);
    const bars = new Bars();
    let text = null;
    return {
      styles: ["charts", "multi-input"],
      elements: [element("div", {class: "picture"}, plane.element, bars.element)],
      show(run, frames, state) {
        model.weights.forEach((name, index) => { controls.get(name).element.hidden = index >= run.inputs; });
        plane.show(run, frames, state);
        bars.show(run, frames);
        text = run.table;
      },
      // A table that is too large for the address is kept for a server that comes back.
      keep: () => text && {table: text},
      restore: ({table}) => table && send({kind: "table", text: table}),
      remove: () => plane.remove(),
    };
  });
}
