/** The examples: a table as text to edit, paste or load, which is used or refused as a whole. */

import {button, element} from "../dom.js";
import {saveFile} from "../files.js";
import {fill} from "../numbers.js";

const FILE = "examples.csv";

export function create(lab, {texts, most_bytes: mostBytes}) {
  const text = element("textarea", {rows: 9, spellcheck: "false", autocomplete: "off", oninput: edited});
  const how = element("p", {class: "caption", id: "examples-how"}, texts.how);
  const problem = element("p", {class: "problem", role: "alert"});
  const state = element("p", {class: "caption", role: "status"});
  const note = element("p", {class: "caption"});
  const file = element("input", {type: "file", accept: ".csv,.txt,.tsv,text/csv,text/plain", hidden: true, onchange: load, "aria-label": texts.load});
  const use = button(texts.use, () => send(text.value, texts.label), {class: "primary"});
  const choose = button(texts.load, () => file.click());
  const save = button(texts.save, () => saveFile([text.value], "text/csv", FILE));
  text.setAttribute("aria-describedby", how.id);
  const made = element(
    "div", {},
    how, element("label", {class: "table-text stack"}, element("span", {}, texts.label), text), problem, state, note,
    element("div", {class: "row wrap"}, use, choose, file, save),
  );
  let content = null;
  let loaded = null;

  function say(kind) {
    state.textContent = texts[kind];
  }

  function edited() {
    problem.textContent = "";
    say(text.value === content.text ? "taken" : "edited");
  }

  /** Send a table, or say what it is `called` and that it is too large: the server would not read it. */
  function send(what, called) {
    const isTooLarge = new Blob([JSON.stringify(what)]).size > mostBytes;
    problem.textContent = isTooLarge ? fill(texts.too_large, {name: called}) : "";
    if (!isTooLarge) lab.send({kind: "table", text: what});
    return !isTooLarge;
  }

  async function load() {
    const [chosen] = file.files;
    if (!chosen) return;
    // The same file may be chosen again after it was mended.
    const {name, size} = chosen;
    if (size > mostBytes) {
      problem.textContent = fill(texts.too_large, {name});
    } else {
      loaded = send(await chosen.text(), name) ? name : null;
    }
    file.value = "";
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
