/** The mark of σ′: in its colour, thin where it lets little through and thick where it lets much. */

import {setText, shape} from "./dom.js";
import {numeral} from "./numbers.js";
import {BOLD, SIZE, widthOf} from "./text-width.js";

const [THINNEST, THICKEST] = [1.5, 9];
const TRACK = 72;
/** Letters of the label are so high, and so high in a small picture. */
const [TYPE, SMALL_TYPE] = [15, 12];
const SAMPLE = 14;
const [HEIGHT, BARE] = [31, 18];

/** How thick the mark is for a σ′ that is so large a part of the largest there is. */
export const thickness = (part) => THINNEST + (THICKEST - THINNEST) * part;

/** σ′ with its number and a bar, in the picture of σ. */
export class SlopeGauge {
  /** The sample before the number has the colour of `curve`; `name` is what σ′ is called. */
  constructor(curve, name, isSmall) {
    Object.assign(this, {name, type: isSmall ? SMALL_TYPE : TYPE});
    this.sample = shape("circle", {class: "sample", curve, cx: 5, cy: 9, r: 4.5});
    this.number = shape("text", {y: 14, style: `font-size: ${this.type}px`});
    this.track = shape("rect", {class: "track", y: 20, width: TRACK, height: THICKEST, rx: 2});
    this.bar = shape("path", {class: "amount"});
    this.element = shape("g", {class: "slope"}, this.sample, this.number, this.track, this.bar);
  }

  /** Show `slope`, as long and thick as it is a `part` of the largest there is. */
  show(slope, part) {
    setText(this.number, `${this.name} = ${numeral(slope)}`);
    const thick = thickness(part);
    const middle = 20 + THICKEST / 2;
    this.bar.setAttribute("d", `M0 ${middle - thick / 2} h${Math.max(1, part * TRACK)} v${thick} H0 z`);
  }

  /** The size of all, with the sample where there are several curves, and `bare` without the bar. */
  size(isSampled, isBare) {
    const indent = isSampled ? SAMPLE : 0;
    this.sample.toggleAttribute("hidden", !isSampled);
    this.number.setAttribute("x", indent);
    for (const part of [this.track, this.bar]) part.toggleAttribute("hidden", isBare);
    const width = Math.max(TRACK, indent + widthOf(this.number.textContent, BOLD) * (this.type / SIZE));
    return {width, height: isBare ? BARE : HEIGHT};
  }

  /** Move to a box of that size. */
  move({left, top}) {
    this.element.setAttribute("transform", `translate(${left.toFixed(1)} ${top.toFixed(1)})`);
  }
}
