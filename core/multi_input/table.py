"""Training examples as a table in text: read from what a reader pastes or loads, and written.

One example a line, its inputs and then, in the last column, its target. Cells are parted by
commas, or by tabs or semicolons, as a spreadsheet does it. A first line without a number is a
header; it is read over, and so are blank lines.
"""

import csv
import io
import reprlib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from core.multi_input.examples import INPUTS, MOST_EXAMPLES, MOST_INPUTS, TARGETS, Examples
from core.numbers import NotANumber, read_number


class TableFault(StrEnum):
    """What can be wrong with a table."""

    EMPTY = "empty"
    QUOTES = "quotes"
    NOT_A_NUMBER = "not-a-number"
    UNCLEAR = "unclear"
    INPUT_OUTSIDE = "input-outside"
    TARGET_OUTSIDE = "target-outside"
    MISSING = "missing"
    EXTRA = "extra"
    NO_INPUT = "no-input"
    TOO_MANY_INPUTS = "too-many-inputs"
    TOO_MANY_EXAMPLES = "too-many-examples"


MESSAGES: Mapping[TableFault, str] = MappingProxyType(
    {
        TableFault.EMPTY: "there are no examples",
        TableFault.QUOTES: "a quotation mark too many or too few",
        TableFault.NOT_A_NUMBER: "{text} is not a number",
        TableFault.UNCLEAR: "{text} may be several numbers: use a point for decimals",
        TableFault.INPUT_OUTSIDE: f"{{text}} is not from {INPUTS.low:g} to {INPUTS.high:g}",
        TableFault.TARGET_OUTSIDE: (
            f"target {{text}} is not from {TARGETS.low:g} to {TARGETS.high:g}"
        ),
        TableFault.MISSING: "a number is missing",
        TableFault.EXTRA: "{text} is one cell more than the first example has",
        TableFault.NO_INPUT: "there must be an input and a target",
        TableFault.TOO_MANY_INPUTS: f"more than {MOST_INPUTS} inputs and a target",
        TableFault.TOO_MANY_EXAMPLES: f"more than {MOST_EXAMPLES} examples",
    }
)


class TableError(ValueError):
    """A table that cannot be read; its text is one line that says why, in English.

    `fault` is what is wrong; `line` and `column`, both from 1, are where, as an editor numbers
    the lines of the text and a spreadsheet the cells of a line; `text` is what stands there.
    """

    def __init__(self, fault: TableFault, line: int, column: int, text: str = "") -> None:
        super().__init__(fault, line, column, text)
        self.fault = fault
        self.line = line
        self.column = column
        self.text = text

    def __str__(self) -> str:
        said = MESSAGES[self.fault].format(text=reprlib.repr(self.text))
        return f"line {self.line}, column {self.column}: {said}"


def read(text: str) -> Examples:
    """The examples in a table. Raises TableError for the first fault there is in it."""
    rows: list[list[float]] = []
    for number, (line, cells) in enumerate(_lines(text)):
        if number == 0 and not any(map(_is_numeric, cells)):
            continue
        if len(rows) == MOST_EXAMPLES:
            raise TableError(TableFault.TOO_MANY_EXAMPLES, line, 1, cells[0])
        rows.append(_example(line, cells, len(rows[0]) if rows else len(cells)))
    if not rows:
        raise TableError(TableFault.EMPTY, 1, 1)
    table = np.array(rows)
    return Examples(table[:, :-1], table[:, -1])


def write(examples: Examples, header: bool = True) -> str:
    """The examples as comma-separated values, each number in full, so that `read` has them back.

    The header is x1, x2, ..., y.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\n")
    if header:
        inputs = examples.inputs.shape[1]
        writer.writerow([*(f"x{number}" for number in range(1, inputs + 1)), "y"])
    for row in np.column_stack([examples.inputs, examples.targets]).tolist():
        writer.writerow([repr(number).removesuffix(".0") for number in row])
    return output.getvalue()


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank: its number, and its cells without space around them."""
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            raise TableError(TableFault.QUOTES, line, 1) from None
        if any(cells):
            yield line, cells


def _delimiter(text: str) -> str:
    """What parts the cells: the tab, semicolon or comma that is in most of the lines."""
    lines = text.splitlines()
    return max("\t;,", key=lambda delimiter: sum(delimiter in line for line in lines))


def _example(line: int, cells: list[str], columns: int) -> list[float]:
    """The numbers of one example of that many columns."""
    if columns < 2:
        raise TableError(TableFault.NO_INPUT, line, 2)
    if columns > MOST_INPUTS + 1:
        raise TableError(TableFault.TOO_MANY_INPUTS, line, MOST_INPUTS + 2, cells[MOST_INPUTS + 1])
    numbers = []
    for column, cell in enumerate(cells[:columns], start=1):
        if not cell:
            raise TableError(TableFault.MISSING, line, column)
        try:
            numbers.append(read_number(cell))
        except NotANumber as error:
            fault = TableFault.UNCLEAR if error.unclear else TableFault.NOT_A_NUMBER
            raise TableError(fault, line, column, cell) from None
        low, high = TARGETS if column == columns else INPUTS
        if not low <= numbers[-1] <= high:
            fault = TableFault.TARGET_OUTSIDE if column == columns else TableFault.INPUT_OUTSIDE
            raise TableError(fault, line, column, cell)
    if len(cells) < columns:
        raise TableError(TableFault.MISSING, line, len(cells) + 1)
    if len(cells) > columns:
        raise TableError(TableFault.EXTRA, line, columns + 1, cells[columns])
    return numbers


def _is_numeric(cell: str) -> bool:
    """Whether the cell is a number, or may be one."""
    try:
        read_number(cell)
    except NotANumber as error:
        return error.unclear
    return True
