"""app.labs.softmax.

Four sliders, outputs that sum to 1, what was gained and lost, runs by either cost, and the address.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.softmax.sections.pins import Pin
from app.labs.softmax.settings import LIMITS, PRESET_LABELS, Z, preset_values
from app.labs.softmax.spec import SCHEMA, SPEC
from app.labs.softmax.words import LITTLE, SMALL, at_least, barely_moved
from app.training_lab.cost_choices import COST_LABELS, SOFTMAX_CHOICES
from app.ui.language import languages, translator
from app.ui.numbers import numeral, short
from core.softmax import START, softmax
from core.softmax_costs import SOFTMAX_COSTS
from core.softmax_learning import SoftmaxSettings, train
from tests.histories import frames_of
from tests.training_labs import Lab, Open, labs_of, sets

NUMBERS = range(1, 5)
moves = st.lists(st.tuples(st.integers(0, 3), st.floats(*LIMITS)), max_size=8)
some_costs = st.sampled_from(list(SOFTMAX_CHOICES))


@pytest.fixture
def open_lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a lab."""
    yield from labs_of(SPEC, monkeypatch)


def move(lab: Lab, index: int, value: object, *, done: bool = True) -> None:
    """Move one slider, as the browser says it."""
    z = list(lab.session.controls.z)
    z[index] = value
    lab.session.receive(sets("z", z) | {"done": done})


def row(lab: Lab, name: str, epoch: int = 0, curve: int = 0) -> list[float]:
    """What was sent of all four numbers of that name."""
    data = lab.source.data
    at = [
        index
        for index, (which, each) in enumerate(zip(data["curve"], data["epoch"], strict=True))
        if (which, each) == (curve, epoch)
    ]
    return [float(data[f"{name}{number}"][at[0]]) for number in NUMBERS]


def gains(lab: Lab) -> list[float]:
    """What the outputs have gained, as the browser works it out."""
    return (np.array(row(lab, "a")) - lab.described["compared"]).tolist()  # type: ignore[no-any-return]


def check(lab: Lab) -> None:
    """Check that all that is shown before a run belongs to one and the same z."""
    z = lab.session.controls.z
    assert lab.shown["z"] == z
    assert row(lab, "z") == list(z)
    outputs = row(lab, "a")
    assert outputs == pytest.approx(softmax(np.array(z)).tolist(), abs=1e-15)
    assert sum(outputs) == pytest.approx(1, abs=1e-12)
    assert sum(gains(lab)) == pytest.approx(0, abs=1e-12)


def test_it_opens_with_the_values_of_the_book(open_lab):
    lab = open_lab()
    check(lab)
    assert lab.session.controls.z == (2.5, -1.0, 3.2, 0.5)
    assert [f"{output:.3f}" for output in row(lab, "a")] == ["0.315", "0.009", "0.633", "0.043"]
    assert gains(lab) == [0, 0, 0, 0]
    assert lab.session.query == {}
    assert lab.problems == []


def test_the_sliders_are_those_of_the_book(open_lab):
    sliders = open_lab().control("Weighted inputs z")["sliders"]
    for slider in sliders:
        assert (slider["low"], slider["high"], slider["step"]) == (-5, 5, 0.1)
    assert [slider["label"] for slider in sliders] == ["z₁", "z₂", "z₃", "z₄"]


def test_the_outputs_are_those_of_the_core_wherever_the_sliders_are(open_lab):
    lab = open_lab()

    @given(moves=moves)
    @example(moves=[(0, 5.0), (1, -5.0), (2, -5.0), (3, -5.0)])
    def go(moves: list[tuple[int, float]]) -> None:
        lab.session.receive(sets("preset", "book"))
        for index, number in moves:
            move(lab, index, number)
            assert lab.session.controls.z[index] == pytest.approx(number, abs=5.1e-5)
            check(lab)
        assert lab.problems == []

    go()


