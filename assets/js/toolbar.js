/** A toolbar: one stop of the Tab key for all its buttons, between which the arrow keys, Home and End go. */

/** Make `buttons` those of a toolbar; the one that last had the focus is its stop. */
export function makeToolbar(buttons) {
  const stopAt = (stop) => { for (const each of buttons) each.tabIndex = each === stop ? 0 : -1; };
  buttons.forEach((each, index) => {
    each.addEventListener("focus", () => stopAt(each));
    each.addEventListener("keydown", (event) => {
      const to = {ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1}[event.key];
      if (to === undefined) return;
      event.preventDefault();
      buttons.at(to % buttons.length).focus();
    });
  });
  stopAt(buttons[0]);
}
