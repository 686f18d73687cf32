"""app.labs.neuron.sections.predict.

What a reader expects, and what is said of it after the run.
"""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.neuron.sections.predict import (
    FIELD,
    NEAR,
    POINTS,
    SHAPES,
    Prediction,
    content,
    epochs,
    shaped,
    verdict,
)
from app.labs.neuron.settings import preset_values
from app.labs.neuron.spec import SCHEMA, Controls
from app.ui.fields import Refused
from app.ui.language import languages, translator
from app.ui.numbers import numeral
from core import RANGES
from tests.histories import at_start, run
from tests.scripts import assert_is_what_the_script_uses
from tests.sentences import number_in

ENGLISH = translator("en")
N = r"(\d+(?:\.\d+)?)"
FURTHEST = re.compile(rf"furthest off at epoch {N}: (.+) instead of (.+)\.$")
SAW_IT = re.compile(rf"nowhere further off than {N}\.")

outputs = st.floats(0, 1)
predictions = st.tuples(*[outputs] * POINTS).map(FIELD.read)
runs = st.fixed_dictionaries(
    {name: st.floats(*RANGES[name]) for name in RANGES if name != "epochs"}
    | {"epochs": st.integers(1, 90)}
).map(lambda each: {name: SCHEMA.fields[name].read(value) for name, value in each.items()})


def output_of(chosen: dict[str, Any]) -> Any:
    """The frames of a run by one cost."""
    (frame,) = run(Controls(**chosen).settings()).frames.values()
    return frame


def at(prediction: Prediction, epoch: int, last: int) -> float:
    """What was expected at an epoch: on the straight line between the points beside it."""
    place = epoch / last * (POINTS - 1)
    before = min(int(place), POINTS - 2)
    part = place - before
    return prediction[before] * (1 - part) + prediction[before + 1] * part


def nowhere_off(frame: Any) -> Prediction:
    """The outputs of a run as a prediction."""
    last = len(frame.output) - 1
    found = np.interp(epochs(last), np.arange(last + 1), frame.output)
    prediction: Prediction = FIELD.read(tuple(found.tolist()))
    return prediction


@pytest.mark.parametrize("shape", SHAPES)
@given(first=outputs, target=outputs)
@example(first=1.0, target=0.0)
@example(first=0.0, target=1.0)
def test_a_shape_goes_from_the_first_output_to_where_it_should(shape, first, target):
    prediction = shaped(shape, first, target)
    assert len(prediction) == POINTS
    assert FIELD.read(prediction) == prediction
    end = first if shape == "stays" else target
    assert prediction[0] == pytest.approx(first, abs=0.005 + 1e-9)
    assert prediction[-1] == pytest.approx(end, abs=0.005 + 1e-9)
    side = 1 if target >= first else -1
    assert all(side * (after - before) >= 0 for before, after in pairwise(prediction))


def test_each_shape_goes_there_in_its_own_way() -> None:
    way = {shape: np.array(shaped(shape, 0.0, 1.0)) for shape in SHAPES}
    steps = {shape: np.diff(each) for shape, each in way.items()}
    half = len(steps["straight"]) // 2
    assert not steps["stays"].any()
    np.testing.assert_allclose(steps["straight"], 1 / (POINTS - 1), atol=0.011)
    assert steps["early"][:half].sum() > 0.9 > 0.1 > steps["early"][half:].sum()
    assert steps["late"][:half].sum() < 0.1 < 0.9 < steps["late"][half:].sum()
    assert way["step"][half] == 0.5
    assert max(steps["step"][0], steps["step"][-1]) < 0.02 < steps["step"][half]


def test_there_is_no_other_shape() -> None:
    with pytest.raises(KeyError):
        shaped("backwards", 0.0, 1.0)


@pytest.mark.parametrize("last", [1, 2, 19, 300, 5000])
def test_the_points_are_spread_evenly_over_the_run(last: int) -> None:
    spread = epochs(last)
    assert len(spread) == POINTS
    assert (spread[0], spread[-1]) == (0, last)
    np.testing.assert_allclose(np.diff(spread), last / (POINTS - 1))


@given(values=st.tuples(*[outputs] * POINTS))
def test_a_prediction_survives_the_address(values):
    prediction = FIELD.read(list(values))
    assert prediction == pytest.approx(values, abs=0.005 + 1e-9)
    assert FIELD.read(FIELD.write(prediction)) == prediction
    assert FIELD.read(",".join(map(repr, values))) == prediction