def test_gains_count_from_where_a_slider_was_first_touched_and_another_counts_anew(open_lab):
    lab = open_lab()
    before = np.array(row(lab, "a"))
    for number in (1.0, 3.0, 5.0):
        move(lab, 3, number, done=False)
    np.testing.assert_allclose(gains(lab), row(lab, "a") - before)
    assert [gain > 0 for gain in gains(lab)] == [False, False, False, True]
    between = np.array(row(lab, "a"))
    move(lab, 0, 4.0)
    np.testing.assert_allclose(gains(lab), row(lab, "a") - between)
    move(lab, 0, 2.5)
    assert gains(lab) == [0, 0, 0, 0]


@pytest.mark.parametrize("language", languages())
def test_the_sentence_says_what_the_numbers_say(open_lab, language):
    lab = open_lab(language)
    still = lab.described["before"]

    @given(index=st.integers(0, 3), values=st.lists(st.floats(*LIMITS), min_size=1, max_size=3))
    def drag(index: int, values: list[float]) -> None:
        lab.session.receive(sets("preset", "badly-wrong-both"))
        lab.session.receive(sets("preset", "book"))
        assert lab.described["before"] == still
        for number in values:
            move(lab, index, number)
        sentence, z = lab.described["before"], lab.session.controls.z
        assert not re.search(r"[{}]|nan|inf", sentence)
        if sentence != still:
            gain = abs(gains(lab)[index])
            for part in (short(START[index]), short(z[index]), "₁₂₃₄"[index]):
                assert part in sentence
            assert numeral(gain) in sentence or gain == 0
        else:
            assert z == START

    drag()


def test_in_english_it_says_who_gained_and_who_lost(open_lab):
    lab = open_lab()
    move(lab, 1, 4.0)
    assert "gained" in lab.described["before"].partition("just")[0]
    move(lab, 1, -4.0)
    assert "lost" in lab.described["before"].partition("just")[0]
    move(lab, 1, -1.0)
    assert lab.described["before"].startswith("Move a slider")


def test_the_address_is_told_on_commit_and_not_on_every_move(open_lab):
    lab = open_lab()
    for value in (1.0, 1.1, 1.2):
        move(lab, 0, value, done=False)
        check(lab)
    assert lab.addresses == []
    move(lab, 0, 1.2)
    assert lab.addresses == [{"z": "1.2,-1,3.2,0.5"}]


def test_every_setting_survives_the_address(open_lab):
    @given(
        z=st.tuples(*[st.floats(*LIMITS)] * 4).map(Z.read),
        y=st.integers(1, 4),
        cost=some_costs,
        c=st.floats(0.1, 20).map(lambda c: float(f"{c:.3g}")),
    )
    def travel(z: tuple[float, ...], y: int, cost: str, c: float) -> None:
        query = {"z": Z.write(z), "y": str(y), "cost": cost, "c": f"{c:g}"}
        first = open_lab(**query)
        assert first.problems == []
        second = open_lab(**first.session.query)
        for lab in (first, second):
            controls = lab.session.controls
            assert (controls.z, controls.y, controls.cost, controls.c) == (z, y, cost, c)

    travel()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("z", ["", "1,2,3", "1,2,3,4,5", "1,2,3,x", "nan,0,0,0", "5.1,0,0,0"])
def test_a_bad_address_gives_the_default_and_a_notice(open_lab, language, z):
    lab = open_lab(language, z=z)
    assert lab.session.controls.z == START
    assert lab.session.query == {}
    (problem,) = lab.problems
    assert problem.startswith("z")
    check(lab)


@pytest.mark.parametrize("index", range(4))
def test_a_bad_value_changes_nothing_and_says_which_it_was(open_lab, index):
    lab = open_lab(z="1,1,1,1")
    for bad in (None, "", "much", "nan", math.nan, math.inf, 6, -5.01, [], {}, [1.0], 10**400):
        lab.problems.clear()
        move(lab, index, bad)
        assert lab.session.controls.z == (1.0, 1.0, 1.0, 1.0)
        (problem,) = lab.problems
        assert problem.startswith(f"z{index + 1}: ")
        assert problem.endswith("Using 1.")
        check(lab)


