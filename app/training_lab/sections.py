"""The parts that are folded away: what the browser is told of those that are unfolded.

Nothing of a part is worked out before it is unfolded, and then again whenever something that it
follows changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.jobs.background import in_background
from app.ui.language import Translate

Content = Callable[..., dict[str, Any]]
"""What a part shows, from the lab's controls, its history, the language, and maybe an epoch."""
Tell = Callable[[str, dict[str, Any]], None]

RUN = "run"
"""What a part follows that says something of the run on the screen."""


@dataclass(frozen=True)
class Panel:
    """What fills a part: its content, the names in the controls that it follows, and how long.

    One that takes ``long`` is worked out in the background. One ``at_epoch`` is of the epoch that
    the browser named when it asked last.
    """

    content: Content
    follows: frozenset[str] = frozenset()
    long: bool = False
    at_epoch: bool = False


class Panels:
    """The panels of one page; ``tell(name, content)`` reaches its browser."""

    def __init__(
        self,
        panels: Mapping[str, Panel],
        controls: Any,
        history: Callable[[], Any],
        tell: Tell,
        _: Translate,
    ) -> None:
        self._panels = panels
        self._controls = controls
        self._history = history
        self._tell = tell
        self._translate = _
        self._epochs: dict[str, int] = {}
        self._at_work: set[str] = set()
        self._outdated: set[str] = set()

    def changed(self, *names: str) -> None:
        """Tell anew what follows any of these."""
        for name, panel in self._panels.items():
            if name in self._controls.open and panel.follows.intersection(names):
                self.tell(name)

    def tell(self, name: object, epoch: int | None = None) -> None:
        """Tell the browser what is in panel ``name``, if there is such a one.

        It is told at ``epoch``, or where it was told last.
        """
        if not isinstance(name, str) or name not in self._panels:
            return
        panel = self._panels[name]
        if epoch is not None:
            self._epochs[name] = epoch
        at = (self._epochs.get(name, 0),) if panel.at_epoch else ()
        work = partial(panel.content, self._controls, self._history(), self._translate, *at)
        if not panel.long:
            self._tell(name, work())
        elif name in self._at_work:
            self._outdated.add(name)
        else:
            self._at_work.add(name)
            in_background(work, partial(self._done, name))

    def _done(self, name: str, content: dict[str, Any]) -> None:
        self._at_work.discard(name)
        if name in self._outdated:
            self._outdated.discard(name)
            self.tell(name)
        else:
            self._tell(name, content)
