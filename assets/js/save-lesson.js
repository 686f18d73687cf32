/** The run on the screen as a page of its own, which the server makes and the reader keeps. */

import {saveFile} from "./files.js";

/** Have `button` ask for it by `model`, in every language of the page if `every` is checked. */
export function offerLesson(model, button, every) {
  button.addEventListener("click", () => {
    model.send_msg({lesson: {every: every.checked, address: location.href}});
  });
  model.on("msg:custom", ({lesson, name}) => { if (lesson) saveFile([lesson], "text/html", name); });
}
