/** Who moves the weights: what each example contributes to the gradient, where a run stands. */

import {element, formula} from "../dom.js";
import {fill} from "../numbers.js";
import {captioned, columnHeads, scroller, textRow} from "../tables.js";
import {Throttle} from "./throttle.js";

function table({cost, name, heads, rows, means, formula: markup, named}, {epoch, texts}) {
  const caption = fill(texts.heading, {name, epoch});
  const foot = textRow(means);
  foot.prepend(element("th", {scope: "row", colspan: heads.length - means.length}, texts.mean));
  const whole = captioned(caption, `sample ${cost}`, columnHeads(heads), rows.map(textRow), [foot]);
  return element("div", {}, element("p", {}, formula(markup)), element("p", {}, named), scroller(caption, whole, "tall"));
}

export function create(lab) {
  const made = element("div", {});
  const throttle = new Throttle(lab, "contributions");

  return {
    element: made,
    receive(content) {
      made.replaceChildren(...content.tables.map((each) => table(each, content)));
    },
    show: (state) => throttle.show(state, false),
    remove: () => throttle.remove(),
  };
}
