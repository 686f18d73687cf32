/** The card of a story: one step at a time, what was noticed, the question, and what is replied. */

import {isRestricted, labAddress} from "./address.js";
import {button, element, say} from "./dom.js";
import {fill} from "./numbers.js";
import {recall, remember} from "./session-storage.js";
import {holds} from "./story-conditions.js";

const OPENING = -1;

export class StoryCard {
  /**
   * `act` is what the lab does for it: `experiment(address, how)` sets one up, and with `keepsRun` leaves
   * a run of just that as it is, `how.before` is what the reader had; `section(step)` has that of the step open alone, `visit(step)` points at what the step is about, `before()` is what the reader had set and
   * `restore(before)` brings it back, and `close()` takes the card away and goes to its button,
   * or with `{focus: false}` nowhere.
   */
  constructor(story, act) {
    const {texts, lab} = story;
    Object.assign(this, {story, act, before: null, hasLeft: false});
    this.heading = element("h3", {tabindex: -1});
    this.text = element("p", {});
    this.noticed = element("p", {class: "noticed", "aria-live": "polite"});
    this.question = element("p", {class: "question", "aria-live": "polite"});
    this.answers = element("div", {class: "answers row wrap", role: "group"});
    this.reply = element("p", {class: "reply", "aria-live": "polite"});
    const {link} = texts;
    this.link = element("a", {class: "button", href: labAddress(story.link)}, link);
    this.back = button(texts.back, () => this.go(this.at - 1));
    this.next = button(texts.begin, () => this.go(this.at + 1));
    this.show = button(texts.show, () => act.visit(this.step));
    this.restore = button(texts.restore, () => this.#restore());
    this.keep = button(texts.keep, () => act.close());
    this.leave = button("×", () => this.#leave(), {class: "leave", "aria-label": texts.leave, title: texts.leave});
    this.fold = button("", () => this.#fold(!this.isFolded), {class: "fold", "aria-label": texts.fold, title: texts.fold});
    this.body = element(
      // It scrolls, also by keyboard.
      "div", {class: "told", role: "group", "aria-label": texts.title, tabindex: 0},
      element("div", {class: "task"}, this.text, this.noticed, this.link),
      element("div", {class: "asking"}, this.question, this.answers, this.reply),
    );
    const buttons = [this.show, this.back, this.next, this.keep, this.restore];
    this.element = element(
      "div", {class: "story", onkeydown: (event) => this.#key(event)},
      this.heading, this.body, element("div", {class: "buttons row wrap"}, ...buttons), this.fold, this.leave,
    );
    const kept = recall(`story-${lab}`) ?? {at: OPENING, before: null};
    this.memory = remember(`story-${lab}`, () => ({at: this.at, before: this.before}));
    this.before = kept.before;
    this.#show(kept.at);
  }

  get step() {
    return this.story.steps[this.at];
  }

  /** Go to step number `at`, and set it up. */
  go(at) {
    this.before ??= this.act.before();
    this.#show(at);
    const {address = {}, keeps_run: keepsRun} = this.step ?? {};
    if (Object.keys(address).length > 0) this.act.experiment(address, {keepsRun, before: this.before});
    this.act.section(this.step);
    this.heading.focus({preventScroll: true});
  }

  /** Look at what is `seen`; `seen.numbers()` are the texts of its numbers by their names. */
  see(seen) {
    if (this.hasLeft) this.#watch(seen.settings);
    if (!this.step) return;
    const {notices, needs_run: needsRun} = this.step;
    notices.forEach(({when}, index) => {
      const isSo = holds(when, seen);
      if (isSo && !this.held.has(index)) this.told = index;
      if (isSo) this.held.add(index);
      else this.held.delete(index);
    });
    if (this.held.has(this.told)) this.#say(this.noticed, fill(notices[this.told].reply, seen.numbers()));
    else if (needsRun && !seen.ran && !seen.isUnderWay) this.#say(this.noticed, this.story.texts.no_run);
    else if (this.told === null) this.noticed.textContent = "";
    if (this.held.has(notices.length - 1)) this.#ask();
  }

  remove() {
    this.memory.end();
  }

  #show(at) {
    const {texts, steps, opening, ending} = this.story;
    Object.assign(this, {at, held: new Set(), told: null, isAsked: false});
    const {step} = this;
    const isEnd = at === steps.length;
    this.heading.textContent = step ? fill(texts.step, {step: at + 1, steps: steps.length, title: step.title}) : isEnd ? texts.end : texts.title;
    say(this.text, step ? step.text : isEnd ? ending : `${opening} ${texts.how}`);
    for (const each of [this.noticed, this.question, this.reply]) each.textContent = "";
    this.answers.replaceChildren();
    this.answers.hidden = true;
    this.next.textContent = step ? texts.skip : texts.begin;
    this.next.className = step ? "" : "primary";
    this.next.hidden = isEnd;
    this.back.hidden = at <= 0;
    this.show.hidden = !step?.section && !step?.shows.length;
    this.link.hidden = !isEnd || isRestricted();
    this.keep.hidden = true;
    this.restore.hidden = !(isEnd && this.before);
    this.element.classList.remove("asked");
    this.element.dataset.section = step?.section ?? "";
    this.#fold(false);
    this.body.scrollTop = 0;
  }

  /** On a phone the card can be one line alone. */
  #fold(isFolded) {
    this.isFolded = isFolded;
    this.element.classList.toggle("folded", isFolded);
    this.fold.setAttribute("aria-expanded", String(!isFolded));
  }

  #ask() {
    if (this.isAsked) return;
    this.isAsked = true;
    this.element.classList.add("asked");
    this.#fold(false);
    const {question, answers} = this.step;
    this.question.textContent = question;
    this.answers.setAttribute("aria-label", question);
    this.answers.hidden = false;
    this.answers.replaceChildren(...answers.map((answer) => {
      const made = button(answer.text, () => this.#answer(answer, made), {"aria-pressed": false});
      return made;
    }));
    // Where the card is low, what is asked and the first answer are to be seen.
    this.body.scrollTop = this.question.offsetTop;
  }

  #answer({reply, right}, chosen) {
    for (const each of this.answers.children) each.setAttribute("aria-pressed", String(each === chosen));
    this.reply.className = right ? "reply right" : "reply wrong";
    this.#say(this.reply, reply);
    if (!right) return;
    this.next.textContent = this.story.texts.next;
    this.next.className = "primary";
  }

  /** Say it once: who listens hears what is another text than before alone. */
  #say(place, text) {
    if (place.textContent === text) return;
    say(place, text);
    const {body} = this;
    if (place.offsetTop + place.offsetHeight > body.scrollTop + body.clientHeight) body.scrollTop = place.offsetTop;
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.#leave();
  }

  /** Leave, and where an experiment was set up, ask once whether it is to stay. */
  #leave() {
    if (!this.before || this.hasLeft) {
      this.act.close();
      return;
    }
    this.hasLeft = true;
    const {title, left} = this.story.texts;
    this.#show(OPENING);
    this.heading.textContent = title;
    this.text.textContent = left;
    this.next.hidden = this.leave.hidden = true;
    this.keep.hidden = this.restore.hidden = false;
    this.keep.focus();
  }

  /** Whoever sets something else once the story was left has an answer to what is to stay. */
  #watch(settings) {
    const now = JSON.stringify({...settings, open: null});
    this.atLeaving ??= now;
    if (now !== this.atLeaving) this.act.close({focus: false});
  }

  #restore() {
    this.act.restore(this.before);
    this.act.close();
  }
}
