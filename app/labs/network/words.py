"""What happened, in words, with the numbers that show it."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.labs.network.settings import BOOK, BOOK_STARTS
from app.labs.network.step import Record
from app.networks.data_choice import of_mnist
from app.networks.described import outcomes
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.ui.language import Translate, marked, sentences
from app.ui.numbers import PER_CENT, epoch_text, numeral, percent, short
from core.network.frames import NetworkFrame
from core.network.output_layers import (
    LARGEST_LINEAR_ERROR,
    LINEAR_QUADRATIC,
    SIGMOID_CROSS_ENTROPY,
    SIGMOID_QUADRATIC,
    SOFTMAX_LOG_LIKELIHOOD,
    OutputLayer,
)
from core.network.settings import NetworkSettings

CURVE = marked("accuracy {accuracy}.")
NAMED_CURVE = marked("{name}: accuracy {accuracy}.")

ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "four-outputs": marked(
            "Here every network starts with badly wrong outputs. One of the four will be stuck at"
            " first: which, and why? Each has an η that suits it."
        ),
        "two-starts": marked(
            "One starts with weights so large that many of its hidden neurons are saturated, the"
            " other with weights divided by √n, where n is the number of inputs of a neuron."
        ),
        "two-starts-l2": marked(
            "One starts with weights so large that many of its hidden neurons are saturated, the"
            " other with weights divided by √n. Both have L2 with λ = 5, as in the book."
        ),
        "l2-alone": marked(
            "Networks 1 and 2 start with weights so large that many of their hidden neurons are"
            " saturated; network 2 has L2, which makes them smaller. Network 3 starts with weights"
            " divided by √n."
        ),
    }
)
"""What some presets are there to show."""
FREE: Mapping[OutputLayer, str] = MappingProxyType(
    {
        SIGMOID_CROSS_ENTROPY: marked("Its cost cancels σ′ (eq. {number})."),
        LINEAR_QUADRATIC: marked("No σ at its outputs (eq. {number})."),
        SOFTMAX_LOG_LIKELIHOOD: marked("Its cost cancels the slope of softmax (eq. {number})."),
    }
)
"""Why δ = a − y, all of the error, with all output layers but one."""
STARTS = frozenset({"two-starts", "two-starts-l2", "l2-alone"})
"""Of these it is said what became of the hidden neurons."""

MOST_DECAY = 10.0
"""The largest ηλ of which that is said: 1/150 of the number of digits for training, or less."""
GOOD = 0.9
"""An accuracy from which on a network counts as having learned."""
STUCK_FOR = 5.0
"""So many epochs below it count as stuck."""


def before(trainings: Trainings, preset: str, data: str, _: Translate) -> str:
    """Say what there is to be learned."""
    task = _(
        "Each network learns to recognize handwritten digits, and is tested on {count} that it"
        " never learns from. All start from the same seed and see the digits in the same order."
    )
    said = [task.format(count=len(trainings.test))]
    if preset in ABOUT:
        said.append(_(ABOUT[preset]))
    ask = [] if trainings.going_on else [_("Press Run.")]
    return "\n".join([sentences(said), *_book(preset, data, _), *ask])


def after(trainings: Trainings, preset: str, data: str, _: Translate) -> str:
    """Say what became of each network up to the last frame on the screen, and why one was stuck."""

    layers = {each.settings.output_layer for each in trainings.networks}
    is_compared = SIGMOID_QUADRATIC in layers and len(layers) > 1

    found = findings(trainings, _)

    def say(training: Training, frames: Sequence[NetworkFrame]) -> list[str]:
        stuck = [each for each in _stuck(training, frames, _) if each not in "".join(found)]
        why = [*_too_large(frames, _), *stuck]
        said = [_outcome(training, frames, _), *_best(frames, _), *why]
        layer = training.settings.output_layer
        if is_compared and layer in FREE:
            said.append(_(FREE[layer]).format(number=layer.output_error_equation))
        if preset in BOOK_STARTS:
            said += _first_epoch(frames, _)
        if preset in STARTS:
            first, last = training.records[0], training.records[len(frames) - 1]
            said.append(hidden_neurons(training.settings, first, last, _)[0])
        return said

    is_stuck = any(_stuck(each, trainings.shown(each), _) for each in trainings.networks)
    small_error = [
        _(
            "Where |δ| is small a network learns little: it is stuck if its accuracy is low, and"
            " done if it is high."
        )
    ]
    return "\n".join(
        [
            *found,
            *outcomes(trainings, say, _),
            *(small_error if is_compared and is_stuck else []),
            *_book(preset, data, _),
        ]
    )


def findings(trainings: Trainings, _: Translate) -> list[str]:
    """Say which of several networks were the first that had learned, and which the last or none.

    Nothing is said of networks that failed, were stopped before, or all learned at once. Of the
    one that was last or never had learned it is said why.
    """
    reached: dict[float, list[Training]] = {}
    for training in trainings.networks:
        frames = trainings.shown(training)
        good = first_good(frames)
        if good is None and (not frames or frames[-1].epoch < training.settings.epochs):
            return []
        epoch = math.inf if good is None else good.epoch
        reached.setdefault(epoch, []).append(training)
    if len(reached) < 2:
        return []
    first, last = min(reached), max(reached)
    slow, *others = reached[last]
    why = [] if others else _stuck(slow, trainings.shown(slow), _)
    text = _("First at {good}: {soonest}, at epoch {first}. Last: {latest}, at epoch {last}.")
    if why:
        text = _("First at {good}: {soonest}, at epoch {first}.")
    elif last == math.inf:
        text = _("First at {good}: {soonest}, at epoch {first}. Never there: {latest}.")
    soonest, latest = (
        _(", ").join(f"“{each.label}”" for each in reached[epoch]) for epoch in (first, last)
    )
    said = text.format(
        good=percent(GOOD),
        soonest=soonest,
        first=epoch_text(first),
        latest=latest,
        last="" if last == math.inf else epoch_text(last),
    )
    stuck = [_("{name} was stuck.").format(name=latest)] if why else []
    return [sentences([*stuck, *why, said])]


def hidden_neurons(
    settings: NetworkSettings, start: Record, record: Record, _: Translate
) -> list[str]:
    """Say how many hidden neurons were saturated at the start, and how many are at ``record``.

    Then, for each hidden layer, how large its weights were and are, and what L2 does to them.
    """
    if not settings.hidden:
        return [_("It has no hidden neurons.")]
    epoch = epoch_text(record.frame.epoch)
    saturated = _(
        "Saturated on average: {start} of {all} hidden neurons at the start, {now} at epoch"
        " {epoch}."
    )
    sizes = _("Size of a weight of {layer}: {start} at the start, {now} at epoch {epoch}.")
    if record is start:
        saturated = _("Saturated on average: {start} of {all} hidden neurons at the start.")
        sizes = _("Size of a weight of {layer}: {start} at the start.")
    said = saturated.format(
        start=_saturated(settings, start),
        all=sum(settings.hidden),
        epoch=epoch,
        now=_saturated(settings, record),
    )
    layers = enumerate(zip(start.hidden, record.hidden, strict=True), start=1)
    return [
        said,
        *(
            sizes.format(
                layer=layer_name(settings, number, _),
                start=numeral(before.weight_size),
                now=numeral(now.weight_size),
                epoch=epoch,
            )
            for number, (before, now) in layers
        ),
        *_decay(settings, _),
    ]


def _decay(settings: NetworkSettings, _: Translate) -> list[str]:
    """Say what L2 does by itself, where exp(−ηλ/m) is close to (1 − ηλ/n)^(n/m)."""
    strength = settings.learning_rate * settings.regularisation_parameter
    if not 0 < strength <= MOST_DECAY:
        return []
    text = _("By itself, L2 leaves {percent} of every weight after an epoch: exp(−ηλ/m).")
    return [text.format(percent=percent(math.exp(-strength / settings.mini_batch)))]


def _saturated(settings: NetworkSettings, record: Record) -> str:
    """Return how many of all hidden neurons are saturated, on average over the digits."""
    pairs = zip(settings.hidden, record.hidden, strict=True)
    return f"{sum(neurons * layer.saturated for neurons, layer in pairs):.1f}".removesuffix(".0")


def layer_name(settings: NetworkSettings, number: int, _: Translate) -> str:
    """Return what a hidden layer is called, from 1; one alone has no number."""
    if len(settings.hidden) == 1:
        return _("the hidden layer")
    return _("hidden layer {number}").format(number=number)


def _best(frames: Sequence[NetworkFrame], _: Translate) -> list[str]:
    """Say what the best accuracy on the test was, if that was not in the end."""
    best = max(frames, key=lambda frame: frame.test_accuracy)
    accuracy = percent(best.test_accuracy)
    if accuracy == percent(frames[-1].test_accuracy):
        return []
    text = _("Best: {accuracy} at epoch {epoch}.")
    return [text.format(accuracy=accuracy, epoch=epoch_text(best.epoch))]


def _first_epoch(frames: Sequence[NetworkFrame], _: Translate) -> list[str]:
    """Say what the accuracy was after the first epoch, of which the book reports, if it was."""
    text = _("After the first epoch it was {accuracy}.")
    found = [frame for frame in frames if frame.epoch == 1]
    return [text.format(accuracy=percent(each.test_accuracy)) for each in found]


def _outcome(training: Training, frames: Sequence[NetworkFrame], _: Translate) -> str:
    good = first_good(frames)
    if good is None and frames[-1].epoch < training.settings.epochs:
        text = _("{name}: accuracy {accuracy} after {epochs} epochs, not {good} yet.")
    elif good is None:
        text = _("{name}: accuracy {accuracy} after {epochs} epochs, never {good}.")
    else:
        text = _("{name}: accuracy {accuracy}, {good} first at epoch {first}.")
    return text.format(
        name=training.label,
        accuracy=percent(frames[-1].test_accuracy),
        epochs=epoch_text(frames[-1].epoch),
        good=percent(GOOD),
        first=epoch_text(good.epoch) if good else "",
    )


def first_good(frames: Sequence[NetworkFrame]) -> NetworkFrame | None:
    """Return the first frame whose accuracy on the test is at least ``GOOD``."""
    return next((frame for frame in frames if frame.test_accuracy >= GOOD), None)


def _too_large(frames: Sequence[NetworkFrame], _: Translate) -> list[str]:
    """Say why a network got ever further from its targets."""
    if max(frame.output_error for frame in frames) <= LARGEST_LINEAR_ERROR:
        return []
    text = _(
        "η is too large for it: the mean of |δ| rose above {largest}, the most that an update"
        " takes, as its numbers would grow without end."
    )
    return [text.format(largest=f"{LARGEST_LINEAR_ERROR:g}")]


def _stuck(training: Training, frames: Sequence[NetworkFrame], _: Translate) -> list[str]:
    """Say why a network with the quadratic cost was stuck."""
    good = first_good(frames)
    stuck = math.inf if good is None else good.epoch
    if training.settings.output_layer is not SIGMOID_QUADRATIC or stuck < STUCK_FOR:
        return []
    slope = frames[0].wrong_slope if frames else None
    if slope is None:
        return []
    text = _(
        "At its start σ′(z), the slope of σ at its outputs, let less than {percent} of a wrong"
        " output’s error through, on average (eq. 65)."
    )
    return [text.format(percent=f"{short(_above(100 * slope))}{PER_CENT}")]


def _above(value: float) -> float:
    """Return the next number above ``value`` that has one digit, but 0.001 at least."""
    power = 10.0 ** max(-3, math.floor(math.log10(value)) if value > 0 else -3)
    return (math.floor(value / power) + 1) * power


def _book(preset: str, data: str, _: Translate) -> list[str]:
    """Say what the book reports of these networks, which learn its digits or others."""
    if preset in BOOK_STARTS:
        first, last = ([percent(each / 100) for each in pair] for pair in BOOK_STARTS[preset])
        text = _(
            "With these settings the book reports {first} and {first_2} for MNIST after the first"
            " epoch, {last} and {last_2} after 30."
        )
        said = text.format(first=first[0], first_2=first[1], last=last[0], last_2=last[1])
    elif preset in BOOK:
        text = _("With these settings the book reports {percent} for MNIST, its best epoch of 30.")
        said = text.format(percent=percent(BOOK[preset] / 100))
    else:
        return []
    return [of_mnist(said, data, _)]
