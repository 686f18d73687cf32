"""app.networks.trainer.

What a reader and a browser set off; networks learn when a test says so.
"""

import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import panel as pn
import pytest
from bokeh.document import Document
from bokeh.server.callbacks import PeriodicCallback
from hypothesis import example, given
from hypothesis import strategies as st
from panel.io.state import set_curdoc

import app.server.serve
from app.jobs.job import FAILED, LOST, JobStatus
from app.jobs.page_jobs import PageJobs
from app.jobs.scheduler import Scheduler
from app.labs.network import words
from app.labs.network.learning import LEARNING
from app.labs.network.networks import Networks
from app.labs.network.settings import preset_values
from app.labs.network.spec import SCHEMA, SECTIONS, SPEC
from app.labs.network.view import FRAMES_PER_SECOND, NetworkView
from app.networks import columns, work_units
from app.networks import datasets as data_module
from app.networks import trainer as network_trainer
from app.networks.data_choice import DIGITS
from app.networks.datasets import DIGITS as DIGITS_DATA
from app.networks.datasets import Dataset, held_out
from app.networks.work_units import MOST_WORK
from app.training_lab.session import TrainingSession
from app.ui.language import languages, translator
from app.ui.numbers import epoch_text
from tests.hostile import mapped, told
from tests.jobs import Told, rest
from tests.mnist import write_mnist
from tests.networks import TWO, Small, learned, same_bits, small, small_images
from tests.serving import server_of, until
from tests.training_labs import FakeTimer, sets
from tests.training_labs import Lab as TrainingLab

__all__ = ["small"]

RUN, STOP, GO_ON = ({"kind": kind} for kind in ("run", "stop", "go-on"))
ONE = "sigmoid-quadratic:scaled:3:4"
SHORT = {"networks": TWO, "epochs": "3"}


class Lab(TrainingLab):
    """The Network lab, and how far its networks are."""

    def __init__(self, query: dict[str, str], language: str, timers: list[FakeTimer]) -> None:
        super().__init__(SPEC, query, timers, language)

    @property
    def progress(self) -> dict[str, Any]:
        """What it was told last of how far the networks are."""
        return self.said("progress")[-1]

    def tick(self) -> None:
        for timer in self.ticking:
            timer.callback()

    @property
    def statuses(self) -> list[JobStatus]:
        return [each.status for each in self.session.history.networks]

    @property
    def states(self) -> list[Any]:
        """What each network has learned."""
        return [each.job.state for each in self.session.history.networks]

    @property
    def sent(self) -> int:
        """The last frame of what was sent, which is complete up to there and what was learned."""
        table = {name: list(column) for name, column in self.source.data.items()}
        networks = self.session.history.networks
        last = len(table["epoch"]) // len(networks) - 1
        if self.session.history.last < 0:
            return -1
        expected = columns.rows(LEARNING, self.session.history, 0, last)
        assert set(table) == set(expected)
        order = np.argsort(table["curve"], kind="stable")
        for name, column in expected.items():
            np.testing.assert_array_equal(np.array(table[name], dtype=float)[order], column)
        return last


def parts_of(written: str) -> list[list[str]]:
    """The parts of each network that an address has."""
    return [[*each.split(":"), "0"] for each in written.split(",")]


Open = Callable[..., Lab]


@pytest.fixture
def trainers() -> Told:
    """Those who take the steps of all pages of a test."""
    return Told(4)


@pytest.fixture
def scheduler(trainers: Told) -> Scheduler:
    """The turns of the server of all pages of a test."""
    return Scheduler(trainers)


@pytest.fixture
def open_lab(
    small: Any,
    scheduler: Scheduler,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Callable[..., Lab]]:
    """Open a lab of small images; its timers are fakes."""

    def opened(language: str = "en", **query: str) -> Lab:
        timers: list[FakeTimer] = []

        def add_periodic_callback(callback: Callable[[], None], period: int) -> FakeTimer:
            timers.append(FakeTimer(callback, period))
            return timers[-1]

        monkeypatch.setattr(pn.state, "add_periodic_callback", add_periodic_callback)
        return Lab(query, language, timers)

    monkeypatch.setattr(data_module, "held_out", lambda data: small_images()[1])
    monkeypatch.setattr(data_module, "datasets_of_page", lambda: (small,))
    monkeypatch.setattr(network_trainer, "jobs_of_page", lambda: PageJobs(None, lambda: scheduler))
    yield opened
    pn.state.reset()
    # What is raised where a loop calls back goes there, and nowhere else.
    assert [each for each in caplog.get_records("call") if each.name == "asyncio"] == []


async def started(open_lab: Open, trainers: Told, steps: int = 0, **query: str) -> Lab:
    """A lab in which every network has done so many steps, and is at the next."""
    lab = open_lab(**{**SHORT, **query})
    lab.session.receive(RUN)
    await rest()
    for _step in range(steps):
        for _network in list(trainers.given):
            await trainers.take()
    return lab


def test_it_opens_at_the_start_and_has_nothing_learned(open_lab, scheduler):
    lab = open_lab()
    assert lab.session.query == {}
    assert (lab.problems, lab.timers, lab.sent) == ([], [], -1)
    assert not lab.session.trainer.has_run
    assert scheduler._jobs == {}
    assert lab.described["trained"] == 0
    assert list(lab.source.data["curve"]) == [0, 1, 2, 3]
    assert list(lab.source.data["epoch"]) == [0, 0, 0, 0]
    assert np.isnan(lab.source.data["accuracy"]).all()


