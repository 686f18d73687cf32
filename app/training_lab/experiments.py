"""The experiments of a lab: its presets as a row of small pictures above it.

A picture is the curve that a preset's run would draw, from the core. It is the same for every
reader, so it is trained once in a process.
"""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.training_lab.history import Frames, Learner, Rule
from app.training_lab.schema import RunSettings
from app.ui.language import Translate

S = TypeVar("S", bound=Rule)
F = TypeVar("F", bound=Frames)

POINTS = 41
"""Points of a curve; a picture is some 70 pixels wide."""


@dataclass(frozen=True)
class Lead:
    """The last picture of a row, which leads on to another lab.

    ``label`` is in two lines, as that of a preset; ``bars`` are numbers from 0 to 1.
    """

    lab: str
    label: str
    bars: tuple[float, ...]

    def described(self, _: Translate) -> dict[str, Any]:
        """Return it as the browser is told of it, the bars in percent."""
        label = _(self.label)
        bars = [round(100 * each) for each in self.bars]
        return {"lab": self.lab, "label": label, "lines": lines(label), "bars": bars}


@dataclass(frozen=True)
class Experiments(Generic[S, F]):
    """The presets of ``run``, each with a picture of what ``learner`` makes of it.

    ``drawn(frames)`` is the number from 0 to 1 that the picture has over the epochs. Without a
    learner, where training takes long, there are no pictures. ``lead`` may be the last of the row.
    """

    run: RunSettings[S]
    learner: Learner[S, F] | None = None
    drawn: Callable[[F], NDArray[Any]] = lambda frames: frames.cost
    lead: Lead | None = None

    @cached_property
    def curves(self) -> dict[str, list[dict[str, Any]]]:
        """By preset its curves: each its cost, and what is drawn, in percent, evenly spread."""
        return {name: self._curves(name) for name in self.run.presets}

    def _curves(self, preset: str) -> list[dict[str, Any]]:
        if self.learner is None:
            return []
        every = self.run.settings_of(self.run.preset_values(preset))
        return [
            {"cost": cost, "points": self._points(self.learner, settings)}
            for cost, settings in every.items()
        ]

    def _points(self, learner: Learner[S, F], settings: S) -> list[int]:
        states = learner.record(settings, learner.start(settings), settings.epochs)
        epochs = np.linspace(0, settings.epochs, POINTS).round().astype(int)
        values = self.drawn(learner.observe(settings, states))[epochs]
        return [round(100 * value) for value in values.tolist()]

    def described(self, _: Translate, shown: Container[str]) -> list[dict[str, Any]]:
        """Return those experiments that are ``shown``, as the browser is told of them."""
        return [
            {"name": name, "label": _(label), "lines": lines(_(label)), "curves": self.curves[name]}
            for name, label in self.run.presets.items()
            if name in shown
        ]


def lines(label: str) -> list[str]:
    """Return the label of a preset in two lines: up to its first comma, and after it."""
    return re.split(r", |，", label, maxsplit=1)
