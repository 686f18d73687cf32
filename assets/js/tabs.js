/** The tabs of the page, one for each lab; where they have no room, they unfold from a button. */

const MOVES = {
  horizontal: {ArrowRight: 1, ArrowLeft: -1},
  vertical: {ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1},
};

/** The button that unfolds `list`, and says which of its `tabs` is chosen; null where there is one alone. */
function makeMenu(list, tabs) {
  const menu = document.getElementById("lab-menu");
  if (!menu) return null;

  const isOpen = () => menu.getAttribute("aria-expanded") === "true";

  function fold(open) {
    menu.setAttribute("aria-expanded", String(open));
    list.setAttribute("aria-orientation", open ? "vertical" : "horizontal");
  }

  function close() {
    if (!isOpen()) return;
    const hadFocus = list.contains(document.activeElement);
    fold(false);
    if (hadFocus) menu.focus();
  }

  menu.addEventListener("click", () => {
    fold(!isOpen());
    if (isOpen()) tabs.find((tab) => tab.tabIndex === 0).focus();
  });
  menu.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.preventDefault();
    close();
  });
  menu.parentElement.addEventListener("focusout", ({relatedTarget}) => {
    if (relatedTarget && !menu.parentElement.contains(relatedTarget)) fold(false);
  });
  addEventListener("pointerdown", ({target}) => {
    if (!menu.parentElement.contains(target)) fold(false);
  });

  return {
    close,
    focus: () => menu.focus(),
    get isShown() { return menu.checkVisibility(); },
    name(tab) {
      menu.querySelector(".lab-name").textContent = tab.textContent;
      menu.querySelector(".group-name").textContent = document.getElementById(tab.getAttribute("aria-describedby")).textContent;
      menu.querySelector(".place").textContent = `${tabs.indexOf(tab) + 1} / ${tabs.length}`;
    },
  };
}

/** Make them; `open(name)` is called with the lab that is chosen. */
export function makeTabs(open) {
  const list = document.getElementById("tabs");
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const menu = makeMenu(list, tabs);
  const focus = (tab) => (menu?.isShown ? menu : tab).focus();

  function choose(tab) {
    for (const each of tabs) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = !chosen;
    }
    menu?.name(tab);
    open(tab.dataset.lab);
  }

  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => {
      choose(tab);
      menu?.close();
    });
    tab.addEventListener("keydown", (event) => {
      const {length} = tabs;
      const step = MOVES[list.getAttribute("aria-orientation") ?? "horizontal"][event.key];
      const wanted = step ? index + step : {Home: 0, End: length - 1}[event.key];
      if (wanted === undefined) return;
      event.preventDefault();
      const next = tabs[(wanted + length) % length];
      next.focus();
      choose(next);
    });
  });
  addEventListener("show-lab", ({detail: lab}) => {
    const tab = tabs.find((each) => each.dataset.lab === lab);
    choose(tab);
    focus(tab);
  });
  return {
    get chosen() { return tabs.find((tab) => tab.tabIndex === 0); },
    focus() { focus(this.chosen); },
  };
}
