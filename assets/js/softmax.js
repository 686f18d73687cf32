/** The Softmax lab: a lab with runs, the sliders with their outputs, and what each cost makes of them. */

import {renderRunLab} from "./run-lab.js";
import {CostTable} from "./softmax-costs.js";
import {OutputTable} from "./softmax-outputs.js";

export function render(context) {
  return renderRunLab(context, ({model, texts, controls}) => {
    const outputs = new OutputTable(model, texts, controls);
    const costs = new CostTable(texts, controls.in("costs"));
    return {
      styles: ["softmax"],
      elements: [outputs.element, costs.element],
      settings: [outputs.formula],
      show(run, frames, {epoch}) {
        outputs.show(run, frames, epoch);
        costs.show(run, frames);
      },
    };
  });
}