def test_it_opens_as_the_address_says(open_lab):
    lab = open_lab(networks=TWO, mini_batch="20", epochs="5", seed="9", speed="2", z="1")
    assert lab.problems == []
    expected = {"networks": TWO, "mini_batch": "20", "epochs": "5", "seed": "9", "speed": "2"}
    assert lab.session.query == expected
    assert [each.settings.seed for each in lab.session.history.networks] == [9, 9]
    assert lab.shown["networks"] == parts_of(TWO)


@pytest.mark.parametrize("language", languages())
def test_what_the_address_got_wrong_is_told(open_lab, language):
    lab = open_lab(language, networks="x", epochs="0", seed="8", data="mnist")
    assert lab.session.query == {"seed": "8"}
    assert len(lab.problems) == 3
    for problem, name in zip(lab.problems, ("networks", "epochs", "mnist"), strict=True):
        assert name in problem
        assert not any(mark in problem for mark in "{}")
    assert lab.session.controls.data == "digits"


@pytest.mark.parametrize("count", [1, 2, 4])
async def test_run_trains_every_network_to_the_end_and_streams_it(open_lab, trainers, small, count):
    trainers.count = count
    lab = open_lab(**SHORT)
    lab.session.receive(RUN)
    await rest()
    sent = [lab.sent]
    while trainers.given:
        await trainers.take()
        lab.tick()
        sent.append(lab.sent)
    assert lab.statuses == [JobStatus.FINISHED] * 2
    for each in lab.session.history.networks:
        state, every = learned(each.settings, small)
        assert same_bits(each.job.state, state)
        expected = [record.frame for result in every for record in result.records]
        assert [record.frame for record in each.records] == expected
        assert len(expected) == lab.session.history.frames == lab.sent + 1
    assert sent == sorted(sent)
    assert len(set(sent)) > 3
    assert lab.ticking == []
    assert lab.described["trained"] == lab.described["last"] == lab.sent
    assert lab.described["after"] == words.after(lab.session.history, "", DIGITS, translator("en"))
    assert lab.problems == []


async def test_what_is_learned_is_told_together_and_not_at_every_step(open_lab, trainers):
    lab = await started(open_lab, trainers, 2)
    changes: list[Any] = []
    lab.document.on_change(changes.append)
    lab.messages.clear()
    for _network in list(trainers.given):
        await trainers.take()
    assert (changes, lab.messages) == ([], [])
    lab.tick()
    assert len([each for each in changes if getattr(each, "model", None) is lab.source]) == 1
    assert len(lab.said("progress")) == 1
    assert lab.timers[0].period == 1000


async def test_the_first_frame_is_told_at_once(open_lab, trainers):
    lab = await started(open_lab, trainers)
    assert lab.sent == -1
    await trainers.take()
    assert lab.sent == -1
    await trainers.take()
    assert lab.sent == 0
    assert lab.described["trained"] == lab.session.history.frames - 1 > 3
    assert lab.described["after"] == ""


async def test_what_is_played_in_a_second_is_told_at_once(open_lab, trainers):
    lab = await started(open_lab, trainers, 2)
    assert lab.sent == lab.session.history.last >= FRAMES_PER_SECOND
    lab.messages.clear()
    for _network in list(trainers.given):
        await trainers.take()
    assert lab.messages == []


async def test_progress_is_told(open_lab, trainers):
    trainers.count = 1
    lab = await started(open_lab, trainers)
    lab.tick()
    first, second = lab.progress["networks"]
    assert (first["status"], first["place"]) == ("running", None)
    assert (second["status"], second["place"]) == ("waiting", 1)
    assert [each["key"] for each in (first, second)] == ["run-1", "run-2"]
    assert first["name"] == "1 Sigmoid, cross-entropy"
    assert (first["done"], first["epochs"]) == ("0", 3)
    assert lab.described["epochs"] == 3
    for _step in range(4):
        await trainers.take()
    lab.tick()
    assert [each["done"] for each in lab.progress["networks"]] == ["1", "1"]
    assert lab.progress["over"] is False
    await trainers.take_all()
    assert [each["done"] for each in lab.progress["networks"]] == ["3", "3"]
    assert {each["status"] for each in lab.progress["networks"]} == {"finished"}
    assert lab.progress["over"] is True


async def test_no_frame_is_sent_that_one_network_does_not_have(open_lab, trainers):
    lab = await started(open_lab, trainers, 1)
    await trainers.take(0)
    await trainers.take(-1)
    lab.tick()
    assert len(lab.session.history.networks[0].records) > 1
    assert len(lab.session.history.networks[1].records) == 1
    assert lab.sent == 0


