/** Pick a point of a chart: with mouse or finger, or with arrow keys and Enter. */

import {element} from "../dom.js";

const LARGE = 10;
const ARROWS = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};

/**
 * The element around `chart`, named `label`, in which a point is picked.
 *
 * `start()` is where arrow keys begin, `steps` how many there are from one end to the other,
 * `look(point)` is told which is pointed at, or null, and `take(point)` which is taken; points are
 * pairs of numbers from 0 to 1.
 */
export function picker(chart, label, {start, steps, look, take}) {
  let pointed = null;
  const choose = (point) => {
    pointed = point;
    look(point);
  };
  const step = (event) => {
    const arrow = ARROWS[event.key];
    if (event.key === "Enter" && pointed) take(pointed);
    if (event.key === "Escape" && pointed) {
      event.stopPropagation();
      choose(null);
    }
    if (!arrow) return;
    event.preventDefault();
    const from = pointed ?? start();
    const size = (event.shiftKey ? LARGE : 1) / steps;
    choose(from.map((each, axis) => Math.max(0, Math.min(1, each + arrow[axis] * size))));
  };
  return element(
    "div",
    {
      class: "picker", role: "application", tabindex: 0, "aria-label": label,
      onkeydown: step,
      onpointermove: ({clientX, clientY}) => choose(chart.at(clientX, clientY)),
      onpointerleave: () => choose(null),
      onblur: () => choose(null),
      onclick: ({clientX, clientY}) => {
        const point = chart.at(clientX, clientY);
        if (point) take(point);
      },
    },
    chart.element,
  );
}
