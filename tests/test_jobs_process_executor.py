"""app.jobs.process_executor: steps in real processes, and what becomes of those in bad times."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from app.jobs.child_process import LOWEST_PRIORITY
from app.jobs.job import FAILED, LOST, JobStatus
from app.jobs.process_executor import MOST_BY_DEFAULT, ProcessExecutor, processes_by_default
from app.jobs.scheduler import MOST_LOSSES
from tests.jobs import awaiting, runner_with
from tests.serving import LONGEST, ROOT, until
from tests.steps import add, descend, die, die_once, fail, threads, wait_for, whose


def alive(process: int) -> bool:
    """Whether a process has not ended, nor waits for someone to take notice that it has."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def children(parent: int) -> list[int]:
    """The processes that any thread of ``parent`` has started and that have not ended."""
    return [
        child
        for task in Path(f"/proc/{parent}/task").iterdir()
        for child in map(int, (task / "children").read_text().split())
        if alive(child)
    ]


def test_by_default_there_are_no_more_than_cores_and_few():
    assert 1 <= processes_by_default() <= min(MOST_BY_DEFAULT, os.cpu_count() or 1)


async def test_steps_are_taken_elsewhere_one_process_at_a_time_and_none_before_the_first():
    before = multiprocessing.active_children()
    async with runner_with(ProcessExecutor(2)) as runner:
        assert multiprocessing.active_children() == before
        alone = await runner.to_the_end(whose, 0, 5)
        (process,) = set(runner.results(alone))
        assert process != os.getpid()
        both = [runner.begin(whose, 0, 40) for _ in range(3)]
        await until(lambda: all(job.status.ended for job in both))
        assert len({each for job in both for each in runner.results(job)}) <= 2
    assert multiprocessing.active_children() == before


async def test_numpy_takes_one_core_and_pages_come_first():
    async with runner_with(ProcessExecutor(1)) as runner:
        job = await runner.to_the_end(threads, 0, 1)
        (found,) = runner.results(job)
    assert found["threads"]
    assert set(found["threads"]) == {1}
    assert found["nice"] == LOWEST_PRIORITY
    assert found["heavy"] == []


def test_who_serves_loads_nothing_of_dask_unless_told_to():
    code = "import sys, app.cli; sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


async def test_a_run_that_was_stopped_and_resumed_is_the_run_that_never_was():
    random = np.random.default_rng(1)
    slopes = random.normal(size=(20, 20))
    start = (random.normal(size=20), slopes @ slopes.T / 20)
    async with runner_with(ProcessExecutor(2)) as runner:
        whole = await runner.to_the_end(descend, start, 30)
        first = runner.begin(descend, start, 30, stop_at=5)
        await until(lambda: first.status.ended)
        assert first.status is JobStatus.STOPPED
        assert first.steps <= 6
        rest = await runner.to_the_end(descend, first.state, 30 - first.steps)
        assert runner.results(first) + runner.results(rest) == runner.results(whole)
        np.testing.assert_array_equal(rest.state[0], whole.state[0])


async def test_a_process_that_is_killed_in_mid_step_costs_its_run_a_step_and_others_nothing(
    tmp_path, caplog
):
    go = tmp_path / "go"
    async with runner_with(ProcessExecutor(2)) as runner:
        waiting = [runner.begin(partial(wait_for, go), 0, 2) for _ in range(2)]
        killed, spared = await awaiting(go, 2)
        os.kill(killed, signal.SIGKILL)
        assert len(await awaiting(go, 3)) == 3
        go.touch()
        await until(lambda: all(job.status.ended for job in waiting))
        assert [job.status for job in waiting] == [JobStatus.FINISHED] * 2
        assert [job.state for job in waiting] == [2, 2]
        assert any(set(runner.results(job)) >= {spared} for job in waiting)
    (record,) = caplog.records
    assert "terminated" in record.getMessage()


async def test_a_process_that_is_killed_while_it_does_nothing_is_replaced():
    async with runner_with(ProcessExecutor(1)) as runner:
        for _ in range(3):
            job = await runner.to_the_end(whose, 0, 2)
            assert job.status is JobStatus.FINISHED
            (process,) = set(runner.results(job))
            os.kill(process, signal.SIGKILL)
            await until(lambda process=process: not alive(process))


