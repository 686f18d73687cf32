/** Early stopping: a slider for the patience, where each network would have stopped, and what would be kept. */

import {Chart, figure} from "../chart.js";
import {element, shape, spoken} from "../dom.js";
import {fill} from "../numbers.js";
import {captioned, columnHeads, scroller} from "../tables.js";
import {Throttle} from "./followed.js";

const COLUMNS = ["stopped", "kept_epoch", "kept", "end", "best"];

function table({networks, texts}) {
  const rows = networks.map(({key, name, ...numbers}) => element(
    "tr", {}, element("th", {scope: "row", class: "sample", curve: key}, name),
    ...COLUMNS.map((column) => element("td", {}, numbers[column])),
  ));
  const heads = columnHeads([texts.network, ...COLUMNS.map((column) => texts[column])]);
  return scroller(texts.caption, captioned(texts.caption, {}, heads, rows));
}

/** The curves that decide, each with a dot at what is kept, and a line where it stops. */
function draw(chart, {networks, epochs, texts}) {
  const ends = networks.flatMap(({curve}) => curve.slice(1));
  const low = Math.max(0, Math.min(...ends.filter((_, at) => at > 3), 90) - 5);
  const parts = (drawn) => networks.flatMap(({key, curve, at: {kept, stopped}}) => [
    drawn.line(curve.map((accuracy, epoch) => [epoch, Math.max(low, accuracy)]), {class: "curve", curve: key}),
    ...(stopped === null ? [] : [shape("path", {
      class: "curve stop", curve: key, d: `M${drawn.right(stopped)} ${drawn.bottom} v${-drawn.along}`,
    })]),
    drawn.dot(kept, curve[kept], {class: "dot", curve: key}),
  ]);
  const told = ({name, at: {kept, stopped}}) => fill(texts.dot, {name, kept, stopped: stopped ?? texts.never});
  chart.set({
    x: [0, epochs], y: [low, 100], labels: [texts.epoch, texts.accuracy],
    draw: () => [], move: (drawn) => ({parts: parts(drawn), said: networks.map(told).join(" ")}),
  });
}

export function create(lab) {
  const chart = new Chart({height: 240});
  const place = element("div", {class: "stack"});
  const caption = element("figcaption", {});
  const drawn = figure("", chart.element);
  drawn.querySelector("figcaption").replaceWith(caption);
  const throttle = new Throttle(lab, "stopping", {live: false});
  return {
    element: element("div", {class: "stack"}, lab.control("patience").element, place, drawn),
    receive(content) {
      const {networks, texts} = content;
      const isEmpty = networks.length === 0;
      drawn.hidden = isEmpty;
      caption.textContent = texts.chart;
      place.replaceChildren(
        element("p", {class: "caption"}, isEmpty ? texts.none : texts.how),
        ...(isEmpty ? [] : [table(content), ...networks.map(({key, said}) => element("p", {class: "sample", curve: key}, spoken(""), said))]),
      );
      if (!isEmpty) draw(chart, content);
    },
    show: (state) => throttle.show(state),
    remove() {
      throttle.remove();
      chart.remove();
    },
  };
}
