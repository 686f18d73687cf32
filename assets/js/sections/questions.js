/** A short way through the lab: one question at a time, which can be left at any time. */

import {element} from "../dom.js";
import {fill} from "../numbers.js";

export function create(lab) {
  const heading = element("h3", {});
  const question = element("p", {"aria-live": "polite"});
  const back = element("button", {type: "button", onclick: () => go(step - 1)});
  const next = element("button", {type: "button", class: "primary", onclick: () => go(step + 1)});
  const show = element("button", {type: "button", onclick: () => lab.open(content.steps[step].section)});
  const leave = element("button", {type: "button", onclick: () => lab.leave("questions")});
  const made = element("div", {}, heading, question, element("div", {class: "buttons"}, back, next, show, leave));
  let content = null;
  let step = 0;

  function go(to) {
    const {steps, texts} = content;
    step = Math.max(0, Math.min(steps.length - 1, to));
    const {section, title, question: asked} = steps[step];
    heading.textContent = fill(texts.step, {step: step + 1, steps: steps.length, title});
    question.textContent = asked;
    back.setAttribute("aria-disabled", String(step === 0));
    next.setAttribute("aria-disabled", String(step === steps.length - 1));
    show.hidden = !section;
  }

  return {
    element: made,
    receive(received) {
      content = received;
      for (const [name, button] of Object.entries({back, next, show, leave})) button.textContent = content.texts[name];
      go(step);
    },
  };
}
