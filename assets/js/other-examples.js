/** Examples that are not looked at, as small points on σ: filled where the target is above 1/2, else rings. */

import {shape} from "./dom.js";

const RADIUS = 3;

/** One circle for each of these points, all in one path: there may be hundreds. */
const circles = (points) => points.map(([x, y]) =>
  `M${(x - RADIUS).toFixed(1)} ${y.toFixed(1)}a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0`,
).join("");

export class OtherExamples {
  constructor() {
    this.element = shape("g", {class: "others"});
    this.run = null;
    this.places = [];
  }

  /** Of each curve of `run` these are the places of all its examples, z. */
  show(run, places) {
    if (this.run !== run) {
      this.run = run;
      this.paths = run.curves.map(({cost}) => ["filled", "hollow"].map((kind) => shape("path", {class: kind, curve: cost})));
      this.element.replaceChildren(...this.paths.flat());
    }
    this.places = places;
  }

  /** Draw them on the curve over `axes`. */
  move(axes) {
    const {example, examples} = this.run;
    this.places.forEach((places, curve) => {
      const drawn = [[], []];
      places.forEach((z, index) => {
        const x = axes.across(z);
        const isHigh = examples[index][1] > 0.5;
        if (index !== example) drawn[isHigh ? 0 : 1].push([x, axes.curveAt(x)]);
      });
      drawn.forEach((points, kind) => this.paths[curve][kind].setAttribute("d", circles(points)));
    });
  }
}
