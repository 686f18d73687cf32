/** The Costs lab: three costs over the output, where the best of them comes from, and surprise. */

import {Controls} from "./controls.js";
import {CostCharts, QUANTITIES, SYMBOLS} from "./costs-charts.js";
import {element, formula, styled} from "./dom.js";
import {captioned, columnHeads} from "./tables.js";

const section = (title, ...parts) => element("section", {class: "card"}, element("h2", {}, title), ...parts);

function row([first, ...others], kind = "") {
  const cells = others.map((each) => element("td", {}, each));
  return element("tr", {}, element("th", {scope: "row", class: kind}, first), ...cells);
}

/** The address of the Neuron lab with these settings; language and theme stay. */
function addressWith(settings) {
  const address = new URLSearchParams(location.search);
  for (const name of Array.from(address.keys())) if (!["lang", "theme"].includes(name)) address.delete(name);
  for (const [name, value] of Object.entries(settings)) address.set(name, value);
  return `?${address}`;
}

export function render({model}) {
  const {texts} = model;
  const charts = new CostCharts(model);
  const costs = charts.names;
  const cards = costs.map((each) => element(
    "div", {class: `formula ${each}`},
    element("h2", {class: `sample ${each}`}, texts.names[each]),
    element("p", {}, formula(texts.formulas[each]), element("span", {class: "caption"}, texts.equations[each] ?? "")),
  ));
  const table = captioned(texts.table, "spoken", columnHeads([texts.cost, ...QUANTITIES.map((name) => SYMBOLS[name])]), []);
  const surprises = captioned(
    texts.surprise, "spoken", columnHeads([texts.answer, texts.likely, "−ln", texts.surprise_of]), [],
  );
  const seen = element("p", {role: "status", class: "words"});
  const smallest = element("p", {});
  const derived = element("p", {"aria-live": "polite"});
  const train = element("a", {class: "button"}, texts.train);
  const [target, output, power] = new Controls(model).in("settings");
  const lab = element(
    "div", {class: "lab costs-lab"},
    element("section", {class: "settings", "aria-label": texts.settings}, target, output, ...cards),
    element(
      "div", {class: "cards"},
      section(texts.shapes, element("div", {class: "charts"}, ...charts.shapes.map((each) => each.element)), seen, table),
      section(
        texts.origin, element("p", {}, texts.how),
        element("div", {class: "ask"}, formula(texts.asked_formula), formula(texts.integral_formula)),
        element("div", {class: "power"}, power),
        element("div", {class: "charts"}, charts.asked.element, charts.made.element),
        element("p", {class: "key"}, element("span", {class: "line"}, texts.integrated), element("span", {class: "line closed"}, texts.closed)),
        derived, train,
      ),
      element(
        "div", {class: "pair"},
        section(texts.floor, smallest, charts.floor.element),
        section(texts.surprise, element("p", {}, texts.surprise_how), surprises),
      ),
    ),
  );

  function show() {
    const {state} = model;
    charts.move();
    table.tBodies[0].replaceChildren(...costs.map((each) =>
      row([texts.names[each], ...QUANTITIES.map((name) => state.numbers[name][each])], `sample ${each}`),
    ));
    seen.textContent = state.seen;
    smallest.textContent = state.smallest;
    derived.textContent = state.derived;
    surprises.tBodies[0].replaceChildren(...state.surprise.map((each) => row(each)));
    train.href = addressWith(state.train);
  }

  charts.draw();
  show();
  model.on("curves", () => charts.draw());
  model.on("state", show);
  model.on("remove", () => charts.remove());
  return styled(lab, "charts", "costs");
}
