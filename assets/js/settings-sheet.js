/**
 * The settings on a phone: a button that says what is set, and a sheet that it opens from below. Where
 * settings are hidden, the formulas of the run are there alone.
 */

import {button, element, setText, shape} from "./dom.js";
import {plain} from "./numbers.js";

const GEAR = "M4 7h9M17 7h3M15 4v6M4 17h3M11 17h9M9 14v6";
/** Of more sliders than that only the last are told, the bias and η. */
const MOST_TOLD = 4;
const LAST_TOLD = 2;

/** What is set, in short: `w₀ 2 · b₀ 2 · η 0.15 · Quadratic`; where there is neither slider nor cost, the preset. */
function inShort(controls) {
  const set = [...controls.all].filter(([, {widget, control}]) => widget.place === "settings" && !control.element.hidden);
  const ofKind = (kind) => set.filter(([, {widget}]) => widget.kind === kind);
  const chosen = (kind) => ofKind(kind).map(([name, {widget}]) => {
    const value = controls.value(name);
    return widget.options.find(([each]) => each === value)?.[1];
  });
  const sliders = ofKind("Slider").map(([name, {widget}]) => `${widget.symbol || widget.label} ${plain(controls.value(name))}`);
  const told = [...(sliders.length > MOST_TOLD ? sliders.slice(-LAST_TOLD) : sliders), ...chosen("Radios")];
  return (told.length ? told : chosen("Select")).join(" · ");
}

export class SettingsSheet {
  /** `controls` are those that stand in the settings; what is `shown` of the lab is brought to the top. */
  constructor(texts, controls, shown) {
    Object.assign(this, {controls, shown});
    this.hasSettings = !controls.model.restriction.hidden.includes("settings");
    this.label = this.hasSettings ? texts.settings : texts.formulas;
    this.set = element("span", {class: "set"});
    const icon = shape("svg", {viewBox: "0 0 24 24", "aria-hidden": true}, shape("path", {d: GEAR}));
    this.opener = button(icon, () => this.#open(), {class: "settings-opener", "aria-haspopup": "dialog"});
    this.opener.append(element("b", {}, this.label), " ", this.set);
    this.heading = element("h2", {tabindex: -1}, this.label);
    const done = button(texts.done, () => this.dialog.close(), {class: "primary"});
    this.place = element("div", {class: "sheet-content"});
    this.dialog = element(
      "dialog",
      {
        class: "sheet", "aria-label": this.label,
        onclick: ({target}) => target === this.dialog && this.dialog.close(), onclose: () => this.#closed(),
      },
      element("div", {class: "sheet-head row"}, this.heading, done), this.place,
    );
  }

  get inShort() {
    return this.hasSettings ? inShort(this.controls) : "";
  }

  /** Say what is set. */
  show() {
    setText(this.set, this.inShort);
  }

  /** Take the settings in. */
  hold(settings) {
    if (settings.parentElement !== this.place) this.place.append(settings);
  }

  arrange(isPhone) {
    this.opener.hidden = !isPhone;
    this.show();
    if (!isPhone && this.dialog.open) this.dialog.close();
  }

  /** The page behind stays where it is, with the picture above the sheet where there is room. */
  #open() {
    this.show();
    this.dialog.getRootNode().querySelector(this.shown).scrollIntoView({block: "start"});
    document.documentElement.classList.add("behind-sheet");
    this.dialog.showModal();
    this.heading.focus();
    this.place.scrollTop = 0;
  }

  #closed() {
    document.documentElement.classList.remove("behind-sheet");
    this.opener.focus({preventScroll: true});
  }
}
