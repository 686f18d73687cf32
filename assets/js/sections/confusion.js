/** What the networks take for what: a table of ten by ten for each. */

import {element, spoken} from "../dom.js";
import {fill} from "../numbers.js";
import {captioned, columnHeads, scroller} from "../tables.js";
import {followed} from "./followed.js";

function table({key, name, epoch, counts, said}, {texts, most}) {
  const caption = fill(texts.heading, {name, epoch});
  const cell = (count, digit, answer) => {
    const all = digit === answer ? counts[digit].reduce((sum, each) => sum + each) : most;
    const share = count / Math.max(1, all);
    const kind = digit === answer ? "right" : count ? "wrong" : "none";
    return element("td", {class: kind, style: `--share: ${share.toFixed(2)}`}, String(count));
  };
  const heads = [element("td", {class: "corner"}, texts.corner), ...columnHeads(counts.map((_, answer) => answer))];
  const rows = counts.map((row, digit) => element(
    "tr", {}, element("th", {scope: "row"}, spoken(""), digit), ...row.map((count, answer) => cell(count, digit, answer)),
  ));
  return element(
    "div", {},
    scroller(caption, captioned(caption, {class: "sample", curve: key}, heads, rows)),
    element("p", {class: "caption"}, said),
  );
}

export function create(lab) {
  return followed(lab, "confusion", {live: true}, (content) => {
    const {texts, tables} = content;
    return [
      element("p", {class: "caption"}, tables.length ? texts.how : texts.none),
      element("div", {class: "tiles"}, ...tables.map((each) => table(each, content))),
    ];
  });
}