@pytest.mark.parametrize("steps", [1, 2, 3])
async def test_stop_ends_at_once_and_go_on_comes_to_the_same_bits(open_lab, trainers, small, steps):
    lab = await started(open_lab, trainers, steps)
    lab.session.receive(STOP)
    await rest()
    assert lab.statuses == [JobStatus.STOPPED] * 2
    # What comes back of the steps under way is dropped.
    assert len(trainers.given) == 2
    await trainers.take_all()
    assert [each.job.steps for each in lab.session.history.networks] == [steps] * 2
    assert lab.ticking == []
    assert lab.progress["over"] is True
    assert lab.described["trained"] == lab.sent == len(lab.session.history.networks[0].records) - 1
    assert "Stopped at epoch" in lab.described["after"]
    while not all(each is JobStatus.FINISHED for each in lab.statuses):
        lab.session.receive(GO_ON)
        await rest()
        assert len(lab.ticking) == 1
        for _network in list(trainers.given):
            await trainers.take()
        lab.session.receive(STOP)
        await trainers.take_all()
    assert "Stopped" not in lab.described["after"]
    for each in lab.session.history.networks:
        state, every = learned(each.settings, small)
        assert same_bits(each.job.state, state)
        expected = [record.frame for result in every for record in result.records]
        assert [record.frame for record in each.records] == expected
    assert lab.sent == lab.session.history.frames - 1
    assert (lab.ticking, lab.problems) == ([], [])


async def test_a_run_in_pieces_of_epochs_can_be_stopped_between_frames(
    open_lab, trainers, small, monkeypatch
):
    # Less than an update.
    monkeypatch.setattr(work_units, "MOST_WORK", 1)
    lab = await started(open_lab, trainers, 26, networks=ONE)
    for _again in range(3):
        lab.session.receive(STOP)
        await trainers.take_all()
        (network,) = lab.session.history.networks
        assert lab.statuses == [JobStatus.STOPPED]
        assert network.job.state.batch > 0
        assert lab.progress["networks"][0]["done"] == epoch_text(network.epoch)
        assert lab.sent == len(network.records) - 1
        lab.session.receive(GO_ON)
        await rest()
        await trainers.take()
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FINISHED]
    monkeypatch.setattr(work_units, "MOST_WORK", MOST_WORK)
    state, every = learned(network.settings, small)
    assert same_bits(network.job.state, state)
    expected = [record.frame for result in every for record in result.records]
    assert [record.frame for record in network.records] == expected
    assert lab.sent == lab.session.history.frames - 1
    assert lab.progress["networks"][0]["done"] == "3"


async def test_what_goes_on_is_described_as_a_run_under_way(open_lab, trainers):
    lab = await started(open_lab, trainers, 1)
    lab.session.receive(STOP)
    await trainers.take_all()
    assert lab.described["after"]
    lab.session.receive(GO_ON)
    assert lab.described["after"] == ""
    assert lab.described["trained"] == lab.session.history.frames - 1
    sent = lab.sent
    await rest()
    for _network in list(trainers.given):
        await trainers.take()
    lab.tick()
    assert lab.sent > sent


async def test_stopped_in_the_queue_it_can_go_on(open_lab, trainers):
    trainers.count = 1
    lab = await started(open_lab, trainers)
    lab.session.receive(STOP)
    await trainers.take_all()
    assert lab.statuses == [JobStatus.STOPPED] * 2
    assert not lab.session.trainer.has_run
    assert lab.progress["over"] is True
    assert lab.ticking == []
    lab.session.receive(GO_ON)
    await rest()
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FINISHED] * 2
    assert lab.sent == lab.session.history.frames - 1


async def test_to_go_on_means_nothing_before_a_run_in_one_and_after_its_end(open_lab, trainers):
    lab = open_lab(**SHORT)
    for kind in (GO_ON, STOP):
        lab.session.receive(kind)
        await rest()
        assert (trainers.given, lab.timers) == ([], [])
    lab = await started(open_lab, trainers, 1)
    runs = [each.job for each in lab.session.history.networks]
    lab.session.receive(GO_ON)
    await trainers.take_all()
    lab.session.receive(GO_ON)
    lab.session.receive(STOP)
    await rest()
    assert [each.job for each in lab.session.history.networks] == runs
    assert (trainers.given, lab.ticking) == ([], [])
    assert lab.progress["over"] is True


@pytest.mark.parametrize("epoch", [1, 45, 10**400])
async def test_whoever_wants_a_frame_before_a_run_has_it_begin_once(open_lab, trainers, epoch):
    lab = open_lab(**SHORT)
    for nothing in (0, -1, True, 1.0, None, "1"):
        lab.session.receive({"kind": "show", "epoch": nothing})
    await rest()
    assert trainers.given == []
    for _again in range(2):
        lab.session.receive({"kind": "show", "epoch": epoch})
        await rest()
        assert len(trainers.given) == 2
    await trainers.take_all()
    runs = [each.job for each in lab.session.history.networks]
    lab.session.receive({"kind": "show", "epoch": epoch})
    await rest()
    assert [each.job for each in lab.session.history.networks] == runs
    assert lab.sent == lab.session.history.frames - 1


async def test_whoever_wants_a_frame_of_what_was_stopped_before_any_begins_anew(open_lab, trainers):
    trainers.count = 1
    lab = await started(open_lab, trainers)
    lab.session.receive(STOP)
    await trainers.take_all()
    assert not lab.session.trainer.has_run
    lab.session.receive({"kind": "show", "epoch": 1})
    await rest()
    await trainers.take_all()
    assert lab.sent == lab.session.history.frames - 1


CHANGES = [
    {"networks": ONE},
    *({"mini_batch": 20}, {"epochs": "4"}, {"seed": 5}),
    {"preset": "two-starts"},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: next(iter(each)))
