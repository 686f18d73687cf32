"""The query of an address, as fields read it."""

from collections.abc import Mapping


def read_query(arguments: Mapping[str, list[bytes]]) -> dict[str, str]:
    """Return by name what a request asks for."""
    # A name given twice is no value of any field, and so is refused with a sentence.
    return {
        name: b" & ".join(values).decode("utf-8", "replace") for name, values in arguments.items()
    }
