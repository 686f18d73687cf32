/** A plot as a picture to keep, with its title, the names of its curves, and its axes: SVG or PNG. */

import {shape} from "./dom.js";
import {DASHES, FAINT, linesOf} from "./plots.js";
import {colour, fontFamily} from "./theme.js";

/** Title and one line of names; each further one has a line more. */
const HEAD = 56;
const LINE = 18;
const MARGIN = 12;
/** A PNG has so many dots for each pixel, so that it can be printed. */
const DOTS = 2;
/** What the style sheet says of notes, which a file has to bring along. */
const STYLES = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight"];

/** The notes of a plot with the styles that they have on the page. */
function styledNotes(notes) {
  const copy = notes.cloneNode(true);
  for (const name of ["class", "style"]) copy.removeAttribute(name);
  [...notes.children].forEach((each, index) => {
    const styles = getComputedStyle(each);
    copy.children[index].removeAttribute("style");
    for (const name of STYLES) copy.children[index].setAttribute(name, styles.getPropertyValue(name));
  });
  return copy;
}

/** The names of the curves one after the other, each with a piece of its line, and how many lines of `width` they take. */
function legend(run, quantity, font, width) {
  let [left, line] = [MARGIN, 0];
  const parts = linesOf(run, quantity).flatMap(({index, curve, label, isFaint}) => {
    const ink = colour(`curve-${curve}`);
    const dash = DASHES[index % DASHES.length];
    const opacity = isFaint ? FAINT : 1;
    const long = 44 + label.length * (/\p{Script=Han}/u.test(label) ? 14 : 8);
    if (left > MARGIN && left + long > width) [left, line] = [MARGIN, line + 1];
    const [x, y] = [left, HEAD + line * LINE - 14];
    left += long;
    return [
      shape("line", {x1: x, x2: x + 22, y1: y - 4, y2: y - 4, stroke: ink, "stroke-width": 2.5, opacity, "stroke-dasharray": [dash].flat().join(" ").replace("solid", "none")}),
      shape("text", {x: x + 28, y, fill: ink, "font-family": font, "font-size": 13}, label),
    ];
  });
  return [parts, line + 1];
}

/** The plot that Bokeh shows by `view` with its `notes` and this `title`, as SVG. */
export function svgOf(view, notes, title, run, quantity) {
  const {width, height} = view.bbox;
  const font = fontFamily();
  const across = width + 2 * MARGIN;
  const [names, lines] = legend(run, quantity, font, across);
  const head = HEAD + (lines - 1) * LINE;
  const along = height + head + MARGIN;
  const drawn = view.export("svg").canvas;
  const noted = styledNotes(notes.element);
  noted.setAttribute("viewBox", `0 0 ${width / notes.scale} ${height / notes.scale}`);
  for (const each of [drawn, noted]) {
    for (const [name, value] of Object.entries({x: MARGIN, y: head, width, height})) each.setAttribute(name, value);
  }
  const picture = shape(
    "svg", {width: across, height: along, viewBox: `0 0 ${across} ${along}`},
    shape("title", {}, title),
    shape("rect", {width: across, height: along, fill: colour("card")}),
    shape("text", {x: MARGIN, y: 22, fill: colour("text"), "font-family": font, "font-size": 16, "font-weight": 600}, title),
    ...names, drawn, noted,
  );
  return new XMLSerializer().serializeToString(picture);
}

/** The same as PNG. */
export async function pngOf(svg) {
  const href = URL.createObjectURL(new Blob([svg], {type: "image/svg+xml"}));
  const image = new Image();
  image.src = href;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width * DOTS, image.height * DOTS);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(href);
  return canvas.convertToBlob({type: "image/png"});
}
