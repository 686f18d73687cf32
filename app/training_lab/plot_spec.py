"""What of a lab's frames travels to the browser, and what of that is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

Rows = dict[str, Any]
"""Lists or arrays of one length, by the name of the column."""


@dataclass(frozen=True)
class Trace:
    """A curve in some of the plots: the column that it draws of each quantity.

    Its colour is called ``colour``, where it is not that of its cost; ``label`` tells it from the
    others of its curve. Around it may be a band, from one column of ``bands`` to the other. Where
    there are several costs, a ``secondary`` one is drawn faintly, without its value.
    """

    columns: Mapping[str, str]
    colour: str = ""
    label: str = ""
    secondary: bool = False
    bands: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class PlotSpec:
    """What a lab has drawn of its runs.

    ``quantities`` are what a plot is drawn of, with their symbols. ``columns(frames)`` gives what
    travels, arrays of shape (epochs,) by their names, ``traces(frames)`` the lines of one curve.
    With ``has_bands`` lines may have a band around them. The axis of a quantity that is
    ``logarithmic`` goes by powers of ten.
    """

    quantities: Mapping[str, str]
    columns: Callable[[Any], Mapping[str, NDArray[Any]]]
    traces: Callable[[Any], tuple[Trace, ...]]
    has_bands: bool = False
    logarithmic: frozenset[str] = frozenset()
