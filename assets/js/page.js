/** What the page does around its labs: it writes their address, tells of problems, and has a header. */

import {addressOf, replaceAddress} from "./address.js";
import {button, element} from "./dom.js";
import {watchFrame} from "./frame.js";
import {makeHeader} from "./header.js";

/** Show each problem of `model` once, until it is solved or closed; `leave()` where none is left. */
function watchProblems(model, leave) {
  const list = document.getElementById("problems");
  let told = 0;
  const close = (event) => {
    event.currentTarget.parentElement.remove();
    const next = list.querySelector("button");
    if (next) next.focus();
    else leave();
  };
  const show = () => {
    const numbers = new Set(model.problems.map(([number]) => String(number)));
    for (const shown of Array.from(list.children)) if (!numbers.has(shown.dataset.number)) shown.remove();
    for (const [number, problem] of model.problems.filter(([each]) => each > told)) {
      told = number;
      const dismiss = button("×", close, {"aria-label": list.dataset.close});
      list.append(element("p", {"data-number": number}, problem, dismiss));
    }
  };
  model.on("problems", show);
  show();
}

/** Put the place of each root into the panel of the lab that comes there: the server opens labs as they are first shown. */
function placeLabs(model) {
  const [, ...places] = document.querySelectorAll("[data-root]");
  model.on("opened", () => model.opened.forEach((lab, index) => {
    const panel = document.getElementById(`lab-${lab}`);
    if (!panel.contains(places[index])) panel.append(places[index]);
  }));
}

export function render({model}) {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("theme");
  if (asked === root.dataset.theme) root.dataset.chosenTheme = asked;
  const isFramed = "embed" in root.dataset;
  const around = isFramed ? watchFrame() : makeHeader(model, write);

  function write() {
    const address = addressOf(model.address);
    replaceAddress(address);
    around.readdress(address);
  }

  placeLabs(model);
  watchProblems(model, () => around.focus());
  model.on("address", write);
  write();
  return element("span", {hidden: true});
}
