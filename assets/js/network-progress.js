/** The networks as they are trained elsewhere. */

import {element} from "./dom.js";
import {fill} from "./numbers.js";

/** How far each network is, and what stops it or lets it go on. */
export class Progress {
  /** `goOn()` has the playhead go on as soon as there is more to show. */
  constructor(texts, send, goOn) {
    this.texts = texts;
    this.rows = element("div", {class: "rows"});
    this.button = element("button", {type: "button", onclick: () => this.#press(send, goOn)});
    this.element = element("div", {class: "progress over"}, this.rows, this.button);
  }

  #press(send, goOn) {
    if (this.kind === "go-on") goOn();
    send({kind: this.kind});
  }

  show({networks, over, path}) {
    const {texts} = this;
    this.path = path;
    // Once all is trained the words say so.
    this.element.classList.toggle("over", networks.every(({status}) => status === "finished"));
    this.rows.replaceChildren(...networks.map(({key, name, done, epochs, place, status}, index) => {
      const ended = {stopped: texts.stopped, failed: texts.failed}[status];
      const template = place !== null ? texts.waiting : ended ?? texts.progress;
      const label = (named) => fill(template, {name: named, done, epochs, place});
      return element(
        "label", {class: key}, element("span", {class: `sample ${key}`}, label(index + 1)),
        element("progress", {max: epochs, value: done, "aria-label": label(name)}),
      );
    }));
    this.kind = over ? "go-on" : "stop";
    this.button.textContent = over ? texts.go_on : texts.stop;
  }
}
