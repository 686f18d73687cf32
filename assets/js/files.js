/** Files that a reader keeps. */

import {element} from "./dom.js";

/** Have the browser save `parts`, text or blobs, as a file of that `type` under `name`. */
export function saveFile(parts, type, name) {
  const href = URL.createObjectURL(new Blob(parts, {type}));
  element("a", {href, download: name}).click();
  // The browser may not have begun to read it when the click returns.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