@pytest.mark.parametrize("steps", [0, 1, 2, 4])
async def test_a_change_ends_the_run_and_goes_back_to_the_start(open_lab, trainers, steps, change):
    lab = await started(open_lab, trainers, steps)
    before = lab.session.history
    (name,) = change
    lab.session.receive(sets(name, change[name]))
    assert lab.session.history is not before
    assert lab.sent == -1
    assert lab.described["trained"] == 0
    assert lab.described["after"] == ""
    assert lab.ticking == []
    assert lab.session.query[name] == str(change[name])
    assert lab.addresses == [lab.session.query]
    shown = getattr(lab.session.controls, name)
    assert lab.shown[name] == (parts_of(ONE) if name == "networks" else shown)
    lab.messages.clear()
    await trainers.take_all()
    assert lab.messages == []
    assert lab.sent == -1
    assert lab.session.history.frames == 0
    assert all(each.records == [] for each in lab.session.history.networks)
    assert all(each.job.status.ended for each in before.networks)
    if name != "preset":
        lab.session.receive(RUN)
        await rest()
        await trainers.take_all()
        assert lab.sent == lab.session.history.frames - 1
        assert len(lab.described["curves"]) == len(lab.session.controls.networks)


@pytest.mark.parametrize("steps", [0, 1, 2, 4])
@pytest.mark.parametrize("kind", ["run", "resume"])
async def test_run_again_begins_again_with_one_timer(open_lab, trainers, small, steps, kind):
    lab = await started(open_lab, trainers, steps)
    old, first = lab.session.history, len(trainers.given)
    lab.session.receive({"kind": kind, "schedule": ["run"], "epoch": 3})
    await rest()
    assert len(lab.ticking) == 1
    # Those of before are under way and come back after the first of the new ones.
    for _step in range(2):
        await trainers.take(first)
    await trainers.take_all()
    assert old is not lab.session.history
    for each in lab.session.history.networks:
        assert same_bits(each.job.state, learned(each.settings, small)[0])
        assert len(each.records) == lab.session.history.frames
    assert lab.sent == lab.session.history.frames - 1
    assert (lab.ticking, lab.problems) == ([], [])


BAD = {
    "networks": [
        "x",
        "",
        None,
        5,
        [ONE],
        [[ONE]],
        [["x"]],
        [],
        {},
        "\x00",
        ",".join([ONE] * 5),
        "x" * 10_000,
    ],
    "mini_batch": ["0", 1001, None, "nan", math.nan, math.inf, [], {}, 2.5, True, 10**400, "x"],
    "epochs": [0, "101", "", None, "inf", [3], {"epochs": 3}, 10**5000, "\ud800"],
    "seed": [-1, "1000001", None, 1.5, "½", [], "\x00"],
    "data": ["mnist", "faces", "", None, 0, ["digits"], {}],
    "preset": ["xor", None, 0, [""], {}],
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", BAD)
async def test_a_refused_value_keeps_what_was_there_and_says_why(
    open_lab, trainers, name, language
):
    query = {"mini_batch": "20", "epochs": "2", "seed": "7"}
    lab = open_lab(language, **(SHORT | query))
    lab.session.receive(RUN)
    await rest()
    await trainers.take()
    history, values = lab.session.history, lab.session.controls.values()
    for bad in BAD[name]:
        lab.problems.clear()
        lab.messages.clear()
        lab.session.receive(sets(name, bad, number=7))
        assert lab.session.history is history
        assert history.going_on
        assert lab.session.controls.values() == values
        (problem,) = lab.problems
        assert name in problem or bad == "mnist" in problem
        assert "{" not in problem.replace("{}", "").replace("{'epochs'", "")
        # The browser's own control is set back.
        assert lab.session.view.settings["answer"] == 7
        assert lab.shown["networks"] == parts_of(TWO)
        assert [lab.shown[each] for each in query] == [20, 2, 7]
        assert lab.shown["data"] == "digits"
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FINISHED] * 2


def test_a_preset_leaves_the_data_as_it_is(open_lab, monkeypatch):
    monkeypatch.setattr(data_module, "datasets_of_page", lambda: (Small(), Small("mnist")))
    lab = open_lab(data="mnist", preset="two-starts")
    assert lab.session.query == {"data": "mnist", "preset": "two-starts"}
    lab.session.receive(sets("preset", "chapter-quadratic"))
    assert lab.session.query == {"data": "mnist", "preset": "chapter-quadratic"}
    assert "95.42\u00a0%" in lab.described["before"]
    assert "8 × 8" not in lab.described["before"]
    lab.session.receive(sets("data", "digits"))
    assert lab.session.query == {"preset": "chapter-quadratic"}
    assert "8 × 8" in lab.described["before"]


def test_data_that_the_server_has_can_be_chosen(open_lab, monkeypatch):
    both = (Small(), Small("mnist"))
    monkeypatch.setattr(data_module, "datasets_of_page", lambda: both)
    lab = open_lab(data="mnist")
    assert lab.session.controls.data == "mnist"
    assert [name for name, _label in lab.control("Data")["options"]] == ["digits", "mnist"]
    for name in ("digits", "mnist"):
        lab.session.receive(sets("data", name))
        assert lab.session.controls.data == name
    assert lab.problems == []


