"""Small networks for tests of the Network lab, what they learn it from, and all that they learn."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest

from app.jobs.job import JobStatus
from app.labs.network import step
from app.labs.network.networks import Networks
from app.labs.network.settings import labels, settings_of
from app.labs.network.spec import SCHEMA
from app.labs.network.step import Learned, Mistake, Record, learn
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.networks.small_layers import SmallLayer
from core.data.dataset import LabelledImages
from core.network.frames import NetworkFrame
from core.network.saturation import OUTPUT_BINS, Z_BINS, HiddenLayer
from core.network.settings import NetworkSettings
from core.network.training import NetworkState

TWO = "sigmoid-cross-entropy:scaled:0.5:4,linear-quadratic:unit:0.1:3-2"
"""Two small networks of different depth."""


class Small(NamedTuple):
    """Stands for an `app.networks.datasets.Dataset`; its images are made up."""

    name: str = "digits"
    directory: str | None = None


@cache
def small_images() -> tuple[LabelledImages, LabelledImages]:
    """Ten kinds of 4 × 4 pixels, 120 for training and 50 held out; four of five can be told."""
    random = np.random.RandomState(1)
    kinds = random.uniform(size=(10, 16))
    labels = np.arange(170) % 10
    inputs = np.clip(kinds[labels] + 0.25 * random.standard_normal((170, 16)), 0, 1)
    return (
        LabelledImages(inputs[:120], labels[:120], 10),
        LabelledImages(inputs[120:], labels[120:], 10),
    )


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have networks learn the small images; give what they are called by."""
    monkeypatch.setattr(step, "images", lambda data: small_images())
    step._seen.cache_clear()
    yield Small()
    step._seen.cache_clear()


def settings_for(networks: str, **chosen: Any) -> dict[str, NetworkSettings]:
    """The core's settings for networks as an address has them, and short runs."""
    values = {**SCHEMA.defaults, "epochs": 3, "mini_batch": 10, **chosen}
    return settings_of({**values, "networks": Networks().read(networks)})


def learned(
    settings: NetworkSettings, data: Any, steps: int | None = None
) -> tuple[NetworkState, list[Learned]]:
    """What becomes of a network in so many steps, all of them unless told."""
    state, every = None, []
    for _step in range(settings.epochs + 1 if steps is None else steps):
        state, result = learn(settings, data, state)
        every.append(result)
    assert state is not None
    return state, every


def trainings_of(networks: str, data: Any, *steps: int, **chosen: Any) -> Trainings:
    """What a page has of these networks: of each so many steps, all of them unless told."""
    names = labels(Networks().read(networks), str)
    made = [
        Training(key, name, each)
        for name, (key, each) in zip(names, settings_for(networks, **chosen).items(), strict=True)
    ]
    trainings = Trainings(made, small_images()[1])
    for index, each in enumerate(made):
        count = steps[index] if steps else each.settings.epochs + 1
        for result in learned(each.settings, data, count)[1] if count else ():
            trainings.learned(each, result)
        each.status = JobStatus.FINISHED
    return trainings


def frame(epoch: float = 0.0, **chosen: Any) -> NetworkFrame:
    """A frame with made-up numbers."""
    numbers: dict[str, Any] = {
        **{"training_cost": 1.0, "test_cost": 1.0, "training_accuracy": 0.5},
        **{"test_accuracy": 0.5, "output_error": 0.1, "wrong_slope": 0.1},
        "gradient_norms": (1.0, 1.0),
    }
    return NetworkFrame(epoch=epoch, **{**numbers, **chosen})


def record(epoch: float = 0.0, mistakes: tuple[Mistake, ...] = (), **chosen: Any) -> Record:
    """A record of such a frame, of a network with one hidden layer."""
    layer = SmallLayer(np.zeros((16, 10), np.float32), np.zeros(10, np.float32))
    counts = np.ones(Z_BINS, np.uint16), np.ones(OUTPUT_BINS, np.uint16)
    hidden = HiddenLayer(*counts, saturated=0.25, weight_size=1.0)
    return Record(
        frame(epoch, **chosen), np.zeros((10, 10), np.uint16), mistakes, (layer,), (hidden,)
    )


def same_bits(first: NetworkState, second: NetworkState) -> bool:
    """Whether two states are the same to the last bit."""
    pairs = zip(first.layers, second.layers, strict=True)
    return first[:2] == second[:2] and all(
        one.tobytes() == other.tobytes()
        for layers in pairs
        for one, other in zip(*layers, strict=True)
    )
