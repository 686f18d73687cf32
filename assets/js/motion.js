/** Whether the reader wants less to move. */

const LESS = matchMedia("(prefers-reduced-motion: reduce)");

export const isMotionReduced = () => LESS.matches;
