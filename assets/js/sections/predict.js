/** Predict, then see: draw what the output will do, or choose a shape, before the run. */

import {element} from "../dom.js";
import {fill, numeral} from "../numbers.js";

/** Pixels to the side after which a move is meant. */
const FIRST_MOVE = 6;
const NONE = "none";
const DRAWN = "drawn";

export function create(lab, content) {
  const {texts} = content;
  const options = [[NONE, texts.none], ...content.shapes, [DRAWN, texts.drawn]];
  const shapes = element(
    "select", {onchange: ({target}) => choose(target.value)}, ...options.map(([value, text]) => element("option", {value}, text)),
  );
  const said = element("p", {class: "caption", "aria-live": "polite"});
  const label = element("label", {class: "field row wrap"}, element("span", {}, texts.shape), shapes);
  const made = element("div", {}, element("p", {}, texts.how), label, said);
  const hint = element("span", {class: "hint"}, texts.hint);
  const surface = element("div", {
    class: "surface", "aria-hidden": true,
    onpointerdown: begin, onpointermove: draw, onpointerup: end, onpointercancel: giveUp,
  }, hint);
  lab.outputCanvas.append(surface);
  lab.showPlot("output");
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
    if (!state) return;
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
    // A copy: who holds the same list as before sees no difference.
    lab.expect([...draft]);
    showHint();
  }

  /** Where nothing is drawn yet, the plot says that this can be done there. */
  function showHint() {
    hint.hidden = state.run.prediction.output.length > 0 || state.reach > 0 || (draft !== null && begun === null);
  }

  /** What was begun was no drawing. */
  function giveUp() {
    draft = null;
    lab.expect(null);
    showHint();
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
    show(shown) {
      const same = state?.run === shown.run;
      state = shown;
      showHint();
      if (same) return;
      const {output, epoch} = state.run.prediction;
      if (!output.length) chosen = NONE;
      else if (chosen === NONE) chosen = DRAWN;
      shapes.value = chosen;
      shapes.querySelector(`[value=${DRAWN}]`).hidden = chosen !== DRAWN;
      const lastPoint = content.points - 1;
      const ends = state.run.epochs > 1 ? [0, lastPoint / 2, lastPoint] : [0, lastPoint];
      const values = ends.map((at) =>
        fill(lab.texts.value_at, {value: numeral(output[at]), epoch: Math.round(epoch[at])}),
      );
      said.textContent = output.length ? fill(texts.said, {values: values.join(lab.texts.comma)}) : "";
    },
    remove: () => surface.remove(),
  };
}
