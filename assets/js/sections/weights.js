/** The weights of each network: a histogram, and a picture of what each hidden neuron gets from each pixel. */

import {Chart} from "../chart.js";
import {element, shape} from "../dom.js";
import {fill} from "../numbers.js";
import {colour} from "../theme.js";
import {followed} from "./followed.js";

const LEVELS = 99;
const GAP = 1;
/** So many neurons stand beside each other. */
const ACROSS = 10;

const channels = (hex) => hex.match(/\w\w/g).map((pair) => parseInt(pair, 16));

/** A picture of `side` × `side` pixels for each neuron, all in one. */
function pictures(neurons, side, label) {
  const rows = Math.ceil(neurons.length / ACROSS);
  const cell = side + GAP;
  const [width, height] = [Math.min(ACROSS, neurons.length) * cell - GAP, rows * cell - GAP];
  const canvas = element("canvas", {class: "neurons", role: "img", "aria-label": label, width, height});
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const [ground, positive, negative] = ["card", "blue", "orange"].map((name) => channels(colour(name)));
  neurons.forEach((weights, index) => {
    const [left, top] = [(index % ACROSS) * cell, Math.floor(index / ACROSS) * cell];
    weights.forEach((weight, pixel) => {
      const at = 4 * ((top + Math.floor(pixel / side)) * width + left + (pixel % side));
      const part = Math.abs(weight) / LEVELS;
      const ink = weight > 0 ? positive : negative;
      ground.forEach((shade, channel) => { image.data[at + channel] = shade + part * (ink[channel] - shade); });
      image.data[at + 3] = 255;
    });
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

function histogram(chart, {key, shares, said}, {reach, texts}, highest) {
  const wide = (2 * reach) / shares.length;
  chart.set({
    x: [-reach, reach], y: [0, highest], labels: [texts.weight, texts.share],
    draw: (drawn) => shares.map((share, index) => {
      const [left, right] = [index, index + 1].map((each) => drawn.right(-reach + each * wide));
      const top = drawn.up(share);
      return shape("rect", {class: "bin", curve: key, x: left, y: top, width: Math.max(1, right - left - 1), height: drawn.bottom - top});
    }),
    move: () => ({parts: [], said}),
  });
}

export function create(lab) {
  let charts = [];
  const end = () => { for (const chart of charts) chart.remove(); };
  const section = followed(lab, "weights", {live: true}, (content) => {
    const {texts, networks} = content;
    end();
    charts = networks.map(() => new Chart({height: 170}));
    const highest = Math.max(...networks.flatMap(({shares}) => shares), 1);
    const made = networks.map((each, index) => {
      const {key, name, epoch, said, side, neurons} = each;
      const label = fill(texts.neurons, {name, count: neurons.length});
      histogram(charts[index], each, content, highest);
      return element(
        "div", {}, element("h3", {class: "sample", curve: key}, fill(texts.heading, {name, epoch})),
        charts[index].element, element("p", {class: "caption"}, said), ...(neurons.length ? [pictures(neurons, side, label)] : []),
      );
    });
    return [
      element("p", {class: "caption"}, networks.length ? texts.how : texts.none),
      element("div", {class: "tiles"}, ...made),
    ];
  });
  return {...section, remove() { section.remove(); end(); }};
}