@pytest.mark.parametrize("language", languages())
async def test_data_whose_files_are_gone_are_not_used_and_that_is_said(
    open_lab, trainers, monkeypatch, tmp_path, language
):
    mnist = Dataset("mnist", str(tmp_path))
    monkeypatch.setattr(data_module, "held_out", held_out)
    monkeypatch.setattr(data_module, "datasets_of_page", lambda: (DIGITS_DATA, mnist))
    text = translator(language)("This server has no {data}. Using {used}.")
    said = text.format(data="mnist", used="digits")
    lab = open_lab(language, data="mnist", **SHORT)
    assert lab.problems == [said]
    assert lab.session.query.get("data") is None
    lab.session.receive(RUN)
    history = lab.session.history
    lab.session.receive(sets("data", "mnist"))
    assert lab.problems == [said] * 2
    assert lab.session.history is history
    assert lab.session.controls.data == lab.shown["data"] == "digits"
    lab.session.receive(STOP)
    # Should they be there again, they can be used.
    write_mnist(tmp_path)
    lab.session.receive(sets("data", "mnist"))
    assert lab.session.query["data"] == "mnist"
    assert len(lab.session.history.test) == 12
    assert len(lab.problems) == 2


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("most_per_owner", "most"), [(1, 9), (4, 1), (4, 0)])
async def test_too_many_runs_is_said(open_lab, small, monkeypatch, language, most_per_owner, most):
    trainers = Told(4)
    scheduler = Scheduler(trainers, most_per_owner=most_per_owner, most=most)
    monkeypatch.setattr(network_trainer, "jobs_of_page", lambda: PageJobs(None, lambda: scheduler))
    lab = open_lab(language, **SHORT)
    lab.session.receive(RUN)
    (problem,) = lab.problems
    text = "{most} networks are being trained on this server already. Try again later."
    if most_per_owner < most:
        text = "No more than {most} networks can be trained on a page at once."
    assert problem == translator(language)(text).format(most=min(most_per_owner, most))
    assert not any(mark in problem for mark in "{}")
    await rest()
    assert trainers.given == []
    assert scheduler._jobs == {}
    assert lab.statuses == [JobStatus.STOPPED] * 2
    assert lab.progress["over"] is True
    assert (lab.ticking, lab.sent) == ([], -1)
    # Later there is room.
    assert lab.told.standing == {"run": problem}
    scheduler._most_per_owner = scheduler._most = 9
    lab.session.receive(GO_ON)
    assert lab.told.standing == {}
    await rest()
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FINISHED] * 2
    assert lab.sent == lab.session.history.frames - 1
    assert len(lab.problems) == 1


@pytest.mark.parametrize("most", [0, 1])
async def test_a_run_that_could_not_go_on_goes_on_later_to_the_same_bits(
    open_lab, trainers, scheduler, small, most
):
    lab = await started(open_lab, trainers, 2)
    lab.session.receive(STOP)
    await trainers.take_all()
    for _again in range(3):
        lab.problems.clear()
        scheduler._most = most
        lab.session.receive(GO_ON)
        assert len(lab.problems) == 1
        await rest()
        assert trainers.given == []
        assert all(each.ended for each in lab.statuses)
        assert lab.progress["over"] is True
        assert lab.ticking == []
    scheduler._most = 9
    lab.session.receive(GO_ON)
    await rest()
    await trainers.take_all()
    for each in lab.session.history.networks:
        assert same_bits(each.job.state, learned(each.settings, small)[0])
    assert lab.sent == lab.session.history.frames - 1


async def test_what_could_not_go_on_comes_back_where_it_was_stopped(open_lab, trainers, scheduler):
    lab = await started(open_lab, trainers, 2)
    lab.session.receive(STOP)
    await trainers.take_all()
    lab = await come_back(open_lab, lab)
    await trainers.take_all()
    before = lab.progress["schedule"]
    assert before != [(3, 0)] * 2
    for most in (0, 1):
        scheduler._most = most
        lab.session.receive(GO_ON)
        await rest()
        assert lab.progress["schedule"] == before


def fails() -> None:
    raise RuntimeError("trouble")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("at", [0, 1, 2])
async def test_a_run_that_failed_is_said_with_its_reason(open_lab, trainers, language, at):
    lab = open_lab(language, **SHORT)
    lab.session.receive(RUN)
    await rest()
    for _step in range(2 * at):
        await trainers.take()
    (future, _work), trainers.given[0] = trainers.given[0], (trainers.given[0][0], fails)
    await trainers.take()
    assert future.done()
    assert lab.statuses[0] is JobStatus.FAILED
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FAILED, JobStatus.FINISHED]
    reason = translator(language)(FAILED)
    assert reason in lab.described["after"]
    assert lab.described["trained"] == lab.sent == lab.session.history.frames - 1
    if at:
        assert lab.problems == []
    else:
        # Where there is no frame of it, there is no run to say it of.
        (problem,) = lab.problems
        assert reason in problem
        assert lab.session.history.networks[0].label in problem
        assert lab.told.standing == {"run-1": problem}
    assert lab.progress["over"] is True
    assert lab.ticking == []
    # With other settings nothing of it is said any more.
    lab.session.receive(sets("seed", 5))
    assert lab.told.standing == {}


