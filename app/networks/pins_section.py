"""The section of the pinned networks."""

from functools import partial
from typing import Any

from app.networks.results import Trainings
from app.training_lab import pinned
from app.training_lab.sections import Section
from app.ui.language import Translate, marked


def section(kind: str) -> Section:
    """Return the section, where ``kind``, a marked text, is what tells networks apart."""
    content = partial(_content, kind)
    return Section(marked("Pinned networks"), content, frozenset({"pins"}), alone=True)


def _content(
    kind: str, outcomes: pinned.Outcomes, controls: Any, history: Trainings, _: Translate
) -> dict[str, Any]:
    """Return the rows of the table, with what each network came to by ``outcomes(pin, _)``."""
    made = pinned.content(outcomes, controls, history, _)
    own = {
        "pin": _("Pin the networks on the screen"),
        "cannot": _("Networks can be pinned once they are trained, or stopped."),
        "none": _("A pinned network stays in all plots, and in the address of this page."),
        "caption": _("Table of pinned networks"),
        "cost": _(kind),
    }
    return {**made, "texts": {**made["texts"], **own}}
