"""One job: how far it is, what it tells of that, and what takes its steps."""

from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from app.jobs.child_process import Step
from app.ui.language import marked

FAILED = marked(
    "The run ended by an error in the lab itself. The server's log has a line about it."
)
UNREADABLE = marked(
    "The run ended because a file that it needs cannot be read. The server's log names it."
)
LOST = marked("The run ended because the process that computed it ended, several times in a row.")
UNREACHABLE = marked(
    "The run ended because the computers that should compute it cannot be reached."
)


class JobStatus(Enum):
    """How a job stands: it waits for its first turn, goes on, or has ended in one of three ways."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self not in (JobStatus.WAITING, JobStatus.RUNNING)


@dataclass(frozen=True)
class JobUpdate:
    """What a job tells: one for every step that is done, and one for whatever else changes.

    ``steps`` are done by now, ``result`` is that of the step just done, or None if none was.
    ``reason`` is the marked sentence that says why a job failed, else None.
    """

    status: JobStatus
    steps: int
    result: Any = None
    reason: str | None = None


Tell = Callable[[JobUpdate], None]
Over = Callable[[Any], bool]
"""``over(state)`` says of the state after a step whether there is nothing left to do."""


@dataclass(eq=False)
class Job:
    """A job from ``state`` until it is ``over``, which only the turns it takes part in change.

    ``steps`` are done, and ``state`` is the one after them: what another job can go on from.
    ``place`` is where it stood in the queue a moment ago, if it waits for its first turn (1: next).
    """

    owner: Hashable
    step: Step
    state: Any
    over: Over
    tell: Tell | None
    status: JobStatus = JobStatus.WAITING
    steps: int = 0
    place: int | None = None
    losses: int = 0
    """How many times in a row its step was lost with who took it."""


class TooManyJobs(Exception):
    """There are as many jobs as may be: ``most``, of this page if ``of_page``, or of all pages."""

    def __init__(self, most: int, *, of_page: bool) -> None:
        super().__init__(f"at most {most} jobs at once {'on a page' if of_page else 'in all'}")
        self.most = most
        self.of_page = of_page


class StepExecutor(Protocol):
    """An executor of ``concurrent.futures`` that can take ``count`` steps at a time.

    The future of a step that is lost with who took it ends with BrokenExecutor; the step can be
    submitted again.
    """

    @property
    def count(self) -> int: ...

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]: ...

    def shutdown(self, wait: bool = ..., *, cancel_futures: bool = ...) -> None: ...


class CannotReach(BrokenExecutor):
    """Those who should take the steps cannot be reached."""
