/** Whether the page is on a phone, upright or on its side, and what is in sight there; phone.css asks the same. */

import {isMotionReduced} from "./motion.js";

const PHONE = matchMedia("(max-width: 700px), (max-width: 960px) and (max-height: 500px)");

export function isPhone() {
  return PHONE.matches;
}

/** Call `arrange(isPhone)` now and when that changes; return what ends it. */
export function watchPhone(arrange) {
  const tell = () => arrange(PHONE.matches);
  PHONE.addEventListener("change", tell);
  tell();
  return () => PHONE.removeEventListener("change", tell);
}

/**
 * On a phone, scroll to the `part` within `lab` if it ends behind the `foot`, so that more of it is seen. Where a reader
 * has scrolled past its beginning, the page stays.
 */
export function revealOnPhone(lab, part, foot) {
  const shown = lab.querySelector(part);
  const {top, bottom} = shown.getBoundingClientRect();
  if (!PHONE.matches || top <= 0 || bottom <= lab.querySelector(foot).getBoundingClientRect().top) return;
  shown.scrollIntoView({block: "start", behavior: isMotionReduced() ? "instant" : "smooth"});
}
