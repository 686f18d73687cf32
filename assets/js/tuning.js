/** The Tuning lab: one hyper-parameter is swept, and a network is trained elsewhere with each value. */

import {element, fitFormulas, formula} from "./dom.js";
import {Progress} from "./network-progress.js";
import {fill} from "./numbers.js";
import {renderRunLab} from "./run-lab.js";
import {SweepEditor} from "./sweep-editor.js";
import {SweepPicture} from "./sweep-picture.js";

/** How far all `networks` are, as if they were one. */
function together(networks, texts) {
  const least = networks.reduce((first, each) => (Number(each.done) < Number(first.done) ? each : first));
  const unsettled = networks.find(({status}) => status !== "finished");
  return {...least, key: "own", name: texts.all_name, short: texts.all, status: unsettled?.status ?? "finished"};
}

export function render(context) {
  return renderRunLab(context, ({model, texts, send, controls, goOn}) => {
    const knobs = controls.in("knob");
    const editor = new SweepEditor(texts, model.knobs, (sweep) => controls.set("sweep", sweep), (knob) => {
      // A lesson has none of them.
      for (const {name, place} of model.widgets) if (place === "knob") controls.get(name).element.hidden = name === knob;
    });
    controls.add("sweep", editor);
    const progress = new Progress(texts, send, goOn);
    const picture = new SweepPicture(texts);
    let swept = null;
    return {
      className: "networks-lab",
      styles: ["charts", "network", "tuning"],
      settings: [editor.element, element("div", {class: "knobs", role: "group", "aria-label": texts.plain}, ...knobs)],
      elements: [picture.element, progress.element],
      file: {by: "value", named: "label"},
      show(_run, _frames, state) {
        picture.show(state);
        if (state.whole.swept === swept) return;
        ({swept} = state.whole);
        const {formula: markup, equation} = swept;
        const title = equation && fill(texts.equation, {number: equation});
        editor.formula.replaceChildren(formula(markup), ...(equation ? [element("span", {class: "caption", title}, `(${equation})`)] : []));
        fitFormulas(editor.formula);
      },
      schedule: () => progress.schedule,
      hear(message) {
        if (message.kind !== "progress") return;
        const {networks} = message;
        progress.show({...message, networks: networks.length ? [together(networks, texts)] : []});
      },
      remove: () => picture.remove(),
    };
  });
}
