/**
 * The run in numbers, for those who read rather than look: a table for each curve up to the epoch
 * reached, built only while it is open, and the whole run as a file.
 */

import {element, spoken} from "./dom.js";
import {epochAt, evenly, frameAt} from "./frames.js";
import {decimals, fill} from "./numbers.js";
import {Seldom} from "./seldom.js";
import {captioned, columnHeads, scroller} from "./tables.js";

const STEPS = 10;

/** A text as one cell of a file. */
function quoted(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The run as text: what is separated by commas, to the last digit; of each curve `named` is its name. */
function csv(run, curves, {by, named}) {
  const {epoch: _, ...others} = curves[0];
  const columns = Object.keys(others);
  const rows = curves.flatMap((curve, index) => curve.epoch.map((epoch, row) => [
    epoch, quoted(run.curves[index][named]),
    ...columns.map((name) => (Number.isNaN(curve[name][row]) ? "" : curve[name][row])),
  ]));
  return [["epoch", by, ...columns], ...rows].map((row) => `${row.join()}\n`).join("");
}

function save(text, name) {
  const href = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
  element("a", {href, download: name}).click();
  // The browser may not have begun to read it when the click returns.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

export class RunTable {
  /**
   * `name` is what the file is called, `by` the head of its column of curves, `named` what of them
   * stands there; `askForAll()` is called when the whole run is wanted and has not come yet. Where
   * no more can be asked for, the file has what is there.
   */
  constructor(name, texts, {by, named, askForAll}) {
    Object.assign(this, {name, texts, by, named, askForAll});
    this.saving = false;
    this.seldom = new Seldom();
    this.tables = element("div", {class: "tables"});
    this.button = element("button", {type: "button", onclick: () => this.#download()}, texts.download);
    this.reason = element("span", {class: "caption"});
    this.element = element(
      "div", {class: "data"},
      // Above the tables, which grow while a run plays: it is not to flee from the mouse.
      element("div", {class: "download"}, this.button, this.reason),
      this.tables,
    );
  }

  /** These are the frames of `run` that have come so far. */
  take(run, curves) {
    if (run !== this.run) this.seldom.reset();
    this.run = run;
    this.curves = curves;
    this.reason.textContent = run.nothing ?? "";
    this.button.setAttribute("aria-disabled", String(Boolean(run.nothing)));
    if (!this.saving) return;
    if (this.#isComplete()) this.#download();
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

  #download() {
    if (this.run.nothing) return;
    this.saving = Boolean(this.askForAll) && !this.#isComplete();
    if (this.saving) this.askForAll();
    else save(csv(this.run, this.curves, this), this.name);
  }

  #build() {
    if (!this.element.isConnected) return;
    const epochs = [...new Set([...evenly(this.reach, STEPS), this.epoch])].toSorted((a, b) => a - b);
    const tables = this.curves.map((curve, index) =>
      this.#table(this.run.curves[index], curve, epochs),
    );
    this.tables.replaceChildren(...tables);
  }

  #table({cost, label}, curve, indexes) {
    const {texts} = this;
    const caption = fill(texts.table, {name: label, epoch: epochAt(curve, this.reach)});
    const {tabled} = this.run;
    const heads = tabled.map(([, symbol, name]) =>
      element("th", {scope: "col", title: name}, ...(symbol ? [element("i", {}, symbol), " ", spoken(name)] : [name])),
    );
    const rows = indexes.map((index) => {
      const frame = frameAt(curve, index);
      const cells = tabled.map(([name]) => element("td", {}, decimals(frame[name], 4)));
      const current = {"aria-current": index === this.epoch};
      return element("tr", current, element("th", {scope: "row"}, epochAt(curve, index)), ...cells);
    });
    const table = captioned(caption, `sample ${cost}`, [...columnHeads([texts.epoch]), ...heads], rows);
    return scroller(caption, table);
  }
}
