/** The Neuron lab: a lab with runs, and the diagram of the neuron. */

import {NeuronDiagram} from "./neuron-diagram.js";
import {renderRunLab} from "./run-lab.js";

export function render(context) {
  return renderRunLab(context, ({model, texts}) => {
    const diagram = new NeuronDiagram(texts, model.sigmoid);
    return {
      styles: ["neuron"],
      elements: [diagram.element],
      show: (run, frames) => diagram.show(run, frames),
      remove: () => diagram.disconnect(),
    };
  });
}
