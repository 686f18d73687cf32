/** Most wrong: the mistakes that cost each network most, with its ten outputs as bars. */

import {Bar} from "../bar.js";
import {element} from "../dom.js";
import {fill} from "../numbers.js";
import {pixels} from "../pixels.js";
import {followed} from "./followed.js";

/** Ten outputs as bars; those beyond 0 to 1 are cut, their numbers stand in the title. */
function bars({outputs, digit, answer}) {
  const rows = outputs.map((output, index) => {
    const kind = index === digit ? "wanted" : index === answer ? "answer" : "";
    const bar = new Bar();
    bar.fill(Math.max(0, Math.min(1, output)));
    return element("div", {class: `output ${kind}`, title: output}, element("span", {}, index), bar.element);
  });
  return element("div", {class: "outputs", "aria-hidden": "true"}, ...rows);
}

function network({key, name, epoch, mistakes}, {texts}) {
  const shown = mistakes.map((each) => element(
    "figure", {class: "mistake"},
    element("div", {class: "row"}, pixels(each.image, each.said), bars(each)),
    element("figcaption", {}, `${each.digit} → ${each.answer}`),
  ));
  return element(
    "div", {},
    element("h3", {class: "sample", curve: key}, fill(texts.heading, {name, epoch})),
    shown.length ? element("div", {class: "mistakes row wrap"}, ...shown) : element("p", {}, texts.right),
  );
}

export function create(lab) {
  return followed(lab, "worst", {live: true}, (content) => {
    const {texts, networks} = content;
    const note = element("p", {class: "caption"}, networks.length ? texts.how : texts.none);
    const keys = element(
      "p", {class: "caption keys row wrap"},
      element("span", {class: "key wanted"}, texts.wanted), element("span", {class: "key answer"}, texts.answered),
    );
    return [note, ...(networks.length ? [keys] : []), ...networks.map((each) => network(each, content))];
  });
}
