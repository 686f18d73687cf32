/**
 * The run in numbers, for those who read rather than look: a table for each curve up to the epoch
 * reached, built only while it is open, and the whole run as a file.
 */

import {button, element, spoken} from "./dom.js";
import {saveFile} from "./files.js";
import {epochAt, evenly, frameAt} from "./frames.js";
import {fill, plain, written} from "./numbers.js";
import {Seldom} from "./seldom.js";
import {inForce} from "./stages.js";
import {captioned, columnHeads, scroller} from "./tables.js";

const STEPS = 10;

/** A text as one cell of a file. */
function quoted(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rule that is in force at a row of a curve, where it has one: η and what its cost is called. */
const ruleOf = ({rate, rule}) => (rule ? {learning_rate: rate, cost_function: rule} : {});

/** The run as text: what is separated by commas, to the last digit; of each curve `named` is its name.
 * Columns that are `unfiled` are of something else than the run. */
function csv(run, curves, {by, named}) {
  const {epoch: _, ...others} = curves[0];
  const columns = Object.keys(others).filter((name) => !run.unfiled?.includes(name));
  const rules = Object.keys(ruleOf(inForce(run, 0).curves[0]));
  const rows = curves.flatMap((curve, index) => curve.epoch.map((epoch, row) => [
    epoch, quoted(run.curves[index][named]),
    ...columns.map((name) => (Number.isNaN(curve[name][row]) ? "" : curve[name][row])),
    ...Object.values(ruleOf(inForce(run, row).curves[index])),
  ]));
  return [["epoch", by, ...columns, ...rules], ...rows].map((row) => `${row.join()}\n`).join("");
}

/** The run as JSON: of each curve its name, the rules that it learned by, and its columns; no number is null. */
function json(run, curves, {by, named}) {
  const told = curves.map((columns, index) => {
    const {[named]: name, stages = []} = run.curves[index];
    const rules = stages.map((stage) => Object.assign({epoch: stage.begin}, ruleOf(stage)));
    return Object.assign({[by]: name}, rules.length ? {rules} : {}, columns);
  });
  return `${JSON.stringify({curves: told}, null, 1)}\n`;
}

/** What a run is saved as here: the type of the file, and its text. */
const FORMATS = {csv: ["text/csv", csv], json: ["application/json", json]};

export class RunTable {
  /**
   * `name` is what a file is called, `by` the head of its column of curves, `named` what of them
   * stands there; `askForAll()` is called when the whole run is wanted and has not come yet. Where
   * no more can be asked for, the file has what is there. `askForProgram()` asks for the run as a program.
   */
  constructor(name, texts, {by, named, askForAll, askForProgram}) {
    Object.assign(this, {name, texts, by, named, askForAll});
    /** The format in which the run is to be saved once it is all there. */
    this.saving = null;
    this.seldom = new Seldom();
    this.tables = element("div", {class: "tables tiles"});
    this.buttons = [
      button(texts.download, () => this.#save("csv")),
      button("JSON", () => this.#save("json"), {"aria-label": texts.download_json, title: texts.download_json}),
    ];
    const program = button("Python", askForProgram, {"aria-label": texts.download_program, title: texts.download_program});
    this.reason = element("span", {class: "caption"});
    this.element = element(
      "div", {class: "data"},
      // Above the tables, which grow while a run plays: it is not to flee from the mouse.
      element("div", {class: "download row wrap"}, ...this.buttons, program, this.reason),
      this.tables,
    );
  }

  /** The server has written the program that computes the run. */
  receiveProgram(text) {
    saveFile([text], "text/x-python", `${this.name}.py`);
  }

  /** These are the frames of `run` that have come so far. */
  take(run, curves) {
    if (run !== this.run) this.seldom.reset();
    this.run = run;
    this.curves = curves;
    this.reason.textContent = run.nothing ?? "";
    for (const each of this.buttons) each.setAttribute("aria-disabled", String(Boolean(run.nothing)));
    if (!this.saving) return;
    if (this.#isComplete()) this.#save(this.saving);
    // Another start has come meanwhile, and the run that was asked for will not.
    else if (run.trained === 0) this.askForAll();
  }

  /** The curves are drawn up to epoch `reach`, and `epoch` is on the screen. */
  show({reach, epoch, playing}) {
    this.reach = reach;
    this.epoch = epoch;
    if (this.seldom.isDue(playing)) this.#build();
  }

  #isComplete() {
    return this.curves[0].epoch.length > this.run.last;
  }

  #save(format) {
    if (this.run.nothing) return;
    this.saving = this.askForAll && !this.#isComplete() ? format : null;
    if (this.saving) {
      this.askForAll();
      return;
    }
    const [type, write] = FORMATS[format];
    saveFile([write(this.run, this.curves, this)], type, `${this.name}.${format}`);
  }

  #build() {
    if (!this.element.isConnected) return;
    const epochs = [...new Set([...evenly(this.reach, STEPS), this.epoch])].toSorted((a, b) => a - b);
    const tables = this.curves.map((curve, index) => this.#table(index, curve, epochs));
    this.tables.replaceChildren(...tables);
  }

  #table(which, curve, indexes) {
    const {texts} = this;
    const {cost} = this.run.curves[which];
    const labels = new Set(indexes.map((index) => inForce(this.run, index).curves[which].label));
    const caption = fill(texts.table, {name: [...labels].join(texts.comma), epoch: epochAt(curve, this.reach)});
    const {tabled} = this.run;
    const heads = tabled.map(([, symbol, name]) =>
      element("th", {scope: "col", title: name}, ...(symbol ? [element("i", {}, symbol), " ", spoken(name)] : [name])),
    );
    const rows = indexes.map((index) => {
      const frame = frameAt(curve, index);
      const {rate, label: learnedBy} = inForce(this.run, index).curves[which];
      const rule = {learning_rate: rate === undefined ? "" : plain(rate), cost_function: learnedBy};
      const cells = tabled.map(([name]) => element("td", {}, rule[name] ?? written(name, frame[name])));
      const current = {"aria-current": index === this.epoch};
      return element("tr", current, element("th", {scope: "row"}, epochAt(curve, index)), ...cells);
    });
    const table = captioned(caption, {class: "sample", curve: cost}, [...columnHeads([texts.epoch]), ...heads], rows);
    return scroller(caption, table);
  }
}
