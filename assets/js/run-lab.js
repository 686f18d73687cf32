/** A lab with runs: joins what the server sends and what the page tells with what is shown. */

import {currentAddress, readable} from "./address.js";
import {element, setText, styled} from "./dom.js";
import {Experiments} from "./experiments.js";
import {watchKeys} from "./keys.js";
import * as present from "./present.js";
import * as print from "./print.js";
import {RunView} from "./run-view.js";
import {recall, remember} from "./session-storage.js";
import * as theme from "./theme.js";

/**
 * What stands beside the curves, if a lab says nothing else: `elements`, more `settings` and style
 * sheets, and the class of labs that have these in common; `file`, what RunTable is to know where frames cannot be asked for; `show` for each frame,
 * `hear` for each message; `keep` and `restore` for what must not be lost with the server, `schedule`
 * the way of the run on the screen.
 */
const PICTURE = {
  className: "", elements: [], settings: [], styles: [], file: null,
  show() {}, hear() {}, keep: () => ({}), restore() {}, schedule: (run) => run.trained > 0, remove() {},
};

/** Render the lab of `model`; `create(context)` makes its picture: what that has other than PICTURE. */
export function renderRunLab({model, view}, create) {
  const {lab: name} = model;
  const lab = new RunView(model, view.model.document, (context) => ({...PICTURE, ...create(context)}));
  const experiments = model.experiments.length ? [new Experiments(model, lab.controls)] : [];
  const {source, picture, messages} = lab;
  const printedFrom = element("p", {class: "printed-from"});
  const {data} = source.properties;
  const kept = recall(name) ?? {};
  const wantsRun = Boolean(kept.schedule || kept.asked);
  const memory = remember(name, () => {
    const now = {...picture.keep(), ...messages.kept(picture.schedule(lab.run))};
    return Object.keys(now).length > 0 && now;
  });
  const replaced = () => {
    lab.replaced();
    if (!wantsRun || lab.run.trained > 0) memory.forget();
  };
  const streamed = () => lab.streamed();
  data.change.connect(replaced);
  source.streaming.connect(streamed);
  const endings = [
    theme.watch(() => lab.recolour()),
    present.watch((isPresenting) => {
      lab.element.classList.toggle("presenting", isPresenting);
      lab.recolour();
    }),
    print.watch((isPrinting) => {
      const drawn = lab.inks;
      lab.recolour();
      const {inks} = lab;
      setText(printedFrom, [lab.sheet.inShort, readable(String(currentAddress()))].filter(Boolean).join("\n"));
      lab.plots.print(isPrinting, drawn.map((ink, index) => [ink, inks[index]]));
    }),
    watchKeys(lab.element, {...messages.actions, restore: () => lab.plots.actions.restore()}, lab.playhead, () => messages.end),
    memory.end,
    () => data.change.disconnect(replaced),
    () => source.streaming.disconnect(streamed),
    () => lab.remove(),
    ...experiments.map((each) => () => each.remove()),
  ];
  model.on("msg:custom", (message) => lab.hear(message));
  model.on("remove", () => { for (const end of endings) end(); });
  lab.replaced();
  lab.recolour();
  lab.sections.restore(lab.controls.value("open"));
  picture.restore(kept);
  messages.resume(kept);
  return styled(element("div", {}, printedFrom, ...experiments.map((each) => each.element), lab.element), "experiments", ...picture.styles);
}
