"""A reader's run as a file that they save: made in the background, one at a time on a page."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.jobs.background import in_background
from app.lesson.document import TooLarge, lesson_html
from app.lesson.recording import record
from app.training_lab.session import TrainingSession
from app.ui.fields import Problem
from app.ui.language import Translate, languages

ABOUT = "lesson"
LONGEST_ADDRESS = 4096


class LessonSaver:
    """Makes lessons of one page, whose ``language`` they open in.

    ``hand_over(name, text)`` gets the file, ``problem`` hears why there is none.
    """

    def __init__(
        self,
        language: str,
        theme: str,
        hand_over: Callable[[str, str], None],
        problem: Callable[[Problem], None],
        _: Translate,
    ) -> None:
        self._language = language
        self._theme = theme
        self._hand_over = hand_over
        self._problem = problem
        self._translate = _
        self._at_work = False

    def save(self, session: object, asked: Mapping[str, Any]) -> None:
        """Make a lesson of the run of ``session``, as the browser ``asked`` for it, unchecked."""
        _ = self._translate
        if self._at_work:
            return
        if not isinstance(session, TrainingSession):
            self._tell(_("This lab has no run that could be saved as a page."))
        elif session.trainer.busy or not session.trainer.has_run:
            self._tell(_("A page that is saved has a whole run: press Run first."))
        else:
            others = [code for code in languages() if code != self._language]
            codes = [self._language, *(others if asked.get("every") is True else ())]
            work = partial(self._made, session, codes, _address(asked.get("address")))
            self._at_work = True
            done = partial(self._done, f"{session.spec.name}-lab.html")
            in_background(work, done, partial(done, None))

    def _made(self, session: TrainingSession, codes: list[str], address: str) -> str | None:
        """Return the file, or None where it would be too large."""
        try:
            return lesson_html(record(session, codes), address, self._theme).decode()
        except TooLarge:
            return None

    def _done(self, name: str, text: str | None) -> None:
        _ = self._translate
        self._at_work = False
        if text is None:
            self._tell(_("This run is too long to be saved as a page. Take fewer epochs."))
        else:
            self._tell("")
            self._hand_over(name, text)

    def _tell(self, sentence: str) -> None:
        self._problem(Problem(ABOUT, sentence))


def _address(given: object) -> str:
    """Return the address of the page as its browser gives it, if it may be one."""
    is_one = isinstance(given, str) and given.startswith(("http://", "https://"))
    return str(given)[:LONGEST_ADDRESS] if is_one else ""