async def test_a_step_that_kills_its_process_once_is_done_and_one_that_always_does_fails_its_run(
    tmp_path, caplog
):
    async with runner_with(ProcessExecutor(2)) as runner:
        good = runner.begin(partial(add, 1), 0, 100)
        bad = await runner.to_the_end(die, 0, 5)
        once = await runner.to_the_end(partial(die_once, tmp_path / "died"), 0, 5)
        await until(lambda: good.status.ended)
        assert (runner.told(bad).reason, bad.steps) == (LOST, 2)
        assert (once.status, once.state) == (JobStatus.FINISHED, 5)
        assert good.status is JobStatus.FINISHED
    assert len(caplog.records) == MOST_LOSSES + 2


async def test_an_error_that_cannot_be_sent_is_told_and_the_process_goes_on(caplog):
    async with runner_with(ProcessExecutor(1)) as runner:
        (before,) = runner.results(await runner.to_the_end(whose, 0, 1))
        bad = await runner.to_the_end(fail, 0, 5)
        assert runner.told(bad).reason == FAILED
        assert (bad.steps, bad.state) == (2, 2)
        assert runner.results(await runner.to_the_end(whose, 0, 1)) == [before]
    (record,) = caplog.records
    assert "Unsendable" in record.getMessage()
    assert "secret" not in caplog.text


async def test_a_step_that_cannot_be_sent_fails_its_run():
    async with runner_with(ProcessExecutor(1)) as runner:
        job = await runner.to_the_end(lambda state: (state, 0), 0, 1)
        assert runner.told(job).reason == FAILED
        assert (await runner.to_the_end(whose, 0, 1)).status is JobStatus.FINISHED


@pytest.mark.parametrize("how", ["in mid-step", "stopped", "with much to send"])
async def test_it_ends_at_once_whatever_its_processes_do(how, tmp_path):
    threads_before = set(threading.enumerate())
    processes = ProcessExecutor(2)
    async with runner_with(processes) as runner:
        go = tmp_path / "go"
        runner.begin(partial(wait_for, go), 0, 1)
        (process,) = await awaiting(go, 1)
        if how != "in mid-step":
            os.kill(process, signal.SIGSTOP)
        if how == "with much to send":
            # More than a pipe holds, to a process that takes none of it.
            (pool,) = processes._last
            sent = pool.submit(len, bytes(10_000_000))
        began = time.monotonic()
    assert time.monotonic() - began < LONGEST / 4
    assert not alive(process)
    if how == "with much to send":
        assert sent.done()
    assert set(threading.enumerate()) <= threads_before


PARENT = """
import asyncio, sys
from functools import partial
from pathlib import Path
from app.jobs.process_executor import ProcessExecutor
from app.jobs.scheduler import Scheduler
from tests.steps import add, wait_for
from tests.jobs import after

async def main():
    scheduler = Scheduler(ProcessExecutor(2))
    ended = asyncio.Event()
    def tell(update):
        if update.status.ended:
            ended.set()
    scheduler.begin("idle", partial(add, 1), 0, after(3), tell)
    if sys.argv[1] == "loading":
        print("begun", flush=True)
    else:
        await ended.wait()
        for owner in ("busy", "busier")[: int(sys.argv[1])]:
            scheduler.begin(owner, partial(wait_for, Path(sys.argv[2])), 0, after(9), print)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="it looks for processes in /proc")
@pytest.mark.parametrize("busy", ["loading", "1", "2"])
async def test_no_process_is_left_when_the_one_that_serves_is_killed(busy, tmp_path):
    go = tmp_path / "go"
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, busy, str(go)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as parent:
        if busy == "loading":
            # One that trains, and what Python starts beside it.
            await until(lambda: len(children(parent.pid)) == 2)
        else:
            await awaiting(go, int(busy))
        left = children(parent.pid)
        assert len(left) >= 2
        parent.kill()
        await until(lambda: not any(map(alive, left)))


async def test_ctrl_c_which_every_process_gets_does_not_reach_those_who_train(tmp_path):
    go = tmp_path / "go"
    async with runner_with(ProcessExecutor(1)) as runner:
        job = runner.begin(partial(wait_for, go), 0, 1)
        (process,) = await awaiting(go, 1)
        os.kill(process, signal.SIGINT)
        go.touch()
        await until(lambda: job.status.ended)
        assert runner.results(job) == [process]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
