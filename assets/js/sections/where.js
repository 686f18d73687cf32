/** Where the neuron stands: on σ(z), on each cost, and in the plane of weight and bias. */

import {element, keepHeight} from "../dom.js";
import {costChart, curvesOf, sigmoidChart} from "./where-charts.js";
import {plane} from "./where-plane.js";

export function create(lab, {texts}) {
  const curves = element("div", {class: "tiles"});
  const planes = element("div", {class: "tiles planes"});
  const made = element("div", {}, curves, element("p", {}, texts.only_z), planes, element("p", {class: "caption"}, texts.take));
  let charts = [];
  let content = null;
  let state = null;
  let builtFor = null;

  const now = () => state;
  const takeStart = (weight, bias) => lab.send({kind: "take", weight, bias});

  function build() {
    for (const {chart} of charts) chart.remove();
    const costs = Object.keys(content.costs);
    const trained = costs.filter((cost) => curvesOf(cost, content, state).length > 0);
    const above = [sigmoidChart(content, now), ...costs.map((cost) => costChart(cost, content, now))];
    const below = trained.map((cost) => plane(cost, content, now, takeStart));
    charts = [...above, ...below];
    const focused = made.getRootNode().activeElement?.getAttribute("aria-label");
    keepHeight(made, () => {
      curves.replaceChildren(...above.map((each) => each.element));
      planes.replaceChildren(...below.map((each) => each.element));
    });
    // What had the focus is there again under its name.
    if (focused) planes.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
  }

  function show(shown) {
    state = shown;
    const {run} = state;
    // What stands still is drawn anew where it changes alone, not at every frame.
    const key = JSON.stringify([run.input, run.target, run.limits, run.curves]);
    if (key !== builtFor) {
      builtFor = key;
      build();
    } else for (const {chart} of charts) chart.move();
  }

  return {
    element: made,
    receive(received) {
      content = received;
      builtFor = null;
    },
    show,
    remove() {
      for (const {chart} of charts) chart.remove();
    },
  };
}
