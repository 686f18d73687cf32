"""Pinned networks: each stays in the plots, and is trained again wherever it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from app.labs.network.networks import OUTPUT_LAYER_LABELS, START_LABELS, Layers, Network, Networks
from app.labs.network.results import Training, Trainings
from app.labs.network.settings import DATA, DATA_LABELS, SETTING_FIELDS, settings_of
from app.labs.network.words import GOOD, first_good
from app.training_lab import pinned
from app.training_lab.pins import Pin as AnyPin
from app.ui.fields import Field, Refused
from app.ui.language import Translate
from app.ui.numbers import accuracy_text, decimals, epoch_text, short
from core.network.frames import NetworkFrame
from core.network.settings import NetworkSettings, Start


@dataclass(frozen=True)
class OneNetwork(Networks):
    """What a single network has of its own, as the lab's setting has it."""

    name: str = "network"

    def read(self, given: object) -> Any:
        """Return the network that ``given``, a text, stands for; or raise Refused."""
        (network, *others) = super().read(given)
        if others:
            raise Refused(self.name)
        return network

    def write(self, value: Any) -> str:
        """Return the text from which ``read`` makes this network again."""
        return super().write([value])


NUMBERS = ("mini_batch", "seed", "epochs")
_SETTINGS = {field.name: field for field in SETTING_FIELDS}
FIELDS: tuple[Field, ...] = (
    OneNetwork(),
    DATA,
    *(_SETTINGS[name] for name in NUMBERS),
)


@dataclass(frozen=True, kw_only=True)
class Pin(AnyPin):
    """One network that stays, with ``epochs`` epochs of training."""

    network: Network
    data: str
    mini_batch: int
    seed: int
    epochs: int

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields of all that it is made from."""
        return FIELDS

    @classmethod
    def of(cls, training: Training, data: str) -> Self:
        """Return the pin of a network as far as it is trained, which must be an epoch or more."""
        settings = training.settings
        network = Network(
            settings.output_layer.name, settings.start, settings.learning_rate, settings.hidden
        )
        return cls(
            network=network,
            data=data,
            mini_batch=settings.mini_batch,
            seed=settings.seed,
            epochs=int(training.epoch),
        )

    @classmethod
    def all_of(cls, history: Trainings) -> list[Self]:
        """Return a pin for each network that is trained, and none while any is being trained."""
        if not history.ended:
            return []
        trained = [each for each in history.networks if each.epoch >= 1]
        return [cls.of(each, history.data) for each in trained]

    def settings(self) -> NetworkSettings:
        """Return the core's settings of it."""
        (settings,) = settings_of({**vars(self), "networks": [self.network]}).values()
        return settings

    def start_text(self, _: Translate) -> str:
        """Say what the network is made of, where it starts, and what it learns from."""
        text = _("{start}, hidden {layers}, mini-batch {mini_batch}, seed {seed}, {data}")
        return text.format(
            start=_(START_LABELS[Start(self.network.start)]),
            layers=Layers().write(self.network.hidden),
            mini_batch=self.mini_batch,
            seed=self.seed,
            data=_(DATA_LABELS[self.data]),
        )

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
            "trained": (
                _("Trained"),
                _("epoch {done} of {epochs}").format(
                    done=epoch_text(frames[-1].epoch if frames else 0), epochs=self.epochs
                ),
            ),
            "accuracy": (
                _("Accuracy on the test"),
                accuracy_text(frames[-1].test_accuracy) if frames else none,
            ),
            "good": (
                _("{good} first at epoch").format(good=decimals(GOOD, 1)),
                none if good is None else epoch_text(good.epoch),
            ),
        }

    def taken(self) -> dict[str, object]:
        """Return what the controls become where a reader takes this network over."""
        return {
            "networks": Networks().write([self.network]),
            **{name: getattr(self, name) for name in ("data", *NUMBERS)},
        }


def content(
    outcomes: pinned.Outcomes, controls: Any, history: Trainings, _: Translate
) -> dict[str, Any]:
    """Return the rows of the table, with what each network came to by ``outcomes(pin, _)``."""
    made = pinned.content(outcomes, controls, history, _)
    own = {
        "pin": _("Pin the networks on the screen"),
        "cannot": _("Networks can be pinned once they are trained, or stopped."),
        "none": _("A pinned network stays in all plots, and in the address of this page."),
        "caption": _("Table of pinned networks"),
        "cost": _("Output and cost"),
    }
    return {**made, "texts": {**made["texts"], **own}}
