/** Draw a digit, or choose one: what every network answers at the epoch on the screen. */

import {DrawingBoard} from "../drawing-board.js";
import {element, shape} from "../dom.js";
import {NumberField} from "../number-input.js";
import {Answer} from "./draw-answer.js";
import {Throttle} from "./throttle.js";

export function create(lab) {
  const how = element("p", {});
  const hint = element("span", {class: "hint", "aria-hidden": true});
  const board = new DrawingBoard({changed: describeBoard, done: sendInk});
  const clear = element("button", {type: "button", onclick: empty});
  const label = element("span", {});
  const number = new NumberField({low: 0, high: 0}, (wanted) => {
    board.ink = "";
    lab.send({kind: "digit", digit: wanted});
  });
  const previous = element("button", {type: "button", onclick: () => move(-1)});
  const next = element("button", {type: "button", onclick: () => move(1)});
  const picture = shape("svg", {class: "pixels", role: "img"});
  const about = element("b", {});
  const caption = element("span", {class: "caption"});
  const note = element("p", {class: "note"});
  const networks = element("div", {class: "networks"});
  // Inert until the server has said what there is to choose from.
  const desk = element(
    "div", {class: "desk", inert: true},
    element("div", {class: "place"}, board.element, hint, clear),
    element("figure", {}, picture, element("figcaption", {}, about, caption)),
    element("div", {class: "choice"}, element("label", {class: "field inline"}, label, number.input), previous, next),
    element("div", {class: "outcome"}, note, networks),
  );
  let content = null;
  let answers = [];
  let shown = {};
  /** What was sent last and is still to come back; meanwhile board and number stay as they are. */
  let sent = null;
  const throttle = new Throttle(lab, "draw");

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
    const {texts} = content;
    hint.hidden = board.ink !== "";
    board.element.setAttribute("aria-label", hint.hidden ? texts.drawn : texts.empty);
  }

  function showPixels() {
    const {pixels, texts} = content;
    const drawn = String(pixels);
    picture.setAttribute("aria-label", `${content.about}. ${texts.input}`);
    if (shown.pixels === drawn) return;
    shown.pixels = drawn;
    picture.setAttribute("viewBox", `0 0 ${pixels.length} ${pixels.length}`);
    const inked = pixels.flatMap((row, y) => row.map((ink, x) => ink > 0 && shape("rect", {x, y, width: 1, height: 1, "fill-opacity": ink})));
    picture.replaceChildren(...inked.filter(Boolean));
  }

  function showAnswers() {
    const {networks: each, texts} = content;
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
    element: element("div", {}, how, desk),
    receive(received) {
      content = received;
      board.resize(content.cells);
      desk.inert = false;
      const {texts} = content;
      how.textContent = texts.how;
      hint.textContent = texts.here;
      label.textContent = texts.choose;
      clear.textContent = texts.clear;
      previous.textContent = texts.previous;
      next.textContent = texts.next;
      caption.textContent = texts.input;
      about.textContent = content.about;
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
      throttle.show(state, true);
    },
    remove: () => throttle.remove(),
  };
}
