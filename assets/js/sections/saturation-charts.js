/** Histograms of the hidden neurons of a network, with what is saturated in them. */

import {Chart} from "../chart.js";
import {shape} from "../dom.js";

/** The outline of a histogram whose bins are even from `low` to `high`. */
function steps(values, [low, high]) {
  const width = (high - low) / values.length;
  const tops = values.flatMap((value, at) => [[low + at * width, value], [low + (at + 1) * width, value]]);
  return [[low, 0], ...tops, [high, 0]];
}

/** What is beyond `from`, on both sides, up to the ends of the range. */
function beyond(chart, [low, high], from) {
  const middle = (low + high) / 2;
  return [[low, 2 * middle - from], [from, high]].filter(([left, right]) => right > left).map(([left, right]) => shape("rect", {
    class: "saturated", x: chart.right(left), y: chart.up(chart.y[1]),
    width: chart.right(right) - chart.right(left), height: chart.up(0) - chart.up(chart.y[1]),
  }));
}

/**
 * A histogram over `range`, whose bars are up to `highest`, of the network with the colour of `curve`.
 *
 * Saturated is what is beyond `limit`. `start` are the counts at the start, and `now()` returns those on
 * the screen, and in words what is `said` of them.
 */
export function histogram({label, range, highest, limit, curve, start}, now) {
  const chart = new Chart({height: 130});
  chart.set({
    x: range, y: [0, 1.08 * highest], labels: [label, "%"],
    draw: () => beyond(chart, range, limit),
    move() {
      const {counts, said} = now();
      return {
        said,
        parts: [
          chart.line(steps(counts, range), {class: "bars", curve}),
          chart.line(steps(start, range), {class: "outline"}),
        ],
      };
    },
  });
  return chart;
}
