/** The networks as they are trained elsewhere. */

import {Bar} from "./bar.js";
import {button, element} from "./dom.js";
import {fill} from "./numbers.js";

/** How far each network is, and what stops it or lets it go on. */
export class Progress {
  /** `goOn()` has the playhead go on as soon as there is more to show. */
  constructor(texts, send, goOn) {
    this.texts = texts;
    this.rows = element("div", {class: "tiles"});
    this.button = button("", () => this.#press(send, goOn), {class: "small"});
    this.element = element("div", {class: "progress row over"}, this.rows, this.button);
  }

  #press(send, goOn) {
    if (this.kind === "go-on") goOn();
    send({kind: this.kind});
  }

  show({networks, over, schedule}) {
    const {texts} = this;
    this.schedule = schedule;
    // Once all is trained the words say so.
    this.element.classList.toggle("over", networks.every(({status}) => status === "finished"));
    this.rows.replaceChildren(...networks.map(({key, name, short, done, epochs, place, status}, index) => {
      const ended = {stopped: texts.stopped, failed: texts.failed}[status];
      const template = place !== null ? texts.waiting : ended ?? texts.progress;
      const label = (named) => fill(template, {name: named, done, epochs, place});
      const bar = new Bar();
      bar.fill(done / epochs);
      const progress = {role: "progressbar", "aria-label": label(name), "aria-valuemax": epochs, "aria-valuenow": done};
      return element(
        "div", {class: "stack", curve: key},
        element("span", {class: "sample", curve: key}, label(short ?? index + 1)), element("div", progress, bar.element),
      );
    }));
    this.kind = over ? "go-on" : "stop";
    this.button.textContent = over ? texts.go_on : texts.stop;
  }
}
