/**
 * Somebody's page, on which labs stand beside other things. It has no palette of ours, and a theme of its
 * own; its keys are its own, and it may have two of the same lab.
 */

import {adaptSheets, element, styleSheets} from "./dom.js";
import {leaveKeysToPage} from "./keys.js";
import * as theme from "./theme.js";

/** What is for a phone alone asks for the window; the palette is the same everywhere. */
const OF_WINDOW = new Set(["phone", "tokens"]);

/** Have a style sheet ask how wide the place of the lab is where it asks how wide the window is. */
function fitToPlace(name, sheet) {
  if (OF_WINDOW.has(name)) return;
  Array.from(sheet.cssRules).forEach((rule, index) => {
    if (!(rule instanceof CSSMediaRule) || !rule.conditionText.includes("width")) return;
    const rules = Array.from(rule.cssRules, ({cssText}) => cssText).join("\n");
    sheet.deleteRule(index);
    sheet.insertRule(`@container lab ${rule.conditionText} { ${rules} }`, index);
  });
}

/** The font of a rule in a style sheet: in a shadow root, where there are no others here, it has no effect. */
function fontOf({style, parentStyleSheet}) {
  const of = (name) => style.getPropertyValue(name);
  const src = of("src").replaceAll(/url\("([^"]*)"\)/g, (_, path) => `url("${new URL(path, parentStyleSheet.href)}")`);
  return new FontFace(of("font-family").replaceAll('"', ""), src, {style: of("font-style") || "normal"});
}

/** What scripts read colours from: on our own page the root has them. */
const palette = element("div", {class: "embedded", "data-theme": "light"});
{
  const {links, ready} = styleSheets("tokens", "base");
  const holder = element("div", {hidden: true});
  holder.attachShadow({mode: "open"}).append(...links, palette);
  document.body.append(holder);
  await ready;
  for (const rule of links[0].sheet.cssRules) if (rule instanceof CSSFontFaceRule) document.fonts.add(fontOf(rule));
}
theme.takeFrom(palette);
leaveKeysToPage();
adaptSheets(fitToPlace);

const paper = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});

/** How bright `colour` is, from 0 to 255; null where what is behind it shows through. */
function brightness(colour) {
  paper.clearRect(0, 0, 1, 1);
  paper.fillStyle = colour;
  paper.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = paper.getImageData(0, 0, 1, 1).data;
  return alpha < 128 ? null : 0.3 * red + 0.6 * green + 0.1 * blue;
}

/** The elements around `place`, out of its shadow root, from the nearest. */
function around(place) {
  const path = [];
  for (let at = place.parentNode; at; at = at.parentNode ?? at.host) if (at instanceof Element) path.push(at);
  return path;
}

/** Follow the theme of the page around `place`: what is behind it is light or dark. Return what ends that. */
function followTheme(place) {
  const look = () => {
    const grounds = around(place).map((each) => brightness(getComputedStyle(each).backgroundColor));
    const ground = grounds.find((each) => each !== null) ?? 255;
    palette.dataset.theme = ground < 128 ? "dark" : "light";
  };
  const follow = () => { place.dataset.theme = theme.current(); };
  const changed = new MutationObserver(look);
  // It has a size as soon as it is on the page.
  const placed = new ResizeObserver(() => {
    changed.disconnect();
    for (const each of around(place)) changed.observe(each, {attributes: true});
    look();
  });
  placed.observe(place);
  const ended = theme.watch(follow);
  follow();
  return () => {
    changed.disconnect();
    placed.disconnect();
    ended();
  };
}

/**
 * The script of a lab, which finds its own models alone, as on a page that has no others. What leads to
 * another lab of our page leads nowhere here.
 */
export function within(renderLab) {
  return ({view, ...context}) => {
    const own = (name) => [...view.model.references()].find((each) => each.name === name) ?? null;
    const made = renderLab({...context, view: {model: {document: {get_model_by_name: own}}}});
    for (const link of made.querySelectorAll("a[href^='?']")) link.hidden = true;
    return made;
  };
}

/** The place of a lab: around it the palette, and above it what it has to tell. */
export function render({model}) {
  const {links} = styleSheets("tokens", "base", "embedded");
  const problems = element("div", {class: "problems", role: "alert"});
  const place = element("div", {class: "embedded"}, problems, model.get_child("lab"));
  const tell = () => problems.replaceChildren(...model.problems.map(([, sentence]) => element("p", {}, sentence)));
  model.on("problems", tell);
  tell();
  const ended = followTheme(place);
  model.on("remove", ended);
  return element("div", {}, ...links, place);
}
