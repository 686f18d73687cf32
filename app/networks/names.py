"""What networks side by side are called: by what each is, and what tells it from those alike."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from app.ui.language import Translate

Differences: TypeAlias = Mapping[str, Callable[[Any, Translate], str]]
"""How to say what a part of a network is, by its name."""


def named(
    networks: Sequence[Any],
    kind: Callable[[Any], str],
    differences: Differences,
    _: Translate,
) -> list[str]:
    """Return what each network is called: its number, its ``kind``, and all in which it differs.

    What differs is told only among networks of the same kind.
    """
    names = []
    for index, network in enumerate(networks):
        name = f"{index + 1} {kind(network)}"
        alike = [each for each in networks if kind(each) == kind(network)]
        for part, say in differences.items():
            if len({getattr(each, part) for each in alike}) > 1:
                more = _("{name}, {difference}")
                name = more.format(name=name, difference=say(getattr(network, part), _))
        names.append(name)
    return names


def layers_name(hidden: tuple[int, ...], _: Translate) -> str:
    """Say which hidden layers there are."""
    if not hidden:
        return _("no hidden layer")
    return _("{layers} hidden").format(layers="-".join(map(str, hidden)))
