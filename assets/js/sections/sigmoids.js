/** Sigmoid outputs of the same z, and their sum, where a run stands. */

import {element, formula} from "../dom.js";
import {numeral} from "../numbers.js";
import {outputBars} from "../output-bar.js";
import {followed} from "./followed.js";

export function create(lab) {
  return followed(lab, "sigmoids", {live: false}, ({formula: markup, names, tables, texts}) => [
    element("p", {class: "row wrap"}, formula(markup), element("span", {}, texts.never)),
    element("div", {class: "tiles"}, ...tables.map(({cost, name, outputs, sum}) => element(
      "div", {class: "card", curve: cost},
      ...(tables.length > 1 ? [element("h3", {class: "sample", curve: cost}, name)] : []),
      outputBars(names, outputs, element("div", {class: "output total row"}, element("b", {}, texts.sum), element("span", {class: "value"}, numeral(sum)))),
    ))),
  ]);
}
