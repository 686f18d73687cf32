/** Every value of a sweep, with what it has come to. */

import {element} from "../dom.js";
import {captioned, columnHeads, scroller} from "../tables.js";
import {followed} from "./followed.js";

const COLUMNS = ["epoch", "cost", "training", "validation", "least", "most", "seconds"];

export function create(lab) {
  return followed(lab, "outcomes", {live: false}, ({rows, texts}) => {
    if (!rows.length) return [element("p", {class: "caption"}, texts.none)];
    const heads = columnHeads([texts.name, ...COLUMNS.map((column) => texts[column])]);
    const body = rows.map(({key, name, best, ...numbers}) => element(
      "tr", {}, element("th", {scope: "row", class: "sample", curve: key}, best ? `${name} (${texts.best})` : name),
      ...COLUMNS.map((column) => element("td", {}, numbers[column])),
    ));
    return [scroller(texts.caption, captioned(texts.caption, {}, heads, body)), element("p", {class: "caption"}, texts.of)];
  });
}
