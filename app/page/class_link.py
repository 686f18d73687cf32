"""A class link: an address that says what a class sees of a lab, what it may set, and its task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.labs.registry import Lab
from app.page.sheet import Sheet
from app.ui.fields import Choices, Fault, Field, Problem
from app.ui.language import Translate
from app.ui.query import read_fields, write_fields
from app.ui.restriction import UNRESTRICTED, Restriction

SHOW, LOCK, SHEET = "show", "lock", "sheet"
NAMES = (SHOW, LOCK, SHEET)
"""The names of an address that make it a class link."""


@dataclass(frozen=True)
class Shown(Choices):
    """The parts that are shown; where that cannot be read, all of them are."""

    def fault(self, given: object, used: Any, _: Translate) -> Fault:
        """Return what is wrong in ``given``, and that everything is shown."""
        return super().fault(given, used, _)._replace(used=_("all"))


@dataclass(frozen=True)
class ClassLink:
    """What an address says to a class, and how it is ``written`` there."""

    restriction: Restriction = UNRESTRICTED
    sheet: str = ""
    written: Mapping[str, str] = field(default_factory=dict)


NO_CLASS_LINK = ClassLink()
"""What an address says that is none."""


def fields_of(lab: Lab) -> Sequence[Field]:
    """Return what reads the names of a class link to ``lab``."""
    return Shown(SHOW, tuple(lab.parts)), Choices(LOCK, lab.settings), Sheet(SHEET)


def read_class_link(
    query: Mapping[str, str], lab: Lab, _: Translate
) -> tuple[ClassLink, list[Problem]]:
    """Return what ``query`` says to a class in ``lab``, and a problem for each wrong name in it."""
    defaults = {SHOW: tuple(lab.parts), LOCK: (), SHEET: ""}
    fields = fields_of(lab)
    values, problems = read_fields(query, fields, defaults, _)
    hidden = frozenset(lab.parts).difference(values[SHOW])
    restriction = Restriction(hidden, frozenset(values[LOCK]))
    return ClassLink(restriction, values[SHEET], write_fields(values, fields, defaults)), problems
