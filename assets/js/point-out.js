/** Point at parts of the page: in sight, and with a mark around each for a while. */

const MARK = "pointed-out";
const LASTS = 5000;

/** The part of the window's height that is free for what is pointed at. */
const FREE = 0.6;

/** What is marked now. */
let marked = [];
let ending = null;

function endMark(parts) {
  for (const part of parts) part.classList.remove(MARK);
}

/** Bring `parts` into sight, the first of them for certain; of a high one, where it begins. */
export function bringIntoSight(parts) {
  for (const part of parts.toReversed()) {
    part.scrollIntoView({block: part.offsetHeight > FREE * innerHeight ? "start" : "nearest"});
  }
}

/** Bring `parts` into sight, and mark them and no others. */
export function pointOut(parts) {
  const seen = parts.filter((part) => part.checkVisibility());
  endMark(marked);
  clearTimeout(ending);
  // Begun anew where it was marked already.
  requestAnimationFrame(() => {
    if (marked !== seen) return;
    for (const part of seen) part.classList.add(MARK);
    bringIntoSight(seen);
  });
  marked = seen;
  ending = setTimeout(() => endMark(seen), LASTS);
}
