/** What a reader has of a lab with runs: its parts, and how a frame is shown on all of them. */

import {element} from "./dom.js";
import {epochAt, frameAt, readCurves} from "./frames.js";
import {LivePlots} from "./live-plots.js";
import {fill} from "./numbers.js";
import {PlaybackBar} from "./playback.js";
import {Playhead} from "./playhead.js";
import {PlotSources, applyTheme, colourPins} from "./plots.js";
import {Readout} from "./readout.js";
import {FormulaCards, layOut} from "./run-layout.js";
import {RunMessages} from "./run-messages.js";
import {sentence} from "./run-words.js";
import {Sections} from "./sections.js";
import {Seldom} from "./seldom.js";
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
    this.messages = new RunMessages(model, this.playhead);
    const {controls} = this.messages;
    this.controls = controls;
    const send = (message) => this.messages.send(message);
    this.picture = create({model, texts, send, controls, goOn: () => this.messages.goOn()});
    const {file} = this.picture;
    this.messages.hasAll = file === null;
    this.status = element("p", {role: "status", class: "words"});
    this.formulas = new FormulaCards(texts);
    this.plots = new LivePlots(this.find, model.get_child("plots"), quantities, texts);
    this.readout = new Readout(texts, this.plots);
    const askForAll = file ? null : () => this.messages.askForAll();
    this.table = new RunTable(`${name}-lab.csv`, texts, {by: "curve", named: "cost", askForAll, ...file});
    this.sections = this.#sections(send);
    this.bar = new PlaybackBar(texts, controls.get("speed"), this.messages.actions);
    this.element = layOut(model, this);
  }

  #sections(send) {
    const {texts, plots, find} = this;
    const sections = new Sections(this.model.sections, {numbers: () => this.table}, texts.sections, {
      texts,
      send,
      outputCanvas: plots.of("output")?.canvas,
      open: (section) => sections.open(section),
      leave: (section) => sections.leave(section),
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
    this.table.take(this.run, this.curves);
    return this.curves[0].epoch.length - 1;
  }

  /** A run, a branch of it, or another start has replaced what was there. */
  replaced() {
    this.messages.answered();
    this.seldom.reset();
    colourPins(this.find);
    const available = this.#take();
    this.element.classList.toggle("many-curves", this.run.curves.length > 1);
    this.formulas.show(this.run);
    this.playhead.replaced(available, this.run.trained);
  }

  /** Show the epoch at which the playhead is. */
  show() {
    const {run, curves, playhead, messages, status} = this;
    const {reach, moving: playing} = playhead;
    const epoch = Math.min(playhead.epoch, curves[0].epoch.length - 1);
    const frames = curves.map((curve) => frameAt(curve, epoch));
    const state = {run, curves, frames, epoch, reach, playing};
    this.sources.draw(run, curves, reach, epoch, this.expected);
    const said = fill(this.texts.of, {epoch: epochAt(curves[0], epoch), epochs: run.epochs});
    this.bar.show(playhead, run.last, messages.end, said);
    // A run that plays would never stop talking: what it did is said when it stands.
    status.setAttribute("aria-live", playing ? "off" : "polite");
    status.setAttribute("aria-busy", String(playing));
    status.textContent = messages.training || sentence(this.texts, state);
    this.picture.show(run, frames, state);
    this.readout.show(state);
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
    this.picture.hear(message);
    this.sections.hear(message);
  }

  /** The colours of the theme are others. */
  recolour() {
    applyTheme(this.find(this.model.quantities[0][0]));
    colourPins(this.find);
    if (this.run) this.show();
  }
  remove() {
    this.messages.answered();
    this.playhead.stop();
    for (const part of [this.plots, this.picture, this.sections, this.formulas]) part.remove();
  }
}
