"""The sections that unfold: what the browser is told of the open ones.

Nothing of a section is worked out before it is unfolded, and then again whenever something that it
follows changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.jobs.background import in_background, tried
from app.ui.language import Translate, marked

Content = Callable[..., dict[str, Any]]
"""What a section shows, from the lab's controls, its history, the language, and maybe an epoch."""
Tell = Callable[[str, dict[str, Any]], None]

RUN = "run"
"""What a section follows that says something of the run on the screen."""


@dataclass(frozen=True)
class Section:
    """What a section is called, its content, and the names in the controls that this follows.

    The browser fills one without content by itself. One that takes ``long`` is worked out in the
    background. One ``at_epoch`` is of the epoch that the browser named when it asked last. One
    ``alone`` needs no server once its content is there, so that a lesson can have it.
    """

    label: str
    content: Content | None = None
    follows: frozenset[str] = frozenset()
    long: bool = False
    at_epoch: bool = False
    alone: bool = False


NUMBERS = Section(marked("In numbers"), alone=True)
"""The numbers of the run, which the browser has."""


class Sections:
    """The sections of one page; ``tell(name, content)`` reaches its browser."""

    def __init__(
        self,
        sections: Mapping[str, Section],
        controls: Any,
        history: Callable[[], Any],
        tell: Tell,
        _: Translate,
    ) -> None:
        self._sections = sections
        self._controls = controls
        self._history = history
        self._tell = tell
        self._translate = _
        self._epochs: dict[str, int] = {}
        self._told: dict[str, dict[str, Any]] = {}
        self._at_work: set[str] = set()
        self._outdated: set[str] = set()

    def changed(self, *names: str) -> None:
        """Tell anew what follows any of these, unless it is what was told last."""
        for name, section in self._sections.items():
            if name in self._controls.open and section.follows.intersection(names):
                self._work_out(name)

    def content(self, name: str, epoch: int = 0) -> dict[str, Any]:
        """Return what is in section ``name``; where the browser fills it by itself, nothing."""
        section = self._sections[name]
        at = (epoch,) if section.at_epoch else ()
        if section.content is None:
            return {}
        return section.content(self._controls, self._history(), self._translate, *at)

    def tell(self, name: object, epoch: int | None = None) -> None:
        """Tell the browser what is in section ``name``, if there is such a one.

        It is told at ``epoch``, or where it was told last.
        """
        if not isinstance(name, str) or name not in self._sections:
            return
        if epoch is not None:
            self._epochs[name] = epoch
        self._told.pop(name, None)
        self._work_out(name)

    def _work_out(self, name: str) -> None:
        section = self._sections[name]
        if section.content is None:
            return
        at = (self._epochs.get(name, 0),) if section.at_epoch else ()
        work = partial(section.content, self._controls, self._history(), self._translate, *at)
        if not section.long:
            tried(work, partial(self._tell_new, name), partial(self._failed, name))()
        elif name in self._at_work:
            self._outdated.add(name)
        else:
            self._at_work.add(name)
            in_background(work, partial(self._done, name), partial(self._failed, name))

    def _tell_new(self, name: str, content: dict[str, Any]) -> None:
        # What takes long is large as well, and not kept.
        if content != self._told.get(name):
            self._told[name] = content
            self._tell(name, content)

    def _done(self, name: str, content: dict[str, Any]) -> None:
        self._at_work.discard(name)
        if name in self._outdated:
            self._outdated.discard(name)
            self._work_out(name)
        else:
            self._tell(name, content)

    def _failed(self, name: str) -> None:
        _ = self._translate
        text = _("This could not be worked out. The log of the server says why.")
        self._told.pop(name, None)
        self._done(name, {"failed": text})
