"""Pinned networks: each stays in the plots, and is trained again wherever it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from app.labs.network.networks import OUTPUT_LAYER_LABELS, START_LABELS, Network, Networks
from app.labs.network.settings import SETTING_FIELDS, settings_of
from app.labs.network.words import GOOD, first_good
from app.networks.data_choice import DATA, DATA_LABELS
from app.networks.jobs import Training
from app.networks.learning import NetworkPin
from app.networks.side_by_side import Layers, OneNetwork
from app.ui.fields import Field
from app.ui.language import Translate
from app.ui.numbers import epoch_text, percent, short
from core.network.frames import NetworkFrame
from core.network.settings import NetworkSettings, Start

NUMBERS = ("mini_batch", "seed", "epochs")
_SETTINGS = {field.name: field for field in SETTING_FIELDS}
FIELDS: tuple[Field, ...] = (
    OneNetwork(Networks()),
    DATA,
    *(_SETTINGS[name] for name in NUMBERS),
)


@dataclass(frozen=True, kw_only=True)
class Pin(NetworkPin):
    """One network that stays, with ``epochs`` epochs of training."""

    network: Network
    mini_batch: int
    seed: int

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields of all that it is made from."""
        return FIELDS

    @classmethod
    def of(cls, training: Training, data: str) -> Self:
        """Return the pin of a network as far as it is trained, which must be an epoch or more."""
        settings = training.settings
        network = Network(
            settings.output_layer.name,
            settings.start,
            settings.learning_rate,
            settings.hidden,
            settings.regularisation_parameter,
        )
        return cls(
            network=network,
            data=data,
            mini_batch=settings.mini_batch,
            seed=settings.seed,
            epochs=int(training.epoch),
        )

    def settings(self) -> NetworkSettings:
        """Return the core's settings of it."""
        (settings,) = settings_of({**vars(self), "networks": [self.network]}).values()
        return settings

    def start_text(self, _: Translate) -> str:
        """Say what the network is made of, where it starts, and what it learns from."""
        text = _("{start}, hidden {layers}, mini-batch {mini_batch}, seed {seed}, {data}")
        said = text.format(
            start=_(START_LABELS[Start(self.network.start)]),
            layers=Layers().write(self.network.hidden),
            mini_batch=self.mini_batch,
            seed=self.seed,
            data=_(DATA_LABELS[self.data]),
        )
        parameter = self.network.regularisation_parameter
        return _(", ").join([said, *([f"λ = {short(parameter)}"] if parameter else [])])

    def rate_text(self, _: Translate) -> str:
        """Say with which η it learned."""
        return short(self.network.learning_rate)

    def cost_text(self, _: Translate) -> str:
        """Say which output and cost it has."""
        return _(OUTPUT_LAYER_LABELS[self.network.output_layer])

    def outcomes(self, frames: Sequence[NetworkFrame], _: Translate) -> dict[str, tuple[str, str]]:
        """Return how far it is trained, the accuracy then, and when that was good first."""
        good = first_good(frames)
        none = "—"
        return {
            "trained": self.trained(frames, _),
            "accuracy": (
                _("Accuracy on the test"),
                percent(frames[-1].test_accuracy) if frames else none,
            ),
            "good": (
                _("{good} first at epoch").format(good=percent(GOOD)),
                none if good is None else epoch_text(good.epoch),
            ),
        }

    def taken(self) -> dict[str, object]:
        """Return what the controls become where a reader takes this network over."""
        return {
            "networks": Networks().write([self.network]),
            **{name: getattr(self, name) for name in ("data", *NUMBERS)},
        }
