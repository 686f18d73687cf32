"""What programs that train stacks of networks have in common, by ``core`` of this project."""

from collections.abc import Mapping
from types import MappingProxyType

from app.networks.data_choice import DIGITS
from app.networks.datasets import INK, SPLIT_SEED, TRAINING_DIGITS
from app.networks.sets import MNIST_TEST, MNIST_VALIDATION, MOST_TRAINING, TEST, VALIDATION
from app.training_lab.program import filled
from core.network.settings import NetworkSettings

DIGITS_IMPORTS = """\
import numpy as np
from sklearn.datasets import load_digits
from core.data.dataset import LabelledImages, divide, split"""
DIGITS_DATA = f"""\
digits = load_digits()
images = LabelledImages(digits.data / {INK}, digits.target, 10)
parts = split(images, {TRAINING_DIGITS}, {SPLIT_SEED})
inputs, labels = (np.concatenate(each) for each in zip(*((p.inputs, p.labels) for p in parts)))
sets = divide(LabelledImages(inputs, labels, 10), $training, {VALIDATION}, {TEST}, $seed)"""
MNIST_IMPORTS = """\
from pathlib import Path
import numpy as np
from core.data.dataset import divide, sample
from core.data.idx import read_mnist"""
MNIST_DATA = f"""\
images = read_mnist(Path("mnist"))  # the folder with MNIST's four files
drawn = sample(images.training, {MOST_TRAINING + MNIST_VALIDATION + 1}, $seed)
sets = divide(drawn, $training, {MNIST_VALIDATION}, 1, $seed)
sets = sets._replace(test=images.test.chosen(np.arange({MNIST_TEST})))"""


def imports_of(data: str) -> str:
    """Return the imports with which ``sets_of`` works."""
    return DIGITS_IMPORTS if data == DIGITS else MNIST_IMPORTS


def sets_of(data: str, training: int, seed: int) -> str:
    """Return the lines that make the ``sets`` of these images."""
    return filled(DIGITS_DATA if data == DIGITS else MNIST_DATA, training=training, seed=seed)


PLAIN: Mapping[str, object] = MappingProxyType(
    {
        **{"regularisation": "none", "regularisation_parameter": 0.0, "dropout": 0.0},
        **{"momentum": 0.0, "patience": 0},
    }
)
"""What a technique is that is not in use: that need not be written."""


def network_text(network: NetworkSettings) -> str:
    """Return the settings of a network as Python, without the kind of its hidden neurons."""
    named = {
        "start": str(network.start),
        "learning_rate": network.learning_rate,
        "mini_batch": network.mini_batch,
        "epochs": network.epochs,
        "seed": network.seed,
        "regularisation": str(network.regularisation),
        "regularisation_parameter": network.regularisation_parameter,
        "dropout": network.dropout,
        "momentum": network.momentum,
        "patience": network.patience,
    }
    told = (f"{name}={value!r}" for name, value in named.items() if PLAIN.get(name) != value)
    return f"NetworkSettings({network.hidden}, {', '.join(told)})"
