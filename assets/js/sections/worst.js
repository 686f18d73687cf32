/** Most wrong: the mistakes that cost each network most, with its ten outputs as bars. */

import {element, shape} from "../dom.js";
import {fill} from "../numbers.js";
import {Throttle} from "./throttle.js";

const PIXEL = 10;

/** An image of rows of numbers from 0 to 1, dark where there is ink. */
function picture(rows, label) {
  const side = rows.length * PIXEL;
  const pixels = rows.flatMap((row, y) => row.flatMap((ink, x) => ink > 0
    ? [shape("rect", {x: x * PIXEL, y: y * PIXEL, width: PIXEL, height: PIXEL, "fill-opacity": ink})] : []));
  return shape("svg", {class: "digit", viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": label}, ...pixels);
}

/** Ten outputs as bars; those beyond 0 to 1 are cut, their numbers stand in the title. */
function bars({outputs, digit, answer}) {
  const rows = outputs.map((output, index) => {
    const kind = index === digit ? "wanted" : index === answer ? "answer" : "";
    const length = 100 * Math.max(0, Math.min(1, output));
    return element(
      "div", {class: `output ${kind}`, title: output},
      element("span", {}, index), element("span", {class: "track"}, element("span", {class: "bar", style: `width: ${length}%`})),
    );
  });
  return element("div", {class: "outputs", "aria-hidden": "true"}, ...rows);
}

function network({key: run, name, epoch, mistakes}, {texts}) {
  const shown = mistakes.map((each) => element(
    "figure", {class: "mistake"},
    element("div", {class: "both"}, picture(each.image, each.said), bars(each)),
    element("figcaption", {}, `${each.digit} → ${each.answer}`),
  ));
  return element(
    "section", {class: `network ${run}`},
    element("h3", {class: `sample ${run}`}, fill(texts.heading, {name, epoch})),
    shown.length ? element("div", {class: "mistakes"}, ...shown) : element("p", {}, texts.right),
  );
}

function key(kind, text) {
  return element("span", {class: kind}, element("span", {class: "bar"}), text);
}

export function create(lab) {
  const made = element("div", {});
  const throttle = new Throttle(lab, "worst");

  return {
    element: made,
    receive(content) {
      const {texts, networks} = content;
      const note = element("p", {class: "caption"}, networks.length ? texts.how : texts.none);
      const keys = element("p", {class: "caption keys"}, key("wanted", texts.wanted), key("answer", texts.answered));
      made.replaceChildren(note, ...(networks.length ? [keys] : []), ...networks.map((each) => network(each, content)));
    },
    show: (state) => throttle.show(state, true),
    remove: () => throttle.remove(),
  };
}
