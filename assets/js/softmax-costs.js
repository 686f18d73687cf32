/** The costs of the same softmax outputs: C, and what each would change of every z, as bars from 0 to one side. */

import {Bar} from "./bar.js";
import {element, formula, spoken} from "./dom.js";
import {numeral} from "./numbers.js";
import {writeNumber} from "./output-bar.js";
import {gridCell, gridHead} from "./tables.js";

const NUMBERS = [1, 2, 3, 4];
const SUBSCRIPTS = "₁₂₃₄";

/** ∂C/∂z of one z. */
class Amount {
  constructor(number) {
    this.bar = new Bar();
    this.number = element("b", {});
    const name = element("i", {class: "symbol-of", "aria-hidden": true}, `z${SUBSCRIPTS[number - 1]}`);
    this.element = element("div", {class: "amount", role: "cell", curve: `share-${number}`}, name, this.number, this.bar.element);
  }

  /** No ∂C/∂z is beyond 1. */
  show(value) {
    const part = Math.min(1, Math.abs(value)) / 2;
    writeNumber(this.number, numeral(value));
    this.bar.fill(part, value < 0 ? 0.5 - part : 0.5);
  }
}

class Row {
  constructor(cost, texts) {
    this.cost = cost;
    this.value = element("b", {});
    this.amounts = NUMBERS.map((number) => new Amount(number));
    this.learns = spoken(texts.learns);
    this.element = element(
      "div", {class: "cost", role: "row", curve: cost},
      gridCell("name", element("span", {}, texts.cost_names[cost]), this.learns, formula(texts.cost_formulas[cost])),
      gridCell("whole-cost", element("i", {class: "symbol-of", "aria-hidden": true}, "C"), this.value),
      ...this.amounts.map((each) => each.element),
    );
  }

  show(frame, prefix, isLearned) {
    this.element.classList.toggle("learns", isLearned);
    this.learns.hidden = !isLearned;
    writeNumber(this.value, numeral(frame[prefix.slice(0, -1)]));
    this.amounts.forEach((amount, index) => amount.show(frame[`${prefix}${index + 1}`]));
  }
}

export class CostTable {
  /** `choices` are the elements that choose the right output. */
  constructor(texts, choices) {
    this.columns = texts.cost_columns;
    this.rows = Object.keys(this.columns).map((cost) => new Row(cost, texts));
    const heads = NUMBERS.map((number) => gridHead(element("i", {}, `∂C/∂z${SUBSCRIPTS[number - 1]}`)));
    this.element = element(
      "div", {class: "costs stack", role: "group", "aria-label": texts.costs},
      ...choices,
      element(
        "div", {class: "cost-table", role: "table", "aria-label": texts.costs},
        element("div", {role: "row", class: "heads"}, gridHead(texts.cost_head), gridHead(element("i", {}, "C")), ...heads),
        ...this.rows.map((row) => row.element),
      ),
    );
  }

  /** Each cost is that of its own curve, or of the first where it has none. */
  show({curves}, frames) {
    for (const row of this.rows) {
      const index = curves.findIndex(({cost}) => cost === row.cost);
      row.show(frames[Math.max(0, index)], this.columns[row.cost], index >= 0);
    }
  }
}
