"""app.labs.costs: what the Costs lab shows is what the core says, and its words are true of it."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.costs.controls import FIELDS, Controls
from app.labs.costs.curves import CLOSED, FAR, LIMITS, OUTPUTS, curves_at, entropy, made
from app.labs.costs.session import CostsSession
from app.labs.costs.story import STORY
from app.labs.costs.view import curves, state_of, texts
from app.labs.costs.words import LABELS, what_is_seen
from app.labs.neuron.spec import SCHEMA
from app.labs.neuron.spec import Controls as NeuronControls
from app.training_lab.controls import read
from app.ui.fields import Problem
from app.ui.language import languages, translator
from app.ui.numbers import numeral
from core import COSTS, sigmoid
from core.costs.over_output import CURVES
from core.costs.power_family import POWERS, cost_of_power
from tests.notices import Notices
from tests.training_labs import sets

ENGLISH = translator("en")
unit = st.floats(0.0, 1.0).map(lambda each: round(each, 2))
powers = st.floats(*POWERS).map(lambda each: round(each, 2))
every_language = pytest.mark.parametrize("language", languages())


class Lab:
    """A session with everything that it tells the outside."""

    def __init__(self, **query: str) -> None:
        self.addresses: list[dict[str, str]] = []
        self.told = Notices()
        self.problems = self.told.sentences
        self.session = CostsSession(
            query, lambda: self.addresses.append(self.session.query), self.told, ENGLISH
        )

    @property
    def state(self) -> dict[str, Any]:
        return self.session.view.state


@given(y=unit, a=unit)
@example(y=0.0, a=1.0)
@example(y=1.0, a=0.0)
@example(y=0.0, a=0.0)
def test_every_number_is_that_of_the_core_and_none_is_nan(y, a):
    state = state_of(Controls(y=y, a=a), ENGLISH)
    for quantity in LIMITS:
        for name, curve in CURVES.items():
            value = float(getattr(curve, quantity)(a, y))
            assert not math.isnan(value)
            assert state["numbers"][quantity][name] == numeral(value)
            assert state["points"][quantity][name] == max(-FAR, min(FAR, value))
    assert "nan" not in str(state).lower()
    assert "inf" not in str(state["points"])


@given(y=unit, p=powers)
@example(y=0.0, p=0.0)
@example(y=1.0, p=1.0)
def test_the_curves_are_finite_and_those_of_the_core(y, p):
    of = curves(Controls(y=y, p=p))
    for quantity, by_cost in of["costs"].items():
        assert tuple(by_cost) == tuple(CURVES) == tuple(LABELS)
        for name, values in by_cost.items():
            assert np.isfinite(values).all()
            right = np.clip(getattr(CURVES[name], quantity)(OUTPUTS, y), -FAR, FAR)
            np.testing.assert_array_equal(values, right)
    assert np.isfinite(of["made"]["cost"]).all()
    assert np.isfinite(of["made"]["asked"]).all()
    assert of["swapped_is_infinite"] == (y in (0.0, 1.0))
    assert OUTPUTS[0] == 0.0
    assert OUTPUTS[-1] == 1.0


@given(y=unit)
@example(y=0.0)
@example(y=0.5)
@example(y=1.0)
def test_the_pictures_reach_over_the_curves_and_no_half_of_them_is_empty(y):
    of = curves(Controls(y=y))
    inner = (OUTPUTS >= 0.01) & (OUTPUTS <= 0.99)
    for quantity in ("derivative", "output_error"):
        low, high = of["limits"][quantity]
        assert low < 0 < high
        every = np.array(list(of["costs"][quantity].values()))[:, inner]
        drawn = every[(every >= low) & (every <= high)]
        # What has left the picture left it at its end, and is no part of what is empty.
        least, most = max(low, every.min()), min(high, every[np.abs(every) < FAR].max())
        assert max(most, 0.0) - min(least, 0.0) > 0.85 * (high - low)
        assert drawn.size > every.size / 2


@pytest.mark.parametrize("y", [0.0, 0.1, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("power", CLOSED)
def test_what_is_integrated_is_the_cost_of_the_chapter(power, y):
    found = made(y, power)
    assert found["name"] == CLOSED[power]
    assert found["closed"] == curves_at(y)["value"][CLOSED[power]]
    np.testing.assert_allclose(found["cost"], found["closed"], atol=1e-6)


def test_between_them_there_is_no_closed_form():
    found = made(0.3, 0.5)
    assert (found["closed"], found["name"]) == (None, None)


def test_the_least_cross_entropy_is_the_entropy_for_every_target():
    for y, floor in zip(OUTPUTS, entropy(), strict=True):
        values = curves_at(float(y))["value"]["cross-entropy"]
        assert floor <= min(values) + 1e-12
        assert min(values) - floor < 1e-3


@every_language
@given(y=unit, a=unit)
@example(y=0.0, a=1.0)
@example(y=0.5, a=1.0)
@example(y=0.5, a=0.5)
def test_something_is_said_of_every_output(language, y, a):
    said = what_is_seen(Controls(y=y, a=a), translator(language))
    assert said
    assert "{" not in said
    assert ("∞" in said) is False


def test_the_words_have_the_numbers_of_the_table():
    state = state_of(Controls(y=0.0, a=0.9), ENGLISH)
    numbers = state["numbers"]["output_error"]
    assert numbers["cross-entropy"] == "0.9000"
    assert numbers["quadratic"] == "0.08100"
    assert state["numbers"]["slope"]["quadratic"] == "0.09000"
    assert "a − y = 0.9000" in state["seen"]
    assert "only σ′ = 0.09000 of that" in state["seen"]
    assert state["factor"] == "× σ′ = 0.09000"
    assert state["numbers"]["value"]["swapped"] == "∞"
    for a, y in ((0.5, 0.5), (1.0, 0.0), (0.0, 0.5)):
        assert state_of(Controls(y=y, a=a), ENGLISH)["factor"] is None


def test_the_surprise_on_average_is_the_cross_entropy():
    state = state_of(Controls(y=0.3, a=0.8), ENGLISH)
    *answers, (_name, _often, _formula, average) = state["surprise"]
    assert average == state["numbers"]["value"]["cross-entropy"]
    (one, zero) = (float(surprise) for _answer, _often, _formula, surprise in answers)
    assert 0.3 * one + 0.7 * zero == pytest.approx(float(average), abs=1e-3)


@given(y=unit, a=unit, p=powers)
def test_the_address_makes_the_same_lab_again(y, a, p):
    lab = Lab(
        **{name: FIELDS[name].write(value) for name, value in {"y": y, "a": a, "p": p}.items()}
    )
    assert lab.problems == []
    assert lab.session.controls.values() == {"y": y, "a": a, "p": p}
    assert Lab(**lab.session.query).session.controls.values() == {"y": y, "a": a, "p": p}


def test_a_move_changes_what_follows_from_it_and_the_address():
    lab = Lab()
    assert lab.session.query == {}
    before = lab.session.view.curves
    lab.session.receive(sets("a", "0,4", done=False))
    assert lab.session.view.curves is before
    assert lab.addresses == []
    lab.session.receive(sets("y", 0.2))
    assert lab.session.view.curves["target"] == 0.2
    assert lab.session.view.settings["values"] == {"y": 0.2, "a": 0.4, "p": 0.0, "open": ()}
    assert lab.addresses == [{"y": "0.2", "a": "0.4"}]


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("bad", [None, "x", math.nan, math.inf, -0.1, 2.1, [], True, "1e400"])
def test_a_bad_value_changes_nothing_and_gives_a_notice(name, bad):
    lab = Lab(y="0.5", a="0.5", p="0.5")
    lab.session.receive(sets(name, bad, number=2))
    assert lab.session.controls.values() == {"y": 0.5, "a": 0.5, "p": 0.5}
    assert lab.session.view.settings["answer"] == 2
    (problem,) = lab.problems
    assert problem.startswith(f"{name}:")


@given(p=powers)
def test_the_neuron_that_is_trained_learns_by_the_cost_just_made(p):
    values, problems = read(state_of(Controls(p=p), ENGLISH)["train"], SCHEMA, ENGLISH)
    assert problems == []
    (trained,) = NeuronControls(**values).settings().values()
    assert trained.cost == cost_of_power(p)
    assert sigmoid(trained.weight + trained.bias) > 0.98
    for power, name in CLOSED.items():
        if p == power:
            for y in (0.0, 0.4):
                assert trained.cost.value(1.3, y) == pytest.approx(
                    COSTS[name].value(1.3, y), abs=1e-9
                )


@every_language
def test_every_caption_is_there(language):
    assert set(texts(translator(language))["names"]) == set(CURVES)


def test_an_experiment_is_set_up_and_the_story_is_told_when_asked_for() -> None:
    addresses: list[None] = []
    problems: list[Problem] = []
    session = CostsSession(
        {"y": "1"}, lambda: addresses.append(None), problems.append, translator("en")
    )
    told: list[dict[str, Any]] = []
    session.view._send_msg = told.append  # type: ignore[method-assign]
    session.receive({"kind": "section", "section": "questions", "number": 0})
    assert told == [
        {"kind": "section", "section": "questions", "content": STORY.told(translator("en"))}
    ]
    session.receive({"kind": "experiment", "address": {"a": "0.3"}, "number": 4})
    assert session.controls.values() == {"y": 0.0, "a": 0.3, "p": 0.0}
    values = {"y": 0.0, "a": 0.3, "p": 0.0, "open": ()}
    assert session.view.settings == {"values": values, "answer": 4}
    assert len(addresses) == 1
    session.receive({"kind": "experiment", "address": "a=0.4"})
    session.receive({"kind": "experiment", "address": {"a": "x"}})
    assert session.query == {}
    assert [problem.about for problem in problems if problem.sentence] == ["a"]


def test_an_open_story_is_in_the_address_and_no_experiment_closes_it() -> None:
    lab = Lab(open="questions", y="1")
    assert lab.session.view.settings["values"]["open"] == ("questions",)
    lab.session.receive({"kind": "experiment", "address": {"a": "0.3"}, "number": 1})
    assert lab.session.query == {"a": "0.3", "open": "questions"}
    for wrong in (["map"], "x", 3, None, {}):
        lab.session.receive({"kind": "open", "open": wrong})
    assert lab.session.query["open"] == "questions"
    lab.session.receive({"kind": "open", "open": []})
    assert lab.session.query == lab.addresses[-1] == {"a": "0.3"}
    lab.session.receive({"kind": "open", "open": ["questions"]})
    assert lab.addresses[-1] == {"a": "0.3", "open": "questions"}
