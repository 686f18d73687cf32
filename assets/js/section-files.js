/** What a section is made of: style sheets and a script, fetched when the first is opened. */

import {element, stylesheet} from "./dom.js";

const STYLES = ["sections", "charts"];

/** Resolves when the style sheets of sections apply to what follows them, `place` first. */
export function fetchStyles(place) {
  return Promise.all(STYLES.map((each) => new Promise((ready) => { place.before(stylesheet(each, ready)); })));
}

/** The function that creates the section `name`. */
export async function fetchSection(name) {
  return (await import(`./sections/${name}.js`)).create;
}

/** Have the section `made` said and found by its label, and styled by its name. */
export function nameRegion(made, name, label) {
  made.tabIndex = -1;
  made.setAttribute("role", "region");
  made.setAttribute("aria-label", label);
  made.classList.add("section", name);
}

/** Bring a section into sight, or on a telephone what it works on. */
export function bringIntoSight({element: made, subject}) {
  const isNarrow = matchMedia("(max-width: 960px)").matches;
  (isNarrow && subject ? subject : made).scrollIntoView({block: "nearest"});
}

/** Say within a section what kept it from being worked out; return the words. */
export function sayFailure(section, said) {
  const made = element("p", {role: "status", class: "words"}, said);
  section.element.append(made);
  return made;
}