def test_each_preset_is_a_run_whose_frames_are_those_of_the_core(open_lab):
    lab = open_lab(speed="10")
    for name in PRESET_LABELS:
        lab.session.receive(sets("preset", name))
        assert lab.session.controls.preset == name
        lab.session.receive({"kind": "run"})
        values = preset_values(name)
        assert list(lab.session.history.frames) == list(SOFTMAX_CHOICES[values["cost"]])
        for cost, frames in lab.session.history.frames.items():
            settings = SoftmaxSettings(
                z=values["z"],
                correct=values["y"] - 1,
                learning_rate=values["learning_rate"],
                cost=SOFTMAX_COSTS[cost],
            )
            for mine, theirs in zip(frames, train(settings), strict=True):
                np.testing.assert_allclose(mine, theirs, rtol=1e-12, atol=1e-15)
        lab.play()
        assert lab.sent == 300


def test_the_book_s_sliders_with_a_2_to_learn_are_slow_with_the_quadratic_cost(open_lab):
    lab = open_lab(preset="book-both")
    lab.session.receive({"kind": "run"})
    quadratic, log_likelihood = lab.session.history.frames.values()
    assert quadratic.right_output[150] < 0.03
    assert log_likelihood.right_output[50] > 0.8
    said = lab.described["after"]
    assert "For the first 233 epochs it barely moved" in said
    assert said.count("barely") == 1
    assert said.index("Quadratic") < said.index("barely") < said.index("Log-likelihood")


def test_what_is_said_of_a_run_is_so(open_lab):
    @given(
        z=st.tuples(*[st.floats(*LIMITS)] * 4).map(Z.read),
        y=st.integers(1, 4),
        rate=st.sampled_from((0.001, 0.15, 3.0)),
        cost=some_costs,
        language=st.sampled_from(languages()),
    )
    def say(z: tuple[float, ...], y: int, rate: float, cost: str, language: str) -> None:
        lab = open_lab(
            language, z=Z.write(z), y=str(y), learning_rate=str(rate), cost=cost, epochs="40"
        )
        lab.session.receive({"kind": "run"})
        said = lab.described["after"]
        assert not re.search(r"[{}]|nan|inf", said)
        name = f"a{'₁₂₃₄'[y - 1]}"
        for which, frames in lab.session.history.frames.items():
            right = frames.right_output
            assert name in said
            assert numeral(right[0]) in said
            assert numeral(right[-1]) in said
            epochs = barely_moved(right)
            assert np.all(np.abs(right[: epochs + 1] - right[0]) <= LITTLE * (1 - right[0]))
            gradients = SOFTMAX_COSTS[which].gradient(frames.z[: epochs + 1], y - 1)
            at_start = numeral(gradients[0, y - 1])
            if language == "en" and which == "log-likelihood" and "the more wrong" in said:
                assert f"At the start ∂C/∂z{'₁₂₃₄'[y - 1]} = {name} − 1 = {at_start}:" in said
            slow = rf"first {epochs} epochs it barely moved: ([^\n]*)"
            found = re.search(slow, said) if language == "en" and which == "quadratic" else None
            if found:
                largest = re.search(r"no \|∂C/∂zⱼ\| was above (\S+),", found[1])
                factor = re.search(
                    rf"the factor {name} in ∂C/∂z. was (\S+) at most, and so each step of z. was"
                    r" small\.",
                    found[1],
                )
                assert bool(factor) != bool(largest)
                assert bool(factor) == (right[: epochs + 1].max() < SMALL)
                if factor:
                    assert right[: epochs + 1].max() <= float(factor[1])
                    assert f"was {at_start}." in found[1]
                else:
                    assert np.abs(gradients).max() <= float(largest[1])

    say()


@given(st.floats(1e-12, 100))
def test_at_least_is_rounded_up_with_two_digits(value):
    text = at_least(value).replace("−", "-")
    assert value * (1 - 1e-9) <= float(text) <= value * 1.11


