"""app.networks.pinned and .pins_section.

Networks stay, and are trained again where they must be.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.job import FAILED, JobStatus
from app.jobs.page_jobs import PageJobs
from app.jobs.scheduler import Scheduler
from app.labs.network.learning import LEARNING
from app.labs.network.networks import Networks
from app.labs.network.plot_columns import curves
from app.labs.network.sections.pins import Pin
from app.labs.network.settings import EPOCHS
from app.networks import pins_section
from app.networks.pinned import NO_DATA, NO_ROOM, PinnedNetworks
from app.training_lab.pins import LONGEST_NAME, MOST_PINS, Pins, renamed
from app.ui.fields import Refused
from app.ui.language import languages, translator
from app.ui.numbers import percent
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import NETWORK_RANGES, Start
from tests.jobs import Told, rest
from tests.networks import TWO, Small, learned, small, trainings_of
from tests.scripts import assert_is_what_the_script_uses

__all__ = ["small"]

FIELD = Pins(Pin)
ENGLISH = translator("en")
FIRST, SECOND = Networks().read(TWO)
ONE = Pin(network=FIRST, data="digits", mini_batch=10, seed=0, epochs=3)
OTHER = replace(ONE, network=SECOND, seed=4, epochs=2)


def whole(name: str) -> st.SearchStrategy[int]:
    low, high = EPOCHS if name == "epochs" else NETWORK_RANGES[name]
    return st.integers(int(low), int(high))


@st.composite
def some_pins(draw: st.DrawFn) -> Pin:
    """Any pin that a reader can make, with η as an address has it."""
    layers = draw(st.lists(whole("hidden"), max_size=3))
    rate = draw(st.floats(*NETWORK_RANGES["learning_rate"]))
    written = ":".join(
        [
            draw(st.sampled_from(list(OUTPUT_LAYERS))),
            draw(st.sampled_from(list(Start))),
            f"{rate:.3g}",
            "-".join(map(str, layers)) or "0",
        ]
    )
    (network,) = Networks().read(written)
    numbers = {name: draw(whole(name)) for name in ("mini_batch", "seed", "epochs")}
    data = draw(st.sampled_from(["digits", "mnist"]))
    pin = Pin(network=network, data=data, **numbers, hidden=draw(st.booleans()))
    return renamed(pin, draw(st.text(max_size=LONGEST_NAME)))


@given(pins=st.lists(some_pins(), max_size=MOST_PINS).map(tuple))
def test_pins_come_back_from_an_address(pins):
    assert FIELD.read(FIELD.write(pins)) == pins


@pytest.mark.parametrize(
    "text",
    [
        *("x", ",", ";", "a,b,c,d,e,f", "0:0.15:quadratic"),
        FIELD.write([ONE]).replace("digits", "faces"),
        FIELD.write([ONE]).replace(",3,", ",0,"),
        FIELD.write([ONE]).replace(",3,", ",101,"),
        FIELD.write([ONE]).replace(",10,", ",0,"),
        FIELD.write([ONE]) + ",shown",
        FIELD.write([ONE]).replace(":4,", ":1000,"),
        "~".join([TWO.split(",")[0]] * 2) + ",digits,10,0,3,",
        FIELD.write([ONE] * MOST_PINS) + ";" + FIELD.write([ONE]),
    ],
)
def test_what_is_no_pin_is_refused(text):
    assert FIELD.read(FIELD.write([ONE])) == (ONE,)
    with pytest.raises(Refused):
        FIELD.read(text)


@pytest.mark.parametrize("epochs", [1, 2, 3])
def test_the_networks_on_the_screen_are_pinned_as_far_as_they_are_trained(small, epochs):
    trainings = trainings_of(TWO, small, epochs + 1, epochs)
    for each in trainings.networks:
        each.status = JobStatus.STOPPED
    found = Pin.all_of(trainings)
    # Of the second nothing is learned after one step.
    assert [pin.epochs for pin in found] == [epochs, epochs - 1][: len(found)]
    assert len(found) == (1 if epochs == 1 else 2)
    for pin, each in zip(found, trainings.networks, strict=False):
        assert pin.settings() == replace(each.settings, epochs=pin.epochs)
        frames = frames_of(pin)
        assert each.frames[: len(frames)] == frames


def test_none_is_pinned_while_any_is_being_trained(small):
    trainings = trainings_of(TWO, small)
    assert len(Pin.all_of(trainings)) == 2
    trainings.networks[1].status = JobStatus.RUNNING
    assert Pin.all_of(trainings) == []


class Page:
    """Pinned networks with trainers that wait to be told."""

    def __init__(self, most: int = 9) -> None:
        self.trainers = Told(4)
        self.scheduler = Scheduler(self.trainers, most_per_owner=most)
        self.changes = 0
        self.known: Sequence[Any] = ()
        self.pinned = PinnedNetworks(
            PageJobs(None, lambda: self.scheduler),
            LEARNING,
            {"digits": Small()},
            lambda: self.known,
            self.changed,
        )

    def changed(self) -> None:
        self.changes += 1

    def want(self, pins: Sequence[Pin], known: Sequence[Any]) -> None:
        """Have these pins, while the page knows the frames of others."""
        self.known = known
        self.pinned.want(pins)

    def trained(self, pin: Pin, language: str = "en") -> str:
        """What is said of how far it is."""
        return self.pinned.outcomes(pin, translator(language))["trained"][1]

    async def take_all(self) -> None:
        await rest()
        await self.trainers.take_all()


@pytest.fixture
def page(small: Any) -> Page:
    return Page()


def frames_of(pin: Pin) -> list[Any]:
    """All frames of its run."""
    every = learned(pin.settings(), Small())[1]
    return [record.frame for result in every for record in result.records]


async def test_what_is_not_known_is_trained_one_after_the_other(page):
    page.want([ONE, OTHER], [])
    await rest()
    assert len(page.trainers.given) == 1
    assert page.trained(ONE) == "epoch 0 of 3"
    await page.take_all()
    assert page.trainers.most == 1
    for pin in (ONE, OTHER):
        assert page.pinned.frames(pin) == frames_of(pin)
        assert page.trained(pin) == f"epoch {pin.epochs} of {pin.epochs}"
    # Once for each that ended, and for others only now and then.
    assert 2 <= page.changes <= 4
    page.want([ONE, OTHER], [])
    await rest()
    assert page.trainers.given == []


async def test_what_is_known_is_not_trained_again(page, small):
    trainings = trainings_of(TWO, small)
    known = [(Pin.of(each, "digits"), each.frames) for each in trainings.networks]
    page.want([known[0][0]], known)
    await rest()
    assert page.trainers.given == []
    assert page.pinned.frames(known[0][0]) == trainings.networks[0].frames
    assert page.pinned.frames(known[1][0]) == []


async def test_names_and_whether_it_is_seen_make_no_difference(page):
    page.want([replace(ONE, name="η", hidden=True)], [])
    await page.take_all()
    page.want([replace(ONE, name="again"), ONE], [])
    await rest()
    assert page.trainers.given == []
    assert page.pinned.frames(replace(ONE, name="x")) == frames_of(ONE)


async def test_what_is_not_wanted_any_more_is_stopped_and_forgotten(page):
    page.want([ONE, OTHER], [])
    await rest()
    await page.trainers.take()
    page.want([OTHER], [])
    await page.take_all()
    assert page.pinned.frames(ONE) == []
    assert page.pinned.frames(OTHER) == frames_of(OTHER)
    page.want([ONE], [])
    await page.take_all()
    assert page.pinned.frames(ONE) == frames_of(ONE)


async def test_one_that_becomes_known_while_it_is_trained_has_no_frame_twice(page):
    page.want([ONE], [])
    await rest()
    await page.trainers.take()
    page.want([ONE], [(ONE, frames_of(ONE))])
    await page.take_all()
    assert page.pinned.frames(ONE) == frames_of(ONE)


@pytest.mark.parametrize("language", languages())
async def test_what_is_in_the_way_is_said(page, language):
    _ = translator(language)
    elsewhere = replace(ONE, data="mnist")
    page.want([elsewhere, OTHER], [])
    await page.take_all()
    assert page.trained(elsewhere, language) == _(NO_DATA)
    assert page.pinned.frames(OTHER) == frames_of(OTHER)
    full = Page(most=0)
    full.want([ONE], [])
    assert full.trained(ONE, language) == _(NO_ROOM)
    # What is known after all is no trouble any more.
    full.want([ONE], [(ONE, frames_of(ONE))])
    assert _(NO_ROOM) not in full.trained(ONE, language)


@pytest.mark.parametrize("language", languages())
async def test_why_one_failed_is_said_and_the_next_is_trained(page, language, caplog):
    def fails() -> None:
        raise RuntimeError

    page.want([ONE, OTHER], [])
    await rest()
    page.trainers.given[0] = (page.trainers.given[0][0], fails)
    await page.take_all()
    assert page.trained(ONE, language) == translator(language)(FAILED)
    assert page.pinned.frames(OTHER) == frames_of(OTHER)


@pytest.mark.parametrize("language", languages())
async def test_the_table_says_what_the_core_says(page, language):
    class Controls:
        pins = (replace(ONE, name="mine"), replace(OTHER, hidden=True))

    _ = translator(language)
    page.want(Controls.pins, [])
    section = pins_section.section("Output and cost").content
    content = section(page.pinned.outcomes, Controls, trainings_of(TWO, Small()), _)
    assert {row["accuracy"] for row in content["pins"]} == {"—"}
    await page.take_all()
    content = section(page.pinned.outcomes, Controls, trainings_of(TWO, Small()), _)
    assert_is_what_the_script_uses("pins", content)
    for row, pin in zip(content["pins"], Controls.pins, strict=True):
        assert (row["name"], row["hidden"]) == (pin.name, pin.hidden)
        frames = frames_of(pin)
        assert row["accuracy"] == percent(frames[-1].test_accuracy)
        good = next((each.epoch for each in frames if each.test_accuracy >= 0.9), None)
        assert row["good"] == ("—" if good is None else f"{round(good, 2):g}")
        assert f"{pin.seed}" in row["start"]
        assert not re.search(r"[{}]", " ".join(map(str, row.values())))


def test_to_take_one_over_sets_all_that_it_is_made_from():
    taken = OTHER.taken()
    assert Networks().read(taken.pop("networks")) == (SECOND,)
    assert taken == {"data": "digits", "mini_batch": 10, "seed": 4, "epochs": 2}


def test_what_is_drawn_are_the_numbers_of_the_frames(small):
    frames = frames_of(ONE)
    drawn = curves(frames)
    assert drawn is not None
    assert drawn.epoch.tolist() == [each.epoch for each in frames]
    assert drawn.accuracy.tolist() == [each.test_accuracy for each in frames]
    assert drawn.relative_cost.tolist() == [each.test_cost / frames[0].test_cost for each in frames]
    assert curves([]) is None
