"""Tables of training examples, drawn for tests."""

import numpy as np
from hypothesis import strategies as st

from core.multi_input.examples import INPUTS, MOST_EXAMPLES, MOST_INPUTS, TARGETS, Examples
from core.multi_input.table import TableFault

A_COUNT = st.integers(1, MOST_INPUTS)
AN_INPUT = st.floats(*INPUTS)
A_TARGET = st.floats(*TARGETS)
PROBES = {
    TableFault.EMPTY: "x1,y\n",
    TableFault.QUOTES: '1,0\n"1,0\n',
    TableFault.NOT_A_NUMBER: "1,0\n1,one",
    TableFault.UNCLEAR: "1;0\n1,234;0",
    TableFault.INPUT_OUTSIDE: "1,0\n-1000001,0",
    TableFault.TARGET_OUTSIDE: "1,0\n1,1.5",
    TableFault.MISSING: "1,2,0\n1,,0",
    TableFault.EXTRA: "1,0\n1,0,7",
    TableFault.NO_INPUT: "1\n0",
    TableFault.TOO_MANY_INPUTS: "0," * (MOST_INPUTS + 1) + "0",
    TableFault.TOO_MANY_EXAMPLES: "1,0\n" * (MOST_EXAMPLES + 1),
}
"""A table with each fault."""


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
