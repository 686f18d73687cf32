/** Parts of tables. */

import {element} from "./dom.js";

/** A head for each column; `texts` may be elements. */
export function columnHeads(texts) {
  return texts.map((text) => element("th", {scope: "col"}, text));
}

/** A table with a caption and what that is like: `heads` of the columns, `rows`, and a `foot` of rows where there is one. */
export function captioned(caption, attributes, heads, rows, foot = []) {
  return element(
    "table", {},
    element("caption", attributes, caption),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows),
    ...(foot.length ? [element("tfoot", {}, ...foot)] : []),
  );
}

/** `table` where it may be too wide for a telephone: then it scrolls, also by keyboard. */
export function scroller(label, table, kind = "") {
  return element("div", {class: `scroller ${kind}`.trim(), role: "region", tabindex: 0, "aria-label": label}, table);
}

/** The head of a column, and a cell of a `kind`, in a table that is laid out by its style and not as a table. */
export const gridHead = (...children) => element("span", {role: "columnheader"}, ...children);
export const gridCell = (kind, ...children) => element("div", {class: kind, role: "cell"}, ...children);

/** A row of texts. */
export function textRow(texts) {
  return element("tr", {}, ...texts.map((text) => element("td", {}, text)));
}
