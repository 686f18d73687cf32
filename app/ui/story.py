"""A story: a guided path through a lab, as data.

Each step sets an experiment, opens one section, waits until the reader has done something, says
what it saw, and asks a question that can be answered wrong. ``assets/js/story-card.js`` shows it.
To add one, see ``docs/contributing.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from app.ui.language import Translate, marked

LABEL = marked("Questions")
"""What a story is called among the sections of a lab."""
SECTION = "questions"
"""Its name among them, and in the address."""


@dataclass(frozen=True, kw_only=True)
class When:
    """What must be so on the page; of what is given, all of it.

    ``epoch`` are the first and the last epoch between which the playhead stands, and ``ended`` is
    whether it stands at the end of a run. ``settings`` are values by their names, ``between`` the
    lowest and the highest value. ``opened`` is a section, ``pointed`` the class of what the reader
    pointed at or went to by keyboard, and ``predicted`` whether a prediction was drawn.
    """

    epoch: tuple[int, int] | None = None
    ended: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    between: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    opened: str = ""
    pointed: str = ""
    predicted: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """What of it the browser must check."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Notice:
    """What is said ``when`` something is so; numbers of that moment stand in its {places}."""

    when: When
    reply: str


@dataclass(frozen=True)
class Answer:
    """An answer to choose, and what is said of it; of a wrong one, where to look."""

    text: str
    reply: str
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what is set up and opened for it, what is waited for, and what is asked.

    ``address`` is a lab's part of an address, without its prefix: what it lacks is the default, but
    an empty one leaves everything as it is. A run stays where the step before has the same address;
    ``needs_run`` is whether one is needed, which the card says where there is none. ``shows`` are
    plots, or classes of parts of the page, at which it points besides the section. The last of the
    ``notices`` is what is waited for; the question comes after it.
    """

    title: str
    text: str
    address: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    needs_run: bool = False
    shows: Sequence[str] = ()
    notices: Sequence[Notice]
    question: str
    answers: Sequence[Answer]


@dataclass(frozen=True, kw_only=True)
class Story:
    """The steps through the lab ``lab``, whose names in the address begin with ``prefix``.

    ``opening`` says what it is about. ``ending`` is what it came to, in one sentence, and
    ``address`` the experiment that shows it, for a link.
    """

    lab: str
    prefix: str = ""
    opening: str
    steps: Sequence[Step]
    ending: str
    address: Mapping[str, str]

    @property
    def link(self) -> dict[str, str]:
        """The whole address of the experiment at the end."""
        return {
            "lab": self.lab,
            **{self.prefix + name: each for name, each in self.address.items()},
        }

    def told(self, _: Translate) -> dict[str, Any]:
        """Return the story as the browser has it, in the reader's language."""
        return {
            "lab": self.lab,
            "prefix": self.prefix,
            "opening": _(self.opening),
            "steps": [
                _step(step, before, _)
                for step, before in zip(self.steps, (None, *self.steps), strict=False)
            ],
            "ending": _(self.ending),
            "address": dict(self.address),
            "link": self.link,
            "texts": {
                "title": _(LABEL),
                "step": _("{step}/{steps} {title}"),
                "how": _(
                    "Each step sets up its own experiment; one button brings your settings back."
                ),
                "begin": _("Begin"),
                "next": _("Next"),
                "skip": _("Skip"),
                "back": _("Previous"),
                "show": _("Point it out"),
                "leave": _("Leave"),
                "fold": _("Fold the card"),
                "restore": _("Back to my settings"),
                "keep": _("Keep this experiment"),
                "no_run": _("There is no run yet: press Run."),
                "left": _("You have left the questions. The last experiment is still set up."),
                "end": _("In one sentence"),
                "link": _("Link to this experiment"),
            },
        }


def _step(step: Step, before: Step | None, _: Translate) -> dict[str, Any]:
    return {
        "title": _(step.title),
        "text": _(step.text),
        "address": dict(step.address),
        "section": step.section,
        "keeps_run": before is not None and before.address == step.address,
        "needs_run": step.needs_run,
        "shows": list(step.shows),
        "notices": [{"when": each.when.told, "reply": _(each.reply)} for each in step.notices],
        "question": _(step.question),
        "answers": [
            {"text": _(each.text), "reply": _(each.reply), "right": each.right}
            for each in step.answers
        ],
    }
