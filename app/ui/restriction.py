"""What a page has less than the whole lab: parts that are hidden, settings that are locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.ui.language import Translate, marked

EXPERIMENTS, SETTINGS = "experiments", "settings"
"""The parts of a lab with runs that are no sections; the others are called as its sections are."""
PARTS = {EXPERIMENTS: marked("Experiments"), SETTINGS: marked("Settings")}
"""What these are called."""


@dataclass(frozen=True)
class Restriction:
    """The parts that are ``hidden``, by their names, and the settings that are ``locked``.

    Of what is hidden nothing is built, and what is locked is set by the address alone.
    """

    hidden: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()

    @property
    def is_none(self) -> bool:
        """Return whether this is the whole lab."""
        return not self.hidden and not self.locked

    def shows(self, part: str) -> bool:
        """Return whether the part is there."""
        return part not in self.hidden

    def locks(self, setting: str) -> bool:
        """Return whether the setting stays as it is."""
        return setting in self.locked

    def described(self, controls: Mapping[str, str], _: Translate) -> dict[str, Any]:
        """Return what the browser is told: what is hidden, and which of its controls are locked.

        ``controls`` are those of a lab, with the setting of each.
        """
        return {
            "hidden": sorted(self.hidden),
            "locked": [name for name, setting in controls.items() if self.locks(setting)],
            "why": _("Locked by the link that opened this page"),
        }


UNRESTRICTED = Restriction()
"""The whole lab."""
