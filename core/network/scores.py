"""How well a network does on the images it learned from and on others, and what it weighs.

That is what overfitting is seen by: as a network learns its training images by heart, the cost of
others rises again. Unlike a frame (`core.network.frames`) it takes no gradient, so that it can be
had of many networks after every epoch.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from core.data.dataset import DataSets, LabelledImages
from core.network.evaluation import Answers, answers
from core.network.regularisation import penalty
from core.network.settings import NetworkSettings
from core.network.training import NetworkState


class SetScore(NamedTuple):
    """The mean cost C₀ of a set of images, without any penalty, and the accuracy, from 0 to 1."""

    cost: float
    accuracy: float


class Scores(NamedTuple):
    """A network after `epoch` epochs, with the η in force in the next one.

    `penalty` is that of the settings, for the n of the training set, and no part of any cost.
    `weight_norm` is the square root of Σw² over all weights, without biases.
    """

    epoch: int
    training: SetScore
    validation: SetScore
    test: SetScore
    penalty: float
    weight_norm: float
    learning_rate: float


def scores(
    settings: NetworkSettings,
    state: NetworkState,
    sets: DataSets,
    examples: int | None = None,
    answered: Sequence[Answers] | None = None,
) -> Scores:
    """The scores of a state; all are finite.

    Where more is learned than the training images of the sets, as with copies of them, `examples`
    is how many that are in all, the n of the penalty. `answered` is what the network answers to
    each of the three sets, where that is known.
    """
    weights = [layer.weights for layer in state.layers]
    if answered is None:
        answered = [answers(settings, state, images.inputs) for images in sets]
    training, validation, test = map(score, answered, sets)
    return Scores(
        epoch=state.epoch,
        training=training,
        validation=validation,
        test=test,
        penalty=penalty(
            settings.regularisation,
            settings.regularisation_parameter,
            state.layers,
            len(sets.training) if examples is None else examples,
        ),
        # Not by numpy.linalg, which may divide its sums among threads.
        weight_norm=math.sqrt(sum(float((each * each).sum()) for each in weights)),
        learning_rate=settings.learning_rate * state.progress.factor,
    )


def set_score(settings: NetworkSettings, state: NetworkState, images: LabelledImages) -> SetScore:
    """The score of a state on one set of images."""
    return score(answers(settings, state, images.inputs), images)


def score(found: Answers, images: LabelledImages) -> SetScore:
    """The score of what a network answers to these images."""
    return SetScore(float(found.costs(images).mean()), found.accuracy(images))
