"""A table of examples as a setting: the name of a problem, or all its numbers."""

from dataclasses import dataclass

from app.ui.fields import Field, Refused
from app.ui.language import Translate, marked
from core.multi_input import table
from core.multi_input.examples import INPUTS, MOST_EXAMPLES, MOST_INPUTS, TARGETS, Examples
from core.multi_input.presets import PRESETS
from core.multi_input.table import TableError, TableFault

LONGEST = 1000
"""So many characters of an address a table may take."""
TOO_LONG = "too-long"
"""Stands in an address for a table that is longer."""

FAULTS = {
    TableFault.EMPTY: marked("there are no examples"),
    TableFault.QUOTES: marked("there is a quotation mark too many or too few"),
    TableFault.NOT_A_NUMBER: marked("“{text}” is not a number"),
    TableFault.UNCLEAR: marked(
        "“{text}” may be more than one number: write a point before the decimals, and nothing"
        " between thousands"
    ),
    TableFault.INPUT_OUTSIDE: marked("“{text}” is not a number from {lowest} to {highest}"),
    TableFault.TARGET_OUTSIDE: marked("the target “{text}” is not a number from {least} to {most}"),
    TableFault.MISSING: marked("a number is missing"),
    TableFault.EXTRA: marked("“{text}” is one more than the first example has"),
    TableFault.NO_INPUT: marked("an example needs at least one input and a target"),
    TableFault.TOO_MANY_INPUTS: marked("there are more than {inputs} inputs"),
    TableFault.TOO_MANY_EXAMPLES: marked("there are more than {examples} examples"),
}
LONGEST_QUOTE = 24


def whole(limit: float) -> str:
    """Return a limit of the inputs as the page writes it, in all its digits."""
    return f"{limit:.0f}".replace("-", "−")


def fault(error: TableError, _: Translate) -> str:
    """Say what is wrong with a table, and in which line and column."""
    quote = error.text if len(error.text) <= LONGEST_QUOTE else error.text[:LONGEST_QUOTE] + "…"
    what = _(FAULTS[error.fault]).format(
        text=quote,
        lowest=whole(INPUTS.low),
        highest=whole(INPUTS.high),
        least=f"{TARGETS.low:g}",
        most=f"{TARGETS.high:g}",
        inputs=MOST_INPUTS,
        examples=MOST_EXAMPLES,
    )
    where = _("Line {line}, column {column}: {what}. Nothing was changed.")
    return where.format(line=error.line, column=error.column, what=what)


@dataclass(frozen=True)
class Table(Field):
    """Examples: one of the problems by its name, or lines with semicolons between them."""

    name: str = "data"

    def read(self, given: object) -> Examples:
        """Return the examples that ``given`` stands for, or raise Refused."""
        if isinstance(given, Examples):
            return given
        if not isinstance(given, str) or len(given) > LONGEST:
            raise Refused(self.name)
        if given in PRESETS:
            return PRESETS[given].examples
        try:
            return table.read(given.replace(";", "\n"))
        except TableError as error:
            raise Refused(self.name) from error

    def write(self, value: Examples) -> str:
        """Return the text from which ``read`` makes these examples again, or TOO_LONG."""
        named = next((name for name, each in PRESETS.items() if each.examples == value), None)
        if named is not None:
            return named
        text = table.write(value, header=False).strip().replace("\n", ";")
        return text if len(text) <= LONGEST else TOO_LONG

    def travels(self, value: Examples) -> bool:
        """Return whether these examples are short enough for an address."""
        return self.write(value) != TOO_LONG

    def allowed(self, _: Translate) -> str:
        """Say what a table may be in an address."""
        text = _("one of {names}, or a table of at most {longest} characters")
        return text.format(names=", ".join(PRESETS), longest=LONGEST)
