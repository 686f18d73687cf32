/** The examples: a table as text to edit, paste or load, which is used or refused as a whole. */

import {element} from "../dom.js";
import {fill} from "../numbers.js";

const FILE = "examples.csv";

export function create(lab) {
  const label = element("span", {});
  const text = element("textarea", {rows: 9, spellcheck: "false", autocomplete: "off", oninput: edited});
  const how = element("p", {class: "caption", id: "examples-how"});
  const problem = element("p", {class: "problem", role: "alert"});
  const state = element("p", {class: "caption", role: "status"});
  const note = element("p", {class: "caption"});
  const file = element("input", {type: "file", accept: ".csv,.txt,.tsv,text/csv,text/plain", hidden: true, onchange: load});
  const use = element("button", {type: "button", class: "primary", onclick: () => send(text.value, content.texts.label)});
  const choose = element("button", {type: "button", onclick: () => file.click()});
  const save = element("button", {type: "button", onclick: download});
  text.setAttribute("aria-describedby", how.id);
  const made = element(
    "div", {},
    how, element("label", {class: "table-text"}, label, text), problem, state, note,
    element("div", {class: "buttons"}, use, choose, file, save),
  );
  let content = null;
  let loaded = null;

  function say(kind) {
    state.textContent = content.texts[kind];
  }

  function edited() {
    problem.textContent = "";
    say(text.value === content.text ? "taken" : "edited");
  }

  /** Send a table, or say what it is `called` and that it is too large: the server would not read it. */
  function send(what, called) {
    const isTooLarge = new Blob([JSON.stringify(what)]).size > content.most_bytes;
    problem.textContent = isTooLarge ? fill(content.texts.too_large, {name: called}) : "";
    if (!isTooLarge) lab.send({kind: "table", text: what});
    return !isTooLarge;
  }

  async function load() {
    const [chosen] = file.files;
    if (!chosen) return;
    // The same file may be chosen again after it was mended.
    const {name, size} = chosen;
    if (size > content.most_bytes) {
      problem.textContent = fill(content.texts.too_large, {name});
    } else {
      loaded = send(await chosen.text(), name) ? name : null;
    }
    file.value = "";
  }

  function download() {
    const href = URL.createObjectURL(new Blob([text.value], {type: "text/csv"}));
    element("a", {href, download: FILE}).click();
    // The browser may not have begun to read it when the click returns.
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  /** Go to the line that was refused, if it is one of the text in sight. */
  function goToLine(line) {
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  }

  return {
    element: made,
    receive(received) {
      content = received;
      const {texts} = content;
      label.textContent = texts.label;
      how.textContent = texts.how;
      for (const [name, button] of Object.entries({use, load: choose, save})) button.textContent = texts[name];
      file.setAttribute("aria-label", texts.load);
      text.value = content.text;
      note.textContent = content.note;
      problem.textContent = "";
      say("taken");
    },
    hear(message) {
      if (message.kind === "table-refused") {
        problem.textContent = loaded ? `${loaded}: ${message.said}` : message.said;
        if (!loaded) goToLine(message.line);
        loaded = null;
      }
      if (message.kind === "table-taken") loaded = null;
    },
  };
}
