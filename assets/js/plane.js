/** The plane of two inputs: the examples, and the line z = 0 moving through it. */

import {Chart} from "./chart.js";
import {element} from "./dom.js";
import {fill} from "./numbers.js";
import {Seldom} from "./seldom.js";

/** Pixels within which a dot is meant. */
const NEAR = 24;

export class Plane {
  /** `choose(number)` is called with the number of an example that is clicked at. */
  constructor(texts, choose) {
    this.texts = texts;
    this.chart = new Chart({fills: true});
    this.chart.element.addEventListener("click", (event) => {
      const index = this.#nearest(event);
      if (index !== null) choose(index + 1);
    });
    this.note = element("p", {class: "caption"});
    this.element = element("div", {class: "plane"}, this.chart.element, this.note);
    this.run = null;
    this.seldom = new Seldom();
  }

  show(run, frames, {playing}) {
    const {texts} = this;
    const isNew = this.run !== run;
    this.run = run;
    this.frames = frames;
    this.element.classList.toggle("none", !run.plane);
    this.chart.element.toggleAttribute("hidden", !run.plane);
    if (!run.plane) {
      this.note.textContent = texts.no_plane;
      return;
    }
    if (isNew) this.#build(run);
    this.chart.move();
    if (!this.seldom.isDue(playing && !isNew)) return;
    this.chart.element.setAttribute("aria-label", `${fill(texts.plane, {count: run.plane.points.length})} ${run.plane.said}`);
  }

  remove() {
    this.chart.remove();
  }

  #build(run) {
    const {points, ranges: [x, y]} = run.plane;
    const [across, along] = this.texts.axes.split(" ");
    this.chart.set({
      x, y, labels: [across, along],
      draw: (chart) => [
        ...points.map(([right, up, target]) => chart.dot(right, up, {class: target > 0.5 ? "dot" : "open", r: 6})),
        chart.dot(...points[this.run.example].slice(0, 2), {class: "chosen", r: 10}),
      ],
      move: (chart) => this.#lines(chart, x, y),
    });
  }

  /** The index of the example that is next to where a pointer is; null where none is near. */
  #nearest({clientX, clientY}) {
    const {chart} = this;
    const {left, top} = chart.element.getBoundingClientRect();
    const away = this.run.plane.points.map(([x, y]) => Math.hypot(chart.right(x) - clientX + left, chart.up(y) - clientY + top));
    const least = Math.min(...away);
    return least <= NEAR ? away.indexOf(least) : null;
  }

  /** The line of each curve, and for the first the side where the answer is 1. */
  #lines(chart, x, y) {
    const middle = [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];
    const far = Math.hypot(x[1] - x[0], y[1] - y[0]);
    const made = this.frames.flatMap((frame, index) => {
      const {cost} = this.run.curves[index];
      const {foot_x: footX, foot_y: footY, normal_x: normalX, normal_y: normalY} = frame;
      if (normalX === 0 && normalY === 0) return [];
      const ahead = (middle[0] - footX) * normalX + (middle[1] - footY) * normalY;
      // Beyond the corners one side is all there is to see.
      const within = Math.max(-far, Math.min(far, ahead));
      const at = (along, beyond) => [
        middle[0] - (within - beyond) * normalX - along * far * normalY,
        middle[1] - (within - beyond) * normalY + along * far * normalX,
      ];
      const line = chart.line([at(-2, 0), at(2, 0)], {class: "boundary", curve: cost, "stroke-dasharray": index ? "7 4" : null});
      const side = chart.line([at(-2, 0), at(2, 0), at(2, 4 * far), at(-2, 4 * far)], {class: "side", curve: cost});
      return index === 0 ? [side, line] : [line];
    });
    const isOut = made.length === 0;
    this.note.textContent = isOut ? this.texts.no_line : "";
    return {parts: made};
  }
}
