/** The Network lab: a lab with runs that are trained elsewhere, network beside network. */

import {Editor} from "./network-editor.js";
import {Progress} from "./network-progress.js";
import {renderRunLab} from "./run-lab.js";

export function render(context) {
  return renderRunLab(context, ({model, texts, send, controls, goOn}) => {
    const editor = new Editor(texts, model.choices, (networks) => controls.set("networks", networks));
    controls.add("networks", editor);
    const progress = new Progress(texts, send, goOn);
    return {
      styles: ["charts", "network"],
      settings: [editor.element],
      elements: [progress.element],
      file: {by: "network", named: "label"},
      show({lines, curves}) {
        const {parentElement: card} = progress.element;
        card.style.setProperty("--lines", lines);
        card.classList.toggle("crowded", curves.length > 3);
      },
      path: () => progress.path,
      hear(message) {
        if (message.kind === "progress") progress.show(message);
      },
    };
  });
}
