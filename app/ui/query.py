"""Queries of an address, read and written field by field; what is refused there is told."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.ui.fields import Field, Problem, Refused
from app.ui.foreign_text import without_marks
from app.ui.language import Translate, marked

LONGEST_QUOTE = 24


def read_query(arguments: Mapping[str, list[bytes]]) -> dict[str, str]:
    """Return by name what a request asks for."""
    # A name given twice is no value of any field, and so is refused with a sentence.
    return {
        name: b" & ".join(values).decode("utf-8", "replace") for name, values in arguments.items()
    }


def refusal(field: Field, given: object, used: Any, _: Translate) -> str:
    """Say which ``field`` could not take ``given``, what it allows and what is used instead."""
    fault = field.fault(given, used, _)
    text = marked("{field}: “{given}” is not {allowed}. Using {used}.")
    if fault.unclear:
        text = marked(
            "{field}: “{given}” may be more than one number. Write a point before the decimals,"
            " and nothing between thousands. Using {used}."
        )
    if not fault.used:
        text = marked("{field}: “{given}” is not {allowed}. Using none.")
    given = quoted(fault.given)
    return _(text).format(field=fault.name, given=given, allowed=fault.allowed, used=fault.used)


def quoted(given: object) -> str:
    """Return the beginning of what was given, as it is repeated to whoever gave it."""
    try:
        quote = "" if given is None else str(given)
    except (ValueError, RecursionError):
        # An integer of thousands of digits or a list as deep, which Python refuses to write.
        return "…"
    quote = without_marks(quote[: LONGEST_QUOTE + 1])
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "…"


def read_or_default(
    field: Field, given: object, default: Any, tell: Callable[[Problem], None], _: Translate
) -> Any:
    """Return what ``given`` stands for, or the default, and ``tell`` why, or that all is well."""
    try:
        value = field.read(given)
    except Refused:
        value, told = field.salvaged(given, _) or (default, refusal(field, given, default, _))
        tell(Problem(field.name, told))
        return value
    tell(Problem(field.name))
    return value


def read_fields(
    query: Mapping[str, str], fields: Sequence[Field], defaults: Mapping[str, Any], _: Translate
) -> tuple[dict[str, Any], list[Problem]]:
    """Return a value for each field, and a problem for each that the address got wrong.

    What ``query`` lacks or gets wrong takes its default; names that are no field are let be.
    """
    values: dict[str, Any] = {}
    told: list[Problem] = []
    for field in fields:
        values[field.name] = defaults[field.name]
        if field.name in query:
            given, default = query[field.name], defaults[field.name]
            values[field.name] = read_or_default(field, given, default, told.append, _)
    return values, [problem for problem in told if problem.sentence]


def write_fields(
    values: Mapping[str, Any], fields: Sequence[Field], defaults: Mapping[str, Any]
) -> dict[str, str]:
    """Return the query that ``read_fields`` turns into ``values``: what is not the default."""
    texts = ((field.name, field.write(values[field.name])) for field in fields)
    written = {field.name: field.write(defaults[field.name]) for field in fields}
    return {name: text for name, text in texts if text != written[name]}
