/** How accuracy grows with the number of training images: a button that has it trained, and a chart of it. */

import {Chart} from "../chart.js";
import {button, element, shape} from "../dom.js";

const lowest = (networks) => Math.min(0.9, ...networks.flatMap(({points}) => points.map(([,, low]) => low))) - 0.02;

const draw = ({networks}, drawn) => networks.flatMap(({key, points}) => [
  drawn.line(points.map(([size, accuracy]) => [size, accuracy]), {class: "curve", curve: key}),
  ...points.flatMap(([size, accuracy, low, high]) => [
    shape("path", {class: "curve", curve: key, d: `M${drawn.right(size)} ${drawn.up(low)} V${drawn.up(high)}`}),
    drawn.dot(size, accuracy, {class: "dot", curve: key}),
  ]),
]);

export function create(lab) {
  const chart = new Chart({height: 260});
  const how = element("p", {class: "caption"});
  const begin = button("", () => lab.send({kind: "sweep"}));
  const progress = element("p", {role: "status"});
  const words = element("p", {});
  return {
    element: element("div", {class: "stack"}, how, element("div", {class: "row wrap"}, begin, progress), chart.element, words),
    receive(content) {
      const {networks, sizes, progress: far, said, texts} = content;
      how.textContent = texts.how;
      begin.textContent = texts.begin;
      progress.textContent = far;
      words.textContent = said;
      chart.element.style.display = networks.length ? "" : "none";
      if (!networks.length) return;
      chart.set({
        x: sizes, y: [lowest(networks), 1], labels: [texts.size, texts.accuracy],
        draw: () => [], move: (drawn) => ({parts: draw(content, drawn), said: `${texts.chart} ${said}`}),
      });
    },
    remove: () => chart.remove(),
  };
}