async def test_after_it_failed_it_can_go_on(open_lab, trainers, small):
    lab = await started(open_lab, trainers, 2)
    trainers.given[0] = (trainers.given[0][0], fails)
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FAILED, JobStatus.FINISHED]
    lab.session.receive(GO_ON)
    await rest()
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FINISHED] * 2
    for each in lab.session.history.networks:
        assert same_bits(each.job.state, learned(each.settings, small)[0])
        assert each.reason is None
    assert translator("en")(LOST) not in lab.described["after"]
    assert translator("en")(FAILED) not in lab.described["after"]


async def test_of_what_goes_on_after_it_failed_nothing_is_said_any_more(open_lab, trainers):
    lab = await started(open_lab, trainers)
    trainers.given[0] = (trainers.given[0][0], fails)
    await trainers.take_all()
    assert set(lab.told.standing) == {"run-1"}
    lab.session.receive(GO_ON)
    assert lab.told.standing == {}
    await rest()
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FINISHED] * 2
    assert lab.told.standing == {}


async def test_the_timer_stops_at_the_end_and_late_ticks_do_no_harm(open_lab, trainers):
    lab = await started(open_lab, trainers, 1)
    (timer,) = lab.timers
    assert timer.running
    await trainers.take_all()
    assert not timer.running
    before = lab.sent
    timer.callback()
    assert lab.sent == before == lab.session.history.frames - 1
    lab.session.accept("seed", 3)
    timer.callback()
    assert lab.sent == -1
    assert lab.ticking == []


async def test_two_pages_see_nothing_of_each_other(open_lab, trainers, small):
    first, second = open_lab(**SHORT), open_lab(networks=ONE, epochs="2", seed="4")
    models = [{model.id for model in lab.document.models} for lab in (first, second)]
    assert not models[0] & models[1]
    first.session.receive(RUN)
    await rest()
    await trainers.take_all()
    assert (second.sent, second.messages, second.problems) == (-1, [], [])
    second.session.receive(RUN)
    first.session.receive(RUN)
    await rest()
    first.session.accept("networks", "x")
    first.session.receive(STOP)
    await trainers.take_all()
    assert second.statuses == [JobStatus.FINISHED]
    assert second.problems == []
    (network,) = second.session.history.networks
    state, every = learned(network.settings, small)
    assert same_bits(network.job.state, state)
    assert second.sent == sum(len(each.records) for each in every) - 1
    assert first.session.history.networks[0].settings.seed == 0


async def test_networks_can_be_put_beside_each_other_up_to_four(open_lab, trainers):
    lab = await started(open_lab, trainers)
    for count in (4, 1, 3):
        lab.session.receive(sets("networks", ",".join([ONE] * count)))
        assert len(lab.described["curves"]) == count
        lab.session.receive(RUN)
        await rest()
        await trainers.take_all()
        assert lab.statuses == [JobStatus.FINISHED] * count
        assert lab.sent == lab.session.history.frames - 1
    assert lab.problems == []


async def test_speed_and_parts_are_views_and_a_run_goes_on(open_lab, trainers):
    lab = await started(open_lab, trainers, 1)
    history = lab.session.history
    lab.session.receive(sets("speed", 5))
    lab.session.receive({"kind": "open", "open": ["worst", "confusion"]})
    assert lab.session.history is history
    assert lab.session.query["speed"] == "5"
    assert lab.session.query["open"] == "confusion,worst"
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FINISHED] * 2


async def test_parts_are_told_of_the_frame_that_is_asked_for(open_lab, trainers):
    lab = await started(open_lab, trainers)
    ask = [("confusion", 5), ("worst", 10**400), ("worst", -1), ("worst", None), ("x", 1), ([], 1)]
    for part, epoch in ask:
        lab.session.receive({"kind": "section", "section": part, "epoch": epoch})
    await trainers.take_all()
    for part, epoch in ask:
        lab.session.receive({"kind": "section", "section": part, "epoch": epoch})
    shown = {"confusion": "tables", "worst": "networks"}
    told = [
        (each["section"], [network["epoch"] for network in each["content"][shown[each["section"]]]])
        for each in lab.said("section")
    ]
    at_five = f"{lab.session.history.networks[0].records[5].frame.epoch:g}"
    assert told[:4] == [("confusion", []), *[("worst", [])] * 3]
    assert told[4:] == [
        *[("confusion", [at_five] * 2), ("worst", ["3"] * 2)],
        *[("worst", ["0"] * 2)] * 2,
    ]


async def come_back(open_lab: Open, lab: Lab) -> Lab:
    """The lab of the page that comes back after the page of ``lab``."""
    again = open_lab(**lab.session.query)
    # As a browser has it that kept it.
    schedule = json.loads(json.dumps(lab.progress["schedule"]))
    again.session.receive({"kind": "resume", "schedule": schedule, "epoch": 1})
    await rest()
    return again


