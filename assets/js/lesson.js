/** The script of a lesson: shows the run in the file that it stands in, by the scripts of the lab. */

import {element} from "./dom.js";
import * as several from "./multi-input.js";
import * as network from "./network.js";
import * as overfitting from "./overfitting.js";
import * as neuron from "./neuron.js";
import {RecordedModel} from "./recorded-model.js";
import * as softmax from "./softmax.js";
import * as tuning from "./tuning.js";

const LABS = {neuron, several, network, softmax, tuning, overfitting};
const byId = (id) => document.getElementById(id);
const root = document.documentElement;
let clearing = null;

/** Have the page say in this language what it says of itself. */
function write(language, {page}) {
  root.lang = language;
  document.title = page.title;
  document.querySelector("h1").textContent = page.title;
  for (const part of ["recorded", "rounded", "left_out", "made_from"]) byId(part).textContent = page[part];
  byId("language")?.setAttribute("aria-label", page.language);
  byId("theme").setAttribute("aria-label", page.theme);
}

function refuse({page}) {
  const toast = byId("toast");
  toast.textContent = page.needs_lab;
  clearTimeout(clearing);
  clearing = setTimeout(() => toast.replaceChildren(), 6000);
}

/** Put the lab into the page, in `language`; return what takes it away again. */
async function show({lab, rows, languages}, language) {
  const told = languages[language];
  write(language, told);
  const places = told.plots.roots.map((_, index) => element("div", {class: "plot-place", id: `plot-${index}`}));
  byId("lab").replaceChildren(...places);
  const ids = told.plots.roots.map(({id}) => id);
  const roots = Object.fromEntries(ids.map((id, index) => [id, `plot-${index}`]));
  await Bokeh.embed.embed_items({plots: told.plots}, [{docid: "plots", roots, root_ids: ids}]);
  const bokeh = Bokeh.documents.at(-1);
  const source = bokeh.get_model_by_name(`${lab}-run`);
  const model = new RecordedModel(told, rows, {source, places, refuse: () => refuse(told)});
  const made = LABS[lab].render({model, view: {model: {document: bokeh}}});
  byId("lab").replaceChildren(made);
  for (const each of made.querySelectorAll(":is(.settings, .picture, .costs) :is(input, select, button)")) each.disabled = true;
  return () => {
    // So that the lab finds its run again.
    dispatchEvent(new Event("coming-back"));
    model.tell("remove");
    bokeh.clear();
  };
}

function showTheme() {
  byId("theme").setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
}

async function begin() {
  const recording = JSON.parse(await unpacked("packed-run"));
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  if (root.dataset.themeFrom === "system" && isDark) root.dataset.theme = "dark";
  showTheme();
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    showTheme();
  });
  let leave = await show(recording, root.lang);
  byId("language")?.addEventListener("change", async ({target}) => {
    leave();
    leave = await show(recording, target.value);
  });
}

begin();
