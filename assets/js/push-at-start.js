/** The push at the start of a run in one line, so that it is there to compare with when the run is over. */

import {element} from "./dom.js";
import {numeral, plain} from "./numbers.js";

export class PushAtStart {
  /**
   * `first` is the first frame of a run with this `input`, and `slope` the σ′ that counts there.
   * `slopeSign` is × or ÷, with the `power` that is written at σ′; without it σ′ cancels.
   */
  constructor(texts, {residual, weight_gradient: push}, {slope, slopeSign, power, input}) {
    const raised = power ? [`(${numeral(slope)})`, element("sup", {}, power)] : [numeral(slope)];
    const times = slopeSign ? [` ${slopeSign} `, element("span", {class: "slope"}, ...raised)] : [];
    const product = [numeral(residual), ...times, element("span", {class: "input"}, ` × ${plain(input)}`), " = ", element("b", {}, numeral(push))];
    this.said = [`${texts.at_start} `, element("span", {class: "product"}, ...product)];
    this.element = element("span", {class: "at-start"});
  }

  /** At the start itself there is only its room. */
  show(isStart) {
    if (this.element.hasChildNodes() === isStart) this.element.replaceChildren(...(isStart ? [] : this.said));
  }
}
