/** Draw a digit, or choose one: what every network answers at the epoch on the screen. */

import {DrawingBoard} from "../drawing-board.js";
import {button, element} from "../dom.js";
import {NumberField} from "../number-input.js";
import {pixels} from "../pixels.js";
import {Answer} from "./draw-answer.js";
import {Throttle} from "./followed.js";

export function create(lab, {texts}) {
  const hint = element("span", {class: "hint", "aria-hidden": true}, texts.here);
  const board = new DrawingBoard({changed: describeBoard, done: sendInk});
  const number = new NumberField({low: 0, high: 0}, (wanted) => {
    board.ink = "";
    lab.send({kind: "digit", digit: wanted});
  });
  const picture = element("div", {});
  const about = element("b", {});
  const input = element("span", {class: "caption"});
  const note = element("p", {class: "note"});
  const networks = element("div", {class: "answers tiles"});
  const desk = element(
    "div", {class: "desk"},
    element("div", {class: "place stack"}, board.element, hint, button(texts.clear, empty)),
    element("figure", {}, picture, element("figcaption", {class: "stack"}, about, input)),
    element(
      "div", {class: "choice row wrap"},
      element("label", {class: "field row wrap"}, element("span", {}, texts.choose), number.input),
      button(texts.previous, () => move(-1)), button(texts.next, () => move(1)),
    ),
    element("div", {class: "outcome"}, note, networks),
  );
  let content = null;
  let answers = [];
  let shown = {};
  /** What was sent last and is still to come back; meanwhile board and number stay as they are. */
  let sent = null;
  const throttle = new Throttle(lab, "draw", {live: true});

  function send(wanted, message) {
    sent = wanted;
    lab.send(message);
  }

  function sendInk() {
    const {ink} = board;
    send({ink, digit: content.digit}, {kind: "ink", ink});
  }

  function empty() {
    board.ink = "";
    sendInk();
  }

  /** Go on to the next digit, or back; after the last comes the first. */
  function move(step) {
    const count = content.last + 1;
    const digit = (number.number + step + count) % count;
    number.show(digit);
    board.ink = "";
    send({ink: "", digit}, {kind: "digit", digit});
  }

  function describeBoard() {
    hint.hidden = board.ink !== "";
    board.element.setAttribute("aria-label", hint.hidden ? texts.drawn : texts.empty);
  }

  function showPixels() {
    const said = `${content.about}. ${content.texts.input}`;
    const drawn = said + content.pixels;
    if (shown.pixels === drawn) return;
    shown.pixels = drawn;
    picture.replaceChildren(pixels(content.pixels, said));
  }

  function showAnswers() {
    const {networks: each} = content;
    const keys = each.map(({key}) => key).join();
    if (shown.keys !== keys) {
      shown.keys = keys;
      answers = each.map((network) => new Answer(network));
      networks.replaceChildren(...answers.map((answer) => answer.element));
      setLive();
    }
    answers.forEach((answer, index) => answer.show(each[index], texts));
  }

  /** A run that plays would never stop talking. */
  function setLive() {
    for (const {said} of answers) said.setAttribute("aria-live", shown.playing ? "off" : "polite");
  }

  return {
    element: element("div", {}, element("p", {}, texts.how), desk),
    receive(received) {
      content = received;
      board.resize(content.cells);
      about.textContent = content.about;
      input.textContent = content.texts.input;
      note.textContent = content.note;
      number.limit(content.last);
      if (sent?.ink === content.ink && sent.digit === content.digit) sent = null;
      if (sent === null) number.show(content.digit);
      if (sent === null && !board.isDrawing) board.ink = content.ink;
      describeBoard();
      showPixels();
      showAnswers();
    },
    show(state) {
      shown.playing = state.playing;
      setLive();
      throttle.show(state);
    },
    remove: () => throttle.remove(),
  };
}
