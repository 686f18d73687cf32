"""The Overfitting lab on a page: networks of several seeds learn when a test says so."""

from collections.abc import Iterator

import pytest

from app.jobs.page_jobs import PageJobs
from app.jobs.scheduler import Scheduler
from app.labs.overfitting.learning import LEARNING
from app.labs.overfitting.sections.sizes import SIZES, stacks
from app.labs.overfitting.spec import SPEC
from app.networks import columns
from app.networks import trainer as network_trainer
from app.ui.language import languages
from tests.jobs import Told, rest
from tests.training_labs import Lab, Open, labs_of, sets

RUN, STOP, GO_ON, SWEEP = ({"kind": kind} for kind in ("run", "stop", "go-on", "sweep"))
SHORT = {
    "networks": "none:0:0.5:6,l2:1:0.5:6",
    **{"training": "60", "epochs": "8", "seeds": "2"},
}


@pytest.fixture
def trainers() -> Told:
    """Those who take the steps."""
    return Told(5)


@pytest.fixture
def open_lab(trainers: Told, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open the lab; its timers are fakes."""
    scheduler = Scheduler(trainers)
    monkeypatch.setattr(network_trainer, "jobs_of_page", lambda: PageJobs(None, lambda: scheduler))
    yield from labs_of(SPEC, monkeypatch, **SHORT)


async def trained(lab: Lab, trainers: Told) -> Lab:
    """The lab when its networks are trained."""
    lab.session.receive(RUN)
    await rest()
    await trainers.take_all()
    return lab


async def test_a_run_is_sent_whole_with_the_columns_of_its_frames(open_lab, trainers):
    lab = await trained(open_lab(), trainers)
    history = lab.session.history
    assert history.ended
    assert history.last == 8
    assert lab.problems == []
    expected = columns.rows(LEARNING, history, 0, 8)
    found = {name: list(column) for name, column in lab.source.data.items()}
    assert found == expected
    # A line for each network, and one for what L2 does.
    assert lab.described["after"].count("\n") == 2
    assert lab.said("progress")[-1]["over"]


async def test_the_first_frame_is_there_before_anything_is_trained(open_lab, trainers):
    lab = open_lab()
    lab.session.receive(RUN)
    await rest()
    await trainers.take()
    await trainers.take()
    assert list(lab.source.data["epoch"]) == [0, 0]
    assert lab.session.history.frames == 9


async def test_a_run_that_is_stopped_goes_on_to_where_it_would_have_come(open_lab, trainers):
    whole = await trained(open_lab(), trainers)
    lab = open_lab()
    lab.session.receive(RUN)
    await rest()
    await trainers.take()
    lab.session.receive(STOP)
    await rest()
    await trainers.take_all()
    assert lab.session.history.ended
    lab.session.receive(GO_ON)
    await rest()
    await trainers.take_all()
    for one, other in zip(
        whole.session.history.networks, lab.session.history.networks, strict=True
    ):
        assert [each.summary.tolist() for each in one.frames] == [
            each.summary.tolist() for each in other.frames
        ]


async def test_other_settings_go_back_to_the_start(open_lab, trainers):
    lab = await trained(open_lab(), trainers)
    lab.session.receive(sets("wrong", 30))
    assert not lab.session.trainer.has_run
    assert lab.session.query["wrong"] == "30"


async def test_another_patience_is_told_and_leaves_the_run_alone(open_lab, trainers):
    lab = await trained(open_lab(open="stopping"), trainers)
    lab.session.receive({"kind": "section", "section": "stopping", "epoch": 8})
    before = lab.session.history
    lab.session.receive(sets("patience", 1))
    assert lab.session.history is before
    first, last = (each["content"] for each in lab.said("section")[-2:])
    assert first["networks"][0]["curve"] == last["networks"][0]["curve"]
    assert "patience of 1 " in last["texts"]["how"]


@pytest.mark.parametrize("language", languages())
async def test_a_sweep_tells_what_more_images_are_worth(open_lab, trainers, language):
    lab = open_lab(language, open="sizes", epochs="2")
    lab.session.receive(SWEEP)
    await rest()
    assert lab.said("section")[-1]["content"]["progress"]
    await trainers.take_all()
    content = lab.said("section")[-1]["content"]
    assert content["progress"] == ""
    for index, network in enumerate(content["networks"]):
        assert [point[0] for point in network["points"]] == list(SIZES)
        frames = lab.session.history.sweep.frames[index::2]
        assert [point[1] for point in network["points"]] == [
            frame.median("test_accuracy") for frame in frames
        ]
        assert network["name"] in content["said"]
    # A run leaves it alone; other settings make it another.
    lab.session.receive(RUN)
    await rest()
    assert len(lab.session.history.sweep.frames) == 2 * len(SIZES)
    lab.session.receive(sets("wrong", 30))
    assert lab.said("section")[-1]["content"]["networks"] == []


def test_a_sweep_keeps_lambda_over_n(open_lab):
    controls = open_lab(networks="l2:3:0.5:6,none:0:0.5:6", seeds="10").session.controls
    found = stacks(controls)
    assert [each.images.training for each in found[::2]] == list(SIZES)
    for each in found[::2]:
        share = each.network.regularisation_parameter / each.images.training
        assert share == pytest.approx(3 / 60)
    assert {each.seeds for each in found} == {3}


async def test_a_sweep_has_room_beside_four_networks_that_are_trained(open_lab, trainers):
    lab = open_lab(networks=",".join(["none:0:0.5:6"] * 4))
    lab.session.receive(RUN)
    lab.session.receive(SWEEP)
    lab.session.receive(SWEEP)
    await rest()
    await trainers.take_all()
    assert len(lab.session.history.sweep.frames) == 4 * len(SIZES)
    assert lab.problems == []


def test_what_is_out_of_its_range_is_told_and_the_rest_is_taken(open_lab):
    lab = open_lab(networks="dropout:0.95:0.5:30", training="49", wrong="41", seeds="11")
    assert len(lab.problems) == 4
    assert lab.session.controls.training == 797
