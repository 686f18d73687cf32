/** Dragging by mouse, pen or finger: what has a `data-sets` within a surface is a handle. */

/** Pixels after which a finger shows that it goes sideways and does not scroll the page, and a mouse that it drags. */
const FIRST_MOVE = {touch: 6, mouse: 2, pen: 2};

/**
 * Have the handles within `surface` dragged.
 *
 * `grab(handle)` returns what a handle stands for: its `value`, how much that changes for each pixel
 * to the right, `across`, or down, `along`, and `set(value, done)`. Finger and pen drag sideways
 * only: up and down they scroll the page, which sets nothing. The surface hears of the pointer, so
 * that handles may be drawn anew meanwhile.
 */
export function watchDrags(surface, grab) {
  let held = null;

  /** The value that the handle has been dragged to. */
  function reached({clientX, clientY}) {
    const {across = 0, along = 0} = held.per;
    return held.value + across * (clientX - held.x) + along * (clientY - held.y);
  }

  function isMeant({clientX, clientY}) {
    const [across, along] = [Math.abs(clientX - held.x), Math.abs(clientY - held.y)];
    const ahead = held.per.along ? along : across;
    return ahead >= FIRST_MOVE[held.by] && (held.by !== "touch" || across > along);
  }

  function drop(value) {
    if (held?.isMoved) held.set(value, true);
    held = null;
  }

  surface.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-sets]");
    if (!handle || !event.isPrimary || event.button !== 0) return;
    const {value, set, ...per} = grab(handle);
    if (event.pointerType !== "mouse" && per.along) return;
    held = {value, set, per, x: event.clientX, y: event.clientY, isMoved: false, isSure: false, by: event.pointerType};
    surface.setPointerCapture(event.pointerId);
  });
  surface.addEventListener("pointermove", (event) => {
    if (!held) return;
    held.isSure ||= isMeant(event);
    if (!held.isSure) return;
    held.isMoved = true;
    held.set(reached(event), false);
  });
  surface.addEventListener("pointerup", (event) => held && drop(reached(event)));
  surface.addEventListener("pointercancel", () => held && drop(held.value));
}
