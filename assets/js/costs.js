/** The Costs lab: three costs over the output, where the best of them comes from, and surprise. */

import {Chart} from "./chart.js";
import {Controls} from "./controls.js";
import {element, formula, shape, styled} from "./dom.js";
import {decimals, fill} from "./numbers.js";

const QUANTITIES = ["value", "slope", "output_error"];
const SYMBOLS = {value: "C", slope: "∂C/∂a", output_error: "∂C/∂z"};
const WHOLE = [0, 1];
const ROOM = 1.06;

export function render({model}) {
  const {texts} = model;
  const costs = Object.keys(texts.names);
  const charts = [];
  const pairs = (values) => model.curves.outputs.map((a, index) => [a, values[index]]);

  /** A chart of the output from 0 to 1, with its name above it. */
  function figure(name, caption) {
    const chart = new Chart({height: 230});
    charts.push(chart);
    const made = element("figure", {}, element("figcaption", {}, caption), chart.element);
    return {chart, element: made, name};
  }

  const cursor = (chart, a) => chart.line([[a, chart.y[0]], [a, chart.y[1]]], {class: "cursor"});

  const shapes = QUANTITIES.map((name) => figure(name, texts[name]));
  const floor = figure("floor", texts.floor_caption);
  const asked = figure("asked", texts.asked);
  const cost = figure("made", texts.made);

  /** A word for the curve that has left the picture, at the side where it did. */
  function leaving(chart) {
    const isLeft = model.curves.target === 0;
    return shape("text", {
      class: "leaving swapped", x: chart.right(isLeft ? 0.03 : 0.97), y: chart.up(chart.y[1]) + 14,
      "text-anchor": isLeft ? "start" : "end",
    }, texts.leaves);
  }

  function drawShape({chart, name}) {
    const [low, high] = model.curves.limits[name];
    chart.set({
      x: WHOLE, y: [low, high], labels: ["a", SYMBOLS[name]],
      draw: () => [
        chart.line([[0, 0], [1, 0]], {class: "zero"}),
        ...costs.map((each) => chart.line(pairs(model.curves.costs[name][each]), {class: `curve coloured ${each}`})),
        ...(model.curves.leaving && name === "value" ? [leaving(chart)] : []),
      ],
      move() {
        const {output, points, numbers} = model.state;
        const said = costs.map((each) => fill(texts.point, {name: texts.names[each], value: numbers[name][each]}));
        const caption = fill(texts.against, {name: SYMBOLS[name]});
        chart.element.setAttribute("aria-label", `${caption}. a = ${decimals(output, 2)}. ${said.join("; ")}`);
        const inside = costs.filter((each) => points[name][each] >= low && points[name][each] <= high);
        return [
          cursor(chart, output),
          ...inside.map((each) => chart.dot(output, points[name][each], {class: `dot ${each}`})),
        ];
      },
    });
  }

  function drawFloor() {
    const {chart} = floor;
    chart.set({
      x: WHOLE, y: [0, 1.5], labels: ["y", "C"],
      draw: () => [chart.line(pairs(model.curves.entropy), {class: "curve coloured cross-entropy"})],
      move() {
        const {points, smallest} = model.state;
        const {target, floor: lowest} = model.curves;
        chart.element.setAttribute("aria-label", smallest);
        const at = points.value["cross-entropy"];
        const dots = at <= 1.5 ? [chart.dot(target, at, {class: "start cross-entropy"})] : [];
        return [cursor(chart, target), ...dots, chart.dot(target, lowest, {class: "dot cross-entropy"})];
      },
    });
  }

  function drawMade() {
    const {made, limits} = model.curves;
    const kind = made.name ?? "own";
    asked.chart.set({
      x: WHOLE, y: limits.output_error, labels: ["a", "∂C/∂z"],
      draw: () => [
        asked.chart.line([[0, 0], [1, 0]], {class: "zero"}),
        asked.chart.line(pairs(made.asked), {class: `curve coloured ${kind}`}),
      ],
      move: () => [cursor(asked.chart, model.state.output)],
    });
    const within = made.cost.filter((each) => each <= limits.value[1]);
    const highest = Math.min(limits.value[1], ROOM * Math.max(...within, 0.1));
    cost.chart.set({
      x: WHOLE, y: [0, highest], labels: ["a", "C"],
      draw: () => [
        cost.chart.line(pairs(made.cost), {class: `curve coloured wide ${kind}`}),
        ...(made.closed ? [cost.chart.line(pairs(made.closed), {class: "closed"})] : []),
      ],
      move: () => [cursor(cost.chart, model.state.output)],
    });
  }

  const names = Object.fromEntries(costs.map((each) => [each, element("h2", {class: `sample ${each}`}, texts.names[each])]));
  const cards = costs.map((each) => element(
    "div", {class: `formula ${each}`}, names[each],
    element("p", {}, formula(texts.formulas[each]), element("span", {class: "caption"}, texts.equations[each] ?? "")),
  ));
  const body = element("tbody", {});
  const head = (text) => element("th", {scope: "col"}, text);
  const table = element(
    "table", {},
    element("caption", {}, texts.table),
    element("thead", {}, element("tr", {}, head(texts.cost), ...QUANTITIES.map((name) => head(SYMBOLS[name])))),
    body,
  );
  const seen = element("p", {role: "status", class: "words"});
  const smallest = element("p", {});
  const derived = element("p", {"aria-live": "polite"});
  const train = element("a", {class: "button"}, texts.train);
  const surprises = element("tbody", {});
  const [target, output, power] = new Controls(model).in("settings");

  const section = (title, ...parts) => element("section", {class: "card"}, element("h2", {}, title), ...parts);
  const lab = element(
    "div", {class: "lab costs-lab"},
    element("section", {class: "settings", "aria-label": texts.settings}, target, output, ...cards),
    element(
      "div", {class: "cards"},
      section(texts.shapes, element("div", {class: "charts"}, ...shapes.map((each) => each.element)), seen, table),
      section(
        texts.origin, element("p", {}, texts.how),
        element("div", {class: "ask"}, formula(texts.asked_formula), formula(texts.integral_formula)),
        element("div", {class: "power"}, power),
        element("div", {class: "charts"}, asked.element, cost.element),
        element("p", {class: "key"}, element("span", {class: "line"}, texts.integrated), element("span", {class: "line closed"}, texts.closed)),
        derived, train,
      ),
      element(
        "div", {class: "pair"},
        section(texts.floor, smallest, floor.element),
        section(
          texts.surprise, element("p", {}, texts.surprise_how),
          element(
            "table", {},
            element("caption", {}, texts.surprise),
            element("thead", {}, element("tr", {}, head(texts.answer), head(texts.likely), head("−ln"), head(texts.surprise_of))),
            surprises,
          ),
        ),
      ),
    ),
  );

  function row(texts, header) {
    const [first, ...cells] = texts;
    return element("tr", {}, element("th", {scope: "row", class: header}, first), ...cells.map((each) => element("td", {}, each)));
  }

  function showCurves() {
    shapes.forEach(drawShape);
    drawFloor();
    drawMade();
  }

  function show() {
    const {state} = model;
    const {numbers} = state;
    for (const chart of charts) chart.move();
    body.replaceChildren(...costs.map((each) =>
      row([texts.names[each], ...QUANTITIES.map((name) => numbers[name][each])], `sample ${each}`),
    ));
    seen.textContent = state.seen;
    smallest.textContent = state.smallest;
    derived.textContent = state.derived;
    for (const [chart, caption] of [[asked.chart, texts.asked], [cost.chart, texts.made]]) {
      chart.element.setAttribute("aria-label", `${caption}. ${state.derived}`);
    }
    surprises.replaceChildren(...state.surprise.map((each) => row(each, "")));
    const address = new URLSearchParams(location.search);
    for (const name of [...address.keys()]) if (!["lang", "theme"].includes(name)) address.delete(name);
    for (const [name, value] of Object.entries(state.train)) address.set(name, value);
    train.href = `?${address}`;
  }

  showCurves();
  show();
  model.on("curves", showCurves);
  model.on("state", show);
  model.on("remove", () => charts.forEach((chart) => chart.remove()));
  return styled(lab, "lab", "charts", "costs");
}