def test_no_prediction_is_one_too() -> None:
    assert FIELD.read("") == FIELD.read(()) == ()
    assert FIELD.write(()) == ""


@pytest.mark.parametrize(
    "given",
    [
        None,
        " ",
        "0",
        [],
        [0.5] * (POINTS - 1),
        [0.5] * (POINTS + 1),
        [0.5] * (POINTS - 1) + [1.006],
        [0.5] * (POINTS - 1) + [-0.006],
        [0.5] * (POINTS - 1) + [float("nan")],
        [0.5] * (POINTS - 1) + [[0.5]],
        [0.5] * (POINTS - 1) + [10**400],
        [0.5] * (POINTS - 1) + [None],
        "," * (POINTS - 1),
        {"0": 0.5},
    ],
)
def test_what_is_no_prediction_is_refused(given: object) -> None:
    with pytest.raises(Refused):
        FIELD.read(given)


@given(chosen=runs, prediction=predictions)
@example(chosen=preset_values("badly-wrong"), prediction=shaped("straight", 0.98, 0.0))
@example(chosen=preset_values("badly-wrong"), prediction=shaped("stays", 0.98, 0.0))
@example(chosen=preset_values("badly-wrong") | {"epochs": 1}, prediction=(0.5,) * POINTS)
def test_the_verdict_is_true_of_the_frames(chosen, prediction):
    frame = output_of(chosen)
    last = len(frame.output) - 1
    off = [abs(at(prediction, epoch, last) - frame.output[epoch]) for epoch in range(last + 1)]
    said = verdict(prediction, frame, ENGLISH)
    furthest, saw_it = FURTHEST.search(said), SAW_IT.search(said)
    assert bool(furthest) != bool(saw_it)
    if furthest:
        epoch = int(furthest[1])
        assert off[epoch] == pytest.approx(max(off), abs=1e-12)
        assert max(off) >= NEAR - 1e-9
        expected = at(prediction, epoch, last)
        assert number_in(furthest[2]) == pytest.approx(expected, rel=5.001e-4, abs=1e-12)
        assert number_in(furthest[3]) == pytest.approx(frame.output[epoch], rel=5.001e-4)
        assert furthest[2] != furthest[3]
    if saw_it:
        assert max(off) < NEAR + 1e-9
        assert max(off) - 1e-9 <= float(saw_it[1]) < max(off) + 0.01


@given(chosen=runs, by=st.floats(-0.06, 0.06))
def test_who_draws_the_run_saw_it_coming(chosen, by):
    frame = output_of(chosen | {"learning_rate": 0.05})
    drawn = nowhere_off(frame)
    prediction = FIELD.read(tuple(min(1.0, max(0.0, each + by)) for each in drawn))
    last = len(frame.output) - 1
    off = max(abs(at(prediction, epoch, last) - frame.output[epoch]) for epoch in range(last + 1))
    saw_it = SAW_IT.search(verdict(prediction, frame, ENGLISH))
    assert bool(saw_it) == (off < NEAR) or abs(off - NEAR) < 1e-9
    if saw_it:
        assert off - 1e-9 <= float(saw_it[1]) < off + 0.01


@pytest.mark.parametrize("language", languages())
def test_both_verdicts_are_said_in_every_language(language: str) -> None:
    translate = translator(language)
    frame = output_of(preset_values("badly-wrong"))
    right, wrong = (
        verdict(each, frame, translate) for each in (nowhere_off(frame), (0.0,) * POINTS)
    )
    assert right != wrong
    for said in (right, wrong):
        assert re.search(r"\d\.\d", said)
        assert "{" not in said
    epoch = int(np.argmax(frame.output))
    assert str(epoch) in wrong
    assert numeral(frame.output[epoch]) in wrong


@pytest.mark.parametrize("language", languages())
def test_the_content_is_what_the_script_uses(language: str) -> None:
    translate = translator(language)
    controls = Controls()
    of = content(controls, at_start(controls.settings()), translate)
    assert_is_what_the_script_uses("predict", of)
    assert of["shapes"] == [[name, translate(text)] for name, (text, _done) in SHAPES.items()]
    assert not set(SHAPES) & {"none", "drawn"}
