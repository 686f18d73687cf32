/** Who moves the weights: what each example contributes to the gradient, where a run stands. */

import {element, formula} from "../dom.js";
import {fill} from "../numbers.js";
import {captioned, columnHeads, scroller, textRow} from "../tables.js";
import {followed} from "./followed.js";

function table({cost, name, heads, rows, means, formula: markup, named}, {epoch, texts}) {
  const caption = fill(texts.heading, {name, epoch});
  const foot = textRow(means);
  foot.prepend(element("th", {scope: "row", colspan: heads.length - means.length}, texts.mean));
  const whole = captioned(caption, {class: "sample", curve: cost}, columnHeads(heads), rows.map(textRow), [foot]);
  return element("div", {}, element("p", {}, formula(markup)), element("p", {}, named), scroller(caption, whole, "tall"));
}

export function create(lab) {
  return followed(lab, "contributions", {live: false}, (content) => content.tables.map((each) => table(each, content)));
}
