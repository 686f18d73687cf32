"""What a reader sets in every lab with runs; a lab adds what its own runs start from."""

from typing import Any, ClassVar

import param

from app.training_lab.cost_choices import COST_CHOICES
from app.training_lab.pins import Pin
from app.training_lab.schema import OWN_SETTINGS, Schema
from app.ui.fields import Choice, Field
from core import RANGES

SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
SPEED = Choice("speed", SPEEDS)
EPOCHS = (int(RANGES["epochs"].low), int(RANGES["epochs"].high))


class LabControls(param.Parameterized):
    """The settings of a lab with runs, which everything else on its page derives from."""

    SCHEMA: ClassVar[Schema[Any]]
    pin_kind: ClassVar[type[Pin]]

    speed: Any = param.Selector(default=1.0, objects=list(SPEEDS), doc="1 is the lab's own pace")
    open: Any = param.Parameter((), doc="the sections that are unfolded")
    pins: Any = param.Parameter((), doc="the runs that stay on the screen")

    def values(self) -> dict[str, Any]:
        """Return every setting of the run that a preset sets, by its name."""
        return {field.name: getattr(self, field.name) for field in self.SCHEMA.settings}

    def trained_values(self) -> dict[str, Any]:
        """Return everything that the core's settings are made from."""
        return {field.name: getattr(self, field.name) for field in self.SCHEMA.trained}

    @property
    def preset(self) -> str:
        """The name of the preset that these settings are, or OWN_SETTINGS."""
        return self.SCHEMA.preset_of(self.values())

    def settings(self) -> dict[str, Any]:
        """Return the core's settings for each curve that is to be trained."""
        return dict(self.SCHEMA.settings_of(self.trained_values()))

    def written(self) -> list[Field]:
        """Return the fields that an address needs for the settings to be these again."""
        own = self.preset == OWN_SETTINGS
        return [*(self.SCHEMA.settings if own else (self.SCHEMA.preset,)), *self.SCHEMA.views]


class RunControls(LabControls):
    """What a reader sets in every lab that trains one thing; a lab adds where it starts.

    Ranges are the core's; see :data:`core.RANGES`.
    """

    learning_rate = param.Number(1.0, bounds=RANGES["learning_rate"], doc="η")
    cost: Any = param.Selector(default="quadratic", objects=list(COST_CHOICES), doc="C")
    epochs = param.Integer(300, bounds=EPOCHS, doc="length of a run")
