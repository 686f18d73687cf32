/** The Costs lab: three costs over the output, where the best of them comes from, and surprise. */

import {isRestricted, labAddress} from "./address.js";
import {Controls} from "./controls.js";
import {CostCharts, QUANTITIES} from "./costs-charts.js";
import {coloured, element, formula, say, styled} from "./dom.js";
import {plain} from "./numbers.js";
import {PlainStory} from "./plain-story.js";
import {captioned, columnHeads} from "./tables.js";

/** The columns of the table: ∂C/∂a, and how ∂C/∂z is made of it. */
const TABLED = {value: "C", derivative: "∂C/∂a", slope: "× σ′", output_error: "= ∂C/∂z"};

const section = (name, title, ...parts) => element("section", {class: `section ${name}`}, element("h2", {}, title), ...parts);

function row([first, ...others], attributes = {}) {
  const cells = others.map((each) => element("td", {}, each));
  return element("tr", {}, element("th", {scope: "row", ...attributes}, first), ...cells);
}

export function render({model}) {
  const {texts} = model;
  const charts = new CostCharts(model);
  const costs = charts.names;
  const cards = costs.map((each) => element(
    "div", {class: "card formula", curve: each},
    element("h2", {class: "sample"}, texts.names[each]),
    element("p", {class: "row"}, formula(texts.formulas[each]), element("span", {class: "caption"}, texts.equations[each] ?? "")),
    ...(texts[each] ? [element("p", {class: "caption"}, texts[each])] : []),
  ));
  const table = captioned(texts.table, {class: "spoken"}, columnHeads([texts.cost, ...Object.values(TABLED)]), []);
  const surprises = captioned(
    texts.surprise, {class: "spoken"}, columnHeads([texts.answer, texts.likely, "−ln", texts.surprise_of]), [],
  );
  const seen = element("p", {role: "status", class: "words"});
  const smallest = element("p", {});
  const derived = element("p", {"aria-live": "polite"});
  const keys = element("p", {class: "keys row wrap"}, element("span", {class: "key"}, texts.integrated), element("span", {class: "key closed"}, texts.closed));
  const train = element("a", {class: "button", hidden: isRestricted()}, texts.train);
  const controls = new Controls(model);
  const [target, output, power] = controls.in("settings");
  const story = new PlainStory(model, controls, {label: texts.questions, numbers, visit});
  const lab = element(
    "div", {class: "lab costs-lab"},
    element(
      "div", {class: "side stack"},
      element("section", {class: "settings stack", "aria-label": texts.settings}, story.strip, target, output),
      element("div", {class: "section formulas stack"}, ...cards),
    ),
    element(
      "div", {class: "explanations stack"},
      section("shapes", texts.shapes, element("p", {class: "caption"}, ...coloured(texts.slope)), element("div", {class: "charts chain"}, ...charts.shapes.map((each) => each.element)), seen, table),
      section(
        "origin", texts.origin,
        element(
          "div", {class: "asking"},
          element("p", {}, texts.how),
          element("div", {class: "ask row wrap"}, formula(texts.asked_formula), formula(texts.integral_formula)),
          element("div", {class: "power"}, power),
        ),
        element("div", {class: "charts tiles"}, charts.asked.element, charts.made.element),
        keys,
        element("div", {class: "made"}, derived, train),
      ),
      element(
        "div", {class: "pair tiles"},
        section("floor", texts.floor, smallest, charts.floor.element),
        section("surprise", texts.surprise, element("p", {}, texts.surprise_how), surprises),
      ),
    ),
    story.foot,
  );

  /** What a story says of the state: the number of each cost, in their order as value, value_2, … */
  function numbers() {
    const {state, settings} = model;
    const named = QUANTITIES.flatMap((quantity) => costs.map((cost, index) =>
      [index ? `${quantity}_${index + 1}` : quantity, state.numbers[quantity][cost]],
    ));
    const set = Object.entries(settings.values).map(([name, value]) => [name, plain(value)]);
    return Object.fromEntries([...named, ...set]);
  }

  function visit(name) {
    const part = {shapes: seen, power: derived, smallest, surprise: surprises}[name];
    const visited = part.closest(".section");
    visited.scrollIntoView({block: "start"});
    return visited;
  }

  function show() {
    const {state} = model;
    charts.move();
    table.tBodies[0].replaceChildren(...costs.map((each) =>
      row([texts.names[each], ...Object.keys(TABLED).map((name) => state.numbers[name][each])], {class: "sample", curve: each}),
    ));
    say(seen, state.seen);
    say(smallest, state.smallest);
    say(derived, state.derived);
    surprises.tBodies[0].replaceChildren(...state.surprise.map((each) => row(each)));
    train.href = labAddress(state.train);
  }

  function draw() {
    keys.hidden = !model.curves.made.closed;
    charts.draw();
  }

  draw();
  show();
  story.restore();
  model.on("curves", draw);
  model.on("state", show);
  model.on("remove", () => charts.remove());
  return styled(lab, "charts", "sections", "costs");
}
