"""What a reader sets in the Neuron lab: the params of the page, and their fields."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import param

from app.fields import Choice, Choices, Field
from app.neuron.parts.names import PARTS
from app.neuron.parts.pins import Pins
from app.neuron.parts.prediction import FIELD as PREDICTION
from app.neuron.settings import (
    COST_CHOICES,
    DEFAULT_POWER,
    EPOCHS,
    OWN_SETTINGS,
    POWER,
    PRESET,
    PRESET_LABELS,
    SETTING_FIELDS,
    preset_values,
    settings_of,
)
from core import RANGES, Settings
from core.derivation import POWERS

SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
TOLERANCES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)

VIEW_FIELDS: tuple[Field, ...] = (
    Choice("speed", SPEEDS),
    Choices("open", tuple(PARTS)),
    Choice("tolerance", TOLERANCES),
    PREDICTION,
    Pins(),
)
"""What a reader sees of the neuron, which learns the same whatever they are."""
FIELDS: Mapping[str, Field] = MappingProxyType(
    {field.name: field for field in (PRESET, *SETTING_FIELDS, POWER, *VIEW_FIELDS)}
)
FIRST_PRESET = next(iter(PRESET_LABELS))
DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "preset": FIRST_PRESET,
        **preset_values(FIRST_PRESET),
        "power": DEFAULT_POWER,
        "speed": 1.0,
        "open": (),
        "tolerance": 0.1,
        "prediction": (),
        "pins": (),
    }
)


class Controls(param.Parameterized):
    """The settings of the Neuron lab, which everything else on its page derives from.

    Ranges are the core's; see :data:`core.RANGES`.
    """

    weight = param.Number(DEFAULTS["weight"], bounds=RANGES["weight"], doc="w₀, at epoch 0")
    bias = param.Number(DEFAULTS["bias"], bounds=RANGES["bias"], doc="b₀, at epoch 0")
    learning_rate = param.Number(DEFAULTS["learning_rate"], bounds=RANGES["learning_rate"], doc="η")
    cost: Any = param.Selector(default=DEFAULTS["cost"], objects=list(COST_CHOICES), doc="C")
    power = param.Number(DEFAULT_POWER, bounds=POWERS, doc="p, of a cost of the reader's own")
    input = param.Number(DEFAULTS["input"], bounds=RANGES["input"], doc="x")
    target = param.Number(DEFAULTS["target"], bounds=RANGES["target"], doc="y")
    epochs = param.Integer(DEFAULTS["epochs"], bounds=EPOCHS, doc="length of a run")
    speed: Any = param.Selector(default=1.0, objects=list(SPEEDS), doc="1 is 60 epochs a second")
    open: Any = param.Parameter((), doc="the parts that are unfolded")
    tolerance: Any = param.Selector(
        default=0.1, objects=list(TOLERANCES), doc="what counts as near"
    )
    prediction: Any = param.Parameter((), doc="the outputs that the reader expects")
    pins: Any = param.Parameter((), doc="the runs that stay on the screen")

    def values(self) -> dict[str, Any]:
        """Return every setting of the run by its name."""
        return {field.name: getattr(self, field.name) for field in SETTING_FIELDS}

    def trained_values(self) -> dict[str, Any]:
        """Return every setting with the power, which counts for a cost of the reader's own."""
        return self.values() | {"power": self.power}

    @property
    def preset(self) -> str:
        """The name of the preset that these settings are, or OWN_SETTINGS."""
        values = self.values()
        return next((name for name in PRESET_LABELS if preset_values(name) == values), OWN_SETTINGS)

    def settings(self) -> dict[str, Settings]:
        """Return the core's settings for each cost that is to be trained."""
        return settings_of(self.trained_values())
