/**
 * A lab with runs: lays out what the server sent, and lets the playhead move it.
 *
 * A lab of this kind makes its picture by `create(context)`, which returns `elements` for beside
 * the curves and `show(run, frames, state)`, and may return `file`, what RunTable is to know of its
 * file where frames cannot be asked for, `sections` that are there already, by their names, `keep()`
 * what else must not be lost with the server and `restore(kept)` to have it again, `settings` for
 * among the settings, `path()` for the way of a run whose description does not have it,
 * `hear(message)`, and `remove()`.
 */

import {Controls} from "./controls.js";
import {element, fitFormulas, formula, styled} from "./dom.js";
import {epochAt, frameAt, readCurves} from "./frames.js";
import {LivePlots} from "./live-plots.js";
import {recall, remember} from "./session-storage.js";
import {decimals, fill, sentences} from "./numbers.js";
import {PlaybackBar} from "./playback.js";
import {Sections} from "./sections.js";
import {Playhead} from "./playhead.js";
import {PlotSources, applyTheme, colourPins} from "./plots.js";
import {Readout} from "./readout.js";
import {RunTable} from "./table.js";
import * as theme from "./theme.js";

/** A run that was asked for comes at once, unless the connection is cut. */
const OVERDUE_AFTER = 5000;
/** While a run plays, what is read and not watched keeps up this often. */
const TELL_EVERY = 300;

