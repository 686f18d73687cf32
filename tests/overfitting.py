"""What a page has of networks of several seeds, for tests of the Overfitting lab."""

from typing import Any

from app.labs.overfitting.networks import Networks
from app.labs.overfitting.settings import labels, preset_values, settings_of
from app.labs.overfitting.spec import Controls
from app.networks.results import Trainings
from tests.stacks import stacks_trained

BOTH = "none:0:0.5:30,l2:3:0.5:30"
SHORT = {"training": 100, "wrong": 20, "epochs": 6, "seeds": 3}


def controls_for(networks: str = BOTH, **chosen: Any) -> Any:
    """The controls of short runs of these networks."""
    values = {**preset_values("four"), **SHORT, **chosen}
    return Controls(**{**values, "networks": Networks().read(networks)})


def trainings_for(controls: Any, frames: int | None = None, language: Any = str) -> Trainings:
    """What a page has of these networks when they are trained, or of so many frames of them."""
    names = labels(controls.networks, language)
    settings = settings_of(controls.trained_values())
    return stacks_trained(names, settings, controls, frames)
