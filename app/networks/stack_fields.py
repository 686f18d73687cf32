"""What stacks of networks can be set to in every lab that trains them."""

from collections.abc import Mapping
from types import MappingProxyType

from app.networks.sets import MOST_TRAINING
from app.ui.fields import Choice, Number
from app.ui.language import marked
from core import Range
from core.network.settings import NETWORK_RANGES, Start

TRAINING = Number("training", Range(50, MOST_TRAINING), "d")
WRONG = Number("wrong", Range(0, 40), "d")
"""So many percent of the labels are wrong."""
EPOCHS = Number("epochs", NETWORK_RANGES["epochs"], "d")
SEEDS = Number("seeds", Range(1, 10), "d")
SEED = Number("seed", NETWORK_RANGES["seed"], "d")
START = Choice("start", (Start.SCALED.value, Start.UNIT.value))
START_LABELS: Mapping[str, str] = MappingProxyType(
    {
        Start.SCALED.value: marked("Gaussian/√n"),
        Start.UNIT.value: marked("Unit Gaussian"),
    }
)
