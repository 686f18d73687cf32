"""core.neuron.html: how the frames of a run show themselves in a notebook."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import CROSS_ENTROPY, Frame, Settings, observe, start, step, train
from core.neuron.html import BOTTOM, LEFT, RIGHT, TOP, shown_rows
from core.numerals import numeral

RUN = Settings(weight=2, bias=2, learning_rate=0.15, epochs=300)


def parsed(frames: Frame) -> ElementTree.Element:
    """Return what the frames show; what XML can read, every browser can."""
    return ElementTree.fromstring(frames._repr_html_())


def table(frames: Frame) -> list[list[str]]:
    return [[cell.text or "" for cell in row] for row in parsed(frames).iter("tr")]


def lines(frames: Frame) -> list[list[list[tuple[float, float]]]]:
    """Return of each chart its lines, as points; a gap begins another."""
    charts = []
    for chart in parsed(frames).iter("g"):
        paths = [path.attrib["d"] for path in chart.iter("path")][1:]
        pieces = [piece for path in paths for piece in path.split("M") if piece]
        charts.append(
            [[tuple(map(float, at.split())) for at in piece.split("L")] for piece in pieces]
        )
    return charts


def test_the_table_has_the_first_the_last_and_round_epochs_with_exact_numbers() -> None:
    frames = train(RUN)
    head, *rows = table(frames)
    assert head == ["epoch", "w", "b", "a", "σ′(z)", "C", "∂C/∂w"]
    assert [row[0] for row in rows] == ["0", "50", "100", "150", "200", "250", "300"]
    for row in rows:
        at = int(row[0])
        fields = ("weight", "bias", "output", "sigmoid_slope", "cost", "weight_gradient")
        assert row[1:] == [numeral(getattr(frames, name)[at]) for name in fields]
    # As in the book.
    assert rows[-1][1:4] == ["−0.6843", "−0.6843", "0.2028"]
    assert rows[3][3] == "0.9334"


@given(first=st.integers(0, 6000), count=st.integers(1, 6000))
def test_of_any_run_at_most_so_many_rows_are_shown(first: int, count: int) -> None:
    epochs = first + np.arange(count)
    rows = shown_rows(epochs)
    assert rows[0] == 0
    assert rows[-1] == count - 1
    assert rows == sorted(set(rows))
    assert len(rows) <= 13
    assert count < 8 or len(rows) >= 5


def test_each_chart_goes_through_its_numbers() -> None:
    frames = train(RUN)
    charts = lines(frames)
    assert len(charts) == 4
    for name, [line] in zip(("weight", "bias", "output", "cost"), charts, strict=True):
        values = getattr(frames, name)
        assert line[0] == (LEFT, TOP)
        assert line[-1] == (RIGHT, BOTTOM)
        for x, y in line:
            epoch = round((x - LEFT) / (RIGHT - LEFT) * 300)
            part = (BOTTOM - y) / (BOTTOM - TOP)
            expected = (values[epoch] - values.min()) / np.ptp(values)
            assert part == pytest.approx(expected, abs=0.02)


def test_it_says_in_words_what_it_draws() -> None:
    [picture] = parsed(train(RUN)).iter("svg")
    assert picture.attrib["role"] == "img"
    assert picture.attrib["aria-label"] == (
        "A run from epoch 0 to 300: weight from 2.000 to −0.6843, bias from 2.000 to −0.6843,"
        " output from 0.9820 to 0.2028, cost from 0.4822 to 0.02057."
    )


def test_a_single_frame_is_one_row_and_no_chart() -> None:
    settings = Settings()
    frame = observe(settings, step(settings, start(settings)))
    assert "<svg" not in frame._repr_html_()
    _head, row = table(frame)
    assert row[:2] == ["1", numeral(frame.weight)]


def test_of_an_array_of_neurons_the_least_and_the_greatest_are_told() -> None:
    settings = Settings(weight=np.linspace(-2, 2, 40).reshape(4, 10), cost=CROSS_ENTROPY, epochs=5)
    frames = train(settings)
    rows = table(frames)
    assert len(rows) == 1 + 6
    assert rows[1][1] == "−2.000 … 2.000"
    assert rows[1][2] == numeral(settings.bias)
    assert [len(chart) for chart in lines(frames)] == [12] * 4


def test_what_does_not_change_is_drawn_in_the_middle() -> None:
    [line] = lines(train(Settings(weight=0, bias=0, target=0.5, epochs=9)))[2]
    assert {y for _x, y in line} == {(TOP + BOTTOM) / 2}


def test_what_is_no_number_is_a_gap_and_a_dash() -> None:
    frames = train(Settings(epochs=9))
    broken = frames._replace(
        cost=np.array([np.nan, np.inf, *frames.cost[2:5], np.nan, *frames.cost[6:]])
    )
    html = broken._repr_html_()
    assert not re.search(r"\bnan\b|\binf\b", html, re.IGNORECASE)
    costs = [row[5] for row in table(broken)[1:]]
    assert costs[:2] == ["—", "∞"]
    assert costs[5] == "—"
    assert len(lines(broken)[3]) == 2


def test_a_run_of_no_numbers_is_shown_too() -> None:
    frames = train(Settings(epochs=3))
    nothing = Frame(frames.epoch, *(np.full(4, np.nan) for _field in frames[1:]))
    assert lines(nothing) == [[], [], [], []]
    assert [row[1:] for row in table(nothing)[1:]] == [["—"] * 6] * 4


def test_it_takes_the_colour_of_the_text_around_it() -> None:
    html = train(RUN)._repr_html_()
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', html)) == {
        "none",
        "currentColor",
        "#2f7fd6",
    }


@pytest.mark.parametrize("ground", ["#ffffff", "#111111"])
def test_a_line_stands_out_from_light_and_from_dark_ground(ground: str) -> None:
    """At least 3 : 1, as WCAG 2.2 asks of graphics."""

    def luminance(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted(map(luminance, ("#2f7fd6", ground)))
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_it_is_well_formed_and_small() -> None:
    """Also of a long run, since a notebook keeps it."""
    html = train(Settings(epochs=5000))._repr_html_()
    HTMLParser().feed(html)
    assert len(html) < 12_000
