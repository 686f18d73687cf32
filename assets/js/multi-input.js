/** The Several-inputs lab: a lab with runs, an example on σ, the plane of two inputs, and the weights as bars. */

import {Bar} from "./bar.js";
import {element} from "./dom.js";
import {ExamplePicture} from "./example-picture.js";
import {numeral} from "./numbers.js";
import {writeNumber} from "./output-bar.js";
import {Plane} from "./plane.js";
import {renderRunLab} from "./run-lab.js";

/** The weights and the bias, each a bar from 0 to one side. */
class Bars {
  constructor() {
    this.element = element("div", {class: "weights", "aria-hidden": true});
    this.run = null;
  }

  show(run, frames) {
    if (this.run !== run) this.#build(run);
    const reach = Math.max(...run.limits.weight.map(Math.abs), ...run.limits.bias.map(Math.abs));
    for (const {bar, number, column, index} of this.rows) {
      const value = frames[index][column];
      const part = Math.min(Math.abs(value), reach) / reach / 2;
      bar.fill(part, value < 0 ? 0.5 - part : 0.5);
      writeNumber(number, numeral(value));
    }
  }

  #build(run) {
    this.run = run;
    const named = [...run.weights, ["bias", "b"]];
    const groups = named.map(([column, symbol], place) => run.curves.map(({cost}, index) => {
      const bar = new Bar();
      const number = element("span", {class: "number"});
      const curve = column === "bias" ? cost : `input-${place + 1}`;
      const name = element("i", {}, index === 0 ? symbol : "");
      const row = element("div", {class: index ? "weight second" : "weight", curve}, name, bar.element, number);
      return {bar, number, column, index, row};
    }));
    this.rows = groups.flat();
    this.element.replaceChildren(...groups.map((group) => element("div", {}, ...group.map(({row}) => row))));
  }
}

export function render(context) {
  return renderRunLab(context, ({model, texts, send, controls}) => {
    const picture = new ExamplePicture(texts, model.sigmoid, controls);
    const plane = new Plane(texts, picture.choose);
    const bars = new Bars();
    const places = element("div", {class: "places"}, picture.element, plane.element);
    let text = null;
    return {
      styles: ["charts", "neuron", "multi-input"],
      elements: [
        element("div", {class: "picture stack"}, picture.choice.element, places, bars.element),
        picture.pushes.element,
      ],
      show(run, frames, state) {
        model.weights.forEach((name, index) => { controls.get(name).element.hidden = index >= run.inputs; });
        picture.show(run, frames, state);
        plane.show(run, frames, state);
        bars.show(run, frames);
        text = run.table;
      },
      // A table that is too large for the address is kept for a server that comes back.
      keep: () => text && {table: text},
      restore: ({table}) => table && send({kind: "table", text: table}),
      remove() {
        picture.remove();
        plane.remove();
      },
    };
  });
}
