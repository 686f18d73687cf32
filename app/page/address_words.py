"""What an address says, in words: a line for each name in it, as labels on the page call it."""

from collections.abc import Mapping
from contextlib import suppress

from app.labs.registry import LAB_BY_NAME, LABS, Lab
from app.page.class_link import LOCK, SHEET, SHOW
from app.ui.foreign_text import without_marks
from app.ui.language import Translate, marked, own_name
from app.ui.widgets import Changes, Control, Select, Slider

LONGEST_VALUE = 48

OTHERS = {
    "open": marked("Open sections"),
    "pins": marked("Pinned runs"),
    "power": marked("Power of σ′"),
    "tolerance": marked("Counts as learned within"),
    "prediction": marked("Predict"),
    "networks": marked("Networks, side by side"),
    "sweep": marked("Sweep"),
    "digit": marked("Test digit"),
    "ink": marked("Drawn digit"),
    "data": marked("Examples"),
    "example": marked("Example"),
}
"""What is called what that no control of a lab sets."""
DRAWN = ("prediction", "ink")
"""What was drawn and cannot be written in a line."""
PAGE = {
    "lang": marked("Language"),
    "theme": marked("Theme"),
    "present": marked("Present"),
}
THEMES = {"light": marked("light"), "dark": marked("dark"), "system": marked("the system’s")}


def lines(query: Mapping[str, str], _: Translate) -> list[tuple[str, str]]:
    """Return what ``query`` sets, and to what, that of the lab in front first.

    Names are those that the page knows.
    """
    front = LAB_BY_NAME.get(query.get("lab", ""), LABS[0])
    others = [lab for lab in LABS if lab is not front]
    found = [(_("Lab"), _(front.title)), *_of_class(front, query, _), *_of_lab(front, query, _)]
    for lab in others:
        found += [
            (_("{lab}: {setting}").format(lab=_(lab.title), setting=label), value)
            for label, value in _of_lab(lab, query, _)
        ]
    return found + [
        (_(PAGE[name]), _of_page(name, query[name], _)) for name in PAGE if name in query
    ]


def parts_of(lab: Lab, _: Translate) -> dict[str, str]:
    """Return what can be hidden of ``lab``, and what it is called."""
    return {name: _(label) for name, label in lab.parts.items()}


def settings_of(lab: Lab, _: Translate) -> dict[str, str]:
    """Return what can be locked in ``lab``, and what it is called."""
    controls = {control.name: control for control in lab.widgets(_)}
    return {name: _label(name, controls.get(name), _) for name in lab.settings}


def _of_class(lab: Lab, query: Mapping[str, str], _: Translate) -> list[tuple[str, str]]:
    """Return what ``query`` says to a class."""
    found = []
    for name, label, called in (
        (SHOW, _("The class sees"), parts_of),
        (LOCK, _("The class may not change"), settings_of),
    ):
        if name in query:
            labels = called(lab, _)
            names = [each for each in query[name].split(",") if each]
            listed = _(", ").join(labels.get(each, shortened(each)) for each in names)
            found.append((label, listed or "–"))
    if SHEET in query:
        found.append((_("Class sheet"), shortened(query[SHEET].strip())))
    return found


def _of_lab(lab: Lab, query: Mapping[str, str], _: Translate) -> list[tuple[str, str]]:
    part = lab.part_of(query)
    if not part:
        return []
    controls = {control.name: control for control in lab.widgets(_)}
    return [
        (_label(name, controls.get(name), _), _value(lab, name, text, controls.get(name), _))
        for name, text in part.items()
    ]


def _label(name: str, control: Control | None, _: Translate) -> str:
    if control is None:
        return _(OTHERS[name]) if name in OTHERS else name
    return f"{control.label} {control.symbol}" if isinstance(control, Slider) else control.label


def _value(lab: Lab, name: str, text: str, control: Control | None, _: Translate) -> str:
    if name in DRAWN:
        return _("as drawn")
    if name == "pins":
        return str(text.count(";") + 1)
    if name == "open":
        return _(", ").join(_(lab.sections.get(each, each)) for each in text.split(","))
    if isinstance(control, Changes):
        return _changes(control, text)
    options = control.options if isinstance(control, Select) else ()
    return next((label for value, label in options if str(value) == text), shortened(text))


def _changes(control: Changes, text: str) -> str:
    with suppress(ValueError, KeyError):
        each = [change.split(":") for change in text.split("/")]
        told = (
            control.text.format(epoch=epoch, rate=rate, cost=control.costs[cost])
            for epoch, rate, cost in each
        )
        return "; ".join(told)
    return shortened(text)


def _of_page(name: str, text: str, _: Translate) -> str:
    if name == "lang":
        return own_name(text)
    return _(THEMES[text]) if name == "theme" else _("yes")


def shortened(text: str) -> str:
    """Return the beginning of a text that is too long for a line."""
    text = without_marks(text[: LONGEST_VALUE + 1])
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
