/** Predict, then see: draw what the output will do, or choose a shape, before the run. */

import {element} from "../dom.js";
import {decimals, fill} from "../numbers.js";

/** Pixels to the side after which a move is meant. */
const FIRST_MOVE = 6;
const NONE = "none";
const DRAWN = "drawn";

export function create(lab) {
  const how = element("p", {});
  const label = element("span", {});
  const shapes = element("select", {onchange: ({target}) => choose(target.value)});
  const said = element("p", {class: "caption", "aria-live": "polite"});
  const made = element("div", {}, how, element("label", {class: "field inline"}, label, shapes), said);
  const surface = element("div", {
    class: "surface", "aria-hidden": true,
    onpointerdown: begin, onpointermove: draw, onpointerup: end, onpointercancel: giveUp,
  });
  lab.outputCanvas.append(surface);
  let content = null;
  let state = null;
  let draft = null;
  let last = null;
  let isNew = false;
  let begun = null;
  let chosen = NONE;

  function choose(shape) {
    chosen = shape;
    const command = shape === NONE ? {prediction: ""} : {shape};
    if (shape !== DRAWN) lab.send({kind: "predict", ...command});
  }

  /** The place of the pointer: which of the points, as a fraction, and which output. */
  function place({clientX, clientY}) {
    const {epoch, output} = lab.placeInOutput(clientX, clientY);
    const at = Math.max(0, Math.min(1, epoch / state.run.epochs)) * (content.points - 1);
    return {at, output: Math.max(0, Math.min(1, output))};
  }

  function begin(event) {
    if (!state || !content) return;
    surface.setPointerCapture(event.pointerId);
    const {output} = state.run.prediction;
    isNew = output.length === 0;
    begun = event.clientX;
    draft = isNew ? Array(content.points).fill(state.curves[0].output[0]) : [...output];
    last = place(event);
  }

  /** Every point between the last place of the pointer and this one is on the line between them. */
  function draw(event) {
    if (draft === null) return;
    // A finger that only touches, or scrolls, draws nothing.
    if (begun !== null && Math.abs(event.clientX - begun) < FIRST_MOVE) return;
    begun = null;
    const now = place(event);
    const [from, to] = last.at <= now.at ? [last, now] : [now, last];
    for (let point = Math.round(from.at); point <= Math.round(to.at); point++) {
      const part = to.at === from.at ? 1 : (point - from.at) / (to.at - from.at);
      const output = from.output + Math.max(0, Math.min(1, part)) * (to.output - from.output);
      draft[point] = Number(output.toFixed(2));
    }
    // What has never been drawn stays where the pencil is.
    if (isNew) draft.fill(Number(now.output.toFixed(2)), Math.round(now.at));
    last = now;
    lab.expect(draft);
  }

  /** What was begun was no drawing. */
  function giveUp() {
    draft = null;
    lab.expect(null);
  }

  function end() {
    if (draft === null) return;
    if (begun !== null) {
      giveUp();
      return;
    }
    const prediction = draft;
    draft = null;
    chosen = DRAWN;
    lab.send({kind: "predict", prediction});
  }

  return {
    element: made,
    subject: lab.outputCanvas,
    receive(received) {
      content = received;
      const {texts} = content;
      how.textContent = texts.how;
      label.textContent = texts.shape;
      const options = [[NONE, texts.none], ...content.shapes, [DRAWN, texts.drawn]];
      shapes.replaceChildren(...options.map(([value, text]) => element("option", {value}, text)));
    },
    show(shown) {
      const same = state?.run === shown.run;
      state = shown;
      if (same || content === null) return;
      const {output, epoch} = state.run.prediction;
      if (!output.length) chosen = NONE;
      else if (chosen === NONE) chosen = DRAWN;
      shapes.value = chosen;
      shapes.querySelector(`[value=${DRAWN}]`).hidden = chosen !== DRAWN;
      const lastPoint = content.points - 1;
      const ends = state.run.epochs > 1 ? [0, lastPoint / 2, lastPoint] : [0, lastPoint];
      const values = ends.map((at) =>
        fill(lab.texts.value_at, {value: decimals(output[at], 2), epoch: Math.round(epoch[at])}),
      );
      said.textContent = output.length ? fill(content.texts.said, {values: values.join(lab.texts.comma)}) : "";
    },
    remove: () => surface.remove(),
  };
}
