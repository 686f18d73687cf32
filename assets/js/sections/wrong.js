/** The wrong labels: how many each network has learned by heart, and the images that they are of. */

import {Bar} from "../bar.js";
import {element} from "../dom.js";
import {fill} from "../numbers.js";
import {pixels} from "../pixels.js";
import {followed} from "./followed.js";

const PARTS = ["by_heart", "right", "else"];

function network({key, name, epoch, parts, written}, {texts}) {
  const rows = PARTS.map((part, index) => {
    const bar = new Bar();
    bar.fill(parts[index]);
    return element("div", {class: `share ${part}`}, bar.element, element("span", {}, fill(texts[part], {count: written[index]})));
  });
  return element("div", {curve: key}, element("h3", {class: "sample", curve: key}, fill(texts.heading, {name, epoch})), ...rows);
}

function image({pixels: rows, digit, label, said, by_heart: counts}, {networks, seeds}) {
  const marks = networks.map(({key, name}, index) => element("span", {
    class: counts[index] * 2 > seeds ? "mark learned" : "mark", curve: key, title: `${name}: ${counts[index]}/${seeds}`,
  }));
  return element(
    "figure", {class: "mislabelled"}, pixels(rows, said),
    element("figcaption", {}, `${digit} → ${label}`), element("span", {class: "marks row", "aria-hidden": true}, ...marks),
  );
}

export function create(lab) {
  return followed(lab, "wrong", {live: true}, (content) => {
    const {texts, note, networks, images} = content;
    if (note) return [element("p", {class: "caption"}, note)];
    return [
      element("div", {class: "tiles"}, ...networks.map((each) => network(each, content))),
      element("p", {class: "caption"}, texts.how),
      element("div", {class: "row wrap"}, ...images.map((each) => image(each, content))),
    ];
  });
}
