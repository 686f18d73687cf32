"""A run as a program: Python that a reader can run, read and change without this project.

Each lab has a template with ``$places``, which is filled with the settings of a run.
"""

from collections.abc import Callable, Mapping
from string import Template
from types import MappingProxyType
from typing import Any

from app.training_lab.controls import LabControls
from app.training_lab.history import Stage, course

QUADRATIC = "lambda z: (y - sigmoid(z)) ** 2 / 2, lambda z: (sigmoid(z) - y) * slope(z)"
CROSS_ENTROPY = "lambda z: y * softplus(-z) + (1 - y) * softplus(z)"
SIGMOID_COSTS: Mapping[str, str] = MappingProxyType(
    {"quadratic": QUADRATIC, "cross-entropy": f"{CROSS_ENTROPY}, lambda z: sigmoid(z) - y"}
)
"""The two functions of each cost of a sigmoid output: C by z, and its derivative."""

Rules = Mapping[str, list[tuple[int, Any]]]
"""For each curve the epochs from which on settings are in force, with these."""


def rules_of(controls: LabControls) -> Rules:
    """Return what each curve of the run with these settings is trained by, trained or not."""
    stages = [Stage(begin, settings, {}) for begin, settings in controls.stages()]
    return {
        curve: [(stage.begin, stage.settings[cost]) for stage, cost in course(stages, curve)]
        for curve in stages[-1].settings
    }


def curves_text(rules: Rules) -> str:
    """Return a line for each curve: its name, and the rules (epoch, η, cost) that it learns by."""
    return "\n".join(f'    "{curve}": {_rules_text(each)},' for curve, each in rules.items())


def costs_of(rules: Rules) -> dict[str, Any]:
    """Return every cost that a curve is trained by, by its own name."""
    return {each.cost.name: each.cost for rule in rules.values() for _begin, each in rule}


def costs_text(rules: Rules, functions: Callable[[Any], str]) -> str:
    """Return a line for each of these costs: its name, and the two ``functions`` that it is."""
    return "\n".join(
        f'    "{name}": ({functions(cost)}),' for name, cost in costs_of(rules).items()
    )


def filled(template: str, **places: object) -> str:
    """Return the program that ``template`` is with these ``places``."""
    return Template(template).substitute({name: str(value) for name, value in places.items()})


def _rules_text(rules: list[tuple[int, Any]]) -> str:
    told = (f'({begin}, {each.learning_rate!r}, "{each.cost.name}")' for begin, each in rules)
    return f"[{', '.join(told)}]"
