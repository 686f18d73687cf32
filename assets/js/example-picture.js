/** The example that is looked at: which it is, its place on σ among all others, and what it pushes. */

import {element} from "./dom.js";
import {fill, numeral, plain} from "./numbers.js";
import {OtherExamples} from "./other-examples.js";
import {PushStrip} from "./push-strip.js";
import {Seldom} from "./seldom.js";
import {SigmoidPlot} from "./sigmoid-plot.js";

const NAME = "example";
/** Stands for the example that is most wrong at the start. */
const MOST_WRONG = 0;

/** The choice of an example, by its number in the table. */
class Choice {
  constructor(texts, choose) {
    this.texts = texts;
    this.list = element("select", {onchange: () => choose(Number(this.list.value))});
    this.element = element("label", {class: "example row"}, element("span", {class: "caption"}, texts.example), this.list);
    this.value = MOST_WRONG;
    this.written = null;
  }

  /** Offer the examples of `run`. */
  offer({examples, most_wrong: mostWrong}) {
    const names = examples.map(([name, target]) => `${name} → ${plain(target)}`);
    const written = JSON.stringify([names, mostWrong]);
    if (written === this.written) return;
    this.written = written;
    const first = fill(this.texts.most_wrong, {example: names[mostWrong]});
    const options = names.map((name, index) => element("option", {value: index + 1}, `${index + 1}: ${name}`));
    this.list.replaceChildren(element("option", {value: MOST_WRONG}, first), ...options);
    this.show(this.value);
  }

  /** Say which is chosen; one that the table has not counts as none. */
  show(value) {
    this.value = value;
    this.list.value = value < this.list.length ? value : MOST_WRONG;
  }
}

export class ExamplePicture {
  constructor(texts, sigmoid, controls) {
    this.texts = texts;
    this.seldom = new Seldom();
    this.choose = (number) => controls.set(NAME, number);
    this.choice = new Choice(texts, this.choose);
    controls.add(NAME, this.choice);
    this.others = new OtherExamples();
    this.plot = new SigmoidPlot(texts, sigmoid, {sum: "Σ wⱼxⱼ + b", others: this.others, isDragged: false});
    this.element = element("div", {class: "on-sigma stack", role: "img"}, this.plot.element);
    this.pushes = new PushStrip(texts, sigmoid, ({given, weights}) => given.map((value, index) => {
      const [, weight] = weights[index];
      return {value, symbol: weight.replace("w", "x"), weight, gradient: `push${index + 1}`};
    }));
  }

  /** Show `frames`, one for each curve of `run`. */
  show(run, frames, {curves, began, epoch, playing}) {
    if (this.run !== run) this.seldom.reset();
    this.run = run;
    this.choice.offer(run);
    this.others.show(run, curves.map(({places}) => places[epoch].length ? places[epoch] : places[epoch - (epoch % run.every)]));
    this.plot.show(run, frames, began);
    this.pushes.show(run, frames, began);
    if (this.seldom.isDue(playing)) this.element.setAttribute("aria-label", this.#inWords(frames));
  }

  remove() {
    this.plot.remove();
  }

  #inWords(frames) {
    const {texts, run} = this;
    const each = frames.map(({weighted_input: z, output, sigmoid_slope: slope}, index) => {
      const said = Object.entries({z, [`${texts.output} a`]: output, "σ′(z)": slope});
      return `${run.curves[index].label}: ${said.map(([name, value]) => `${name} = ${numeral(value)}`).join(", ")}`;
    });
    const [name, target] = run.examples[run.example];
    return [`${texts.example} ${name}`, ...each, `${texts.target} y = ${plain(target)}`].join("; ");
  }
}
