/** A lab with runs of networks that are trained elsewhere, side by side: their editor, and how far they are. */

import {Editor} from "./network-editor.js";
import {Progress} from "./network-progress.js";
import {renderRunLab} from "./run-lab.js";

/** Render the lab of `context`, with its own style sheets besides those that all such labs have. */
export function renderNetworks(context, styles = []) {
  return renderRunLab(context, ({model, texts, send, controls, goOn}) => {
    const editor = new Editor(texts, model.choices, (networks) => controls.set("networks", networks));
    controls.add("networks", editor);
    const progress = new Progress(texts, send, goOn);
    return {
      className: "networks-lab",
      // There its words are below the plots.
      shownOnPhone: ".plots",
      styles: ["charts", "network", ...styles],
      settings: [editor.element],
      elements: [progress.element],
      file: {by: "network", named: "label"},
      show({lines, curves}) {
        const {parentElement: card} = progress.element;
        card.style.setProperty("--lines", lines);
        card.style.setProperty("--curves", curves.length);
        card.classList.toggle("crowded", curves.length > 3);
      },
      schedule: () => progress.schedule,
      hear(message) {
        if (message.kind === "progress") progress.show(message);
      },
    };
  });
}
