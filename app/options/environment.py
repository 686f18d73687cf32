"""Every option as an environment variable too, as containers and hosted spaces are set up."""

import argparse
from collections.abc import Mapping

BEGINNING = "NEURON_LAB_"
SWITCHES = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
"""What a variable may be for an option that takes no value."""


def variables(parser: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    """Return the option that each variable stands for, as NEURON_LAB_MAX_PAGES does for
    ``--max-pages``.
    """
    options = (action for action in parser._actions if action.dest != "help")
    return {BEGINNING + action.dest.upper(): action for action in options}


def from_environment(
    parser: argparse.ArgumentParser, environment: Mapping[str, str]
) -> dict[str, object]:
    """Return the options that variables give; an empty one gives none.

    What is wrong with one is said in one line that names it, with SystemExit.
    """
    found: dict[str, object] = {}
    for name, option in variables(parser).items():
        if text := environment.get(name):
            try:
                found[option.dest] = _value(option, text)
            except argparse.ArgumentTypeError as error:
                parser.error(f"variable {name}: {error}")
    return found


def _value(option: argparse.Action, text: str) -> object:
    """Return what ``text`` is for ``option``: a repeatable one has its values between spaces."""
    if option.nargs == 0:
        if text.lower() in SWITCHES:
            return SWITCHES[text.lower()]
        raise argparse.ArgumentTypeError(f"must be 1 or 0, not {text[:20]!r}")
    assert callable(option.type)
    if isinstance(option.default, list):
        return [option.type(each) for each in text.split()]
    return option.type(text)
