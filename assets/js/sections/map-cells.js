/** The cells of a slowdown map: which start and which η they stand for, and their picture. */

import {element} from "../dom.js";
import {fill} from "../numbers.js";

/** The numbers of epochs in a map as the server packs it. */
export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint16Array(await new Response(inflated).arrayBuffer());
}

/** How far along the colours so many epochs are, from 0 to 1. */
const part = (epochs, content) => Math.log(Math.max(1, epochs)) / Math.log(content.epochs);

/** The column and the row of the cell at a point of the map. */
export function cellAt(point, {size}) {
  return point.map((each) => Math.min(size - 1, Math.floor(each * size)));
}

/** The start z and the η in the middle of a cell. */
export function valuesOf([column, row], {size, z: [lowest, highest], rates: [slowest, fastest]}) {
  const z = lowest + ((column + 0.5) / size) * (highest - lowest);
  return {z, rate: slowest * (fastest / slowest) ** ((row + 0.5) / size)};
}

/** The point of the map at which this z and this η are. */
export function placeOf(z, rate, {z: [lowest, highest], rates: [slowest, fastest]}) {
  return [(z - lowest) / (highest - lowest), Math.log(rate / slowest) / Math.log(fastest / slowest)];
}

/** The picture of a map, as an address; cells that do not get there are left out of it. */
export function picture(epochs, content) {
  const {size, palette} = content;
  const canvas = element("canvas", {width: size, height: size});
  const paper = canvas.getContext("2d");
  const image = paper.createImageData(size, size);
  const colours = palette.map((each) => [1, 3, 5].map((at) => parseInt(each.slice(at, at + 2), 16)));
  epochs.forEach((count, index) => {
    if (count > content.epochs) return;
    const [row, column] = [Math.floor(index / size), index % size];
    const at = 4 * ((size - 1 - row) * size + column);
    image.data.set([...colours[Math.round(part(count, content) * (colours.length - 1))], 255], at);
  });
  paper.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

/** What the colours mean. */
export function legend(content) {
  const {palette, ticks, texts, epochs} = content;
  const ramp = element("div", {class: "ramp", "aria-hidden": true});
  ramp.style.background = `linear-gradient(to right, ${palette.join()})`;
  const marks = ticks.map((tick) => {
    const mark = element("span", {}, tick === ticks[0] ? `≤ ${tick}` : tick);
    mark.style.left = `${100 * part(tick, content)}%`;
    return mark;
  });
  return [
    element("span", {}, texts.scale),
    element("div", {class: "ramp-box"}, ramp, element("div", {class: "ramp-ticks"}, ...marks)),
    element("span", {class: "key"}, fill(texts.never, {epochs})),
  ];
}
