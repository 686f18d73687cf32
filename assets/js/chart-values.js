/** Values at the dots of a small chart: beside them, off its curves, and off each other. */

import {shape} from "./dom.js";
import {FreePlaces, LINE, besidePoint, boxAt, piecesOf} from "./free-places.js";
import {BOLD, widthOf} from "./text-width.js";

const HEAD = 5;
/** How far words may stand out of the chart, to the right. */
const OVERHANG = 14;
/** Half as wide as what is kept free around a dot, and from it or an arrow to words beside it. */
const DOT = 6;
const OFF = 9;
/** An arrow that is shorter than this is not drawn. */
const SHORTEST = 24;
/** From the top of a box to the foot of the letters in it. */
const FOOT = 11;

/** Whether a dot is on the chart. */
export const isInside = (chart, [, y]) => y >= chart.y[0] && y <= chart.y[1];

const written = ({left, top}, words, curve) =>
  shape("text", {class: "beside", curve, x: left, y: top + FOOT}, words);

/** An arrow down or up from one dot to another at the same place, with what it stands for beside it. */
function arrow(chart, [[x, low], [, high]], factor, places) {
  const [right, end, start] = [chart.right(x), chart.up(low), chart.up(high)];
  const way = Math.sign(end - start);
  if (Math.abs(end - start) < SHORTEST) return [];
  const tip = end - way * HEAD;
  const width = widthOf(factor, BOLD);
  const middle = (start + end) / 2 - LINE / 2;
  const box = places.take("factor", [
    boxAt(right - OFF - width, middle, width), boxAt(right + OFF, middle, width),
    boxAt(right - OFF - width, middle - LINE, width), boxAt(right + OFF, middle - LINE, width),
  ]);
  return [
    shape("path", {class: "way", curve: "slope", d: `M${right} ${start + way * HEAD} V${tip}`}),
    shape("path", {class: "head", curve: "slope", d: `M${right - HEAD} ${tip - way * HEAD} L${right} ${tip} l${HEAD} ${-way * HEAD}`}),
    ...(box ? [written(box, factor, "slope")] : []),
  ];
}

/** Boxes at the edge of a chart that a value is beyond, with an arrow to where it is. */
function atEdge(chart, [x, y, , value]) {
  const isAbove = y > chart.y[1];
  const words = `${isAbove ? "↑" : "↓"} ${value}`;
  const width = widthOf(words, BOLD);
  const edge = isAbove ? chart.up(chart.y[1]) : chart.up(chart.y[0]) - LINE;
  const inwards = isAbove ? LINE : -LINE;
  const rows = [OFF, 20, 34].flatMap((off) => [0, 1, 2].flatMap((row) => [
    boxAt(chart.right(x) + off, edge + row * inwards, width), boxAt(chart.right(x) - off - width, edge + row * inwards, width),
  ]));
  return {words, rows};
}

/**
 * The values of `dots` in a `chart` with these `curves` over `xs`; each dot is its place, attributes
 * and maybe a value, which is told where there is room, or always where the dot is beyond the chart.
 * Where there is a `factor`, an arrow leads from the second dot to the first with it.
 */
export function valuesAt(chart, xs, curves, dots, factor) {
  const scales = {across: (x) => chart.right(x), along: (y) => chart.up(y)};
  const [left, right, top, bottom] = [chart.right(chart.x[0]), chart.right(chart.x[1]), chart.up(chart.y[1]), chart.up(chart.y[0])];
  const inside = dots.filter((dot) => isInside(chart, dot));
  const valued = dots.filter(([, , , value]) => value);
  const pieces = curves.flatMap((values) => piecesOf({epoch: xs}, values, xs.length - 1, scales));
  const around = inside.map(([x, y]) => boxAt(chart.right(x) - DOT, chart.up(y) - DOT, 2 * DOT));
  const places = new FreePlaces();
  places.begin({left, right: right + OVERHANG, top: top - LINE, bottom: bottom + 2}, [...pieces, ...around], false);
  const edges = valued.filter((dot) => !isInside(chart, dot)).map((dot) => {
    const {words, rows} = atEdge(chart, dot);
    return written(places.take(words, rows) ?? rows[0], words, dot[2].curve);
  });
  const values = valued.filter((dot) => isInside(chart, dot)).flatMap(([x, y, {curve}, value]) => {
    const box = places.take(value, besidePoint({x: chart.right(x), y: chart.up(y)}, widthOf(value, BOLD)));
    return box ? [written(box, value, curve)] : [];
  });
  return [...edges, ...values, ...(factor && inside.length > 1 ? arrow(chart, inside, factor, places) : [])];
}
