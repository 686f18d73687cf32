/** The keys of a lab with runs, wherever on the page the focus is not on something that needs them itself. */

const TYPED = "input, select, textarea, [role=application]";
const PRESSED = "button, a, summary";
const MOVES = new Set(["ArrowLeft", "ArrowRight", "Home", "End"]);

/** Whether keys count wherever the focus is: not on a page that is somebody's. */
let everywhere = true;

/** Have keys count only while the focus is within a lab, which alone they are for. */
export function leaveKeysToPage() {
  everywhere = false;
}

/** Whether `target` does something by itself where `key` is pressed. */
function isTaken(target, key) {
  if (target.closest("dialog")) return true;
  if (key === "escape") return false;
  if (target.matches("input:is([type=range], [type=radio], [type=checkbox])")) return key !== "r";
  if (target.matches(TYPED)) return true;
  if (target.closest("[role=tab], [role=toolbar]")) return key !== "r";
  return target.matches(PRESSED) && key === " ";
}

/**
 * Have keys do what `actions` do: the space bar plays and pauses, the arrows step, Home and End go to
 * the ends, R runs, Escape restores the plots. Only where `lab` is on the screen; `playhead` and `end()` say where it is.
 * Return what ends that.
 */
export function watchKeys(lab, actions, playhead, end) {
  const does = {
    " ": () => (playhead.running ? actions.pause() : actions.run()),
    ArrowLeft: actions.back,
    ArrowRight: actions.step,
    Home: () => actions.epoch(0),
    End: () => actions.epoch(end()),
    r: actions.run,
    escape: actions.restore,
  };
  const press = (event) => {
    const key = MOVES.has(event.key) ? event.key : event.key.toLowerCase();
    const path = event.composedPath();
    const [target] = path;
    const isPlain = !event.defaultPrevented && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isPlain || !does[key] || !(everywhere || path.includes(lab)) || !lab.checkVisibility() || !(target instanceof Element) || isTaken(target, key)) return;
    if (key !== "escape") event.preventDefault();
    does[key]();
  };
  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}
