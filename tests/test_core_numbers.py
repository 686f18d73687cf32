"""core.numbers: what people type is the number they mean, or is refused."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.numbers import NotANumber, read_number

TYPED = {
    "0.15": 0.15,
    "0,15": 0.15,
    "1e-2": 0.01,
    "1E-2": 0.01,
    "+2": 2.0,
    "-.5": -0.5,
    ",5": 0.5,
    "5.": 5.0,
    " 7\n": 7.0,
    "−3": -3.0,
    "－３．５": -3.5,
    "＋１２，２５": 12.25,
    "１ｅ３": 1000.0,
    "\u3000４": 4.0,
    "0,150": 0.15,
    "1234,567": 1234.567,
    "1,23": 1.23,
    "1.234": 1.234,
}
UNCLEAR = ["1,234", "-12,345", "１，２３４", "1.234,5", "1,234.5", "1,234,567", "1,000e3"]
NOTHING = [
    "3.5.1",
    "1,2,3",
    "",
    " ",
    "-",
    ".",
    ",",
    "5,",
    "e5",
    "1e",
    "1e1.5",
    "1 234",
    "1_0",
    "٣",
    "½",
    "²",
    "𝟙",
]
NOTHING += [
    "0x10",
    "nan",
    "inf",
    "-Infinity",
    "∞",
    "two",
    "1e400",
    "--1",
    "1..2",
    "1,,2",
    "\0",
    "\ud800",
]


@pytest.mark.parametrize("typed", TYPED)
def test_what_people_type_is_the_number_that_they_mean(typed):
    assert read_number(typed) == TYPED[typed]
    assert type(read_number(typed)) is float


@pytest.mark.parametrize("typed", UNCLEAR)
def test_what_readers_would_understand_differently_is_refused_as_unclear(typed):
    with pytest.raises(NotANumber) as caught:
        read_number(typed)
    assert caught.value.unclear


@pytest.mark.parametrize("typed", NOTHING)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotANumber) as caught:
        read_number(typed)
    assert not caught.value.unclear


@pytest.mark.parametrize("zero", ["-0", "−0", "-0.0", "-0e5", "-1e-999"])
def test_there_is_no_minus_zero(zero):
    assert math.copysign(1.0, read_number(zero)) == 1.0
    assert read_number(zero, whole=True) == 0


def test_a_whole_number_is_an_int_and_a_fraction_is_refused():
    for typed in ("40", "40.0", "4e1", "+４０"):
        assert read_number(typed, whole=True) == 40
        assert type(read_number(typed, whole=True)) is int
    with pytest.raises(NotANumber):
        read_number("2.5", whole=True)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_writes_is_read_again(number):
    for written in (repr(number), repr(number).replace("-", "−")):
        assert read_number(written) == number


@given(st.text(alphabet=st.sampled_from("01239.,+-−－eE １，_x")) | st.text())
@example("9" * 5000)
def test_any_text_is_a_finite_number_or_refused(text):
    try:
        number = read_number(text)
    except NotANumber:
        return
    assert math.isfinite(number)
