/** The header of the page: its tabs, its language, its theme, and what its tools do. */

import {addressOf, leadToWhole, loadAnew, replaceAddress} from "./address.js";
import {offerLesson} from "./save-lesson.js";
import {makeShare} from "./share.js";
import {makeTabs} from "./tabs.js";
import {makeToolbar} from "./toolbar.js";

const byId = (id) => document.getElementById(id);
const root = document.documentElement;

function makeLanguage(model) {
  byId("language").addEventListener("change", (event) => {
    root.lang = event.target.value;
    const address = addressOf(model.address);
    // So that each lab finds its run again.
    dispatchEvent(new Event("coming-back"));
    replaceAddress(address);
    loadAnew();
  });
}

function makeTheme(write) {
  const theme = byId("theme");
  const show = () => theme.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
  theme.addEventListener("click", () => {
    root.dataset.chosenTheme = root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    show();
    write();
  });
  show();
}

function makePresent(write) {
  const present = byId("present");
  const show = (wanted) => {
    root.toggleAttribute("data-present", wanted);
    present.setAttribute("aria-pressed", String(wanted));
    write();
  };
  present.addEventListener("click", () => show(!("present" in root.dataset)));
  addEventListener("keydown", ({key, defaultPrevented}) => {
    if (key === "Escape" && !defaultPrevented && !document.querySelector("dialog[open]")) show(false);
  });
}

function makeHelp(tabs) {
  byId("help").addEventListener("click", () => {
    const {textContent: title, dataset: {lab}} = tabs.chosen;
    byId("help-title").textContent = title;
    byId("help-lab").replaceChildren(byId(`help-${lab}`).content.cloneNode(true));
    byId("help-text").showModal();
    byId("help-text").scrollTop = 0;
  });
  addEventListener("keydown", (event) => {
    const isTyped = event.composedPath()[0].closest?.("input, textarea, select, dialog");
    if (event.key === "?" && !isTyped && byId("help").checkVisibility()) byId("help").click();
  });
}

/** Make the header of a page whose labs `model` knows; `write()` writes its address. */
export function makeHeader(model, write) {
  // Bokeh does not notice a lab that comes while it draws the first one.
  const firstDrawn = byId("waiting") && new Promise((drawn) => addEventListener("first-drawn", drawn, {once: true}));
  const tabs = makeTabs(async (lab) => {
    await firstDrawn;
    model.send_msg({lab});
  });
  makeLanguage(model);
  makeTheme(write);
  makePresent(write);
  makeShare(model, () => addressOf(model.address));
  offerLesson(model, byId("save-lesson"), byId("every-language"));
  makeHelp(tabs);
  makeToolbar([...document.querySelectorAll("[role=toolbar] button")]);
  return {readdress: (address) => leadToWhole(byId("whole-lab"), address), focus: () => tabs.focus()};
}
