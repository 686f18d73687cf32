/** Pictures of digits. */

import {shape} from "./dom.js";

/** Rows of numbers from 0 to 1 as a picture that is dark where there is ink. */
export function pixels(rows, label) {
  const inked = rows.flatMap((row, y) => row.map((ink, x) => [ink, x, y])).filter(([ink]) => ink > 0);
  return shape(
    "svg", {class: "pixels", role: "img", viewBox: `0 0 ${rows.length} ${rows.length}`, "aria-label": label},
    ...inked.map(([ink, x, y]) => shape("rect", {x, y, width: 1, height: 1, "fill-opacity": ink})),
  );
}
