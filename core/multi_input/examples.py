"""Training examples of a neuron with several inputs, and how many and how large they may be."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.neuron.settings import RANGES, Range

MOST_INPUTS = 8
"""The largest number of inputs of a neuron."""

MOST_EXAMPLES = 256
"""The largest number of training examples."""

INPUTS = Range(-1e6, 1e6)
"""The smallest and the largest value of an input: no run leaves the finite numbers."""

TARGETS = RANGES["target"]
"""The smallest and the largest desired output."""


@dataclass(frozen=True, eq=False)
class Examples:
    """Training examples: `inputs` of shape (n, d), and the desired outputs `targets`, (n,).

    There are 1 to `MOST_EXAMPLES` examples of 1 to `MOST_INPUTS` inputs, within `INPUTS` and
    `TARGETS`; ValueError is raised for any others. What is given is copied, and the copies are
    read-only arrays of floats. Examples of equal numbers are equal.
    """

    inputs: NDArray[np.float64]
    targets: NDArray[np.float64]

    def __post_init__(self) -> None:
        inputs = _checked("inputs", self.inputs, INPUTS)
        targets = _checked("targets", self.targets, TARGETS)
        if inputs.ndim != 2 or targets.shape != inputs.shape[:1]:
            raise ValueError(f"inputs {inputs.shape} and targets {targets.shape} do not match")
        if not 1 <= len(inputs) <= MOST_EXAMPLES:
            raise ValueError(f"there must be 1 to {MOST_EXAMPLES} examples, not {len(inputs)}")
        if not 1 <= inputs.shape[1] <= MOST_INPUTS:
            raise ValueError(f"there must be 1 to {MOST_INPUTS} inputs, not {inputs.shape[1]}")
        object.__setattr__(self, "inputs", inputs)
        object.__setattr__(self, "targets", targets)

    def only(self, index: int) -> "Examples":
        """The example of that index alone."""
        return Examples(self.inputs[[index]], self.targets[[index]])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Examples):
            return NotImplemented
        return np.array_equal(self.inputs, other.inputs) and np.array_equal(
            self.targets, other.targets
        )

    def __hash__(self) -> int:
        return hash((self.inputs.shape, self.inputs.tobytes(), self.targets.tobytes()))


def _checked(name: str, values: object, limits: Range) -> NDArray[np.float64]:
    """A read-only copy of the values as floats, in which no number is -0.0."""
    given: NDArray[Any] = np.asarray(values)
    if given.dtype.kind not in "iuf":
        raise ValueError(f"{name} must be numbers")
    numbers = given.astype(np.float64) + 0.0
    if not np.all((limits.low <= numbers) & (numbers <= limits.high)):
        raise ValueError(f"{name} must be numbers from {limits.low:g} to {limits.high:g}")
    numbers.flags.writeable = False
    return numbers
