"""Where a lab's session finds the scheduler of its server, and begins and stops jobs there."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

import panel as pn
from bokeh.application.application import SessionContext
from bokeh.document import Document

from app.jobs.child_process import Step
from app.jobs.job import Job, JobUpdate, Over, Tell
from app.jobs.process_executor import ProcessExecutor, processes_by_default
from app.jobs.scheduler import Scheduler


class PageJobs:
    """The jobs of the page of one ``document``, which ends them all when its session does.

    They take turns with those of other pages of the same server. Without a server, as in a notebook
    or a test, they have a scheduler of their own, made by ``own_scheduler`` when the first begins.
    """

    def __init__(
        self, document: Document | None, own_scheduler: Callable[[], Scheduler] | None = None
    ) -> None:
        self._document = document
        # A document whose session has ended knows nothing of it any more.
        self._context = None if document is None else document.session_context
        self._owner: Hashable = self if self._context is None else self._context.id
        self._own_scheduler = own_scheduler or _scheduler_without_server
        self._server: Scheduler | None = service_of(self._context, "scheduler")
        self._own: Scheduler | None = None
        self._closed = False
        if document is not None:
            document.on_session_destroyed(self._session_destroyed)

    def begin(self, step: Step, state: Any, over: Over, tell: Tell) -> Job:
        """Begin a job from ``state`` until it is ``over``; ``tell(update)`` hears of it.

        It is called in the thread of the loop, under the lock of the document, and never before
        this returns. To be called there too. Raises TooManyJobs.
        """
        scheduler = self._scheduler()
        job = scheduler.begin(self._owner, step, state, over, partial(self._tell, tell))
        if self._closed:
            scheduler.leave(self._owner)
        return job

    def stop(self, job: Job) -> None:
        """End ``job``, which is told; ``job.state`` is where it can go on."""
        self._scheduler().stop(job)

    def place(self, job: Job) -> int | None:
        """Return the place in the queue of ``job``, if it waits for its first turn (1: next)."""
        return self._scheduler().place(job)

    def close(self) -> None:
        """End all jobs of the page; nothing more is told of them."""
        self._closed = True
        if self._server is not None:
            self._server.leave(self._owner)
        if self._own is not None:
            self._own.close()

    def _scheduler(self) -> Scheduler:
        if self._server is not None:
            return self._server
        if self._own is None:
            self._own = self._own_scheduler()
        return self._own

    def _tell(self, tell: Tell, update: JobUpdate) -> None:
        if self._document is None or self._context is None:
            tell(update)
        elif not self._context.destroyed:
            self._document.add_next_tick_callback(partial(tell, update))

    def _session_destroyed(self, session_context: SessionContext) -> None:  # noqa: ARG002
        self.close()


def jobs_of_page() -> PageJobs:
    """Return the jobs of the page that is being built or changed."""
    return PageJobs(pn.state.curdoc)


def _scheduler_without_server() -> Scheduler:
    return Scheduler(ProcessExecutor(processes_by_default()))


def service_of(context: object, name: str) -> Any:
    """Return what the application holds by this name at which ``context``, a page's session, is.

    It is None where there is no such thing, or no session at a server, as in a notebook or a test.
    """
    server = getattr(context, "server_context", None)
    held = getattr(server, "application_context", None)
    return getattr(getattr(held, "application", None), name, None)
