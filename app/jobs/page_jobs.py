"""Where a lab's session finds the turns of its server, and begins and stops runs in them."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

import panel as pn
from bokeh.application.application import SessionContext
from bokeh.document import Document

from app.jobs.child_process import Step
from app.jobs.job import Over, Progress, Run, Tell
from app.jobs.process_executor import Processes, processes_by_default
from app.jobs.scheduler import Turns
from app.jobs.services import held_by_server


class Runs:
    """The runs of the page of one ``document``, which ends them all when its session does.

    They take turns with those of other pages of the same server. Without a server, as in a notebook
    or a test, they have turns of their own, which are made by ``own_turns`` when the first begins.
    """

    def __init__(
        self, document: Document | None, own_turns: Callable[[], Turns] | None = None
    ) -> None:
        self._document = document
        # A document whose session has ended knows nothing of it any more.
        self._context = None if document is None else document.session_context
        self._owner: Hashable = self if self._context is None else self._context.id
        self._own_turns = own_turns or _turns_without_server
        self._server = _turns_of_server(self._context)
        self._own: Turns | None = None
        self._closed = False
        if document is not None:
            document.on_session_destroyed(self._session_destroyed)

    def begin(self, step: Step, state: Any, over: Over, tell: Tell) -> Run:
        """Begin a run from ``state`` until it is ``over``; ``tell(progress)`` hears of it.

        It is called in the thread of the loop, under the lock of the document, and never before
        this returns. To be called there too. Raises TooManyRuns.
        """
        turns = self._turns()
        run = turns.begin(self._owner, step, state, over, partial(self._tell, tell))
        if self._closed:
            turns.leave(self._owner)
        return run

    def stop(self, run: Run) -> None:
        """End ``run``, which is told; ``run.state`` is where it can go on."""
        self._turns().stop(run)

    def place(self, run: Run) -> int | None:
        """Return the place in line of ``run``, if it waits for its first turn (1: next)."""
        return self._turns().place(run)

    def close(self) -> None:
        """End all runs of the page; nothing more is told of them."""
        self._closed = True
        if self._server is not None:
            self._server.leave(self._owner)
        if self._own is not None:
            self._own.close()

    def _turns(self) -> Turns:
        if self._server is not None:
            return self._server
        if self._own is None:
            self._own = self._own_turns()
        return self._own

    def _tell(self, tell: Tell, progress: Progress) -> None:
        if self._document is None or self._context is None:
            tell(progress)
        elif not self._context.destroyed:
            self._document.add_next_tick_callback(partial(tell, progress))

    def _session_destroyed(self, session_context: SessionContext) -> None:  # noqa: ARG002
        self.close()


def runs_of_page() -> Runs:
    """Return the runs of the page that is being built or changed."""
    return Runs(pn.state.curdoc)


def _turns_of_server(context: SessionContext | None) -> Turns | None:
    """Return the turns of the server that a session is at."""
    turns = held_by_server(context, "turns")
    return turns if isinstance(turns, Turns) else None


def _turns_without_server() -> Turns:
    return Turns(Processes(processes_by_default()))
