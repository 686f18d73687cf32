/** Hidden neurons: histograms that move with the epochs, and the gradient of each layer. */

import {Bar} from "../bar.js";
import {figure} from "../chart.js";
import {element, say} from "../dom.js";
import {fill} from "../numbers.js";
import {Throttle} from "./followed.js";
import {histogram} from "./saturation-charts.js";

/** More frames are asked for when so few are left. */
const FEW = 8;

/** What is shown of one network; `content()` is the latest that the server said. */
class Network {
  constructor(index, content) {
    Object.assign(this, {index, content, number: 0});
    const {key, name, layers} = this.told;
    this.heading = element("h3", {class: "sample", curve: key});
    this.says = element("p", {class: "says"});
    this.charts = layers.flatMap((layer, at) => ["z", "outputs"].map((part) => this.#chart(part, at, layer, key, name)));
    this.norms = element("div", {class: "norms", curve: key});
    this.element = element(
      "div", {class: "card", curve: key}, this.heading, this.says,
      element("div", {class: "tiles"}, ...this.charts.map(({made}) => made)),
      element("h4", {}, content().texts.norms), this.norms,
    );
  }

  get told() {
    return this.content().networks[this.index];
  }

  get frame() {
    const {frames} = this.content();
    return frames[Math.min(this.number, frames.length - 1)][this.index];
  }

  #chart(part, at, layer, curve, name) {
    const {reach, limits, texts} = this.content();
    const title = fill(texts[part], {layer});
    const range = part === "z" ? [-reach, reach] : this.told.range;
    const described = {
      range, curve, label: part === "z" ? "z" : "a", highest: this.told.highest[part], limit: limits[part],
      start: this.told.start[at][part],
    };
    const chart = histogram(described, () => {
      const {epoch, layers} = this.frame;
      const said = fill(texts.chart, {what: title, name, epoch, percent: layers[at].saturated});
      return {counts: layers[at][part], said};
    });
    return {chart, made: figure(title, chart.element)};
  }

  /** Show the frame of that number, of those that have come. */
  show(number) {
    this.number = number;
    const {epoch, said, norms} = this.frame;
    this.heading.textContent = fill(this.content().texts.heading, {name: this.told.name, epoch});
    say(this.says, said);
    for (const {chart} of this.charts) chart.move();
    this.norms.replaceChildren(...norms.flatMap(({layer, number: size, part}) => {
      const bar = new Bar();
      bar.fill(part);
      return [element("span", {}, layer), element("span", {class: "number"}, size), bar.element];
    }));
  }

  remove() {
    for (const {chart} of this.charts) chart.remove();
  }
}

export function create(lab, content) {
  const throttle = new Throttle(lab, "saturation", {live: true});
  const place = element("div", {class: "tiles networks"});
  const note = element("p", {class: "caption"});
  const keys = element("p", {class: "caption keys row wrap"});
  let [shown, networks, made, run] = [null, [], "", null];

  const rebuild = () => {
    for (const each of networks) each.remove();
    networks = content.networks.map((_, index) => new Network(index, () => content));
    place.replaceChildren(...networks.map((each) => each.element));
  };
  const draw = () => {
    const number = shown ? shown.epoch - content.first : 0;
    if (content.frames[number]) for (const each of networks) each.show(number);
  };
  const isDue = ({run: now, epoch, reach}) => {
    const end = content.first + content.frames.length;
    return now !== run || epoch < content.first || epoch >= end || (end - epoch < FEW && end <= reach);
  };
  return {
    element: element("div", {}, note, keys, place),
    receive(received) {
      content = received;
      run = shown?.run ?? null;
      const {texts} = content;
      note.textContent = content.networks.length ? texts.how : texts.none;
      keys.replaceChildren(...(content.networks.length ? ["saturated", "start"] : []).map((name) =>
        element("span", {class: `key ${name}`}, texts[name])));
      const outline = JSON.stringify([content.reach, content.networks]);
      if (outline !== made) rebuild();
      made = outline;
      draw();
    },
    show(state) {
      shown = state;
      draw();
      if (isDue(state)) throttle.show(state);
    },
    remove() {
      throttle.remove();
      for (const each of networks) each.remove();
    },
  };
}
