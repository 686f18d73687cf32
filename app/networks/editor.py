"""The editor of networks side by side, as data from which the browser draws it.

``assets/js/network-editor.js`` makes a card of each network, with a control for each of its parts
in their order. A part is described by its ``kind``, its ``place`` on the card, its ``label``, a
``short`` one for the eye, and a ``hint`` that says more of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from app.networks.side_by_side import MOST_NETWORKS
from app.training_lab.view import LEARNING_RATES
from app.ui.language import Translate
from core.network.settings import NETWORK_RANGES

Part: TypeAlias = dict[str, Any]
RATES = (*LEARNING_RATES, 12.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0, 80.0, 100.0)
"""Where arrow keys stop in a field for η: networks may have a larger one than a neuron."""
PENALTIES = (
    0.0,
    *(float(f"{digit}e{power}") for power in (-2, -1, 0, 1, 2) for digit in (1, 2, 3, 5)),
    1000.0,
)
"""Where they stop in a field for λ."""
HEAD, WIDE, PAIR = "head", "wide", "pair"
"""Beside the name of the network, in a row of its own, and one of two in a row."""


def select(
    label: str, options: Mapping[str, str], place: str, short: str = "", hint: str = ""
) -> Part:
    """Return a part that is one of ``options``, which have a label each."""
    listed = [[str(name), text] for name, text in options.items()]
    return _part("select", place, label, short, hint) | {"options": listed}


def number(label: str, limits: tuple[float, float], stops: Sequence[float], short: str) -> Part:
    """Return a part that is a number within ``limits``, which arrow keys move to its ``stops``."""
    low, high = limits
    more = {"low": low, "high": high, "stops": list(stops)}
    return _part("number", PAIR, label, short) | more


def rate(_: Translate) -> Part:
    """Return the part that is η."""
    limits = NETWORK_RANGES["learning_rate"]
    return number(_("Learning rate η"), limits, RATES, "η") | {"place": HEAD}


def hidden(_: Translate) -> Part:
    """Return the part that is the sizes of the hidden layers."""
    hint = _("30-20: two layers, of 30 and of 20 neurons; 0: none")
    return _part("text", PAIR, _("Neurons of the hidden layers"), _("Hidden"), hint)


def depending(on: int, numbers: Mapping[str, tuple[Part, float] | None]) -> Part:
    """Return a part that is a number of another kind for each choice of the part in place ``on``.

    By choice there is that number and what it is at first, or nothing where none is needed.
    """
    by = {name: each and each[0] | {"value": each[1]} for name, each in numbers.items()}
    return _part("depending", PAIR, "", "") | {"on": on, "by": by}


def _part(kind: str, place: str, label: str, short: str, hint: str = "") -> Part:
    return {"kind": kind, "place": place, "label": label, "short": short, "hint": hint}


def choices(parts: Sequence[Part]) -> dict[str, Any]:
    """Return what the editor is told of: the parts, and how many networks there can be."""
    return {"parts": list(parts), "most": MOST_NETWORKS}


def texts(_: Translate) -> dict[str, str]:
    """Return what the editor says by itself."""
    return {
        "networks": _("Networks, side by side"),
        "number": _("Network {number}"),
        "most": _("At most {most} networks").format(most=MOST_NETWORKS),
        "least": _("At least one network"),
        "add": _("Add a network"),
        "remove": _("Remove network {number}"),
    }
