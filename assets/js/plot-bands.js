/** Bands around the lines of a plot, such as the spread of several seeds around their median. */

import {colour} from "./theme.js";
import {bandWithin} from "./within-axis.js";

/** The outline of a band up to `reach`: along its lower edge, and back along the upper one. */
const outline = (low, high, reach) => [...low.slice(0, reach + 1), ...high.slice(0, reach + 1).toReversed()];

/** Draw in `bands`, the source of the plots of `quantities`, the band around each line that has one, from epoch 0 to `reach`. */
export function drawBands({bands: source, figures, quantities}, run, curves, reach) {
  const names = ["epoch", ...quantities, "color"];
  const data = Object.fromEntries(names.map((name) => [name, []]));
  run.curves.forEach(({cost, traces}, index) => {
    const curve = curves[index];
    for (const {bands, colour: own} of traces) {
      data.color.push(colour(`curve-${own || cost}`));
      data.epoch.push(outline(curve.epoch, curve.epoch, reach));
      for (const quantity of quantities) {
        const edges = (bands[quantity] ?? []).map((column) => curve[column]);
        const band = edges.length && edges.every(Boolean) ? outline(...edges, reach) : data.epoch.at(-1).map(() => NaN);
        data[quantity].push(bandWithin(figures[quantity], band));
      }
    }
  });
  source.setv({data}, {sync: false});
}
