/**
 * The run in numbers, for those who read rather than look: a table for each curve up to the epoch
 * reached, built only while it is unfolded, and the whole run as a file.
 */

import {element, spoken} from "./dom.js";
import {COLUMNS, evenly, frameAt} from "./frames.js";
import {decimals, fill} from "./numbers.js";

const SYMBOLS = {weight: "w", bias: "b", weighted_input: "z", output: "a", cost: "C"};
const STEPS = 10;
const FILE = "neuron-lab.csv";

/** The run as text: what is separated by commas, to the last digit. */
function csv(run, curves) {
  const rows = curves.flatMap((curve, index) =>
    curve.epoch.map((_, row) => [run.curves[index].cost, ...COLUMNS.map((name) => curve[name][row])]),
  );
  return [["curve", ...COLUMNS], ...rows].map((row) => `${row.join()}\n`).join("");
}

function save(text) {
  const href = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
  element("a", {href, download: FILE}).click();
  // The browser may not have begun to read it when the click returns.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

export class RunTable {
  /** `askForAll()` is called when the whole run is wanted and has not come yet. */
  constructor(texts, askForAll) {
    this.texts = texts;
    this.askForAll = askForAll;
    this.saving = false;
    this.tables = element("div", {class: "tables"});
    const download = {type: "button", onclick: () => this.#download()};
    this.element = element(
      "details", {class: "data", ontoggle: () => this.#build()},
      element("summary", {}, texts.data),
      this.tables,
      element("button", download, texts.download),
    );
  }

  /** These are the frames of `run` that have come so far. */
  receive(run, curves) {
    this.run = run;
    this.curves = curves;
    if (run.trained === 0) this.saving = false;
    if (this.saving && this.#isComplete()) {
      this.saving = false;
      save(csv(run, curves));
    }
  }

  /** The curves are drawn up to epoch `reach`, and `epoch` is on the screen. */
  show(reach, epoch) {
    this.reach = reach;
    this.epoch = epoch;
    this.#build();
  }

  #isComplete() {
    return this.curves[0].epoch.length > this.run.epochs;
  }

  #download() {
    if (this.#isComplete()) {
      save(csv(this.run, this.curves));
    } else {
      this.saving = true;
      this.askForAll();
    }
  }

  #build() {
    if (!this.element.open) return;
    const epochs = [...new Set([...evenly(this.reach, STEPS), this.epoch])].sort((a, b) => a - b);
    const tables = this.curves.map((curve, index) =>
      this.#table(this.run.curves[index], epochs.map((epoch) => frameAt(curve, epoch))),
    );
    this.tables.replaceChildren(...tables);
  }

  #table({cost, label}, frames) {
    const {texts} = this;
    const caption = fill(texts.table, {name: label, epoch: this.reach});
    const heads = Object.entries(SYMBOLS).map(([name, symbol]) =>
      element("th", {scope: "col"}, element("i", {}, symbol), " ", spoken(texts[name])),
    );
    const rows = frames.map((frame) => {
      const cells = Object.keys(SYMBOLS).map((name) => element("td", {}, decimals(frame[name], 4)));
      const current = {"aria-current": frame.epoch === this.epoch};
      return element("tr", current, element("th", {scope: "row"}, frame.epoch), ...cells);
    });
    const table = element(
      "table", {},
      element("caption", {class: `sample ${cost}`}, caption),
      element("thead", {}, element("tr", {}, element("th", {scope: "col"}, texts.epoch), ...heads)),
      element("tbody", {}, ...rows),
    );
    // A telephone may be too narrow for it: then it scrolls, also by keyboard.
    const scroller = {class: "scroller", role: "region", tabindex: 0, "aria-label": caption};
    return element("div", scroller, table);
  }
}