@pytest.mark.parametrize(
    ("work", "steps"), [(MOST_WORK, 1), (MOST_WORK, 2), (MOST_WORK, 3), (1, 5), (1, 30)]
)
async def test_a_run_that_was_stopped_comes_back_as_it_was(
    open_lab, trainers, small, monkeypatch, work, steps
):
    monkeypatch.setattr(work_units, "MOST_WORK", work)
    lab = await started(open_lab, trainers, steps)
    assert lab.progress["schedule"] == [(3, 0)] * 2
    lab.session.receive(STOP)
    await trainers.take_all()
    assert lab.progress["schedule"] == [(state.epoch, state.batch) for state in lab.states]
    again = await come_back(open_lab, lab)
    # So it does from a page that is left before it is where it was.
    assert again.progress["schedule"] == lab.progress["schedule"]
    again = await come_back(open_lab, again)
    await trainers.take_all()
    assert again.statuses == [JobStatus.STOPPED] * 2
    assert all(map(same_bits, again.states, lab.states))
    assert again.described == lab.described
    assert again.sent == lab.sent
    assert again.progress == lab.progress
    again.session.receive(GO_ON)
    await rest()
    await trainers.take_all()
    assert again.statuses == [JobStatus.FINISHED] * 2
    assert again.progress["schedule"] == [(3, 0)] * 2
    monkeypatch.setattr(work_units, "MOST_WORK", MOST_WORK)
    for each in again.session.history.networks:
        assert same_bits(each.job.state, learned(each.settings, small)[0])


async def test_where_one_is_done_and_another_was_stopped_both_come_back_so(open_lab, trainers):
    lab = await started(open_lab, trainers)
    for step in (0, 0, 0, 1, 1):
        await trainers.take(step)
    lab.session.receive(STOP)
    await trainers.take_all()
    assert lab.statuses == [JobStatus.FINISHED, JobStatus.STOPPED]
    again = await come_back(open_lab, lab)
    await trainers.take_all()
    assert again.statuses == lab.statuses
    assert again.described == lab.described


async def test_a_run_that_has_no_frame_yet_comes_back_and_says_not_to_press_run(open_lab, trainers):
    lab = open_lab(**SHORT)
    assert "Press Run." in lab.described["before"]
    lab.session.receive(RUN)
    assert lab.described["trained"] == 0
    assert "Press Run." not in lab.described["before"]
    again = await come_back(open_lab, lab)
    assert "Press Run." not in again.described["before"]
    await trainers.take_all()
    assert again.statuses == [JobStatus.FINISHED] * 2


async def test_of_what_was_stopped_before_any_frame_or_reset_there_is_nothing_to_come_back_to(
    open_lab, trainers
):
    lab = await started(open_lab, trainers)
    lab.session.receive(STOP)
    await trainers.take_all()
    assert lab.progress["schedule"] is None
    assert "Press Run." in lab.described["before"]
    lab = await started(open_lab, trainers, 1)
    lab.session.receive(sets("seed", 5))
    assert lab.progress["schedule"] is None


BAD_PLACES = [[1], [1, True], [1, -1], [1, 2.0], [1, 0, 0], "10", {"0": 1, "1": 0}, None]


@pytest.mark.parametrize(
    "schedule",
    [
        *("run", [], {}, [[1, 0]], [[1, 0]] * 3),
        *([[1, 0], bad] for bad in BAD_PLACES),
        [[9**99, 0], [2, 9**99]],
    ],
)
async def test_a_schedule_that_no_page_gives_back_trains_no_more_than_all(
    open_lab, trainers, schedule
):
    lab = open_lab(**SHORT)
    lab.session.receive({"kind": "resume", "schedule": schedule, "epoch": 1})
    await rest()
    await trainers.take_all()
    assert lab.progress["over"] is True
    assert all(each.epoch <= each.settings.epochs for each in lab.session.history.networks)


async def test_networks_are_pinned_from_the_screen_and_stay_beside_later_ones(open_lab, trainers):
    lab = await started(open_lab, trainers, 1)
    lab.session.receive({"kind": "open", "open": ["pins"]})
    lab.session.receive({"kind": "section", "section": "pins"})
    assert lab.described["can_pin"] is False
    lab.session.receive({"kind": "pin"})
    assert lab.session.controls.pins == ()
    await trainers.take_all()
    assert lab.described["can_pin"] is True
    lab.session.receive({"kind": "pin"})
    assert trainers.given == []
    pins = lab.session.controls.pins
    assert [pin.epochs for pin in pins] == [3, 3]
    source = lab.document.get_model_by_name("network-pins")
    assert list(source.data["label"]) == ["1", "2"]
    for column, each in zip(source.data["accuracy"], lab.session.history.networks, strict=True):
        expected = [frame.test_accuracy for frame in each.frames]
        np.testing.assert_allclose(column, expected, rtol=1e-4)
    told = lab.said("section")[-1]["content"]["pins"]
    assert [row["trained"] for row in told] == ["epoch 3 of 3"] * 2
    lab.session.receive({"kind": "pin"})
    assert lab.session.controls.pins == pins
    lab.session.receive(sets("networks", ONE))
    assert list(source.data["label"]) == ["1", "2"]
    lab.session.receive({"kind": "hide-pin", "pin": 0, "hidden": True})
    assert list(source.data["label"]) == ["2"]
    lab.session.receive({"kind": "take-pin", "pin": 1})
    assert Networks().write(lab.session.controls.networks) == TWO.split(",")[1]
    lab.session.receive({"kind": "remove-pin", "pin": 0})
    assert lab.session.controls.pins == pins[1:]
    assert lab.problems == []


