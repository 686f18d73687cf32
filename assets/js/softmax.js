/** The Softmax lab: a row for each z with its slider, its share and its sigmoid. */

import {Controls} from "./controls.js";
import {element, styled} from "./dom.js";
import {decimals} from "./numbers.js";

/** The smallest share with room for its name. */
const LABEL_FROM = 0.08;

function bar(kind, index) {
  const fill = element("span", {class: `fill share-${index}`});
  const number = element("span", {class: "value"});
  return {fill, number, cell: element("div", {class: `cell ${kind}`, role: "cell"}, element("span", {class: "track"}, fill), number)};
}

function set({fill, number}, value) {
  fill.style.width = `${value * 100}%`;
  number.textContent = decimals(value, 3);
}

function formula(html, caption = "") {
  const made = element("p", {class: "formula"});
  made.innerHTML = html;
  made.append(element("span", {class: "caption"}, caption));
  return made;
}

const head = (text) => element("span", {class: "head", role: "columnheader"}, text);
const line = (...cells) => element("div", {class: "line", role: "row"}, ...cells);

export function render({model}) {
  const {texts} = model;
  const controls = new Controls(model);
  const rows = controls.in("settings").map((slider, index) => {
    const name = model.names[index];
    return {
      slider,
      softmax: bar("softmax", index),
      gain: element("span", {class: "value"}),
      sigmoid: bar("sigmoid", index),
      name,
    };
  });
  const status = element("p", {role: "status", class: "words"});
  const shares = rows.map((row, index) => element("span", {class: `share share-${index}`}, row.name));
  const sum = element("span", {class: "value"});
  const sigmoidSum = element("span", {class: "value"});

  const total = (of, value) =>
    element("div", {class: "cell total", role: "cell"}, element("span", {}, of), element("b", {}, texts.sum), value);
  const lab = element(
    "div", {class: "lab softmax-lab"},
    element(
      "section", {},
      element(
        "div", {class: "table", role: "table", "aria-label": texts.outputs},
        line(head(texts.inputs), head(texts.outputs), head(texts.change), head(texts.sigmoids)),
        ...rows.map(({slider, softmax, gain, sigmoid, name}) => {
          softmax.cell.prepend(element("i", {}, name));
          sigmoid.cell.prepend(element("i", {class: "sigma"}, `σ(z${name.slice(1)})`));
          const label = element("span", {class: "caption", "aria-hidden": true}, texts.change);
          return line(
            element("div", {class: "slider", role: "cell"}, slider),
            softmax.cell,
            element("div", {class: "gain", role: "cell"}, label, gain),
            sigmoid.cell,
          );
        }),
        line(
          element("div", {class: "slider", role: "cell"}, element("button", {type: "button", onclick: () => model.send_msg({kind: "reset"})}, texts.reset)),
          total(texts.outputs, sum),
          element("span", {role: "cell"}),
          total(texts.sigmoids, sigmoidSum),
        ),
      ),
    ),
    element(
      "section", {class: "whole"},
      element("div", {class: "stack", "aria-hidden": true}, ...shares),
      element("p", {class: "caption"}, texts.always),
    ),
    status,
    element(
      "section", {class: "formulas"},
      formula(texts.softmax_formula, texts.softmax_equation),
      formula(texts.sigmoid_formula, texts.never),
    ),
  );

  function show() {
    const {outputs, gains, sigmoids, sum: whole, sigmoid_sum: other, sentence} = model.state;
    rows.forEach(({softmax, gain, sigmoid}, index) => {
      set(softmax, outputs[index]);
      set(sigmoid, sigmoids[index]);
      const text = decimals(gains[index], 3);
      gain.textContent = gains[index] > 0 && /[1-9]/.test(text) ? `+${text}` : text;
      gain.classList.toggle("up", text !== "0.000" && gains[index] > 0);
      gain.classList.toggle("down", text !== "0.000" && gains[index] < 0);
      shares[index].style.flexGrow = outputs[index];
      shares[index].classList.toggle("narrow", outputs[index] < LABEL_FROM);
    });
    sum.textContent = decimals(whole, 3);
    sigmoidSum.textContent = decimals(other, 3);
    status.textContent = sentence;
  }
  show();
  model.on("state", show);
  return styled(lab, "softmax");
}
