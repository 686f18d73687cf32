"""app.ui.numbers: numbers as the page has them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.numbers import epoch_text, numeral, percent, short
from tests.sentences import number_in


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1.000"),
        (0.25, "0.2500"),
        (-0.0123456, "−0.01235"),
        (0.001, "0.001000"),
        (0.00099995, "0.001000"),
        (0.0009999, "9.999 × 10⁻⁴"),
        (6.8649e-5, "6.865 × 10⁻⁵"),
        (-230.04, "−230.0"),
        (9.9995, "9.999"),
        (9.99951, "10.00"),
        (1234.0, "1234"),
        (123456.4, "123456"),
        (999_999.7, "1.000 × 10⁶"),
        (-1.23456e14, "−1.235 × 10¹⁴"),
        (2.0625, "2.063"),
        (float("nan"), "—"),
        (float("inf"), "∞"),
        (float("-inf"), "−∞"),
    ],
)
def test_a_quantity_has_four_digits_that_count(value, text):
    assert numeral(value) == text


@given(value=st.floats(-1e300, 1e300))
def test_it_is_the_number_rounded(value):
    text = numeral(value)
    assert number_in(text) == pytest.approx(value, rel=5.001e-4, abs=0)
    digits = re.sub(r"\D", "", text.partition(" ")[0]).lstrip("0")
    assert value == 0 or len(digits) >= 4


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (0.0, "0\u00a0%"),
        (1.0, "100\u00a0%"),
        (0.75, "75\u00a0%"),
        (0.9542, "95.42\u00a0%"),
        (2 / 3, "66.67\u00a0%"),
        (0.9999, "99.99\u00a0%"),
        (float("nan"), "—"),
    ],
)
def test_a_part_is_written_in_per_cent(part, text):
    assert percent(part) == text


@pytest.mark.parametrize(("value", "text"), [(0.15, "0.15"), (-2.0, "−2"), (300, "300")])
def test_what_was_set_has_as_few_digits_as_it_needs(value, text):
    assert short(value) == text


@pytest.mark.parametrize(
    ("epoch", "text"),
    [
        (0, "0"),
        (5, "5"),
        (0.1, "0.1"),
        (8 / 3, "2.67"),
        (99.999, "100"),
        (0.125, "0.13"),
        (2.335, "2.33"),
    ],
)
def test_an_epoch_has_two_decimals_at_most(epoch, text):
    assert epoch_text(epoch) == text