async def test_pins_of_an_address_are_trained_again_and_drawn(open_lab, trainers):
    lab = await started(open_lab, trainers)
    await trainers.take_all()
    lab.session.receive({"kind": "pin"})
    again = open_lab(**lab.addresses[-1])
    assert again.problems == []
    assert again.session.controls.pins == lab.session.controls.pins
    again.session.receive(RUN)
    await rest()
    await trainers.take_all()
    assert again.sent == again.session.history.frames - 1
    first, second = (each.document.get_model_by_name("network-pins").data for each in (lab, again))
    assert first.keys() == second.keys()
    for name, column in first.items():
        assert str(column) == str(second[name])
    ranges = [each.document.get_model_by_name("network-error").y_range for each in (lab, again)]
    assert ranges[0].end == ranges[1].end


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=6,
)
KINDS = (
    *("run", "resume", "stop", "go-on", "show", "set", "section", "open", "pin", "take-pin"),
    *("hidden", ""),
)
SETTINGS = ("preset", "epochs", "speed", "networks", "mini_batch", "seed", "data", "")
odd = st.sampled_from(
    [*SECTIONS, TWO, ONE, "1", "２", "mnist", "two-starts", "", "\x00", "x" * 5000]
)
hostile = json_values | st.dictionaries(
    st.sampled_from([*KINDS, "epoch", "schedule", "value", "done"]), json_values | odd, max_size=5
).flatmap(
    lambda message: st.builds(
        lambda kind, name: {"name": name, **message, "kind": kind},
        st.sampled_from(KINDS),
        st.sampled_from(SETTINGS),
    )
)


async def test_whatever_a_client_says_nothing_raises(open_lab, trainers):
    lab = await started(open_lab, trainers, 1)

    @given(message=hostile)
    @example(message={"kind": ["run"]})
    @example(message={"kind": {"run": 1}})
    @example(message={"kind": "resume", "schedule": [[{}]], "epoch": 10**400})
    @example(message=sets("networks", [1, {}]))
    @example(message={"kind": "section", "section": {}, "epoch": math.nan})
    @example(message={"kind": "show", "epoch": -1})
    @example(message={"kind": "open", "open": [[]]})
    @example(message=sets("preset", "two-starts"))
    @example(message=sets("preset", []))
    def receive(message: object) -> None:
        lab.session.receive(message)
        assert len(lab.ticking) <= 1
        assert lab.session.query.keys() <= {*SCHEMA.fields}
        assert Networks().read(Networks().write(lab.session.controls.networks))

    receive()
    lab.session.receive(sets("preset", "chapter-quadratic"))
    assert lab.session.controls.values() == preset_values("chapter-quadratic")
    lab.session.receive(sets("networks", ONE))
    lab.session.receive(sets("epochs", 2))
    lab.session.receive(RUN)
    await rest()
    await trainers.take_all()
    assert lab.sent == lab.session.history.frames - 1


@pytest.mark.parametrize("language", languages())
async def test_a_run_is_described_in_every_language(open_lab, trainers, language):
    lab = await started(open_lab, trainers, 1, language=language)
    await trainers.take_all()
    assert lab.problems == []
    said = [lab.described["before"], lab.described["after"]]
    assert all(each and not any(mark in each for mark in "{}") for each in said)


def timers_of(document: Document) -> list[PeriodicCallback]:
    """What a page on a server has called again and again."""
    return [each for each in document.session_callbacks if isinstance(each, PeriodicCallback)]


async def test_a_page_that_is_closed_takes_its_runs_and_its_timer_with_it(small, monkeypatch):
    monkeypatch.setattr(app.server.serve, "UNUSED_SESSION_MS", 50)
    monkeypatch.setattr(data_module, "held_out", lambda data: small_images()[1])
    monkeypatch.setattr(data_module, "datasets_of_page", lambda: (small,))
    monkeypatch.setattr(NetworkView, "_send_msg", lambda self, message: None)
    trainers = Told(2)
    scheduler = Scheduler(trainers)
    async with server_of(scheduler=scheduler) as visitors:
        page = visitors.page()
        await page.open()
        document = visitors.server.documents[-1]
        # Panel starts timers in a document whose page says that it is connected.
        pn.state._connected[document] = True
        with set_curdoc(document):
            session = TrainingSession(SPEC, SHORT, lambda: None, lambda _problem: None, str)
            session.receive(RUN)
        await until(lambda: len(trainers.given) == 2)
        await until(lambda: bool(timers_of(document)))
        await page.leave()
        await until(lambda: visitors.server.documents == [])
        await until(lambda: not scheduler._jobs)
        heard = list(session.history.networks[0].records)
        await trainers.take_all()
        assert session.history.networks[0].records == heard == []
        assert trainers.given == []
        assert timers_of(document) == []


async def test_what_is_new_comes_to_a_page_in_one_message():
    slow = "sigmoid-quadratic:unit:0.1:100-100-100"
    async with server_of() as visitors:
        page = visitors.page(f"?lab=network&network.networks={slow}&network.mini_batch=1")
        await page.open()
        document = visitors.server.documents[-1]
        pn.state._connected[document] = True
        names = {getattr(each, "class_name", ""): each for each in document.models}
        lab = names["NetworkView"]
        await page.patch(told(lab.id, mapped(kind="run")))
        kinds: list[str] = []
        while "ColumnsStreamed" not in kinds:
            message = await page.receive_one("PATCH-DOC")
            kinds = [event["kind"] for event in message.content["events"]]
        assert kinds.count("MessageSent") == 1