def test_moving_a_slider_after_a_run_is_another_start(open_lab):
    lab = open_lab()
    lab.session.receive({"kind": "run"})
    assert lab.described["trained"] == 300
    assert lab.described["compared"] == row(lab, "a")
    move(lab, 0, 0.0)
    assert lab.described["trained"] == 0
    check(lab)


def test_the_costs_of_every_frame_are_sent_with_their_gradients(open_lab):
    lab = open_lab(cost="quadratic")
    z, data = np.array(START), lab.source.data
    for name, cost in SOFTMAX_COSTS.items():
        column = name.replace("-", "_")
        assert data[column][0] == pytest.approx(float(cost.value(z, 1)))
        assert row(lab, f"{column}_") == pytest.approx(cost.gradient(z, 1).tolist())
    assert data["cost"] == data["quadratic"]


@given(
    z=st.tuples(*[st.floats(*LIMITS)] * 4).map(Z.read),
    y=st.integers(1, 4),
    epochs=st.integers(2, 40),
    cost=st.sampled_from(["quadratic", "log-likelihood"]),
)
def test_a_pin_is_trained_again_as_it_was_and_travels(z, y, epochs, cost):
    pin = Pin(z=z, y=y, epochs=epochs, stages=((0, 0.15, cost),))
    pins = SCHEMA.fields["pins"]
    assert pins.read(pins.write((pin,))) == (pin,)
    settings = SoftmaxSettings(z=z, correct=y - 1, cost=SOFTMAX_COSTS[cost], epochs=epochs)
    np.testing.assert_allclose(frames_of(pin).z, train(settings).z, rtol=1e-12)
    taken = pin.taken()
    assert (taken["z"], taken["y"], taken["cost"]) == (z, y, cost)


@pytest.mark.parametrize("cost", ["cross-entropy", "power-1", "own", "both", ""])
def test_a_pin_by_a_cost_that_softmax_has_not_is_refused(open_lab, cost):
    lab = open_lab(pins=f"0~0~0~0,1,300,0:0.15:{cost},")
    assert lab.session.controls.pins == ()
    assert len(lab.problems) == 1


def test_a_run_is_pinned_for_each_of_its_curves(open_lab):
    lab = open_lab(preset="book-both")
    lab.session.receive({"kind": "run"})
    lab.session.receive({"kind": "pin"})
    pins = lab.session.controls.pins
    assert [asdict(pin)["stages"][0][2] for pin in pins] == ["quadratic", "log-likelihood"]
    lab.session.receive({"kind": "section", "section": "pins", "epoch": 0})
    rows = lab.said("section")[-1]["content"]["pins"]
    assert [each["cost"] for each in rows] == [
        COST_LABELS[name] for name in SOFTMAX_CHOICES["both"]
    ]
    assert rows[0]["right"].startswith("a₂ = 0.2342")
    assert rows[0]["start"] == "z = (2.5, −1, 3.2, 0.5), y = 2"


def test_nothing_that_a_client_sends_raises(open_lab):
    lab = open_lab()
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=6,
    )

    @given(name=st.sampled_from(["z", "y", "c", "cost", "z5"]), value=anything)
    def send(name: str, value: object) -> None:
        lab.session.receive(sets(name, value))
        lab.session.receive(value)
        lab.session.receive({"kind": "shift", "by": value})
        lab.session.receive({"kind": "set-outputs", "outputs": value})
        assert Z.read(lab.session.controls.z) == lab.session.controls.z

    send()


def test_two_sessions_share_nothing(open_lab):
    first, second = open_lab(), open_lab()
    models = [{model.id for model in lab.document.models} for lab in (first, second)]
    assert not models[0] & models[1]
    before = dict(second.shown)
    move(first, 0, -5.0)
    move(first, 1, "much")
    assert second.session.controls.z == START
    assert second.shown == before
    assert (second.addresses, second.problems) == ([], [])


@pytest.mark.parametrize("language", languages())
def test_every_preset_is_called_something_of_its_own(language):
    labels = {translator(language)(label) for label in PRESET_LABELS.values()}
    assert len(labels) == len(PRESET_LABELS)
