"""Pinned networks: each stays in the plots, and is trained again wherever it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from app.labs.tuning.knobs import KNOBS, NEURON_LABELS, RATE
from app.labs.tuning.plot_columns import ACCURACY, COST
from app.labs.tuning.settings import PLAIN_FIELDS, plain_values, stack_settings
from app.networks import pins_section
from app.networks.data_choice import DATA, DATA_LABELS
from app.networks.jobs import Training
from app.networks.learning import NetworkPin
from app.networks.results import Trainings
from app.networks.stack_records import StackFrame
from app.networks.stack_state import StackSettings
from app.training_lab.sections import Section
from app.ui.fields import Field
from app.ui.language import Translate, marked
from app.ui.numbers import numeral, percent, short

FIELDS: tuple[Field, ...] = (*PLAIN_FIELDS, DATA)
NAMES = tuple(field.name for field in FIELDS)


@dataclass(frozen=True, kw_only=True)
class Pin(NetworkPin):
    """The networks of one value that stay, with ``epochs`` epochs of training."""

    learning_rate: float
    regularisation_parameter: float
    mini_batch: int
    momentum: float
    patience: int
    hidden_neurons: str
    hidden_layer: int
    training: int
    wrong: int
    start: str
    seeds: int
    seed: int

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields of all that it is made from."""
        return FIELDS

    @classmethod
    def of(cls, training: Training, data: str) -> Self:
        """Return the pin of a value as far as it is trained, which must be an epoch or more."""
        made_of = plain_values(training.settings)
        return cls(**made_of, data=data, epochs=int(training.epoch))

    @classmethod
    def all_of(cls, history: Trainings) -> list[Self]:
        """Return the pin of the value that did best on validation, once all are trained."""
        if not history.ended:
            return []
        trained = [each for each in history.networks if each.epoch >= 1]
        best = max(trained, key=lambda each: each.frames[-1].median(ACCURACY), default=None)
        return [] if best is None else [cls.of(best, history.data)]

    def values(self) -> dict[str, Any]:
        """Return what it is made from."""
        return {name: getattr(self, name) for name in NAMES}

    def settings(self) -> StackSettings:
        """Return the settings of its stack."""
        return stack_settings(self.values())

    def start_text(self, _: Translate) -> str:
        """Say what the network is made of, and what it learns."""
        text = _(
            "{neurons}, hidden {hidden}, mini-batch {mini_batch}, μ = {momentum}, {training}"
            " images, {seeds} seeds from {seed}, {data}"
        )
        return text.format(
            neurons=_(NEURON_LABELS[self.hidden_neurons]),
            hidden=self.hidden_layer,
            mini_batch=self.mini_batch,
            momentum=short(self.momentum),
            training=self.training,
            seeds=self.seeds,
            seed=self.seed,
            data=_(DATA_LABELS[self.data]),
        )

    def rate_text(self, _: Translate) -> str:
        """Say with which η it learned."""
        if self.patience:
            text = _("{rate}, patience {patience}")
            return text.format(rate=short(self.learning_rate), patience=self.patience)
        return short(self.learning_rate)

    def cost_text(self, _: Translate) -> str:
        """Say which penalty it has."""
        return f"λ = {short(self.regularisation_parameter)}"

    def outcomes(self, frames: Sequence[StackFrame], _: Translate) -> dict[str, tuple[str, str]]:
        """Return how far it is trained, and the medians of cost and accuracy then."""
        last = frames[-1] if frames else None
        none = "—"
        return {
            "trained": self.trained(frames, _),
            "on_training": (_("C₀ on training"), numeral(last.median(COST)) if last else none),
            "accuracy": (
                _("Accuracy on validation"),
                percent(last.median(ACCURACY)) if last else none,
            ),
        }

    def taken(self) -> dict[str, object]:
        """Return what the controls become where a reader takes this network over."""
        rate = KNOBS[RATE].field.write(self.learning_rate)
        return {"sweep": f"{RATE}:{rate}", **self.values()}


def section() -> Section:
    """Return the section of the pinned networks, to which the best of a sweep can be added."""
    every = pins_section.section(marked("Penalty"))

    def content(outcomes: Any, controls: Any, history: Trainings, _: Translate) -> dict[str, Any]:
        assert every.content is not None
        made = every.content(outcomes, controls, history, _)
        own = {"pin": _("Pin what is best on validation")}
        return {**made, "texts": {**made["texts"], **own}}

    return replace(every, content=content)
