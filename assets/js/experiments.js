/** The experiments of a lab: its presets as a row above it, each with a small picture of its run. */

import {button, element, leadIn, shape} from "./dom.js";
import {isMotionReduced} from "./motion.js";
import {isNew} from "./session-storage.js";
import {makeToolbar} from "./toolbar.js";

const VISITED = "neuron-lab-visited";
/** Names of an address that set nothing of a lab. */
const PAGE_NAMES = new Set(["lang", "theme"]);
/** What a reader does that ends the play of the first visit. */
const ACTS = ["pointerdown", "keydown", "wheel"];

/** The curves of a run, from left to right over its epochs, each from 0 to 100 percent. */
function picture(curves) {
  const lines = curves.map(({cost, points}) => {
    const placed = points.map((percent, index) => `${(100 * index) / (points.length - 1)},${100 - percent}`);
    return shape("polyline", {curve: cost, points: placed.join(" ")});
  });
  return shape("svg", {viewBox: "0 -6 100 112", preserveAspectRatio: "none", "aria-hidden": true}, ...lines);
}

/** Bars as wide as these parts of the whole, in percent. */
function bars(parts) {
  const drawn = parts.map((part, index) => shape("rect", {
    y: (100 / parts.length) * index, width: part, height: 70 / parts.length, curve: `share-${index + 1}`,
  }));
  return shape("svg", {viewBox: "0 -6 100 112", preserveAspectRatio: "none", "aria-hidden": true}, ...drawn);
}

function addressSetsNothing() {
  return [...new URLSearchParams(location.search).keys()].every((name) => PAGE_NAMES.has(name));
}

export class Experiments {
  constructor(model, controls) {
    this.model = model;
    this.buttons = new Map(model.experiments.map((each) => [
      each.name, this.#button(each, () => controls.set("preset", each.name)),
    ]));
    const {lead} = model;
    const all = [...this.buttons.values(), ...(lead ? [this.#lead(lead)] : [])];
    this.element = element(
      "div", {class: "experiments scroller", role: "toolbar", "aria-label": model.texts.experiments},
      leadIn(model.texts.choose), ...all,
    );
    makeToolbar(all);
    this.resized = new ResizeObserver(() => this.#bringIntoSight());
    this.resized.observe(this.element);
    this.acted = new AbortController();
    model.on("settings", () => this.#show());
    this.#show();
    if (isNew(VISITED) && addressSetsNothing() && !isMotionReduced()) this.#play();
  }

  remove() {
    this.acted.abort();
    this.resized.disconnect();
  }

  #button({label, lines: [what, how], curves}, choose) {
    const made = button("", choose, {class: "experiment", "aria-label": label});
    if (curves.length) made.append(picture(curves));
    made.append(element("span", {class: "stack"}, element("b", {}, what), element("span", {}, how)));
    return made;
  }

  /** What leads on to another lab, which the page then shows. */
  #lead({lab, bars: parts, ...named}) {
    const show = () => dispatchEvent(new CustomEvent("show-lab", {detail: lab}));
    const made = this.#button({...named, curves: []}, show);
    made.classList.add("lead");
    made.prepend(bars(parts));
    made.append(element("span", {"aria-hidden": true}, "→"));
    return made;
  }

  /** Mark the experiment that the settings are, if they are one. */
  #show() {
    const {preset} = this.model.settings.values;
    if (preset === this.chosen) return;
    this.chosen = preset;
    const [first] = this.buttons.keys();
    for (const [name, each] of this.buttons) {
      each.setAttribute("aria-pressed", String(name === preset));
      each.tabIndex = name === (this.buttons.has(preset) ? preset : first) ? 0 : -1;
    }
    this.#bringIntoSight();
  }

  /** Scroll the row, and nothing else, to the experiment that is chosen. */
  #bringIntoSight() {
    const {offsetLeft, offsetWidth} = this.buttons.get(this.chosen) ?? this.element;
    this.element.scrollLeft = offsetLeft - (this.element.clientWidth - offsetWidth) / 2;
  }

  /** Draw the first two pictures once, side by side, until the reader does something. */
  #play() {
    const end = () => {
      this.element.classList.remove("playing");
      this.acted.abort();
    };
    this.element.classList.add("playing");
    this.element.addEventListener("animationend", end, {signal: this.acted.signal});
    for (const act of ACTS) addEventListener(act, end, {signal: this.acted.signal});
  }
}
