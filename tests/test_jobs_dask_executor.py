"""app.jobs.dask_executor: a real Dask scheduler and its workers, which are killed."""

import asyncio
import logging
import os
import signal
import socket
from contextlib import ExitStack
from functools import partial

import pytest

from app.jobs.dask_executor import DaskExecutor
from app.jobs.job import FAILED, UNREACHABLE, CannotReach, JobStatus
from tests.clusters import cluster
from tests.jobs import awaiting, runner_with
from tests.serving import LONGEST, free_port, running_command, until
from tests.steps import add, fail, wait_for, whose


async def test_steps_are_taken_by_the_workers_and_a_worker_that_is_killed_ends_no_run(tmp_path):
    go = tmp_path / "go"
    with cluster(tmp_path, workers=2) as (address, _scheduler, _workers):
        executor = DaskExecutor(address)
        async with runner_with(executor) as runner:
            job = await runner.to_the_end(partial(add, 5), 1, 10)
            assert (job.status, job.state) == (JobStatus.FINISHED, 51)
            assert runner.results(job) == list(range(1, 51, 5))
            assert executor.count == 2
            (elsewhere, *_) = runner.results(await runner.to_the_end(whose, 0, 1))
            assert elsewhere != os.getpid()

            failed = await runner.to_the_end(fail, 0, 5)
            assert (runner.told(failed).reason, failed.steps) == (FAILED, 2)

            both = [runner.begin(partial(wait_for, go), 0, 3) for _ in range(2)]
            killed, spared = await awaiting(go, 2)
            os.kill(killed, signal.SIGKILL)
            go.touch()
            await until(lambda: all(job.status.ended for job in both))
            assert [(job.status, job.state) for job in both] == [(JobStatus.FINISHED, 3)] * 2
            assert all(set(runner.results(job)) == {spared} for job in both)

        with running_command(tmp_path / "app.log", "--port", "0", "--dask", address) as command:
            command.process.terminate()
            assert await asyncio.to_thread(command.process.wait, LONGEST) == 0
            assert command.logged() == []


async def test_when_the_scheduler_goes_a_run_fails_with_a_sentence(tmp_path, caplog):
    go = tmp_path / "go"
    with cluster(tmp_path, workers=1) as (address, scheduler, _workers):
        async with runner_with(DaskExecutor(address, seconds=1.0)) as runner:
            job = runner.begin(partial(wait_for, go), 0, 3)
            await awaiting(go, 1)
            scheduler.kill()
            await until(lambda: job.status.ended)
            assert job.status is JobStatus.FAILED
            assert runner.told(job).reason == UNREACHABLE
    ours = [each for each in caplog.records if each.name.startswith("app.")]
    assert [each.levelno for each in ours].count(logging.ERROR) == 1


@pytest.mark.parametrize("who", ["nobody", "somebody else"])
def test_who_cannot_be_reached_is_told_of(who):
    with ExitStack() as stack:
        port = free_port()
        if who == "somebody else":
            other = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            port = other.getsockname()[1]
        executor = DaskExecutor(f"tcp://127.0.0.1:{port}", seconds=0.5)
        with pytest.raises(CannotReach, match=f"127.0.0.1:{port}"):
            executor.connect()
        executor.shutdown()
