/** Pinned runs: a row for each, with what can be done with it. */

import {button, element, spoken} from "../dom.js";
import {fill} from "../numbers.js";
import {captioned, columnHeads, scroller} from "../tables.js";

export function create(lab) {
  const made = element("div", {});
  let sayWhether = null;

  /** A second click of a double click would be meant for what has moved under the pointer. */
  function action(text, named, command) {
    return button(text, ({detail}) => detail < 2 && lab.send(command), {class: "small", "aria-label": named});
  }

  function row(pin, index, {texts, outcomes, longest_name: longest}) {
    const {number} = pin;
    const named = (text) => fill(text, {number});
    const name = element("input", {
      type: "text", class: "small", maxlength: longest, value: pin.name, "aria-label": named(texts.name_of),
      onchange: ({target}) => lab.send({kind: "name-pin", pin: index, name: target.value}),
    });
    const shown = element("input", {
      type: "checkbox", checked: !pin.hidden, "aria-label": named(texts.show),
      onchange: ({target}) => lab.send({kind: "hide-pin", pin: index, hidden: !target.checked}),
    });
    const cells = [pin.start, pin.rate, pin.cost, ...outcomes.map(([outcome]) => pin[outcome])];
    return element(
      "tr", {},
      element("th", {scope: "row", curve: `pin-${number}`}, element("label", {class: "shown row"}, shown, number)),
      element("td", {}, name),
      ...cells.map((text) => element("td", {}, text)),
      element(
        "td", {class: "actions"},
        action(texts.take, named(texts.take_of), {kind: "take-pin", pin: index}),
        action(texts.remove, named(texts.remove_of), {kind: "remove-pin", pin: index}),
      ),
    );
  }

  function table(content) {
    const {texts, pins, outcomes} = content;
    const ends = outcomes.map(([, text]) => text);
    const heads = columnHeads([spoken("#"), texts.name, texts.start, texts.rate, texts.cost, ...ends, texts.actions]);
    const rows = pins.map((pin, index) => row(pin, index, content));
    return scroller(texts.caption, captioned(texts.caption, {}, heads, rows));
  }

  return {
    element: made,
    receive(content) {
      const {texts, pins, most} = content;
      const focused = made.getRootNode().activeElement?.getAttribute("aria-label");
      const full = pins.length >= most;
      const add = button(texts.pin, () => lab.send({kind: "pin"}));
      const note = element("p", {class: "caption"});
      sayWhether = ({can_pin: canPin}) => {
        add.setAttribute("aria-disabled", String(full || !canPin));
        note.textContent = full ? fill(texts.full, {most}) : canPin ? texts.none : texts.cannot;
      };
      made.replaceChildren(add, note, ...(pins.length ? [table(content)] : []));
      // What had the focus is there again under its name, or else the button above.
      if (focused) (made.querySelector(`[aria-label="${CSS.escape(focused)}"]`) ?? add).focus();
      lab.colourPins();
    },
    show({run}) {
      sayWhether?.(run);
    },
  };
}
