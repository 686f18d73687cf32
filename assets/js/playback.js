/** The bar that plays a run: Run, Pause or Go on, Back, Step, Reset, the epoch and the speed. */

import {element} from "./dom.js";
import {showRange, watchRange} from "./range.js";

const ICONS = {
  run: "M7 4v16l13-8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  resume: "M5 4h3v16H5zM11 4v16l10-8z",
  back: "M6 5h2v14H6zM20 5v14l-10-7z",
  step: "M16 5h2v14h-2zM4 5v14l10-7z",
  reset: "M12 5V1L6 6l6 5V7a6 6 0 1 1-6 6H4a8 8 0 1 0 8-8z",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = `<path d="${ICONS[name]}"/>`;
  return svg;
}

export class PlaybackBar {
  /** `speed` is the control for the speed; `actions` has run, pause, back, step, reset and epoch(k). */
  constructor(texts, speed, actions) {
    const face = (name) => element("span", {class: "face"}, icon(name), element("span", {}, texts[name]));
    const button = (kind, name, ...faces) => element("button", {type: "button", class: kind, onclick: actions[name]}, ...faces);
    this.pause = face("pause");
    this.resume = face("resume");
    this.buttons = {
      run: button("primary", "run", face("run")),
      pause: button("pause", "pause", this.pause, this.resume),
      back: button("", "back", face("back")),
      step: button("", "step", face("step")),
      reset: button("", "reset", face("reset")),
    };
    this.scrubber = element("input", {type: "range", min: 0, step: 1, "aria-label": texts.epoch});
    watchRange(this.scrubber, {moved: actions.epoch, done() {}});
    this.number = element("span", {class: "value"});
    speed.input.setAttribute("aria-label", speed.label);
    this.element = element(
      "div",
      {class: "playback", role: "group", "aria-label": texts.playback},
      element("div", {class: "buttons"}, ...Object.values(this.buttons)),
      element(
        "div", {class: "scrub"},
        element("span", {"aria-hidden": true}, texts.epoch), this.scrubber, this.number,
      ),
      element("label", {class: "speed"}, element("span", {"aria-hidden": true}, speed.label), speed.input),
    );
  }

  /** `last` is the last frame of the run, `end` the last that can be gone to, `said` its epoch as it is written. */
  show({epoch, running, moving}, last, end, said) {
    this.scrubber.max = last;
    showRange(this.scrubber, epoch);
    this.scrubber.setAttribute("aria-valuetext", said);
    this.number.textContent = said;
    this.pause.classList.toggle("other", running && !moving);
    this.resume.classList.toggle("other", !running || moving);
    this.buttons.pause.setAttribute("aria-disabled", String(!running));
    this.buttons.back.setAttribute("aria-disabled", String(epoch === 0));
    this.buttons.step.setAttribute("aria-disabled", String(epoch === end));
  }
}
