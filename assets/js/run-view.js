/** What a reader has of a lab with runs: its parts, and how a frame is shown on all of them. */

import {element, say} from "./dom.js";
import {epochAt, frameAt, readCurves} from "./frames.js";
import {LivePlots} from "./live-plots.js";
import {fill} from "./numbers.js";
import {revealOnPhone, watchPhone} from "./phone.js";
import {PlaybackBar} from "./playback.js";
import {Playhead} from "./playhead.js";
import {PlotSources, applyTheme, colourPins} from "./plots.js";
import {Readout} from "./readout.js";
import {FormulaCards, layOut} from "./run-layout.js";
import {RunMessages} from "./run-messages.js";
import {sentence} from "./run-words.js";
import {Sections} from "./sections.js";
import {Seldom} from "./seldom.js";
import {SettingsSheet} from "./settings-sheet.js";
import {inForce} from "./stages.js";
import {RunTable} from "./table.js";

export class RunView {
  /** `create({model, texts, send, controls, goOn})` makes the picture, see run-lab.js. */
  constructor(model, bokeh, create) {
    const {texts, lab: name, quantities} = model;
    Object.assign(this, {model, texts, curves: [], expected: null, seldom: new Seldom()});
    this.find = (each) => bokeh.get_model_by_name(`${name}-${each}`);
    this.source = this.find("run");
    this.sources = new PlotSources(this.find, quantities.map(([quantity]) => quantity));
    this.playhead = new Playhead(model.pace, model.settings.values.speed, () => this.show());
    this.messages = new RunMessages(model, this.playhead, () => revealOnPhone(this.element, this.shownOnPhone, ".foot"));
    const {controls} = this.messages;
    this.controls = controls;
    const send = (message) => this.messages.send(message);
    this.picture = create({model, texts, send, controls, goOn: () => this.messages.goOn()});
    const {file} = this.picture;
    /** What a reader of a phone is to see of a run. */
    this.shownOnPhone = this.picture.shownOnPhone ?? ".drawing";
    this.messages.hasAll = file === null;
    this.status = element("p", {role: "status", class: "words"});
    this.formulas = new FormulaCards(texts);
    this.plots = new LivePlots(this.find, model.get_child("plots"), quantities, texts, name, () => this.#draw(false));
    this.readout = new Readout(texts, this.plots, (frame) => this.messages.goTo(frame));
    const askForAll = file ? null : () => this.messages.askForAll();
    const askForProgram = () => send({kind: "program"});
    this.table = new RunTable(`${name}-lab`, texts, {by: "curve", named: "cost", askForAll, askForProgram, ...file});
    this.sections = this.#sections(send);
    this.bar = new PlaybackBar(texts, controls.get("speed"), this.messages.actions);
    this.sheet = new SettingsSheet(texts, controls, this.shownOnPhone);
    this.element = layOut(model, this);
    this.endPhone = watchPhone((isPhone) => this.#arrange(isPhone));
    // What waited for an answer has it now.
    model.on("settings", () => { if (this.run) this.sections.show(this.sections.state); });
    model.on("settings", () => this.sheet.show());
  }

  /** On a phone there is one thing at a time, and each stands beside what it is about. */
  #arrange(isPhone) {
    for (const part of [this.plots, this.bar, this.sections, this.sheet]) part.arrange(isPhone);
    if (this.run) this.show();
  }

  #sections(send) {
    const {texts, plots, find} = this;
    const sections = new Sections(this.model.sections, {numbers: () => this.table}, texts.sections, {
      texts,
      send,
      outputCanvas: plots.of("output")?.canvas,
      showPlot: (name) => plots.choose(name),
      open: (section, how) => sections.open(section, how),
      close: (section) => sections.close(section),
      leave: (section) => sections.leave(section),
      isOpen: (section) => sections.isOpen(section),
      root: () => this.element,
      showPicture: () => this.element.querySelector(".drawing").scrollIntoView({block: "nearest"}),
      settings: () => this.model.settings.values,
      control: (name) => this.controls.get(name),
      ask: (message) => this.controls.ask(message),
      reset: () => this.playhead.reset(),
      isAnswered: () => this.controls.isAnswered,
      keep: () => this.picture.keep(),
      restore: (kept) => this.picture.restore(kept),
      colourPins: () => colourPins(find),
      expect: (output) => this.#expect(output),
      placeInOutput: (clientX, clientY) => plots.placeInOutput(clientX, clientY),
    });
    return sections;
  }

