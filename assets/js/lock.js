/** What a class link locks: it is seen, and cannot be changed. */

/** Lock all controls within `place`; whoever points at it, or has it read out, learns `why`. */
export function lock(place, why) {
  place.classList.add("locked");
  place.title = why;
  for (const each of place.querySelectorAll("button, input, select")) {
    each.disabled = true;
    each.setAttribute("aria-description", why);
  }
}
