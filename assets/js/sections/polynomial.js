/** Ten points and a polynomial: sliders for its degree and for a penalty, and a chart of what is fitted. */

import {Chart} from "../chart.js";
import {element, formula} from "../dom.js";

const draw = ({points, curve, line}, drawn) => [
  drawn.line(line, {class: "curve ideal"}),
  drawn.line(curve, {class: "curve", curve: "run-1"}),
  ...points.map(([x, y]) => drawn.dot(x, y, {class: "dot", curve: "run-2"})),
];

export function create(lab) {
  const chart = new Chart({height: 260});
  const how = element("p", {class: "caption"});
  const cost = element("p", {class: "row wrap"});
  const words = element("p", {"aria-live": "polite"});
  return {
    element: element(
      "div", {class: "stack"}, how,
      element("div", {class: "tiles"}, lab.control("degree").element, lab.control("ridge").element),
      cost, chart.element, words,
    ),
    receive(content) {
      const {formula: markup, across, along, said, texts} = content;
      how.textContent = texts.how;
      words.textContent = said;
      cost.replaceChildren(formula(markup));
      chart.set({
        x: across, y: along, labels: ["x", "y"],
        draw: () => [], move: (drawn) => ({parts: draw(content, drawn), said: `${texts.chart} ${said}`}),
      });
    },
    remove: () => chart.remove(),
  };
}
