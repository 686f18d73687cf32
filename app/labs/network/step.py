"""What another process does for a network in a step, and what there is to see of that."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.jobs.child_process import CannotRead
from app.networks.datasets import Dataset, images
from app.networks.small_layers import SmallLayer, small_layers
from app.networks.work_units import next_unit
from core.data.dataset import LabelledImages
from core.data.idx import IdxError
from core.network.evaluation import answers
from core.network.frames import NetworkFrame, count_frames, frame
from core.network.saturation import HiddenLayer, hidden_layers
from core.network.settings import NetworkSettings
from core.network.training import NetworkState, batches, start

MOST_SEEN = 10_000
"""So many of the training images are looked at for a frame, of a larger set the first."""
MOST_MISTAKES = 6
MOST_ASKED = 200
"""Hidden neurons are looked at for so many of the test images, the first."""


@dataclass(frozen=True)
class Mistake:
    """A test image, by its index, that is taken for a wrong class, and the outputs for it.

    ``answer`` is that class. Several outputs may round to the largest, so that these do not tell.
    """

    index: int
    answer: int
    outputs: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Record:
    """A frame, and what else is kept of the network at it.

    ``confusion[i, j]`` counts the test images of class i that are taken for class j. ``layers``
    have single precision, which is enough to ask the network something later. ``hidden`` is what
    there is to see of its hidden layers for the first ``MOST_ASKED`` test images; the counts are
    small.
    """

    frame: NetworkFrame
    confusion: NDArray[np.uint16]
    mistakes: tuple[Mistake, ...]
    layers: tuple[SmallLayer, ...]
    hidden: tuple[HiddenLayer, ...]


@dataclass(frozen=True)
class Learned:
    """The records of one step, and how many all steps of the run have together."""

    records: tuple[Record, ...]
    frames: int


def learn(
    settings: NetworkSettings, data: Dataset, state: NetworkState | None
) -> tuple[NetworkState, Learned]:
    """Train a piece of an epoch, or all of it if that is short, and return the state after it.

    With it come the records on the way, of which there may be none. Without a state the network is
    made, and nothing is trained yet. Raises CannotRead where the files of the images are not there
    any more.
    """
    try:
        training, test = images(data)
    except IdxError as error:
        raise CannotRead(str(error)) from error
    seen = _seen(data)
    if state is None:
        state = start(settings, training)
        framed = [state]
    else:
        state, framed = next_unit(settings, state, training, len(seen), len(test))
    records = []
    for each in framed:
        record = _record(settings, each, seen, test)
        # The epoch is that of all images, however many are looked at.
        epoch = each.epoch + each.batch / batches(settings, training)
        records.append(replace(record, frame=record.frame._replace(epoch=epoch)))
    return state, Learned(tuple(records), count_frames(settings, training))


@lru_cache(maxsize=2)
def _seen(data: Dataset) -> LabelledImages:
    training, _test = images(data)
    if len(training) <= MOST_SEEN:
        return training
    return LabelledImages(
        training.inputs[:MOST_SEEN], training.labels[:MOST_SEEN], training.classes
    )


def _record(
    settings: NetworkSettings, state: NetworkState, seen: LabelledImages, test: LabelledImages
) -> Record:
    tested = answers(settings, state, test.inputs)
    return Record(
        frame(settings, state, seen, test, tested),
        tested.confusion(test).astype(np.uint16),
        tuple(
            Mistake(index, int(tested.predictions[index]), tuple(map(float, tested.outputs[index])))
            for index in map(int, tested.worst(test, MOST_MISTAKES))
        ),
        small_layers(state),
        tuple(map(_small, hidden_layers(settings, state, test.inputs[:MOST_ASKED]))),
    )


def _small(layer: HiddenLayer) -> HiddenLayer:
    return layer._replace(z=layer.z.astype(np.uint16), outputs=layer.outputs.astype(np.uint16))
