/** The part of the Share dialog that makes a link for a class: what it sees, what it may change, its sheet. */

import {element} from "./dom.js";

const byId = (id) => document.getElementById(id);
const boxesIn = (id) => [...byId(id).querySelectorAll("input")];
const namesOf = (boxes) => boxes.map(({name}) => name).join(",");

/** Have boxes in the fieldset `id` for what is `offered`: name, label, and whether it is ticked. */
function offer(id, offered) {
  const boxes = offered.map(([name, label, checked]) =>
    element("label", {class: "row"}, element("input", {type: "checkbox", name, checked}), label),
  );
  const [legend] = byId(id).children;
  byId(id).replaceChildren(legend, ...boxes);
}

/** Show what a link to the lab can say to a class, and what that of the page says. */
export function offerClassLink({sees, changes, title, task}) {
  offer("class-sees", sees);
  offer("class-changes", changes);
  byId("sheet-title").value = title;
  byId("sheet-task").value = task;
}

/** Have `address`, a URL, say to a class what is ticked and written; what is as without it is not said. */
export function writeClassLink({searchParams}) {
  const sees = boxesIn("class-sees");
  const seen = sees.filter(({checked}) => checked);
  const locked = boxesIn("class-changes").filter(({checked}) => !checked);
  const sheet = `${byId("sheet-title").value}\n${byId("sheet-task").value}`.trimEnd();
  const says = {
    show: seen.length < sees.length ? namesOf(seen) : null,
    lock: namesOf(locked) || null,
    sheet: sheet || null,
  };
  for (const [name, value] of Object.entries(says)) {
    if (value === null) searchParams.delete(name);
    else searchParams.set(name, value);
  }
}
