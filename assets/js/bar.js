/** A bar within its track. */

import {element} from "./dom.js";

export class Bar {
  constructor() {
    this.bar = element("span", {class: "bar"});
    this.element = element("span", {class: "track", "aria-hidden": true}, this.bar);
  }

  /** Fill so large a part of the track, from 0 to 1; it begins at another. */
  fill(part, from = 0) {
    this.bar.style.width = `${100 * part}%`;
    this.bar.style.left = `${100 * from}%`;
  }
}
