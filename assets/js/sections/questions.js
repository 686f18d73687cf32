/** A guided path through a lab with runs: the card of its story, and what that sees of the run. */

import {partOfAddress} from "../address.js";
import {epochText, numeral, plain, written} from "../numbers.js";
import {bringIntoSight, pointOut} from "../point-out.js";
import {StoryCard} from "../story-card.js";

const WIDE = matchMedia("(min-width: 961px)");

/** The numbers of `frames` by their columns; those of the second curve and on have _2, _3, … */
function numbersOf(frames, {prediction, epochs}) {
  const named = frames.flatMap((frame, index) => Object.entries(frame).map(([column, value]) =>
    [index ? `${column}_${index + 1}` : column, written(column.replace(/_\d$/, ""), value)],
  ));
  const output = prediction?.output ?? [];
  const middle = output[(output.length - 1) / 2];
  return {...Object.fromEntries(named), epoch: epochText(frames[0].epoch), epochs: plain(epochs), predicted: numeral(middle)};
}

export function create(lab, story) {
  let state = null;
  let pointed = new Set();
  let opened = "";
  let isUnderWay = false;

  const plotOf = (name) => lab.root().querySelector(`.plot[data-quantity="${name}"]`);
  const classed = (name) => [...lab.root().querySelectorAll(`.${name}`)].filter((part) => !card.element.contains(part));

  /** What a step is about: plots and parts of the page, and the section that it opens. */
  const partsOf = ({section, shows}) =>
    [...shows.flatMap((name) => plotOf(name) ?? classed(name)), ...(section ? classed(`section.${section}`) : [])];

  /** Set `address` up; what was drawn for a step before goes, but not what the reader had drawn `before`. */
  const experiment = (address, {keepsRun = false, before}) => {
    pointed = new Set();
    pointOut([]);
    // What has been run before would give the answer away, unless it is what the step is about.
    if (!keepsRun) lab.reset();
    const {prediction = ""} = before.address;
    lab.ask({kind: "experiment", address: {prediction, ...address}});
  };
  const card = new StoryCard(story, {
    experiment,
    async section({section: name = "", shows = []} = {}) {
      if (opened && opened !== name) lab.close(opened);
      opened = opened !== name && lab.isOpen(name) ? "" : name;
      if (!name) {
        lab.showPicture();
        return;
      }
      await lab.open(name, {focus: false});
      // On a phone there is room for one thing, which is in sight already.
      if (WIDE.matches) bringIntoSight(partsOf({section: name, shows}));
    },
    async visit({section, shows}) {
      for (const name of shows) if (plotOf(name)) lab.showPlot(name);
      if (section) await lab.open(section);
      pointOut(partsOf({section, shows}));
    },
    before: () => ({address: partOfAddress(story.prefix), ...lab.keep()}),
    restore(before) {
      const {address, ...kept} = before;
      experiment(address, {before});
      lab.restore(kept);
    },
    close: ({focus = true} = {}) => (focus ? lab.leave : lab.close)("questions"),
  });

  function look() {
    // Until the experiment is set up, there is another run on the screen.
    if (!state || !lab.isAnswered()) return;
    const {whole, frames, epoch, playing} = state;
    card.see({
      ran: whole.trained > 0,
      isUnderWay,
      playing,
      ended: whole.trained > 0 && !playing && epoch === whole.trained,
      epoch: frames[0].epoch,
      settings: lab.settings(),
      opened: lab.isOpen,
      pointed,
      predicted: Boolean(whole.prediction?.output.length),
      numbers: () => numbersOf(frames, whole),
    });
  }

  const point = (event) => {
    const before = pointed.size;
    for (const {classList} of event.composedPath()) for (const kind of classList ?? []) pointed.add(kind);
    if (pointed.size > before) look();
  };
  const {root} = lab;
  for (const kind of ["pointerover", "focusin"]) root().addEventListener(kind, point);

  return {
    element: card.element,
    hear({kind, over}) {
      if (kind !== "progress") return;
      isUnderWay = !over;
      look();
    },
    show(shown) {
      state = shown;
      look();
    },
    remove() {
      for (const kind of ["pointerover", "focusin"]) root().removeEventListener(kind, point);
      card.remove();
    },
  };
}
