"""What a sweep can be set to: its fields and presets, and the networks that it is made of."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.labs.tuning.knobs import (
    KNOBS,
    MINI_BATCH,
    MOMENTUM,
    NEURONS,
    PATIENCE,
    PENALTY,
    RATE,
    Sweep,
    SweepField,
    value_name,
)
from app.networks.jobs import key
from app.networks.sets import ImageChoice
from app.networks.stack_fields import EPOCHS, SEED, SEEDS, START, TRAINING, WRONG
from app.networks.stack_state import StackSettings
from app.training_lab.schema import RunSettings
from app.ui.fields import Field, Number
from app.ui.language import Translate, marked
from app.ui.numbers import short
from core import Range
from core.network.hidden_neurons import HIDDEN_NEURONS
from core.network.regularisation import Regularisation
from core.network.settings import NETWORK_RANGES, NetworkSettings, Start

HIDDEN = Number("hidden_layer", Range(0, NETWORK_RANGES["hidden"].high), "d")
"""The neurons of the hidden layer; with 0 there is none."""
PLAIN_FIELDS: tuple[Field, ...] = (
    *(knob.field for knob in KNOBS.values()),
    *(HIDDEN, TRAINING, WRONG, START, EPOCHS, SEEDS, SEED),
)
SETTING_FIELDS: tuple[Field, ...] = (SweepField(), *PLAIN_FIELDS)
ETA_IS_FOR = 10
"""In a sweep of mini-batches η is that of mini-batches of so many, and scaled for others."""

PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "rates": marked("η swept, by the cost on training"),
        "nothing": marked("Learns nothing, η = 10 and λ = 1,000"),
        "penalties": marked("λ swept, by the accuracy on validation"),
        "mini-batches": marked("Mini-batch swept, against processor time"),
        "momentum": marked("Momentum swept, from −0.5 to 1.2"),
        "neurons": marked("Kinds of neurons, three side by side"),
        "schedule": marked("Schedule of η, constant or halved"),
    }
)
DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        RATE: 0.5,
        PENALTY: 0.0,
        MINI_BATCH: 10,
        MOMENTUM: 0.0,
        PATIENCE: 0,
        NEURONS: "sigmoid",
        "hidden_layer": 30,
        "training": 500,
        "wrong": 0,
        "start": Start.SCALED.value,
        "epochs": 30,
        "seeds": 3,
        "seed": 0,
    }
)


def _of(knob: str) -> Sweep:
    return Sweep(knob, KNOBS[knob].values)


_PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "rates": {"sweep": _of(RATE)},
        "nothing": {"sweep": Sweep(RATE, (10.0,)), RATE: 10.0, PENALTY: 1000.0},
        "penalties": {"sweep": _of(PENALTY), "wrong": 20, "epochs": 60},
        "mini-batches": {"sweep": _of(MINI_BATCH)},
        "momentum": {"sweep": _of(MOMENTUM), RATE: 0.1},
        "neurons": {"sweep": _of(NEURONS), RATE: 0.1},
        "schedule": {"sweep": _of(PATIENCE), RATE: 2.5, "wrong": 20, "epochs": 60},
    }
)


def preset_values(name: str) -> dict[str, Any]:
    """Return what a preset sets each setting to."""
    return {**DEFAULTS, **_PRESETS[name]}


def settings_of(values: Mapping[str, Any]) -> dict[str, StackSettings]:
    """Return the settings of the stack of each value, by what the page tells them apart by."""
    sweep: Sweep = values["sweep"]
    return {
        key(index): stack_settings({**values, **turned(sweep.knob, value, values)})
        for index, value in enumerate(sweep.values)
    }


def turned(knob: str, value: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what becomes other where a knob is turned: with the mini-batch also η."""
    return {knob: value} | ({RATE: scaled(values[RATE], value)} if knob == MINI_BATCH else {})


def scaled(rate: float, mini_batch: int) -> float:
    """Return η for mini-batches of that size, where ``rate`` is that of ETA_IS_FOR."""
    low, high = NETWORK_RANGES[RATE]
    return min(high, max(low, float(f"{rate * mini_batch / ETA_IS_FOR:.3g}")))


def stack_settings(values: Mapping[str, Any]) -> StackSettings:
    """Return the settings of a stack where nothing is swept."""
    penalty = values[PENALTY]
    return StackSettings(
        NetworkSettings(
            hidden=(values["hidden_layer"],) if values["hidden_layer"] else (),
            start=Start(values["start"]),
            learning_rate=values[RATE],
            mini_batch=values[MINI_BATCH],
            epochs=values["epochs"],
            seed=values["seed"],
            hidden_neurons=HIDDEN_NEURONS[values[NEURONS]],
            regularisation=Regularisation.L2 if penalty else Regularisation.NONE,
            regularisation_parameter=penalty,
            momentum=values[MOMENTUM],
            patience=values[PATIENCE],
        ),
        seeds=values["seeds"],
        images=ImageChoice(values["training"], values["seed"], values["wrong"] / 100),
    )


def plain_values(settings: StackSettings) -> dict[str, Any]:
    """Return the values that a stack has been made of."""
    network, images = settings.network, settings.images
    return {
        RATE: network.learning_rate,
        PENALTY: network.regularisation_parameter,
        MINI_BATCH: network.mini_batch,
        MOMENTUM: network.momentum,
        PATIENCE: network.patience,
        NEURONS: network.hidden_neurons.name,
        "hidden_layer": sum(network.hidden),
        "training": images.training,
        "wrong": round(100 * images.wrong),
        "start": network.start.value,
        "seeds": settings.seeds,
        "seed": network.seed,
    }


RUN: RunSettings[StackSettings] = RunSettings(
    SETTING_FIELDS, PRESET_LABELS, preset_values, settings_of
)


def labels(values: Mapping[str, Any], _: Translate) -> list[str]:
    """Return what each value is called on the page; a mini-batch has its η."""
    sweep: Sweep = values["sweep"]
    names = [value_name(sweep.knob, value, _) for value in sweep.values]
    if sweep.knob != MINI_BATCH:
        return names
    rates = (short(scaled(values[RATE], value)) for value in sweep.values)
    return [f"{name}, η = {rate}" for name, rate in zip(names, rates, strict=True)]
