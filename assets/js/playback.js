/**
 * The bar that plays a run: Run, Pause or Go on, Back, Step, Reset, the epoch and the speed. On a phone
 * it is one row: Run and Pause are one button, and what is seldom used is in a menu.
 */

import {button, element, setText, shape} from "./dom.js";
import {showRange, watchRange} from "./range.js";

const ICONS = {
  run: "M7 4v16l13-8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  resume: "M5 4h3v16H5zM11 4v16l10-8z",
  back: "M6 5h2v14H6zM20 5v14l-10-7z",
  step: "M16 5h2v14h-2zM4 5v14l10-7z",
  more: "M10 3h4v4h-4zM10 10h4v4h-4zM10 17h4v4h-4z",
  reset: "M12 5V1L6 6l6 5V7a6 6 0 1 1-6 6H4a8 8 0 1 0 8-8z",
};

const icon = (name) => shape("svg", {viewBox: "0 0 24 24", "aria-hidden": true}, shape("path", {d: ICONS[name]}));

export class PlaybackBar {
  /** `speed` is the control for the speed; `actions` has run, pause, back, step, reset and epoch(k). */
  constructor(texts, speed, actions) {
    const face = (name) => element("span", {class: "face row"}, icon(name), element("span", {}, texts[name]));
    this.faces = {pause: face("pause"), resume: face("resume"), run: face("run")};
    const press = () => (this.runs ? actions.run() : actions.pause());
    this.buttons = {
      run: button(face("run"), actions.run, {class: "primary"}),
      pause: button(this.faces.pause, press, {class: "pause"}),
      back: button(face("back"), actions.back),
      step: button(face("step"), actions.step),
      reset: button(face("reset"), actions.reset),
    };
    this.buttons.pause.append(this.faces.resume, this.faces.run);
    this.scrubber = element("input", {type: "range", min: 0, step: 1, "aria-label": texts.epoch});
    watchRange(this.scrubber, {moved: actions.epoch, done() {}});
    this.number = element("span", {class: "value"});
    speed.input.setAttribute("aria-label", speed.label);
    this.speed = element("label", {class: "row"}, element("span", {"aria-hidden": true}, speed.label), speed.input);
    this.row = element("div", {class: "buttons row"}, ...Object.values(this.buttons));
    this.menu = element("div", {class: "menu", popover: "auto"});
    this.more = button(icon("more"), () => {}, {class: "more-playback", "aria-label": texts.more_playback});
    this.more.popoverTargetElement = this.menu;
    this.menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.more.focus();
    });
    this.buttons.reset.addEventListener("click", () => this.isPhone && this.menu.hidePopover());
    this.element = element(
      "div",
      {class: "playback row", role: "group", "aria-label": texts.playback},
      this.row,
      element(
        "div", {class: "scrub row"},
        element("span", {"aria-hidden": true}, texts.epoch), this.scrubber, this.number,
      ),
      this.speed, this.more, this.menu,
    );
  }

  arrange(isPhone) {
    this.isPhone = isPhone;
    this.more.hidden = this.menu.hidden = !isPhone;
    if (isPhone) {
      this.menu.append(this.buttons.reset, this.speed);
    } else {
      this.row.append(this.buttons.reset);
      this.more.before(this.speed);
    }
  }

  /** `last` is the last frame of the run, `end` the last that can be gone to, `said` its epoch as it is written. */
  show({epoch, running, moving}, last, end, said) {
    this.scrubber.max = last;
    showRange(this.scrubber, epoch);
    this.scrubber.setAttribute("aria-valuetext", said);
    setText(this.number, said);
    this.runs = this.isPhone && !moving && (!running || epoch === 0);
    const shown = this.runs ? "run" : running && !moving ? "resume" : "pause";
    for (const [name, face] of Object.entries(this.faces)) face.classList.toggle("other", name !== shown);
    this.buttons.pause.setAttribute("aria-disabled", String(!running && !this.runs));
    this.buttons.back.setAttribute("aria-disabled", String(epoch === 0));
    this.buttons.step.setAttribute("aria-disabled", String(epoch === end));
  }
}
