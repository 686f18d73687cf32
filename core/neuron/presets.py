"""The experiments of the chapter, by name.

*The erratum.* For cross-entropy the book's page updates weight and bias by ∂C/∂a = 1/(1 − a), not
by the ∂C/∂w = a that eq. 61 gives for x = 1 and y = 0. With that, and the η = 0.005 of its text,
the published figures end at outputs 0.04 and 0.05, after 301 updates. With the gradient the
chapter derives, η = 0.005 would leave the badly wrong neuron at an output of 0.78; η = 0.05 takes
it to where the published figures end, and is what the cross-entropy presets use. The presets "as
published" keep η = 0.005 and have both, the figure of the book and the gradient of the chapter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.costs.costs import COSTS
from core.neuron.settings import Settings


@dataclass(frozen=True)
class Preset:
    """One start and one learning rate, with every cost that is to be compared from there.

    `costs` are names in `core.costs.costs.COSTS`; the other fields are as in `Settings`.
    """

    name: str
    weight: float
    bias: float
    learning_rate: float
    costs: tuple[str, ...]
    epochs: int = 300
    input: float = 1.0
    target: float = 0.0

    def settings(self) -> tuple[Settings, ...]:
        """The settings of the experiment, one for each cost."""
        return tuple(
            Settings(
                weight=self.weight,
                bias=self.bias,
                learning_rate=self.learning_rate,
                cost=COSTS[cost],
                input=self.input,
                target=self.target,
                epochs=self.epochs,
            )
            for cost in self.costs
        )


QUADRATIC = ("quadratic",)
CROSS_ENTROPY = ("cross-entropy",)
BOTH = ("quadratic", "cross-entropy")
AS_PUBLISHED = ("cross-entropy-as-published", "cross-entropy")

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset("slightly-wrong", 0.6, 0.9, 0.15, QUADRATIC),
            Preset("badly-wrong", 2.0, 2.0, 0.15, QUADRATIC),
            Preset("slightly-wrong-cross-entropy", 0.6, 0.9, 0.05, CROSS_ENTROPY),
            Preset("badly-wrong-cross-entropy", 2.0, 2.0, 0.05, CROSS_ENTROPY),
            # At one η for both: the same steps, but for the factor σ′.
            Preset("badly-wrong-both", 2.0, 2.0, 0.15, BOTH),
            Preset("slightly-wrong-as-published", 0.6, 0.9, 0.005, AS_PUBLISHED),
            Preset("badly-wrong-as-published", 2.0, 2.0, 0.005, AS_PUBLISHED),
        )
    }
)
"""Every preset by its name, in the order of the chapter."""