export function renderRunLab({model, view}, create) {
  const {texts, lab: name, quantities} = model;
  const bokeh = view.model.document;
  const find = (each) => bokeh.get_model_by_name(`${name}-${each}`);
  const source = find("run");
  const figure = find(quantities[0][0]);
  const sources = new PlotSources(find, quantities.map(([quantity]) => quantity));
  const playhead = new Playhead(model.pace, model.settings.values.speed, show);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let run = null;
  let curves = [];
  let told = 0;
  let overdue = null;
  let expected = null;
  let training = "";

  const send = (message) => model.send_msg(message);
  const controls = new Controls(model, {
    epoch: () => playhead.epoch,
    sent({name: changed, branches}, value) {
      if (changed === "speed") playhead.speed = Number(value);
      if (branches && run.trained > 0) playhead.hold();
    },
    answered() {
      playhead.release();
      playhead.speed = controls.value("speed");
    },
  });

  function begin() {
    playhead.expectRun(still.matches);
    send({kind: "run"});
    clearTimeout(overdue);
    overdue = setTimeout(() => dispatchEvent(new Event("no-answer")), OVERDUE_AFTER);
    if (still.matches) askForAll?.();
  }

  const bar = new PlaybackBar(texts, controls.get("speed"), {
    run: begin,
    pause: () => playhead.pause(),
    back: () => goTo(playhead.epoch - 1),
    step: () => goTo(playhead.epoch + 1),
    reset: () => playhead.reset(),
    epoch: goTo,
  });

  /** The last frame that can be gone to: a run that was stopped has not all. */
  function end() {
    return run.after ? run.trained : run.last;
  }

  function goTo(epoch) {
    const wanted = Math.max(0, Math.min(end(), epoch));
    const missing = playhead.expecting || wanted > playhead.available;
    playhead.seek(wanted);
    if (missing) send({kind: "show", epoch: wanted});
  }

  const status = element("p", {role: "status", class: "words"});
  const formulas = element("div", {class: "formulas"});
  const plots = new LivePlots(find, model.get_child("plots"), quantities, texts);
  const readout = new Readout(texts, plots);
  const goOn = () => playhead.expectSame(playhead.epoch, true, still.matches);
  const picture = create({model, texts, send, controls, goOn});
  const askForAll = picture.file ? null : () => send({kind: "show", epoch: run.last});
  const table = new RunTable(`${name}-lab.csv`, texts, picture.file ?? {by: "curve", named: "cost", askForAll});
  const present = {numbers: () => table, ...picture.sections};
  const sections = new Sections(model.sections, present, texts.sections, {
    texts,
    outputCanvas: plots.of("output")?.canvas,
    send,
    open: (name) => sections.open(name),
    leave: (name) => sections.leave(name),
    colourPins: () => colourPins(find),
    expect(output) {
      expected = {...run.prediction, output: output ?? run.prediction.output};
      if (output && !expected.epoch.length) expected.epoch = output.map((_, at) => (run.epochs * at) / (output.length - 1));
      show();
    },
    placeInOutput: (clientX, clientY) => plots.placeInOutput(clientX, clientY),
  });

  const lab = element(
    "div", {class: `lab run-lab ${name}-lab`, },
    element(
      "section", {class: "settings", "aria-label": texts.settings},
      ...controls.in("settings"),
      ...(picture.settings ?? []),
      element(
        "details", {},
        element("summary", {}, texts.more),
        element("div", {class: "more"}, ...controls.in("more")),
      ),
      formulas,
    ),
    element("section", {class: "drawing", "aria-label": texts[name]}, ...picture.elements, status),
    element("section", {class: "plots", "aria-label": texts.curves}, ...plots.elements),
    element(
      "div", {class: "see"},
      element("div", {class: "below"}, readout.element, sections.strip),
      sections.element,
    ),
    bar.element,
  );

  function take() {
    [run] = source.tags;
    expected = run.prediction;
    curves = readCurves(source, run.curves.length);
    table.take(run, curves);
    return curves[0].epoch.length - 1;
  }

  function replaced() {
    clearTimeout(overdue);
    told = 0;
    training = "";
    colourPins(find);
    const available = take();
    lab.classList.toggle("many-curves", run.curves.length > 1);
    formulas.replaceChildren(...(run.formulas ?? []).map(formulaCard));
    fitFormulas(formulas);
    playhead.replaced(available, run.trained);
  }

  function formulaCard(formulas, index) {
    const {label, cost} = run.curves[index];
    const lines = formulas.map(({math, equation, part}) => {
      const line = element("p", {}, formula(math));
      if (equation) {
        const name = fill(texts.equation, {number: equation});
        const written = part ? fill(texts.see, {number: equation}) : equation;
        line.append(element("span", {class: "caption", title: name}, `(${written})`));
      }
      return line;
    });
    const heading = element("h2", {class: `sample ${cost}`}, label);
    return element("div", {class: `formula ${cost}`}, heading, ...lines);
  }

  function show() {
    const epoch = Math.min(playhead.epoch, curves[0].epoch.length - 1);
    const frames = curves.map((curve) => frameAt(curve, epoch));
    const at = epochAt(curves[0], epoch);
    sources.draw(run, curves, playhead.reach, epoch, expected);
    bar.show(playhead, run.last, end(), fill(texts.of, {epoch: at, epochs: run.epochs}));
    const {reach, moving} = playhead;
    // A run that plays would never stop talking: what it did is said when it stands.
    status.setAttribute("aria-live", moving ? "off" : "polite");
    status.setAttribute("aria-busy", String(moving));
    status.textContent = sentence(epoch, frames);
    const state = {run, curves, frames, epoch, reach, playing: moving};
    picture.show(run, frames, state);
    readout.show(state);
    sections.show(state);
    const now = performance.now();
    if (moving && now - told < TELL_EVERY) return;
    told = now;
    plots.tell(run, curves, reach);
  }

  function sentence(epoch, frames) {
    if (training) return training;
    if (run.after && epoch === run.trained) return run.after;
    if (run.trained === 0) return run.before;
    const template = frames.length > 1 ? texts.named_curve : texts.curve;
    const parts = frames.map((frame, index) =>
      fill(template, {...shortened(frame), name: run.curves[index].label}),
    );
    const during = fill(texts.during, {epoch: epochAt(curves[0], epoch), epochs: run.epochs, curves: sentences(...parts)});
    if (playhead.moving) return during;
    // Where each curve has a line of its own, so has this.
    return during.includes("\n") ? `${during}\n${texts.paused}` : sentences(during, texts.paused);
  }

  /** Every number of a frame as sentences have them; of 10,000 answers, one that is wrong shows. */
  function shortened(frame) {
    const digits = (column) => (column === "accuracy" ? 4 : 2);
    return Object.fromEntries(Object.entries(frame).map(([column, value]) => [column, decimals(value, digits(column))]));
  }

  function hear(message) {
    if (message.kind === "training") {
      clearTimeout(overdue);
      training = message.text;
      show();
    }
    if (message.kind === "section") sections.receive(message);
    picture.hear?.(message);
    sections.hear(message);
  }

  function recolour() {
    applyTheme(figure);
    colourPins(find);
    if (run) show();
  }

  const arrived = () => playhead.streamed(take());
  const resized = new ResizeObserver(() => fitFormulas(formulas));
  resized.observe(formulas);
  const unwatch = theme.watch(recolour);
  source.properties.data.change.connect(replaced);
  source.streaming.connect(arrived);
  const forget = remember(name, () => {
    const path = picture.path ? picture.path() : run.trained > 0 && run.path;
    const way = path ? {path, ...playhead.kept} : playhead.expecting && {asked: true};
    const kept = {...picture.keep?.(), ...way};
    return Object.keys(kept).length > 0 && kept;
  });
  model.on("msg:custom", hear);
  model.on("remove", () => {
    clearTimeout(overdue);
    playhead.stop();
    plots.remove();
    picture.remove?.();
    sections.remove();
    resized.disconnect();
    unwatch();
    forget();
    source.properties.data.change.disconnect(replaced);
    source.streaming.disconnect(arrived);
  });
  replaced();
  recolour();
  sections.restore(controls.value("open"));
  const kept = recall(name) ?? {};
  picture.restore?.(kept);
  const {path, epoch, playing, asked} = kept;
  if (asked) begin();
  if (path) {
    playhead.expectSame(epoch, playing, still.matches);
    send({kind: "resume", path, epoch});
    if (playing && still.matches) askForAll?.();
  }
  return styled(lab, "lab", ...(picture.styles ?? []));
}
