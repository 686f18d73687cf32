/** The gradient, factor by factor, at the epoch on the screen. */

import {element, spoken} from "../dom.js";
import {decimals, fill, significant} from "../numbers.js";

/** What counts as little error, and as a flat place of σ. */
const CLOSE = 0.1;
const FLAT = 0.1;

export function create() {
  const cards = element("div", {class: "cards"});
  const made = element("div", {}, cards);
  let content = null;

  function formula(name) {
    const holder = element("span", {class: "math"});
    holder.innerHTML = content.formulas[name];
    return holder;
  }

  /** One factor: its formula, its number, a bar as long as it is large, and what is to be said. */
  function factor(name, value, {note = "", kind = ""} = {}) {
    const bar = element("span", {class: "bar"});
    bar.style.width = `${100 * Math.min(1, Math.abs(value))}%`;
    return element(
      "div", {class: `factor ${kind}`},
      element(kind === "cancelled" ? "s" : "span", {class: "name"}, formula(name)),
      element("b", {}, significant(value)),
      element("span", {class: "track", "aria-hidden": true}, bar),
      element("span", {class: "note"}, note),
    );
  }

  const sign = (text) => element("span", {class: "sign"}, text);

  function card({cost, label}, frame, run, epoch) {
    const {texts, powers} = content;
    const power = powers[cost];
    const factors = {residual: frame.residual, input: run.input};
    if (power === 1) factors.slope = frame.sigmoid_slope;
    const sizes = Object.entries(factors).map(([name, value]) => [Math.abs(value), name]);
    const smallest = power < 0 ? null : sizes.sort(([one], [other]) => one - other)[0][1];
    const marked = (name) => (name === smallest ? {note: texts.smallest, kind: "smallest"} : {});
    const slope = {
      1: [sign("·"), factor("slope", frame.sigmoid_slope, marked("slope"))],
      0: [sign("·"), factor("slope", frame.sigmoid_slope, {note: texts.cancels, kind: "cancelled"})],
      "-1": [sign("÷"), factor("slope", frame.sigmoid_slope, {note: texts.divides})],
    }[power];
    const published = power < 0 ? ["published", "published_bias"] : ["weight", "bias"];
    const short = [significant(frame.residual)];
    if (power === 1) short.push("·", significant(frame.sigmoid_slope));
    if (power === -1) short.push("÷", significant(frame.sigmoid_slope));
    return element(
      "article", {class: `card ${cost}`},
      element("h3", {class: `sample ${cost}`}, fill(texts.heading, {name: label, epoch})),
      element(
        "div", {class: "product"},
        element("span", {class: "whole"}, formula(published[0]), sign("=")),
        factor("residual", frame.residual, marked("residual")),
        ...slope,
        sign("·"), factor("input", run.input, marked("input")),
        element("span", {class: "result"}, sign("="), element("b", {class: "weight-gradient"}, significant(frame.weight_gradient))),
      ),
      element(
        "p", {class: "product short"},
        formula(published[1]), sign("="), ` ${short.join(" ")} `, sign("="),
        element("b", {class: "bias-gradient"}, significant(frame.output_error)),
      ),
      element("p", {class: "says"}, sentence(power, frame)),
    );
  }

  function sentence(power, frame) {
    const {texts} = content;
    const said = {residual: decimals(frame.residual, 2), slope: significant(frame.sigmoid_slope)};
    if (power < 0) return fill(texts.published, said);
    if (Math.abs(frame.residual) < CLOSE) return fill(texts.error, said);
    if (power === 0) return fill(texts.free, said);
    return fill(frame.sigmoid_slope < FLAT ? texts.flat : texts.steep, said);
  }

  return {
    element: made,
    receive(received) { content = received; },
    show({run, frames, epoch}) {
      if (content === null) return;
      cards.replaceChildren(...frames.map((frame, index) => card(run.curves[index], frame, run, epoch)));
    },
  };
}
