"""What of a lab's frames travels to the browser, and what of that is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

Rows = dict[str, Any]
"""Lists or arrays of one length, by the name of the column."""


@dataclass(frozen=True)
class Trace:
    """A curve in some of the plots: the column that it draws of each quantity.

    Its colour is called ``colour``, where it is not that of its cost; ``label`` tells it from the
    others of its curve.
    """

    columns: Mapping[str, str]
    colour: str = ""
    label: str = ""


@dataclass(frozen=True)
class PlotSpec:
    """What a lab has drawn of its runs.

    ``quantities`` are what a plot is drawn of, with their symbols. ``columns(frames)`` gives what
    travels, arrays of shape (epochs,) by their names, ``traces(frames)`` the lines of one curve.
    """

    quantities: Mapping[str, str]
    columns: Callable[[Any], Mapping[str, NDArray[Any]]]
    traces: Callable[[Any], tuple[Trace, ...]]
