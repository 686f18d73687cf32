/** The Neuron lab: a lab with runs, and the drawing of the neuron. */

import {NeuronDrawing} from "./neuron-diagram.js";
import {renderRunLab} from "./run-lab.js";

export function render(context) {
  return renderRunLab(context, ({model, texts}) => {
    const drawing = new NeuronDrawing(texts, model.sigmoid);
    return {
      elements: [drawing.element],
      show: (run, frames) => drawing.show(run, frames),
      remove: () => drawing.disconnect(),
    };
  });
}
