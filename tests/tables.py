"""Tables of training examples, drawn for tests."""

import numpy as np
from hypothesis import strategies as st

from core.examples import INPUTS, MOST_INPUTS, TARGETS, Examples

A_COUNT = st.integers(1, MOST_INPUTS)
AN_INPUT = st.floats(*INPUTS)
A_TARGET = st.floats(*TARGETS)


@st.composite
def tables(
    draw: st.DrawFn,
    inputs: st.SearchStrategy[int] = A_COUNT,
    numbers: st.SearchStrategy[float] = AN_INPUT,
    targets: st.SearchStrategy[float] = A_TARGET,
    most: int = 9,
) -> Examples:
    """Up to ``most`` examples of as many inputs as ``inputs`` says."""
    count = draw(inputs)
    row = st.lists(numbers, min_size=count, max_size=count)
    rows = draw(st.lists(st.tuples(row, targets), min_size=1, max_size=most))
    return Examples(np.array([row for row, _ in rows]), np.array([target for _, target in rows]))


def of_rows(*rows: tuple[float, ...]) -> Examples:
    """The examples of these rows, the target last in each."""
    table = np.array(rows)
    return Examples(table[:, :-1], table[:, -1])


def of_length(characters: int) -> Examples:
    """Examples of one input whose lines are so many characters, one between each two included."""
    row = (0.12345678901, 0.0)
    count, rest = divmod(characters - len("0.1,0"), len("0.12345678901,0;"))
    return of_rows(*[row] * count, (float("0.1" + "1" * rest), 0.0))
