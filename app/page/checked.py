"""A lab and its settings as a program asks for them, checked before anything is shown."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from numbers import Real

from bokeh.document import Document
from panel.io.state import set_curdoc

from app.labs.registry import LAB_BY_NAME, Lab
from app.ui.fields import Problem
from app.ui.language import translator
from app.ui.restriction import UNRESTRICTED


def lab_called(name: str) -> Lab:
    """Return the lab of that name. Raises ValueError with the names that there are."""
    if name not in LAB_BY_NAME:
        raise ValueError(f"there is no lab {name!r}, but {', '.join(map(repr, LAB_BY_NAME))}")
    return LAB_BY_NAME[name]


def checked(lab: Lab, settings: Mapping[str, object]) -> dict[str, str]:
    """Return the part of an address that gives ``lab`` these settings, by the lab's own names.

    Raises ValueError with a sentence for each setting that it does not have or not allow.
    """
    wrong = [_unknown(lab, name) for name in settings if name not in lab.fields]
    part = {name: as_text(value) for name, value in settings.items() if name in lab.fields}
    problems: list[Problem] = []
    # What an address would have a reader told: a lab of no page is opened with it.
    with set_curdoc(Document()):
        lab.open(part, lambda: None, problems.append, translator("en"), UNRESTRICTED)
    # Nothing is used instead of it here.
    wrong += [re.sub(r" Using .*", "", problem.sentence) for problem in problems]
    wrong = list(filter(None, wrong))
    if wrong:
        raise ValueError(" ".join(wrong))
    return part


def as_text(value: object) -> str:
    """Return ``value`` as an address has it: numbers of a sequence have commas between them."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ",".join(map(as_text, value))
    if isinstance(value, bool) or not isinstance(value, Real):
        return str(value)
    return f"{float(value):.15g}"


def _unknown(lab: Lab, name: str) -> str:
    near = get_close_matches(name, lab.fields, n=1, cutoff=0.6)
    there = f"; there is {near[0]!r}" if near else ""
    return f"The lab {lab.name!r} has no setting {name!r}{there}."
