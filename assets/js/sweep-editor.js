/** What is swept: a hyper-parameter, and the values of it that are trained side by side. */

import {element} from "./dom.js";
import {Select, TextField} from "./inputs.js";
import {labelled} from "./number-input.js";

export class SweepEditor {
  /**
   * `knobs` are lists of a name, a label, and whether its values are numbers. `say(sweep)` is called when
   * the reader has changed it, `chosen(knob)` when it is known what is swept.
   */
  constructor(texts, knobs, say, chosen) {
    Object.assign(this, {chosen, numbers: new Map(knobs.map(([name, , isNumber]) => [name, isNumber]))});
    // Without values it gets those that it has at first.
    this.knob = new Select({label: texts.knob, options: knobs}, (name) => say([name, ""]));
    const input = element("input", {type: "text", autocomplete: "off"});
    this.values = new TextField(input, (text) => say([this.knob.value, text]));
    this.field = labelled(texts.knob_values, input);
    this.formula = element("p", {class: "swept row"});
    this.element = element("div", {class: "sweep stack", role: "group", "aria-label": texts.knob}, this.knob.element, this.field, this.formula);
  }

  show([knob, values]) {
    this.knob.show(knob);
    this.values.show(values);
    this.field.hidden = !this.numbers.get(knob);
    this.chosen(knob);
  }
}
