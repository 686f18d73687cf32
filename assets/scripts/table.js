/**
 * The run in numbers, for those who read rather than look: a table for each curve up to the epoch
 * reached, built only while it is open, and the whole run as a file.
 */

import {element, spoken} from "./dom.js";
import {epochAt, evenly, frameAt} from "./frames.js";
import {decimals, fill} from "./numbers.js";

const STEPS = 10;
/** While a run plays, what is read and not watched keeps up this often. */
const TELL_EVERY = 300;

/** The run as text: what is separated by commas, to the last digit. */
function csv(run, curves) {
  const columns = Object.keys(curves[0]);
  const rows = curves.flatMap((curve, index) =>
    curve.epoch.map((_, row) => [run.curves[index].cost, ...columns.map((name) => curve[name][row])]),
  );
  return [["curve", ...columns], ...rows].map((row) => `${row.join()}\n`).join("");
}

function save(text, name) {
  const href = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
  element("a", {href, download: name}).click();
  // The browser may not have begun to read it when the click returns.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

export class RunTable {
  /** `file` is what the download is called; `askForAll()` is called when the whole run is wanted and has not come yet. */
  constructor(file, texts, askForAll) {
    this.file = file;
    this.texts = texts;
    this.askForAll = askForAll;
    this.saving = false;
    this.told = 0;
    this.tables = element("div", {class: "tables"});
    const download = {type: "button", onclick: () => this.#download()};
    this.element = element(
      "div", {class: "data"},
      // Above the tables, which grow while a run plays: it is not to flee from the mouse.
      element("button", download, texts.download),
      this.tables,
    );
  }

  /** These are the frames of `run` that have come so far. */
  take(run, curves) {
    if (run !== this.run) this.told = 0;
    this.run = run;
    this.curves = curves;
    if (!this.saving) return;
    if (this.#isComplete()) this.#download();
    // Another start has come meanwhile, and the run that was asked for will not.
    else if (run.trained === 0) this.askForAll();
  }

  /** The curves are drawn up to epoch `reach`, and `epoch` is on the screen. */
  show({reach, epoch, playing}) {
    this.reach = reach;
    this.epoch = epoch;
    const now = performance.now();
    if (playing && now - this.told < TELL_EVERY) return;
    this.told = now;
    this.#build();
  }

  #isComplete() {
    return this.curves[0].epoch.length > this.run.last;
  }

  #download() {
    this.saving = !this.#isComplete();
    if (this.saving) this.askForAll();
    else save(csv(this.run, this.curves), this.file);
  }

  #build() {
    if (!this.element.isConnected) return;
    const epochs = [...new Set([...evenly(this.reach, STEPS), this.epoch])].sort((a, b) => a - b);
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
      element("th", {scope: "col"}, element("i", {}, symbol), " ", spoken(name)),
    );
    const rows = indexes.map((index) => {
      const frame = frameAt(curve, index);
      const cells = tabled.map(([name]) => element("td", {}, decimals(frame[name], 4)));
      const current = {"aria-current": index === this.epoch};
      return element("tr", current, element("th", {scope: "row"}, epochAt(curve, index)), ...cells);
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
