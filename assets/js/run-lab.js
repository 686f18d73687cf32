/** A lab with runs: joins what the server sends and what the page tells with what is shown. */

import {styled} from "./dom.js";
import {RunView} from "./run-view.js";
import {recall, remember} from "./session-storage.js";
import * as theme from "./theme.js";

/**
 * What stands beside the curves, if a lab says nothing else: `elements`, more `settings` and style
 * sheets; `file`, what RunTable is to know where frames cannot be asked for; `show` for each frame,
 * `hear` for each message; `keep` and `restore` for what must not be lost with the server, `path`
 * the way of the run on the screen.
 */
const PICTURE = {
  elements: [], settings: [], styles: [], file: null,
  show() {}, hear() {}, keep: () => ({}), restore() {}, path: (run) => run.trained > 0 && run.path, remove() {},
};

/** Render the lab of `model`; `create(context)` makes its picture: what that has other than PICTURE. */
export function renderRunLab({model, view}, create) {
  const {lab: name} = model;
  const lab = new RunView(model, view.model.document, (context) => ({...PICTURE, ...create(context)}));
  const {source, picture, messages} = lab;
  const {data} = source.properties;
  const replaced = () => lab.replaced();
  const streamed = () => lab.streamed();
  data.change.connect(replaced);
  source.streaming.connect(streamed);
  const endings = [
    theme.watch(() => lab.recolour()),
    remember(name, () => {
      const kept = {...picture.keep(), ...messages.kept(picture.path(lab.run))};
      return Object.keys(kept).length > 0 && kept;
    }),
    () => data.change.disconnect(replaced),
    () => source.streaming.disconnect(streamed),
    () => lab.remove(),
  ];
  model.on("msg:custom", (message) => lab.hear(message));
  model.on("remove", () => { for (const end of endings) end(); });
  lab.replaced();
  lab.recolour();
  lab.sections.restore(lab.controls.value("open"));
  const kept = recall(name) ?? {};
  picture.restore(kept);
  messages.resume(kept);
  return styled(lab.element, ...picture.styles);
}
