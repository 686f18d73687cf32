/** Where the neuron stands: on σ(z), on each cost, and in the plane of weight and bias. */

import {element, keepHeight} from "../dom.js";
import {costChart, isOf, sigmoidChart} from "./where-charts.js";
import {plane} from "./where-plane.js";

export function create(lab) {
  const curves = element("div", {class: "charts"});
  const planes = element("div", {class: "charts planes"});
  const onlyZ = element("p", {});
  const take = element("p", {class: "caption"});
  const made = element("div", {}, curves, onlyZ, planes, take);
  let charts = [];
  let content = null;
  let state = null;
  let builtFor = null;

  const now = () => state;
  const takeStart = (weight, bias) => lab.send({kind: "take", weight, bias});

  function build() {
    for (const {chart} of charts) chart.remove();
    const costs = Object.keys(content.costs);
    const trained = costs.filter((cost) => state.run.curves.some(isOf(cost, content)));
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
    onlyZ.textContent = content.texts.only_z;
    take.textContent = content.texts.take;
  }

  function show(shown) {
    state = shown;
    if (content === null) return;
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
