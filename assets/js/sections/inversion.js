/** From the outputs back to z: the same added to all z changes nothing, and outputs that are set give z. */

import {button, element, formula} from "../dom.js";
import {NumberField} from "../number-input.js";
import {fill} from "../numbers.js";
import {captioned, columnHeads, scroller} from "../tables.js";

/** Arrow keys change an output by so much. */
const STEP = 0.05;
/** Less room than that is none. */
const NEARLY = 1e-9;

export function create(lab, {formula: markup, shifts, names, limits: [low, high], texts}) {
  let wanted = [];
  const full = element("p", {class: "caption", role: "status"});
  const buttons = shifts.map(([text, by]) => button(text, () => lab.send({kind: "shift", by}), {"aria-label": `${texts.shift} ${text}`}));
  const fields = names.map((name, index) => new NumberField(
    {label: fill(texts.wanted, {name}), low, high, step: STEP, decimals: 4},
    (value) => { wanted[index] = value; },
  ));
  const place = element("div", {});
  const use = element("button", {type: "submit"}, texts.use);
  const form = element(
    "form", {
      class: "wanted row wrap",
      onsubmit(event) {
        event.preventDefault();
        lab.send({kind: "set-outputs", outputs: wanted});
      },
    },
    ...fields.map((each) => each.element), use,
  );

  return {
    element: element(
      "div", {class: "tiles"},
      element(
        "div", {},
        element("h3", {}, texts.shift), element("p", {}, texts.shift_how),
        element("div", {class: "row wrap"}, ...buttons), full,
      ),
      element(
        "div", {},
        element("h3", {}, texts.set), element("p", {}, texts.set_how), form,
        element("p", {}, formula(markup)), place,
      ),
    ),
    receive({rows, outputs, room: [down, up]}) {
      wanted = outputs;
      fields.forEach((field, index) => field.show(outputs[index]));
      const isFull = shifts.map(([, by]) => (by > 0 ? up < NEARLY : down > -NEARLY));
      buttons.forEach((each, index) => each.setAttribute("aria-disabled", String(isFull[index])));
      full.textContent = isFull.some(Boolean) ? texts.full : "";
      const heads = columnHeads(["j", texts.output, texts.logarithm, texts.constant, texts.z].map((each) => element("i", {}, each)));
      const made = rows.map(([number, ...cells]) => element(
        "tr", {}, element("th", {scope: "row"}, number), ...cells.map((each) => element("td", {}, each)),
      ));
      place.replaceChildren(scroller(texts.caption, captioned(texts.caption, {}, heads, made)));
    },
  };
}
