/** Header, tabs and address: what the page does around its labs. */

import {element} from "./dom.js";

/** The address of the lab on the screen, with the language and the theme that the page keeps. */
function addressOf(query) {
  const address = new URLSearchParams(query);
  address.set("lang", document.documentElement.lang);
  const theme = document.documentElement.dataset.chosenTheme;
  if (theme) address.set("theme", theme);
  // Signs that may stand in a query as they are, and read better so.
  return `${location.pathname}?${address}`.replace(/%(2C|2F|3A|3B)/g, decodeURIComponent);
}

const byId = (id) => document.getElementById(id);

export function render({model}) {
  const root = document.documentElement;
  let told = 0;
  let clearing = null;
  const asked = new URLSearchParams(location.search).get("theme");
  if (asked === root.dataset.theme) root.dataset.chosenTheme = asked;

  const write = () => history.replaceState(null, "", addressOf(model.address));

  byId("language").addEventListener("change", (event) => {
    root.lang = event.target.value;
    // So that each lab finds its run again.
    dispatchEvent(new Event("coming-back"));
    location.replace(addressOf(model.address));
  });

  const theme = byId("theme");
  const showTheme = () => theme.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
  theme.addEventListener("click", () => {
    root.dataset.chosenTheme = root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    showTheme();
    write();
  });
  showTheme();

  byId("share").addEventListener("click", async ({currentTarget}) => {
    write();
    const {done, manual} = currentTarget.dataset;
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      // Browsers give the clipboard to pages from this machine or over https alone.
      prompt(manual, location.href);
      return;
    }
    const toast = byId("toast");
    toast.textContent = done;
    clearTimeout(clearing);
    clearing = setTimeout(() => toast.replaceChildren(), 6000);
  });

  const tabs = [...document.querySelectorAll("[role=tab]")];

  byId("help").addEventListener("click", () => {
    const shown = tabs.find((tab) => tab.tabIndex === 0);
    byId("help-title").textContent = shown.textContent;
    byId("help-lab").replaceChildren(byId(`help-${shown.dataset.lab}`).content.cloneNode(true));
    byId("help-text").showModal();
    byId("help-text").scrollTop = 0;
  });

  function choose(tab) {
    for (const each of tabs) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      byId(each.getAttribute("aria-controls")).hidden = !chosen;
    }
    model.send_msg({lab: tab.dataset.lab});
  }
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const {length} = tabs;
      const wanted = {ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: length - 1}[event.key];
      if (wanted === undefined) return;
      event.preventDefault();
      const next = tabs[(wanted + length) % length];
      next.focus();
      choose(next);
    });
  });

  function showProblems() {
    const list = byId("problems");
    const close = (event) => {
      event.currentTarget.parentElement.remove();
      (list.querySelector("button") ?? tabs.find((tab) => tab.tabIndex === 0)).focus();
    };
    const numbers = new Set(model.problems.map(([number]) => String(number)));
    for (const shown of Array.from(list.children)) if (!numbers.has(shown.dataset.number)) shown.remove();
    for (const [number, problem] of model.problems.filter(([each]) => each > told)) {
      told = number;
      const dismiss = {type: "button", "aria-label": list.dataset.close, onclick: close};
      list.append(element("p", {"data-number": number}, problem, element("button", dismiss, "×")));
    }
  }
  showProblems();
  model.on("problems", showProblems);
  model.on("address", write);
  write();
  return element("span", {hidden: true});
}