  /** Draw `output` as what is expected, or where it is null what was expected before. */
  #expect(output) {
    const {prediction, epochs} = this.run;
    this.expected = {...prediction, output: output ?? prediction.output};
    if (output && !this.expected.epoch.length) this.expected.epoch = output.map((_, at) => (epochs * at) / (output.length - 1));
    this.show();
  }

  /** Draw the lines; return whether they must not be cut off. */
  #draw(playing) {
    return this.sources.draw(this.run, this.curves, this.playhead.reach, this.expected, playing);
  }

  /** More frames of the same run have come. */
  streamed() {
    this.playhead.streamed(this.#take());
  }

  /** Read what has come of the run; return the last frame of it. */
  #take() {
    [this.run] = this.source.tags;
    this.messages.run = this.run;
    this.expected = this.run.prediction;
    this.curves = readCurves(this.source, this.run.curves.length);
    this.began = {run: inForce(this.run, 0), frames: this.curves.map((curve) => frameAt(curve, 0))};
    this.table.take(this.run, this.curves);
    return this.curves[0].epoch.length - 1;
  }

  /** A run, a new stage of it, or another start has replaced what was there. */
  replaced() {
    this.messages.answered();
    this.seldom.reset();
    colourPins(this.find);
    const available = this.#take();
    this.element.classList.toggle("many-curves", this.run.curves.length > 1);
    this.playhead.replaced(available, this.run.trained);
  }

  /** Show the epoch at which the playhead is. */
  show() {
    const {run, curves, began, playhead, messages, status} = this;
    const {reach, moving: playing} = playhead;
    const epoch = Math.min(playhead.epoch, curves[0].epoch.length - 1);
    const here = inForce(run, epoch);
    this.controls.follow();
    const frames = curves.map((curve) => frameAt(curve, epoch));
    const state = {run: here, whole: run, curves, began, frames, epoch, reach, playing, isWhole: this.#draw(playing)};
    const said = fill(this.texts.of, {epoch: epochAt(curves[0], epoch), epochs: run.epochs});
    this.bar.show(playhead, run.last, messages.end, said);
    // A run that plays would never stop talking: what it did is said when it stands.
    status.setAttribute("aria-live", playing ? "off" : "polite");
    status.setAttribute("aria-busy", String(playing));
    say(status, messages.training || sentence(this.texts, state), run.curves, run.findings);
    this.formulas.show(here);
    this.picture.show(here, frames, state);
    this.readout.show(state);
    this.plots.note(state);
    this.sections.show(state);
    if (this.seldom.isDue(playing)) this.plots.tell(run, curves, reach);
  }

  /** Deal with a message of the server. */
  hear(message) {
    if (message.kind === "training") {
      this.messages.hearTraining(message);
      this.show();
    }
    if (message.kind === "section") this.sections.receive(message);
    if (message.kind === "program") this.table.receiveProgram(message.text);
    this.picture.hear(message);
    this.sections.hear(message);
  }

  /** The colours of curves and pins, in an order that stays. */
  get inks() {
    return [...this.sources.shown.data.color, ...(this.find("pin-colours")?.palette ?? [])];
  }

  /** The colours of the theme are others. */
  recolour() {
    // They share most of their axes, but not all.
    for (const [quantity] of this.model.quantities) applyTheme(this.find(quantity));
    colourPins(this.find);
    this.plots.restyle();
    this.sources.forget();
    if (this.run) this.show();
  }

  remove() {
    this.messages.answered();
    this.playhead.stop();
    this.endPhone();
    for (const part of [this.plots, this.picture, this.sections, this.formulas]) part.remove();
  }
}
