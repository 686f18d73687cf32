"""How a run goes on: the epochs at which its learning rate and its cost change.

The neuron with one input and that with several follow the same schedule. A change at epoch k is
the rule of update k + 1, and of what frame k says of its gradient.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from core.costs.costs import COSTS, Cost
from core.costs.power_family import POWERS, cost_of_power
from core.multi_input.training import MultiInputSettings
from core.neuron.settings import Settings, read
from core.numbers import NotANumber, read_number

S = TypeVar("S", Settings, MultiInputSettings)

OWN = "power-"
"""Begins the name of a cost from `core.costs.power_family`, before its power."""


class Change(NamedTuple):
    """From `epoch` on, this learning rate η and this cost are in force."""

    epoch: int
    learning_rate: float
    cost: Cost


class ScheduleError(ValueError):
    """A change or a cost that cannot be; its text is one line that says what must be."""


def cost_named(name: str) -> Cost:
    """The cost of that name: one of `COSTS`, or power-0.5 for that power of `POWERS`.

    Raises ScheduleError for any other.
    """
    if name in COSTS:
        return COSTS[name]
    try:
        if name.startswith(OWN):
            return cost_of_power(float(read_number(name.removeprefix(OWN))))
    except (NotANumber, ValueError):
        pass
    names = ", ".join(COSTS)
    low, high = POWERS
    raise ScheduleError(
        f"cost must be one of {names}, or {OWN}{low:g} to {OWN}{high:g}, not {name!r}"
    )


def read_change(text: str) -> Change:
    """The change that EPOCH:LEARNING_RATE:COST stands for, such as 90:0.05:cross-entropy.

    Raises ScheduleError if it has not three parts or names no cost, SettingsError for a number that
    is not allowed.
    """
    parts = text.split(":")
    if len(parts) != 3:
        raise ScheduleError(f"a change must be EPOCH:LEARNING_RATE:COST, not {text!r}")
    epoch, rate, name = parts
    return Change(int(read("epochs", epoch)), read("learning_rate", rate), cost_named(name))


def stages(settings: S, changes: Sequence[Change]) -> list[tuple[int, S]]:
    """The first epoch of each stage of a run, 0 for the first, and the settings in force in it.

    Raises ScheduleError unless the epochs of the changes rise from 1 to settings.epochs − 1.
    """
    found = [(0, settings)]
    for change in changes:
        if not found[-1][0] < change.epoch < settings.epochs:
            raise ScheduleError(
                f"changes must come one after another, from epoch 1 to {settings.epochs - 1},"
                f" not at {change.epoch}"
            )
        changed = replace(settings, learning_rate=change.learning_rate, cost=change.cost)
        found.append((change.epoch, changed))
    return found
