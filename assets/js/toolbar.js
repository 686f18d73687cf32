/** A toolbar: one stop of the Tab key for all its buttons, between which the arrow keys go. */

/** Make `buttons` those of a toolbar; the one that last had the focus is its stop. */
export function makeToolbar(buttons) {
  const stopAt = (stop) => { for (const each of buttons) each.tabIndex = each === stop ? 0 : -1; };
  buttons.forEach((each, index) => {
    each.addEventListener("focus", () => stopAt(each));
    each.addEventListener("keydown", (event) => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      buttons[(index + step + buttons.length) % buttons.length].focus();
    });
  });
  stopAt(buttons[0]);
}
