"""What a lab says of its networks, for :mod:`app.networks.trainer` to train and show them."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

from app.networks.datasets import Dataset
from app.networks.jobs import Learn, Training
from app.networks.results import Trainings
from app.training_lab.axis_limits import Limits
from app.training_lab.pins import Pin
from app.ui.language import Translate
from app.ui.numbers import epoch_text
from core.data.dataset import LabelledImages

Frame: TypeAlias = Any
"""What there is to see of a network at one moment; it has its ``epoch``."""


@dataclass(frozen=True, kw_only=True)
class NetworkPin(Pin):
    """One network that stays: ``epochs`` epochs of training with ``data``, by its name."""

    data: str
    epochs: int

    @classmethod
    @abstractmethod
    def of(cls, training: Training, data: str) -> Self:
        """Return the pin of a network as far as it is trained, which must be an epoch or more."""

    @classmethod
    def all_of(cls, history: Trainings) -> list[Self]:
        """Return a pin for each network that is trained, and none while any is being trained."""
        if not history.ended:
            return []
        return [cls.of(each, history.data) for each in history.networks if each.epoch >= 1]

    def trained(self, frames: Sequence[Frame], _: Translate) -> tuple[str, str]:
        """Return how far it is trained by these frames: what that is called, and the epoch."""
        done = epoch_text(frames[-1].epoch if frames else 0)
        return _("Trained"), _("epoch {done} of {epochs}").format(done=done, epochs=self.epochs)

    @abstractmethod
    def settings(self) -> Any:
        """Return the settings of its training."""


@dataclass(frozen=True, kw_only=True)
class NetworkLearning:
    """How the networks of a lab learn, and what of that is drawn."""

    learn: Learn
    names: Callable[[Any, Translate], Sequence[str]]
    """Returns what each network of the controls is called."""
    test: Callable[[Dataset, Any], LabelledImages]
    """Returns the images that they are tested on, of a data set and the controls.

    Raises IdxError where files cannot be read.
    """
    pin: type[NetworkPin]
    numbers: Callable[[Frame, Frame], Mapping[str, float]]
    """Returns the columns of a frame, of a run that began with another frame, by their names."""
    columns: Callable[[Sequence[Training]], Sequence[str]]
    """Returns the names of all columns of these networks; one may have some that others have not.
    """
    curves: Callable[[Sequence[Frame]], Any]
    """Returns what is drawn of frames, a named tuple of arrays, or None of no frames."""
    limits: Callable[[Iterable[Sequence[Frame]]], Limits]
    """Returns what the axes reach over for the frames of each network."""
    frames_per_second: int
    """So many a page plays at speed 1."""
