/** Who moves the weights: what each example contributes to the gradient, where a run stands. */

import {element, formula} from "../dom.js";
import {fill} from "../numbers.js";
import {Throttle} from "./throttle.js";

export function create(lab) {
  const made = element("div", {});
  const throttle = new Throttle(lab, "contributions");

  function table({cost, name, heads, rows, means, formula: markup, named}, {epoch, texts}) {
    const caption = fill(texts.heading, {name, epoch});
    const inputs = heads.length - means.length;
    const row = (cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
    const whole = element(
      "table", {},
      element("caption", {class: `sample ${cost}`}, caption),
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", {scope: "col"}, head)))),
      element("tbody", {}, ...rows.map(row)),
      element("tfoot", {}, element(
        "tr", {},
        element("th", {scope: "row", colspan: inputs}, texts.mean), ...means.map((mean) => element("td", {}, mean)),
      )),
    );
    return element(
      "div", {},
      element("p", {}, formula(markup)), element("p", {}, named),
      element("div", {class: "scroller tall", role: "region", tabindex: 0, "aria-label": caption}, whole),
    );
  }

  return {
    element: made,
    receive(content) {
      made.replaceChildren(...content.tables.map((each) => table(each, content)));
    },
    show: (state) => throttle.show(state, false),
    remove: () => throttle.remove(),
  };
}
