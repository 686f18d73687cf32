"""Pinned networks: each stays in the plots, and is trained again wherever it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from app.labs.overfitting.networks import Network, Networks, Technique
from app.labs.overfitting.settings import RUN, settings_of
from app.networks.data_choice import DATA, DATA_LABELS
from app.networks.jobs import Training
from app.networks.learning import NetworkPin
from app.networks.side_by_side import Layers, OneNetwork
from app.networks.stack_records import StackFrame
from app.networks.stack_state import StackSettings
from app.ui.fields import Field
from app.ui.language import Translate
from app.ui.numbers import percent, short
from core.network.regularisation import Regularisation

NUMBERS = ("training", "wrong", "start", "mini_batch", "epochs", "seeds", "seed")
_FIELDS = {field.name: field for field in RUN.fields}
FIELDS: tuple[Field, ...] = (
    OneNetwork(Networks()),
    DATA,
    *(_FIELDS[name] for name in NUMBERS),
)


def network_of(settings: StackSettings) -> Network:
    """Return the network that a stack has been made of."""
    network = settings.network
    technique, strength = Technique.NONE, 0.0
    if network.regularisation is not Regularisation.NONE:
        technique = Technique(network.regularisation.value)
        strength = network.regularisation_parameter
    elif network.dropout:
        technique, strength = Technique.DROPOUT, network.dropout
    elif settings.images.copies:
        technique, strength = Technique.COPIES, settings.images.angle
    return Network(technique.value, strength, network.learning_rate, network.hidden)


@dataclass(frozen=True, kw_only=True)
class Pin(NetworkPin):
    """The networks of one technique that stay, with ``epochs`` epochs of training."""

    network: Network
    training: int
    wrong: int
    start: str
    mini_batch: int
    seeds: int
    seed: int

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields of all that it is made from."""
        return FIELDS

    @classmethod
    def of(cls, training: Training, data: str) -> Self:
        """Return the pin of a network as far as it is trained, which must be an epoch or more."""
        settings: StackSettings = training.settings
        return cls(
            network=network_of(settings),
            data=data,
            training=settings.images.training,
            wrong=round(100 * settings.images.wrong),
            start=settings.network.start.value,
            mini_batch=settings.network.mini_batch,
            epochs=int(training.epoch),
            seeds=settings.seeds,
            seed=settings.network.seed,
        )

    def settings(self) -> StackSettings:
        """Return the settings of its stack."""
        (settings,) = settings_of({**vars(self), "networks": [self.network]}).values()
        return settings

    def start_text(self, _: Translate) -> str:
        """Say what the network is made of, and what it learns."""
        text = _(
            "hidden {layers}, {training} images, {wrong} % of the labels wrong, {seeds} seeds from"
            " {seed}, {data}"
        )
        return text.format(
            layers=Layers().write(self.network.hidden),
            training=self.training,
            wrong=self.wrong,
            seeds=self.seeds,
            seed=self.seed,
            data=_(DATA_LABELS[self.data]),
        )

    def rate_text(self, _: Translate) -> str:
        """Say with which η it learned."""
        return short(self.network.learning_rate)

    def cost_text(self, _: Translate) -> str:
        """Say which technique it has."""
        return self.network.name(_)

    def outcomes(self, frames: Sequence[StackFrame], _: Translate) -> dict[str, tuple[str, str]]:
        """Return how far it is trained, and the medians of the accuracies then."""
        last = frames[-1] if frames else None
        return {
            "trained": self.trained(frames, _),
            "on_training": (_("Accuracy on training"), _median(last, "training_accuracy")),
            "accuracy": (_("Accuracy on the test"), _median(last, "test_accuracy")),
        }

    def taken(self) -> dict[str, object]:
        """Return what the controls become where a reader takes this network over."""
        return {
            "networks": Networks().write([self.network]),
            **{name: getattr(self, name) for name in ("data", *NUMBERS)},
        }


def _median(frame: StackFrame | None, quantity: str) -> str:
    return "—" if frame is None else percent(frame.median(quantity))
