"""What is said of the values of each knob once they are trained, with the numbers that show it."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from types import MappingProxyType
from typing import Any

from app.labs.tuning.knobs import (
    MINI_BATCH,
    MOMENTUM,
    NEURONS,
    PATIENCE,
    PENALTY,
    RATE,
    value_name,
)
from app.labs.tuning.outcomes import GOOD, GUESSED, Outcome, found_threshold
from app.labs.tuning.plot_columns import ACCURACY, COST
from app.networks.results import Trainings
from app.training_lab.controls import LabControls
from app.ui.language import Translate, sentences
from app.ui.numbers import epoch_text, numeral, percent, short
from core.network.learning_rates import FIRST_EPOCHS
from core.network.no_improvement import MOST_HALVINGS
from core.network.regularisation import Regularisation


def _rates(
    found: Sequence[Outcome], trainings: Trainings, controls: LabControls, _: Translate
) -> list[str]:
    """Say up to which η the cost on training falls steadily from the start."""
    at = found_threshold(trainings, controls)
    numbers: dict[str, Any] = {"epochs": min(FIRST_EPOCHS, trainings.last)}
    if at is None:
        return _penalty_too_large(found, _)
    if at.steady is None or at.suggested is None:
        text = _(
            "With no η here does the cost on training fall steadily in the first {epochs} epochs."
        )
        return [sentences([text.format(**numbers), *_penalty_too_large(found, _)])]
    numbers |= {"steady": short(at.steady), "half": short(float(f"{at.suggested:.3g}"))}
    if at.unsteady is None:
        text = _(
            "With each η here the cost on training falls steadily in the first {epochs} epochs: try"
            " larger ones."
        )
        return [text.format(**numbers)]
    text = _(
        "Up to η = {steady} the cost on training falls steadily in the first {epochs} epochs; from"
        " η = {unsteady} on it does not. The book advises {half}, half of {steady}: a margin for"
        " longer runs."
    )
    return [text.format(**numbers, unsteady=short(at.unsteady))]


def _penalties(found: Sequence[Outcome], *others: Any) -> list[str]:
    return _penalty_too_large(found, others[-1])


def _penalty_too_large(found: Sequence[Outcome], _: Translate) -> list[str]:
    """Say of the smallest λ that leaves no weights to learn with, or drives them off, what it does.

    Where η differs, that is the smallest η.
    """
    for each in found:
        network, images = each.training.settings.network, each.training.settings.images
        if network.regularisation is not Regularisation.L2 or each.end(ACCURACY) >= GUESSED:
            continue
        decay = network.learning_rate * network.regularisation_parameter / images.training
        first, last = each.frames[0].median("weight_norm"), each.end("weight_norm")
        if decay > 2 and last > first:
            text = _(
                "λ = {parameter} with η = {rate}: each update takes off ηλ/n = {decay} times every"
                " weight, which turns its sign and makes it larger. ‖w‖ went from {first} to"
                " {last}."
            )
        elif decay <= 2 and last < first / 2:
            text = _(
                "λ = {parameter} with η = {rate}: each update takes ηλ/n = {share} off every"
                " weight, more than learning puts back. ‖w‖ fell from {first} to {last}."
            )
        else:
            continue
        numbers = {"first": numeral(first), "last": numeral(last), "decay": numeral(decay)}
        return [
            text.format(
                parameter=short(network.regularisation_parameter),
                rate=short(network.learning_rate),
                share=percent(decay),
                **numbers,
            )
        ]
    return []


def _times(
    found: Sequence[Outcome], _trainings: object, _controls: object, _: Translate
) -> list[str]:
    """Say which mini-batch was good after the least processor time, and how long an epoch took."""
    good = [(first.seconds, each) for each in found if (first := each.first_good()) is not None]
    said = []
    if good:
        seconds, soonest = min(good, key=lambda pair: pair[0])
        text = _(
            "First at {good} on validation, after {seconds} s of processor time: {name}, in epoch"
            " {epoch}."
        )
        frame = soonest.first_good()
        assert frame is not None
        said.append(
            text.format(
                good=percent(GOOD),
                seconds=numeral(seconds),
                name=value_name(MINI_BATCH, soonest.value, _),
                epoch=epoch_text(frame.epoch),
            )
        )
    small, large = found[0], found[-1]
    if len(found) > 1 and small.last.epoch >= 1:
        text = _("An epoch took {slow} s with {small}, {fast} s with {large}.")
        said.append(
            text.format(
                slow=numeral(small.last.seconds / small.last.epoch),
                fast=numeral(large.last.seconds / large.last.epoch),
                small=value_name(MINI_BATCH, small.value, _),
                large=value_name(MINI_BATCH, large.value, _),
            )
        )
    return [sentences(said)] if said else []


def _momenta(
    found: Sequence[Outcome], _trainings: object, controls: LabControls, _: Translate
) -> list[str]:
    """Say what happened beyond 1 and below 0, as far as it did."""
    plain = next((each for each in found if each.value == 0), None)
    negative = [each for each in found if each.value < 0]
    beyond = [each for each in found if each.value > 1]
    said = []
    if plain is not None and negative and negative[0].end(COST) > plain.end(COST):
        lowest = negative[0]
        text = _(
            "Below 0 each update takes back a part of the last one: μ = {value} learns more slowly"
            " than μ = 0, C₀ on training is {cost} in the end and not {plain}. While the gradient"
            " stays the same, its steps come to those of η/(1 − μ) = {rate}."
        )
        said.append(
            text.format(
                value=short(lowest.value),
                cost=numeral(lowest.end(COST)),
                plain=numeral(plain.end(COST)),
                rate=numeral(controls.learning_rate / (1 - lowest.value)),
            )
        )
    if beyond and beyond[0].end(COST) > beyond[0].frames[0].median(COST):
        text = _(
            "Beyond 1 the friction 1 − μ is negative, and the velocity grows by itself: with"
            " μ = {value} C₀ on training went from {first} to {last}."
        )
        said.append(
            text.format(
                value=short(beyond[0].value),
                first=numeral(beyond[0].frames[0].median(COST)),
                last=numeral(beyond[0].end(COST)),
            )
        )
    return said


def _schedules(
    found: Sequence[Outcome], _trainings: object, _controls: object, _: Translate
) -> list[str]:
    """Say which networks stopped as η had come down to its end, and when."""
    ends = []
    for each in found:
        epochs = [at for at in map(stopped_at, _rates_by_seed(each)) if at is not None]
        if each.value and len(epochs) == each.training.settings.seeds:
            text = _("{name} at epoch {epoch}")
            name = value_name(PATIENCE, each.value, _)
            ends.append(text.format(name=name, epoch=short(median(epochs))))
    if not ends:
        return []
    text = _("η came down to 1/{part}, where learning stops: {ends}.")
    return [text.format(part=2**MOST_HALVINGS, ends=_(", ").join(ends))]


def _rates_by_seed(outcome: Outcome) -> list[list[float]]:
    """Return η over the epochs for each seed."""
    return [
        [float(frame.of("learning_rate")[seed]) for frame in outcome.frames]
        for seed in range(outcome.training.settings.seeds)
    ]


def stopped_at(rates: Sequence[float]) -> int | None:
    """Return the epoch after which η had come down to where learning stops, None if it has not.

    ``rates`` are the η with which each epoch was trained, or would have been.
    """
    least = rates[0] / 2**MOST_HALVINGS
    return next((epoch - 1 for epoch, rate in enumerate(rates) if rate <= least), None)


def _kinds(
    found: Sequence[Outcome], _trainings: object, _controls: object, _: Translate
) -> list[str]:
    """Say when each kind of neurons was good."""
    good = [(each, first) for each in found if (first := each.first_good()) is not None]
    if not good:
        return []
    text = _("{name} at epoch {epoch}")
    each_good = (
        text.format(name=value_name(NEURONS, each.value, _), epoch=epoch_text(first.epoch))
        for each, first in good
    )
    said = _("First at {good} on validation: {names}.")
    return [said.format(good=percent(GOOD), names=_(", ").join(each_good))]


Say = Callable[[Sequence[Outcome], Trainings, LabControls, Translate], list[str]]
SAID: Mapping[str, Say] = MappingProxyType(
    {
        RATE: _rates,
        PENALTY: _penalties,
        MINI_BATCH: _times,
        MOMENTUM: _momenta,
        PATIENCE: _schedules,
        NEURONS: _kinds,
    }
)
