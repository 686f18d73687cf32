/** How a range is moved: by mouse, by keys, and by a finger that goes sideways. */

/** Pixels after which a finger shows whether it moves the range or scrolls the page. */
const FIRST_MOVE = 6;

/** Put `range` at `place`, its track full up to there. */
export function showRange(range, place) {
  range.value = place;
  range.style.setProperty("--part", (place - range.min) / (range.max - range.min));
}

/**
 * Call `moved(place)` as a reader moves `range`, and `done()` where it is let go.
 *
 * A finger that begins on the range and scrolls the page moves nothing. `key(name)`, if there is
 * one, is the place where a key leads to, or null.
 */
export function watchRange(range, {moved, done, key}) {
  /** The finger on the range: where it came down, what it has shown so far, and what a tap would do. */
  let touch = null;
  let isMoved = false;

  function goTo(place) {
    isMoved = true;
    moved(place);
  }

  function finish() {
    if (!isMoved) return;
    isMoved = false;
    done();
  }

  /** Take the finger away. */
  function lift() {
    const lifted = touch;
    touch = null;
    return lifted ?? {};
  }

  const on = (name, listener) => range.addEventListener(name, listener);
  on("pointerdown", ({pointerType, clientX: x, clientY: y}) => {
    const isTouch = pointerType === "touch";
    touch = isTouch ? {x, y, value: range.value, isMeant: false, isStill: true, tapped: null} : null;
  });
  on("pointermove", ({clientX, clientY}) => {
    if (!touch || touch.isMeant) return;
    const [across, along] = [Math.abs(clientX - touch.x), Math.abs(clientY - touch.y)];
    touch.isMeant = across >= FIRST_MOVE && across > along;
    touch.isStill &&= Math.max(across, along) < FIRST_MOVE;
  });
  on("input", () => {
    const place = range.valueAsNumber;
    if (!touch || touch.isMeant) {
      goTo(place);
      return;
    }
    touch.tapped = place;
    showRange(range, touch.value);
  });
  on("pointerup", () => {
    const {isStill, tapped} = lift();
    if (isStill && tapped !== null) goTo(tapped);
    finish();
  });
  on("pointercancel", () => {
    // The page is being scrolled after all.
    const {isMeant, value} = lift();
    if (isMeant) {
      showRange(range, value);
      goTo(range.valueAsNumber);
    }
    finish();
  });
  on("keydown", (event) => {
    const place = key?.(event.key) ?? null;
    if (place === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    goTo(place);
  });
  for (const name of ["change", "keyup", "blur"]) on(name, () => touch || finish());
}
