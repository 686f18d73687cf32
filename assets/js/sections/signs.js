/** The signs of ∂aⱼ/∂zₖ where a run stands: a row for each output, a column for each z. */

import {element, formula} from "../dom.js";
import {captioned, columnHeads, scroller} from "../tables.js";
import {followed} from "./followed.js";

function table({cost, caption, rows}, {heads, texts}) {
  const made = rows.map(([name, cells]) => element(
    "tr", {},
    element("th", {scope: "row"}, element("i", {}, name)),
    ...cells.map(([sign, size]) => element("td", {class: sign === "+" ? "plus" : ""}, element("b", {}, sign), `\u00a0${size}`)),
  ));
  const columns = columnHeads([texts.corner, ...heads.map((each) => element("i", {}, each))]);
  return element("div", {}, scroller(caption, captioned(caption, {class: "sample", curve: cost}, columns, made)));
}

export function create(lab) {
  return followed(lab, "signs", {live: false}, (content) => [
    element("p", {}, formula(content.formula)),
    element("p", {}, content.texts.how),
    element("div", {class: "tiles"}, ...content.tables.map((each) => table(each, content))),
  ]);
}
