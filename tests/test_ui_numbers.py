"""app.ui.numbers: numbers as sentences have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.numbers import decimals, epoch_text, significant


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0, 2, "0.00"),
        (-0.0, 2, "0.00"),
        (-0.004, 2, "0.00"),
        (-0.006, 2, "−0.01"),
        (-230.04, 1, "−230.0"),
        (1.5, 0, "2"),
        (-0.4, 0, "0"),
        (999_999.25, 2, "999999.25"),
        (1e6, 4, "1.000e6"),
        (-1.23456e14, 2, "−1.235e14"),
    ],
)
def test_a_number_has_its_decimals_a_true_minus_and_no_minus_zero(value, digits, text):
    assert decimals(value, digits) == text


@given(value=st.floats(-999_999, 999_999), digits=st.integers(0, 4))
def test_it_is_the_number_rounded(value, digits):
    text = decimals(value, digits)
    assert "-" not in text
    assert float(text.replace("−", "-")) == float(f"{value:.{digits}f}")
    assert len(text.partition(".")[2]) == digits


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1.000"),
        (0.25, "0.2500"),
        (-0.0123456, "−0.01235"),
        (0.0001, "0.0001000"),
        (6.8649e-5, "6.865e−5"),
        (1234.0, "1234"),
        (123456.0, "1.235e5"),
    ],
)
def test_four_digits_that_count(value, text):
    assert significant(value) == text


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
