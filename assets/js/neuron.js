/** The Neuron lab: a lab with runs, the picture of the neuron on σ, and what pushes its weight. */

import {NeuronPicture} from "./neuron-picture.js";
import {PushStrip} from "./push-strip.js";
import {renderRunLab} from "./run-lab.js";

export function render(context) {
  return renderRunLab(context, ({model, texts, controls}) => {
    const picture = new NeuronPicture(texts, model.sigmoid, controls, model.widgets);
    const pushes = new PushStrip(texts, model.sigmoid, ({input}) => [{value: input, gradient: "weight_gradient"}]);
    return {
      styles: ["neuron"],
      elements: [picture.element, pushes.element],
      show(run, frames, {began, playing}) {
        picture.show(run, frames, began, playing);
        pushes.show(run, frames, began);
      },
      remove: () => picture.remove(),
    };
  });
}
