/** Outputs with e^(cz) in the place of e^z: a slider for c, and what becomes of the outputs where a run stands. */

import {element, formula} from "../dom.js";
import {outputBars} from "../output-bar.js";
import {Throttle} from "./followed.js";

export function create(lab, {formula: markup, texts}) {
  const place = element("div", {class: "tiles"});
  const throttle = new Throttle(lab, "sharpness", {live: false});
  return {
    element: element(
      "div", {},
      element("p", {class: "row wrap"}, formula(markup), element("span", {class: "caption"}, `(${texts.equation})`)),
      lab.control("c").element,
      place,
    ),
    receive({names, tables}) {
      place.replaceChildren(...tables.map(({cost, name, outputs, said}) => element(
        "div", {class: "card", curve: cost},
        ...(tables.length > 1 ? [element("h3", {class: "sample", curve: cost}, name)] : []),
        outputBars(names, outputs),
        element("p", {class: "says", "aria-live": "polite"}, said),
      )));
    },
    show: (state) => throttle.show(state),
    remove: () => throttle.remove(),
  };
}
