"""app.labs.softmax.

Four sliders, outputs that sum to 1, what was gained and lost, and the address.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import panel as pn
import pytest
from bokeh.document import Document
from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st
from panel.io.state import set_curdoc

from app.labs.softmax.controls import FIELD, LIMITS, NAMES, START
from app.labs.softmax.session import SoftmaxSession
from app.ui.language import languages, translator
from app.ui.numbers import decimals
from core import sigmoid
from core.softmax import softmax
from tests.notices import Notices
from tests.training_labs import sets

ENGLISH = translator("en")
some_z = st.tuples(*[st.floats(*LIMITS)] * 4).map(FIELD.read)
# For tests that open a lab for each example: to look for a shorter one that fails would take long.
SLOW = settings(
    deadline=None, max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
moves = st.lists(st.tuples(st.integers(0, 3), st.floats(*LIMITS)), max_size=8)


class Lab:
    """A session with everything that it tells the outside."""

    def __init__(self, query: dict[str, str], language: str = "en") -> None:
        self.addresses: list[dict[str, str]] = []
        self.told = Notices()
        self.problems = self.told.sentences
        self.document = Document()
        with set_curdoc(self.document):
            self.session = SoftmaxSession(query, self.readdress, self.told, translator(language))
            self.session.view.server_doc(self.document, location=False)

    def readdress(self) -> None:
        self.addresses.append(self.session.query)

    @property
    def shown(self) -> dict[str, Any]:
        """What the browser shows."""
        return self.session.view.state

    def check(self) -> None:
        """Check that all that is shown belongs to one and the same z."""
        z = self.session.controls.z
        assert self.session.view.settings["values"] == dict(zip(NAMES, z, strict=True))
        outputs = softmax(np.array(z))
        assert self.shown["outputs"] == outputs.tolist()
        assert all(0 < output < 1 for output in self.shown["outputs"])
        assert self.shown["sum"] == pytest.approx(1, abs=1e-12)
        assert sum(self.shown["outputs"]) == pytest.approx(1, abs=1e-12)
        assert sum(self.shown["gains"]) == pytest.approx(0, abs=1e-12)
        assert self.shown["sigmoids"] == [float(sigmoid(number)) for number in z]
        assert self.shown["sigmoid_sum"] == pytest.approx(sum(self.shown["sigmoids"]))


@pytest.fixture
def open_lab() -> Iterator[Callable[..., Lab]]:
    """Open a lab."""
    yield lambda language="en", **query: Lab(query, language)
    pn.state.reset()


def test_it_opens_with_the_values_of_the_book(open_lab):
    lab = open_lab()
    lab.check()
    assert lab.session.controls.z == (2.5, -1.0, 3.2, 0.5)
    assert [f"{output:.3f}" for output in lab.shown["outputs"]] == [
        *("0.315", "0.009"),
        *("0.633", "0.043"),
    ]
    assert lab.shown["gains"] == [0, 0, 0, 0]
    assert lab.session.query == {}
    assert lab.problems == []


def test_the_sliders_are_those_of_the_book(open_lab):
    sliders = open_lab().session.view.widgets
    for slider in sliders:
        assert (slider["low"], slider["high"], slider["step"]) == (-5, 5, 0.1)
    assert [slider["label"] for slider in sliders] == ["z₁", "z₂", "z₃", "z₄"]


def test_the_outputs_are_those_of_the_core_wherever_the_sliders_are(open_lab):
    lab = open_lab()

    @given(moves=moves)
    @example(moves=[(0, 5.0), (1, -5.0), (2, -5.0), (3, -5.0)])
    def move(moves: list[tuple[int, float]]) -> None:
        lab.session.reset()
        for index, number in moves:
            lab.session.accept(NAMES[index], number)
            assert lab.session.controls.z[index] == pytest.approx(number, abs=0.005 + 1e-9)
            lab.check()
        assert lab.problems == []

    move()


def test_dragging_the_last_slider_trades_places(open_lab):
    lab = open_lab()
    before = list(lab.shown["outputs"])
    lab.session.receive(sets("z4", 5.0))
    lab.check()
    assert lab.session.controls.z == (2.5, -1.0, 3.2, 5.0)
    assert lab.shown["outputs"][3] == max(lab.shown["outputs"])
    for index, (gain, output) in enumerate(zip(lab.shown["gains"], before, strict=True)):
        assert gain == pytest.approx(lab.shown["outputs"][index] - output)
        assert (gain > 0) == (index == 3)


@SLOW
@given(z=some_z, index=st.integers(0, 3), moves=st.lists(st.floats(*LIMITS), min_size=1))
def test_gains_count_from_where_the_slider_was_first_touched(z, index, moves):
    assume(moves[0] != z[index])
    lab = Lab({"z": FIELD.write(z)})
    for number in moves:
        lab.session.accept(NAMES[index], number)
    gains = np.array(lab.shown["outputs"]) - softmax(np.array(z))
    np.testing.assert_allclose(lab.shown["gains"], gains, atol=1e-12)
    lab.check()
    pn.state.reset()


def test_another_slider_counts_anew(open_lab):
    lab = open_lab()
    lab.session.accept(NAMES[0], 5.0)
    between = np.array(lab.shown["outputs"])
    lab.session.accept(NAMES[1], 5.0)
    lab.session.accept(NAMES[1], 4.0)
    np.testing.assert_allclose(lab.shown["gains"], np.array(lab.shown["outputs"]) - between)
    again = np.array(lab.shown["outputs"])
    lab.session.accept(NAMES[0], 0.0)
    np.testing.assert_allclose(lab.shown["gains"], np.array(lab.shown["outputs"]) - again)


@pytest.mark.parametrize("language", languages())
def test_the_sentence_says_what_the_numbers_say(open_lab, language):
    lab = open_lab(language)
    still = lab.shown["sentence"]
    assert still

    @given(index=st.integers(0, 3), moves=st.lists(st.floats(*LIMITS), min_size=1, max_size=3))
    def drag(index: int, moves: list[float]) -> None:
        lab.session.reset()
        assert lab.shown["sentence"] == still
        for number in moves:
            lab.session.accept(NAMES[index], number)
        sentence, z = lab.shown["sentence"], lab.session.controls.z
        assert not re.search(r"[{}]|nan|inf", sentence)
        if sentence != still:
            gain = abs(lab.shown["gains"][index])
            for part in (decimals(START[index], 2), decimals(z[index], 2), "₁₂₃₄"[index]):
                assert part in sentence
            assert f"{gain:.3f}" in sentence or gain < 0.001
        else:
            assert z == START

    drag()


def test_in_english_it_says_who_gained_and_who_lost(open_lab):
    lab = open_lab()
    lab.session.accept(NAMES[1], 4.0)
    assert "gained" in lab.shown["sentence"].partition("just")[0]
    lab.session.accept(NAMES[1], -4.0)
    assert "lost" in lab.shown["sentence"].partition("just")[0]
    lab.session.accept(NAMES[1], -1.0)
    assert "stayed" in lab.shown["sentence"]


def test_reset_goes_back_to_the_book_and_writes_it(open_lab):
    lab = open_lab(z="1,2,3,4")
    lab.session.accept(NAMES[2], -2.0)
    lab.session.receive({"kind": "reset"})
    lab.check()
    assert lab.session.controls.z == START
    assert lab.shown["gains"] == [0, 0, 0, 0]
    assert lab.addresses == [{}]


def test_the_address_is_told_on_commit_and_not_on_every_move(open_lab):
    lab = open_lab()
    for value in (1.0, 1.1, 1.2):
        lab.session.receive(sets("z1", value, done=False))
        lab.check()
    assert lab.addresses == []
    lab.session.receive(sets("z1", 1.2))
    assert lab.addresses == [{"z": "1.2,-1,3.2,0.5"}]


@SLOW
@given(z=some_z)
def test_every_z_survives_the_address(z):
    lab = Lab({"z": FIELD.write(z)})
    assert lab.session.controls.z == z
    assert lab.problems == []
    assert lab.session.query == ({"z": FIELD.write(z)} if z != START else {})
    lab.check()
    pn.state.reset()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("z", ["", "1,2,3", "1,2,3,4,5", "1,2,3,x", "nan,0,0,0", "5.1,0,0,0"])
def test_a_bad_address_gives_the_default_and_a_notice(open_lab, language, z):
    lab = open_lab(language, z=z)
    assert lab.session.controls.z == START
    assert lab.session.query == {}
    (problem,) = lab.problems
    assert problem.startswith("z")
    lab.check()


@pytest.mark.parametrize("index", range(4))
def test_a_bad_value_changes_nothing_and_gives_a_notice(open_lab, index):
    lab = open_lab(z="1,1,1,1")
    for bad in (None, "", "much", "nan", math.nan, math.inf, 6, -5.01, [], {}, [1.0], 10**400):
        lab.problems.clear()
        lab.session.receive(sets(NAMES[index], bad, number=3))
        assert lab.session.controls.z == (1.0, 1.0, 1.0, 1.0)
        assert lab.session.view.settings["answer"] == 3
        (problem,) = lab.problems
        assert problem.startswith("z")
        lab.check()


def test_nothing_that_a_client_sends_raises(open_lab):
    lab = open_lab()
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=6,
    )

    @given(index=st.integers(0, 3), value=anything)
    def send(index: int, value: object) -> None:
        lab.session.receive(sets(NAMES[index], value))
        lab.session.receive(value)
        lab.session.receive(sets("z5", value))
        lab.check()
        assert FIELD.read(lab.session.controls.z) == lab.session.controls.z

    send()


def test_two_sessions_share_nothing(open_lab):
    first, second = open_lab(), open_lab()
    models = [{model.id for model in lab.document.models} for lab in (first, second)]
    assert not models[0] & models[1]
    before = dict(second.shown)
    first.session.accept(NAMES[0], -5.0)
    first.session.accept(NAMES[1], "much")
    first.session.commit()
    assert second.session.controls.z == START
    assert second.shown == before
    assert (second.addresses, second.problems) == ([], [])
