"""app.jobs.page_jobs: a page finds the turns of its server, and takes its runs with it."""

import logging
import multiprocessing
import threading
from functools import partial
from typing import Any

import panel as pn
import pytest
from bokeh.document import Document
from panel.io.state import set_curdoc

import app.server.serve
from app.jobs.job import JobStatus, JobUpdate, TooManyJobs
from app.jobs.page_jobs import PageJobs, jobs_of_page
from app.jobs.process_executor import ProcessExecutor
from app.jobs.scheduler import Scheduler
from app.server.probe_page import passing_document
from tests.jobs import Told, after, rest
from tests.serving import Visitors, is_locked, server_of, until
from tests.steps import add


async def opened(visitors: Visitors) -> Any:
    """Open a page; return its document on the server."""
    await visitors.page().open()
    return visitors.server.documents[-1]


def runs_of(document: Document | None) -> PageJobs:
    """What a lab's session gets that is built on the page of ``document``."""
    with set_curdoc(document):
        return jobs_of_page()


async def test_pages_take_turns_in_those_of_their_server():
    executor = Told()
    async with server_of(scheduler=Scheduler(executor)) as visitors:
        first, second = [runs_of(await opened(visitors)) for _ in range(2)]
        heard: list[JobUpdate] = []
        job = first.begin(partial(add, 1), 0, after(2), heard.append)
        waiting = second.begin(partial(add, 1), 0, after(2), heard.append)
        await until(lambda: len(heard) == 1)
        assert (first.place(job), second.place(waiting)) == (None, 1)
        await executor.take()
        await until(lambda: len(heard) == 3)
        first.stop(job)
        await until(lambda: len(heard) == 4)
        assert heard[-1] == JobUpdate(JobStatus.STOPPED, 1)
    assert executor.ended


async def test_a_server_that_stops_leaves_no_process():
    before = multiprocessing.active_children()
    async with server_of(scheduler=Scheduler(ProcessExecutor(1))) as visitors:
        heard: list[JobUpdate] = []
        runs_of(await opened(visitors)).begin(partial(add, 1), 0, after(10**9), heard.append)
        await until(lambda: len(heard) > 2)
        assert len(multiprocessing.active_children()) == len(before) + 1
    assert multiprocessing.active_children() == before


async def test_it_is_told_in_the_loop_under_the_lock_with_the_document_at_hand():
    executor = Told()
    found: list[object] = []
    async with server_of(scheduler=Scheduler(executor)) as visitors:
        document = await opened(visitors)
        session = document.session_context.session

        def tell(update: JobUpdate) -> None:
            found.append((threading.current_thread(), is_locked(session), pn.state.curdoc))

        runs_of(document).begin(partial(add, 1), 0, after(1), tell)
        assert found == []
        await until(lambda: bool(executor.given))
        await executor.take()
        await until(lambda: len(found) == 2)
        assert found == [(threading.current_thread(), True, document)] * 2


async def test_all_labs_of_a_page_share_its_limit():
    async with server_of(scheduler=Scheduler(Told(), most_per_owner=2)) as visitors:
        document = await opened(visitors)
        labs = runs_of(document), runs_of(document)
        for lab in labs:
            lab.begin(partial(add, 1), 0, after(2), lambda _progress: None)
        with pytest.raises(TooManyJobs):
            labs[0].begin(partial(add, 1), 0, after(2), lambda _progress: None)
        runs_of(await opened(visitors)).begin(partial(add, 1), 0, after(2), lambda _progress: None)


async def test_a_page_that_is_closed_takes_its_runs_with_it(monkeypatch, caplog):
    monkeypatch.setattr(app.server.serve, "UNUSED_SESSION_MS", 50)
    executor = Told()
    scheduler = Scheduler(executor)
    async with server_of(scheduler=scheduler) as visitors:
        page = visitors.page()
        await page.open()
        jobs = runs_of(visitors.server.documents[-1])
        heard: list[JobUpdate] = []
        under_way = jobs.begin(partial(add, 1), 0, after(5), heard.append)
        waiting = jobs.begin(partial(add, 1), 0, after(5), heard.append)
        await until(lambda: len(heard) == 1)
        await page.leave()
        await until(lambda: visitors.server.documents == [])
        await until(lambda: not scheduler._jobs)
        await executor.take()
        late = jobs.begin(partial(add, 1), 0, after(5), heard.append)
        await rest()
        assert executor.given == []
        assert len(heard) == 1
        assert {job.status for job in (under_way, waiting, late)} == {JobStatus.STOPPED}
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("document", [None, Document()])
async def test_without_a_server_there_are_turns_as_soon_as_a_run_begins(document):
    executor = Told()
    made: list[Scheduler] = []

    def own_scheduler() -> Scheduler:
        made.append(Scheduler(executor))
        return made[0]

    jobs = PageJobs(document, own_scheduler)
    assert made == []
    heard: list[JobUpdate] = []
    job = jobs.begin(partial(add, 1), 0, after(2), heard.append)
    jobs.begin(partial(add, 1), 0, after(2), heard.append)
    await rest()
    await executor.take_all()
    assert len(made) == 1
    assert job.status is JobStatus.FINISHED
    jobs.close()
    assert executor.ended


async def test_without_a_server_the_processes_are_real_and_end_with_the_document():
    with passing_document() as document:
        jobs = runs_of(document)
        heard: list[JobUpdate] = []
        jobs.begin(partial(add, 1), 1, after(3), heard.append)
        await until(lambda: bool(heard) and heard[-1].status.ended)
        assert [each.result for each in heard] == [None, 1, 2, 3]
        assert jobs._own is not None
    assert jobs._own._closed


def test_a_page_that_is_built_and_runs_nothing_makes_nothing():
    with passing_document() as document:
        jobs = runs_of(document)
    assert jobs._own is None
