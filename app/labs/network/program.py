"""The networks of a run as a program that trains them again, by ``core`` of this project."""

from app.labs.network.step import MOST_SEEN
from app.networks.data_choice import DIGITS
from app.networks.datasets import INK, SPLIT_SEED, TRAINING_DIGITS
from app.networks.results import Trainings
from app.training_lab.controls import LabControls
from app.training_lab.program import filled
from core.network.settings import NetworkSettings

TEMPLATE = '''\
"""Networks learn digits: a run of Neuron Lab, as CSV. Run it in the folder of the project."""
import csv
import sys
$imports
from core.network.frames import observe, states_within
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import NetworkSettings
from core.network.training import batches, start

$data
networks = {
$networks
}
names = ["accuracy", "training_accuracy", "test_cost", "training_cost"]
table = csv.writer(sys.stdout, lineterminator="\\n")
table.writerow(["epoch", "network", *names, "relative_cost"])
for name, settings in networks.items():
    state = start(settings, training)
    states = [state]
    while len(states) < $frames and state.epoch < settings.epochs:
        states += states_within(settings, state, training)
        state = states[-1]
    first = None
    for state in states[:$frames]:
        frame = observe(settings, state, seen, test)
        first = first or frame.test_cost
        numbers = [frame.test_accuracy, frame.training_accuracy, frame.test_cost]
        numbers += [frame.training_cost, frame.test_cost / first]
        table.writerow([state.epoch + state.batch / batches(settings, training), name, *numbers])
'''
DIGITS_IMPORTS = """\
from sklearn.datasets import load_digits
from core.data.dataset import LabelledImages, split
"""
DIGITS_DATA = f"""\
digits = load_digits()
images = LabelledImages(digits.data / {INK}, digits.target, 10)
training, test = split(images, {TRAINING_DIGITS}, {SPLIT_SEED})
seen = training
"""
MNIST_IMPORTS = """\
from pathlib import Path
from core.data.dataset import LabelledImages
from core.data.idx import read_mnist
"""
MNIST_DATA = f"""\
images = read_mnist(Path("mnist"))  # the folder with MNIST's four files
training, test = images.training, images.test
seen = LabelledImages(training.inputs[:{MOST_SEEN}], training.labels[:{MOST_SEEN}], 10)
"""


def program(trainings: Trainings, _controls: LabControls) -> str:
    """Return the program of the networks as far as they are trained, 40 lines at most.

    Before a run it is that of all their epochs.
    """
    has_digits = trainings.data == DIGITS
    lines = (f"    {each.label!r}: {_made(each.settings)}," for each in trainings.networks)
    return filled(
        TEMPLATE,
        imports=DIGITS_IMPORTS.rstrip() if has_digits else MNIST_IMPORTS.rstrip(),
        data=DIGITS_DATA.rstrip() if has_digits else MNIST_DATA.rstrip(),
        networks="\n".join(lines),
        frames=trainings.last + 1 if trainings.last >= 0 else 10**6,
    )


def _made(settings: NetworkSettings) -> str:
    numbers = [
        getattr(settings, each) for each in ("learning_rate", "mini_batch", "epochs", "seed")
    ]
    return (
        f'NetworkSettings({settings.hidden}, OUTPUT_LAYERS["{settings.output_layer.name}"],'
        f' "{settings.start}", {", ".join(map(repr, numbers))}{_techniques(settings)})'
    )


def _techniques(settings: NetworkSettings) -> str:
    parameter = settings.regularisation_parameter
    if not parameter:
        return ""
    return f', regularisation="{settings.regularisation}", regularisation_parameter={parameter!r}'
