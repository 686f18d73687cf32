/** What a network answers to a drawn digit. */

import {Bar} from "../bar.js";
import {element, setText, spoken} from "../dom.js";

/** The ten outputs of one network, as rows of a table with a bar in each. */
export class Answer {
  constructor({key, bars}) {
    this.heading = element("h3", {class: "sample", curve: key});
    this.said = element("p", {class: "said"});
    this.rows = bars.map((_, digit) => {
      const bar = new Bar();
      const number = element("span", {});
      const mark = element("span", {class: "mark"});
      const row = element(
        "tr", {},
        element("th", {scope: "row"}, String(digit)),
        element("td", {"aria-hidden": true}, bar.element),
        element("td", {class: "number"}, number, mark),
      );
      return {row, bar, number, mark};
    });
    this.table = element("table", {}, element("tbody", {}, ...this.rows.map(({row}) => row)));
    this.element = element("div", {class: "answer", curve: key}, this.heading, this.said, this.table);
  }

  show({heading, said, bars, numbers, answer}, texts) {
    this.heading.textContent = heading;
    this.table.setAttribute("aria-label", heading);
    // A sentence that is the same is not to be read out again.
    setText(this.said, said);
    this.rows.forEach(({row, bar, number, mark}, digit) => {
      bar.fill(bars[digit]);
      number.textContent = numbers[digit];
      row.classList.toggle("largest", digit === answer);
      mark.replaceChildren(...(digit === answer ? [element("span", {"aria-hidden": true}, "◀"), spoken(texts.largest)] : []));
    });
  }
}
