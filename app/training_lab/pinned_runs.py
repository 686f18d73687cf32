"""The pinned runs of a page, trained once for as long as the page has them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.jobs.time_slices import SlicedWork, Steps
from app.training_lab.axis_limits import Limits, limits_of
from app.training_lab.history import part
from app.training_lab.pins import bare
from app.training_lab.run_pin import RunPin
from app.ui.language import Translate

MOST_POINTS = 601
"""Of longer runs every so many-th epoch is kept, the first and the last always."""


@dataclass(frozen=True)
class PinnedRun:
    """What is kept of a pinned run.

    ``frames`` are those of at most MOST_POINTS epochs; ``limits`` and ``outcomes``, which are in
    the language of the page, are of all.
    """

    frames: Any
    limits: Limits
    outcomes: dict[str, tuple[str, str]]


class PinnedRuns:
    """What the pinned runs of one page came to.

    ``learned()`` is called when more is known than when they were last wanted.

    Pins are the same to it that are the same but for their names, or whether they are hidden.
    """

    def __init__(self, learned: Callable[[], None], _: Translate) -> None:
        self._learned = learned
        self._translate = _
        self._known: dict[RunPin, PinnedRun | None] = {}
        self._failed: set[RunPin] = set()
        self._work = SlicedWork[bool]()

    def want(self, pins: Collection[RunPin]) -> None:
        """Have all ``pins`` trained of which nothing is known, and forget all others."""
        self._known = {pin: self._known.get(pin) for pin in map(bare, pins)}
        self._failed &= self._known.keys()
        self._work.begin(self._train(), lambda _done: self._learned(), self._fail)

    def drawn(self, pin: RunPin) -> Any:
        """Return the frames that are kept of a pin, or None while it is not trained."""
        known = self._known.get(bare(pin))
        return None if known is None else known.frames

    def outcomes(self, pin: RunPin, _: Translate) -> dict[str, tuple[str, str]]:
        """Return what a pin came to: by a name, what it is called and its value."""
        known = self._known.get(bare(pin))
        if known is not None:
            return known.outcomes
        now = _("It could not be trained.") if bare(pin) in self._failed else "…"
        return {name: (label, now) for name, label in pin.outcome_labels(_).items()}

    def limits(self, pins: Collection[RunPin]) -> list[Limits]:
        """Return the limits of those pins that are trained and not hidden."""
        known = (self._known.get(bare(pin)) for pin in pins if not pin.hidden)
        return [each.limits for each in known if each is not None]

    def _train(self) -> Steps[bool]:
        """Train one after the other all of which nothing is known."""
        for pin in [pin for pin, known in self._known.items() if known is None]:
            if pin not in self._failed:
                frames = yield from pin.frames()
                self._known[pin] = self._kept(pin, frames)
                yield
        return True

    def _kept(self, pin: RunPin, frames: Any) -> PinnedRun:
        count = len(frames.epoch)
        kept = np.linspace(0, count - 1, min(MOST_POINTS, count)).round().astype(int)
        return PinnedRun(
            part(frames, kept),
            limits_of([frames]),
            pin.outcomes(frames, self._translate),
        )

    def _fail(self) -> None:
        """Give up the pin that was being trained, and go on with the others."""
        self._failed.add(next(pin for pin, known in self._known.items() if known is None))
        self.want([*self._known])
        self._learned()
