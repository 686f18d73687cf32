/** What is pointed at in a plot: a mouse reads values off there, and a press, or a finger, goes there. */

/** Pixels to the side after which a finger moves along the plot, and does not scroll the page. */
const FIRST_MOVE = 6;

/** Whether that is where something is drawn, and nothing gone to. */
const isDrawn = ({target}) => target.closest(".surface");

/** Call `point(clientX)` where a mouse is over `canvas`, `leave()` when it is no more, and `go(clientX)` for a press. */
export function watchPointer(canvas, {point, leave, go}) {
  let pressed = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0 || isDrawn(event)) return;
    const {clientX: x, clientY: y, pointerId, pointerType} = event;
    pressed = {x, y, isMeant: pointerType !== "touch"};
    canvas.setPointerCapture(pointerId);
    if (pressed.isMeant) go(x);
  });
  canvas.addEventListener("pointermove", ({clientX, clientY, pointerType}) => {
    if (!pressed) {
      if (pointerType !== "touch") point(clientX);
      return;
    }
    const [across, along] = [Math.abs(clientX - pressed.x), Math.abs(clientY - pressed.y)];
    pressed.isMeant ||= across >= FIRST_MOVE && across > along;
    if (pressed.isMeant) go(clientX);
  });
  canvas.addEventListener("pointerup", ({clientX}) => {
    // A finger that touched and did not move.
    if (pressed && !pressed.isMeant) go(clientX);
    pressed = null;
  });
  // The page is scrolled.
  canvas.addEventListener("pointercancel", () => { pressed = null; });
  canvas.addEventListener("pointerleave", leave);
}
