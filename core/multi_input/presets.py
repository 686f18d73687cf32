"""What a neuron with several inputs is given to learn, by name: what it can, and what it cannot."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.costs.costs import COSTS
from core.multi_input.examples import Examples
from core.multi_input.training import MultiInputSettings


@dataclass(frozen=True)
class Preset:
    """Examples and a start, with every cost that is to be compared from there.

    `costs` are names in `core.costs.costs.COSTS`; the other fields are as in `MultiInputSettings`.
    """

    name: str
    examples: Examples
    weights: tuple[float, ...]
    bias: float
    costs: tuple[str, ...] = ("cross-entropy",)
    learning_rate: float = 1.0
    epochs: int = 300

    def settings(self) -> tuple[MultiInputSettings, ...]:
        """The settings of the experiment, one for each cost."""
        return tuple(
            MultiInputSettings(
                examples=self.examples,
                weights=self.weights,
                bias=self.bias,
                learning_rate=self.learning_rate,
                cost=COSTS[cost],
                epochs=self.epochs,
            )
            for cost in self.costs
        )


def gate(*targets: int, second: float = 1.0) -> Examples:
    """The four examples of a gate: inputs (0, 0), (0, 1), (1, 0) and (1, 1), and its answers.

    `second` is what the second input is in place of 1.
    """
    return Examples(np.array([(0, 0), (0, second), (1, 0), (1, second)]), np.array(targets))


def cloud(seed: int, examples: int = 60) -> Examples:
    """Points from (−2, −2) to (2, 2), with target 1 on one side of a line and 0 on the other.

    None is nearer than 0.3 to the line, x₁ + 2x₂ = 1, so that one neuron can tell them apart.
    """
    # The seeds of this generator mean the same in every version of Python; numpy's may not.
    generator = random.Random(seed)
    inputs: list[tuple[float, float]] = []
    targets: list[bool] = []
    while len(inputs) < examples:
        first, second = (round(4.0 * generator.random() - 2.0, 2) for _ in range(2))
        side = (first + 2.0 * second - 1.0) / 5.0**0.5
        if abs(side) >= 0.3:
            inputs.append((first, second))
            targets.append(side > 0.0)
    return Examples(np.array(inputs), np.array(targets, dtype=float))


BOTH = ("quadratic", "cross-entropy")

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        problem.name: problem
        for problem in (
            Preset("and", gate(0, 0, 0, 1), (-1.0, 1.0), 0.5),
            Preset("or", gate(0, 1, 1, 1), (-1.0, 1.0), 0.0),
            Preset("nand", gate(1, 1, 1, 0), (1.0, 2.0), -1.0),
            Preset("cloud", cloud(seed=3), (2.0, -2.0), 1.0, learning_rate=0.3),
            # AND, but the second input is at most 0.01, and with it what its weight learns (61).
            Preset("input-near-zero", gate(0, 0, 0, 1, second=0.01), (1.0, 1.0), 0.0, BOTH),
            # No line parts the answers of XOR: the least mean cross-entropy is ln 2, at w = b = 0.
            Preset("xor", gate(0, 1, 1, 0), (2.0, -1.0), 0.5),
        )
    }
)
"""Every problem by its name."""
