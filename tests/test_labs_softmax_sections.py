"""The sections of app.labs.softmax: signs, from outputs to z, e^(cz), and sigmoids."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.softmax.sections.inversion import OUTPUTS, SHIFTS
from app.labs.softmax.sections.sharpness import STOPS, C, said
from app.labs.softmax.settings import LIMITS, Z
from app.labs.softmax.spec import SPEC
from app.ui.language import languages, translator
from app.ui.numbers import numeral, short
from core import sigmoid
from core.softmax import START, sharpened, softmax, softmax_jacobian
from tests.training_labs import Lab, Open, labs_of, sets

some_z = st.tuples(*[st.floats(*LIMITS)] * 4).map(Z.read)


@pytest.fixture
def open_lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a lab."""
    yield from labs_of(SPEC, monkeypatch)


def content(lab: Lab, name: str, epoch: int = 0) -> Any:
    """What the browser is told of a section."""
    lab.session.receive({"kind": "section", "section": name, "epoch": epoch})
    told = lab.said("section")[-1]
    assert told["section"] == name
    return told["content"]


def test_signs_are_plus_on_the_diagonal_and_minus_elsewhere_at_every_epoch(open_lab):
    lab = open_lab(preset="book-both")
    lab.session.receive({"kind": "run"})
    for epoch in (0, 17, 300):
        tables = content(lab, "signs", epoch)["tables"]
        assert [each["cost"] for each in tables] == ["quadratic", "log-likelihood"]
        for table, frames in zip(tables, lab.session.history.frames.values(), strict=True):
            assert f"epoch {epoch}" in table["caption"]
            jacobian = softmax_jacobian(frames.z[epoch])
            for j, (name, cells) in enumerate(table["rows"]):
                assert name == f"a{'₁₂₃₄'[j]}"
                assert [sign for sign, _size in cells] == ["+" if j == k else "−" for k in range(4)]
                assert [size for _sign, size in cells] == [
                    numeral(abs(each)) for each in jacobian[j]
                ]


def test_adding_the_same_to_all_z_changes_no_output(open_lab):
    lab = open_lab()

    @given(z=some_z, by=st.sampled_from(SHIFTS))
    def shift(z: tuple[float, ...], by: float) -> None:
        lab.session.receive(sets("z", list(z)))
        before = softmax(lab.session.controls.z)
        lab.session.receive({"kind": "shift", "by": by})
        after = np.array(lab.session.controls.z)
        np.testing.assert_allclose(softmax(after), before, rtol=2e-4)
        moved = after - np.array(z)
        assert np.ptp(moved) < 2e-4
        assert abs(moved[0]) <= abs(by) + 1e-4
        # As far as there is room, and no further.
        room = (LIMITS.high - max(z)) if by > 0 else (LIMITS.low - min(z))
        assert moved[0] == pytest.approx(min(by, room) if by > 0 else max(by, room), abs=1.1e-4)
        told = content(lab, "inversion")
        assert {each[3] for each in told["rows"]} == {told["rows"][0][3]}

    shift()


@pytest.mark.parametrize("by", [2, 0, "1", None, True, [1.0], float("nan")])
def test_only_the_shifts_that_are_offered_are_made(open_lab, by):
    lab = open_lab()
    lab.session.receive({"kind": "shift", "by": by})
    assert lab.session.controls.z == START


def test_outputs_that_are_set_give_z_which_gives_the_outputs(open_lab):
    lab = open_lab()

    @given(outputs=st.tuples(*[st.floats(*OUTPUTS.limits)] * 4))
    def set_(outputs: tuple[float, ...]) -> None:
        lab.session.receive({"kind": "set-outputs", "outputs": list(outputs)})
        z = np.array(lab.session.controls.z)
        np.testing.assert_allclose(softmax(z), np.array(outputs) / sum(outputs), rtol=1e-3)
        assert z.max() == pytest.approx(-z.min(), abs=2e-4)
        for number, a, logarithm, constant, shown in content(lab, "inversion")["rows"]:
            index = int(number) - 1
            assert a == numeral(softmax(z)[index])
            assert logarithm == numeral(np.log(softmax(z)[index]))
            assert constant == numeral(np.mean(z - np.log(softmax(z))))
            assert shown == short(z[index])

    set_()
    assert lab.problems == []


@pytest.mark.parametrize(
    ("outputs", "named"),
    [
        ([0.5, 0, 0.2, 0.3], "outputs2: “0”"),
        ([0.5, "x", 0.2, 0.3], "outputs2: “x”"),
        ([0.5, 0.5], "outputs: "),
        (None, "outputs: "),
    ],
)
def test_outputs_that_cannot_be_are_refused_with_a_sentence(open_lab, outputs, named):
    lab = open_lab()
    lab.session.receive({"kind": "set-outputs", "outputs": outputs})
    assert lab.session.controls.z == START
    (problem,) = lab.problems
    assert problem.startswith(named)
    assert problem.endswith("Using none.")


def test_c_sharpens_the_outputs_that_are_shown_and_follows_its_slider(open_lab):
    lab = open_lab(open="sharpness", c="5")
    told = content(lab, "sharpness")
    assert told["tables"][0]["outputs"] == sharpened(START, 5.0).tolist()
    before = len(lab.said("section"))
    lab.session.receive(sets("c", 0.1))
    (told,) = lab.said("section")[before:]
    assert told["content"]["tables"][0]["outputs"] == sharpened(START, 0.1).tolist()
    assert lab.session.query == {"c": "0.1", "open": "sharpness"}
    # It is a view: no run is lost by it.
    lab.session.receive({"kind": "run"})
    lab.session.receive(sets("c", 20))
    assert lab.described["trained"] == 300


def test_the_slider_of_c_goes_from_end_to_end_in_round_numbers():
    assert (STOPS[0], STOPS[-1]) == C.limits == (0.1, 20)
    assert list(STOPS) == sorted(set(STOPS))
    assert 1.0 in STOPS
    assert all(C.read(stop) == stop for stop in STOPS)


@pytest.mark.parametrize("language", languages())
def test_ties_are_told(language):
    _ = translator(language)
    texts = {
        z: said(z, 1.0, _)
        for z in (START, (3.0, -1.0, 3.0, 0.5), (3.0, 3.0, 3.0, 0.5), (1.0, 1.0, 1.0, 1.0))
    }
    assert len(set(texts.values())) == len(texts)
    alone, two, three, four = texts.values()
    assert "z₃" in alone
    assert "z₁" not in alone
    assert all(part in two for part in ("z₁", "z₃", "1/2"))
    assert all(part in three for part in ("z₁", "z₂", "z₃", "1/3"))
    assert "1/4" in four
    assert said(START, 2.0, _) != alone


def test_sigmoids_are_those_of_the_same_z_at_that_epoch(open_lab):
    lab = open_lab()
    lab.session.receive({"kind": "run"})
    frames = lab.session.history.frames["log-likelihood"]
    for epoch in (0, 300, 5000):
        (table,) = content(lab, "sigmoids", epoch)["tables"]
        expected = [float(sigmoid(z)) for z in frames.z[min(epoch, 300)].tolist()]
        assert table["outputs"] == expected
        assert table["sum"] == pytest.approx(sum(expected))
