/** SVG elements that are shown again at every frame, and changed rather than made anew. */

import {setText, shape} from "./dom.js";
import {LINE} from "./free-places.js";

/** So many pixels, to the half. */
export const nearly = (pixels) => Math.round(pixels * 2) / 2;

export class KeptShapes {
  #kept = new Map();
  #used = new Set();

  /** Elements within `place`. */
  constructor(place) {
    this.place = place;
  }

  /** Have an element of that `key` with these attributes and lines of text. */
  put(key, tag, {curve, ...attributes}, lines = []) {
    this.#used.add(key);
    let kept = this.#kept.get(key);
    if (!kept || kept.curve !== curve) {
      kept?.made.remove();
      kept = {curve, made: shape(tag, {curve}), attributes: {}};
      this.#kept.set(key, kept);
      // Words are over all else, and what is shaded is under it.
      if (tag === "rect") this.place.prepend(kept.made);
      else this.place.insertBefore(kept.made, tag === "text" ? null : this.place.querySelector("text"));
    }
    for (const [name, value] of Object.entries(attributes)) {
      const rounded = typeof value === "number" ? nearly(value) : value;
      if (kept.attributes[name] !== rounded) kept.made.setAttribute(name, rounded);
      kept.attributes[name] = rounded;
    }
    const {children} = kept.made;
    if (children.length !== lines.length) kept.made.replaceChildren(...lines.map(() => shape("tspan", {x: 0, dy: LINE})));
    lines.forEach((line, index) => setText(children[index], line));
  }

  /** Remove what was not put since the last time. */
  removeOthers() {
    for (const [key, {made}] of this.#kept) {
      if (this.#used.has(key)) continue;
      made.remove();
      this.#kept.delete(key);
    }
    this.#used.clear();
  }
}
