"""Real MNIST beside the book, where its four files are in the folder ``mnist`` of the checkout.

The book trains with 50,000 images and reports the best epoch of 30. One seed is ours, another was
the book's, so that half a percent of difference says nothing.
"""

from collections.abc import Iterator

from app.networks.datasets import MNIST_FOLDER
from core.data.idx import read_mnist
from core.network.evaluation import answers
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import NetworkSettings, Start
from core.network.training import start, train_epoch
from tests.bench.line import Line, Reach

SPREAD = 0.5
BOOK = (
    ("sigmoid-quadratic", 30, 3.0, 95.42),
    ("sigmoid-cross-entropy", 30, 0.5, 95.49),
    ("sigmoid-cross-entropy", 100, 0.5, 96.82),
)
"""Output layer, hidden neurons, η, and the accuracy in percent that the book reports."""


def lines() -> Iterator[Line]:
    """Train the chapter's networks; nothing where the files are not."""
    if not MNIST_FOLDER.is_dir():
        return
    training, validation, test = read_mnist(MNIST_FOLDER)
    for output_layer, hidden, learning_rate, reported in BOOK:
        settings = NetworkSettings(
            hidden=(hidden,),
            output_layer=OUTPUT_LAYERS[output_layer],
            learning_rate=learning_rate,
            start=Start.UNIT,
        )
        state = start(settings, training)
        accuracies = []
        for _epoch in range(settings.epochs):
            state = train_epoch(settings, state, training)
            accuracies.append(100 * answers(settings, state, test.inputs).accuracy(test))
        what = f"MNIST, 784-{hidden}-10, {output_layer}, η = {learning_rate:g}: best / the book's"
        reach = Reach(reported - SPREAD, reported + SPREAD)
        yield Line(what, max(accuracies), "%", reported, reach)
        yield Line("— last epoch", accuracies[-1], "%", reported)
        validated = 100 * answers(settings, state, validation.inputs).accuracy(validation)
        yield Line("— of the validation images", validated, "%")
