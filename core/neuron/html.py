"""How the frames of a run show themselves in a notebook: four small charts, and a table.

Charts are SVG that takes the colour of the text around it, so that it can be read on light and on
dark ground. What is no number is left out of a line, and is — in the table.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.numerals import numeral

if TYPE_CHECKING:
    from core.neuron.frames import Frame

CHARTED = (("weight", "w"), ("bias", "b"), ("output", "a"), ("cost", "C"))
"""Fields that have a chart, and their symbols."""
TABLED = (*CHARTED[:3], ("sigmoid_slope", "σ′(z)"), CHARTED[3], ("weight_gradient", "∂C/∂w"))
MOST_ROWS = 11
"""At most so many epochs are in the table, besides the first and the last."""
MOST_LINES = 12
"""Of an array of neurons so many are drawn, evenly chosen."""
MOST_POINTS = 150
WIDTH, HEIGHT = 204, 116
"""Pixels of one chart, with room for its limits on the left."""
LEFT, RIGHT, TOP, BOTTOM = 74, 198, 24, 96
"""The edges of what is drawn in it."""
BLUE = "#2f7fd6"
"""It stands out from white as from black."""


def frames_html(frames: "Frame[Any]") -> str:
    """Return one frame, or the frames of a run, as HTML."""
    epochs = np.atleast_1d(frames.epoch)
    fields = {name: _by_epoch(getattr(frames, name), epochs) for name, _symbol in TABLED}
    rows = shown_rows(epochs)
    charts = _charts(epochs, fields) if len(epochs) > 1 else ""
    return (
        f"<div>{charts}{_table(epochs[rows], {name: fields[name][rows] for name in fields})}</div>"
    )


def shown_rows(epochs: NDArray[Any]) -> list[int]:
    """Return which rows of a run the table has: the first, the last, and round epochs between."""
    step = _round_step((epochs[-1] - epochs[0]) / (MOST_ROWS - 1))
    last = len(epochs) - 1
    return [row for row, epoch in enumerate(epochs) if row in (0, last) or epoch % step == 0]


def _round_step(least: float) -> int:
    """Return the least of 1, 2, 5, 10, 20, … that is at least ``least``."""
    power: int = 10 ** max(0, math.floor(math.log10(max(least, 1))))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least)


def _by_epoch(values: Any, epochs: NDArray[Any]) -> NDArray[np.float64]:
    """Return the values as an array of shape (epochs, neurons)."""
    return np.asarray(values, dtype=np.float64).reshape(len(epochs), -1)


def _charts(epochs: NDArray[Any], fields: Mapping[str, NDArray[np.float64]]) -> str:
    said = ", ".join(
        f"{name} from {_span(fields[name][0])} to {_span(fields[name][-1])}"
        for name, _symbol in CHARTED
    )
    label = f"A run from epoch {epochs[0]} to {epochs[-1]}: {said}."
    drawn = "".join(
        f'<g transform="translate({WIDTH * place} 0)">'
        f"{_chart(epochs, fields[name], f'{symbol} {name}')}</g>"
        for place, (name, symbol) in enumerate(CHARTED)
    )
    width = WIDTH * len(CHARTED)
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width} {HEIGHT}" width="{width}"'
        f' height="{HEIGHT}" style="max-width:100%;height:auto" fill="currentColor"'
        f' font-family="sans-serif" font-size="10.5">{drawn}</svg>'
    )


def _chart(epochs: NDArray[Any], values: NDArray[np.float64], title: str) -> str:
    """Return one chart: its title, the lines of all neurons that are drawn, and its limits."""
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (np.nan,) * 2
    neurons = _evenly(values.shape[1], MOST_LINES)
    points = _evenly(len(epochs), MOST_POINTS)
    across = np.linspace(LEFT, RIGHT, len(epochs))[points]
    part = (values[np.ix_(points, neurons)] - low) / ((high - low) or 1)
    along = BOTTOM - (part if high > low else part + 0.5) * (BOTTOM - TOP)
    lines = "".join(_line(across, column) for column in along.T)
    return (
        f'<text x="{LEFT}" y="12">{title}</text>'
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="currentColor"'
        f' stroke-opacity="0.5"/>{lines}'
        f'<text x="{LEFT - 4}" y="{TOP + 6}" text-anchor="end">{numeral(high)}</text>'
        f'<text x="{LEFT - 4}" y="{BOTTOM}" text-anchor="end">{numeral(low)}</text>'
        f'<text x="{LEFT}" y="{HEIGHT - 6}">{epochs[0]}</text>'
        f'<text x="{RIGHT}" y="{HEIGHT - 6}" text-anchor="end">{epochs[-1]}</text>'
    )


def _line(across: NDArray[Any], along: NDArray[Any]) -> str:
    """Return a path through the points that are numbers, with a gap where there is none."""
    pieces, pen = [], "M"
    for x, y in zip(across, along, strict=True):
        if np.isfinite(y):
            pieces.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L" if np.isfinite(y) else "M"
    return f'<path d="{"".join(pieces)}" fill="none" stroke="{BLUE}" stroke-width="1.5"/>'


def _evenly(count: int, most: int) -> NDArray[np.int_]:
    """Return at most ``most`` of the places 0 to ``count`` − 1, evenly, with both ends."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))


def _table(epochs: NDArray[Any], fields: Mapping[str, NDArray[np.float64]]) -> str:
    head = _row("th", ["epoch", *(symbol for _name, symbol in TABLED)])
    body = "".join(
        _row("td", [str(epoch), *(_span(fields[name][row]) for name, _symbol in TABLED)])
        for row, epoch in enumerate(epochs)
    )
    style = "font-variant-numeric:tabular-nums;text-align:right;white-space:nowrap"
    return f'<table style="{style}"><thead>{head}</thead><tbody>{body}</tbody></table>'


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def _span(values: NDArray[np.float64]) -> str:
    """Return one number, or of several neurons the least and the greatest."""
    known = values[~np.isnan(values)]
    if not known.size:
        return numeral(math.nan)
    low, high = numeral(known.min()), numeral(known.max())
    return low if low == high else f"{low} … {high}"
