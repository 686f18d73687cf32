"""What happened, in words, with the numbers that show it: medians of the seeds."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.labs.tuning.knob_words import SAID
from app.labs.tuning.knobs import (
    KNOBS,
    MINI_BATCH,
    MOMENTUM,
    NEURONS,
    PATIENCE,
    PENALTY,
    RATE,
    Sweep,
    value_name,
)
from app.labs.tuning.outcomes import (
    GUESSED,
    Outcome,
    as_good,
    best_of,
    outcomes,
    steadiest,
)
from app.labs.tuning.plot_columns import ACCURACY, COST
from app.labs.tuning.settings import ETA_IS_FOR
from app.networks.data_choice import MNIST
from app.networks.described import medians
from app.networks.progress import failure
from app.networks.results import Trainings
from app.networks.sets import MNIST_VALIDATION, VALIDATION
from app.training_lab.controls import LabControls
from app.ui.language import Translate, marked, sentences
from app.ui.numbers import epoch_text, percent
from core.network.learning_rates import decreases_steadily

CURVE = marked("C₀ {training_cost}, on validation {validation_accuracy}.")
NAMED_CURVE = marked("{name}: C₀ {training_cost}, on validation {validation_accuracy}.")
FIRST_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        RATE: marked(
            "η is how far each update goes: too small crawls, too large jumps about. Find the"
            " largest with which the cost on training still falls steadily."
        ),
        PENALTY: marked("Begin with λ = 0, then try 1, and go on by tens."),
        MINI_BATCH: marked(
            "Count processor time, not epochs. η is for mini-batches of {size}; it grows with them."
        ),
        MOMENTUM: marked(
            "v becomes μv − η∇C, and w becomes w + v; with μ = 0 that is plain gradient descent."
        ),
        PATIENCE: marked(
            "η is halved after so many epochs in which the accuracy on validation was never better"
            " than before."
        ),
        NEURONS: marked("The hidden neurons are of another kind, and start as fits them."),
    }
)


def before(trainings: Trainings, controls: LabControls, _: Translate) -> str:
    """Say what there is to be learned."""
    sweep: Sweep = controls.sweep
    text = _(
        "{count} networks that differ in one setting ({knob}) learn {training} digits. {validation}"
        " others, the validation set, decide which value is best; the test set is looked at last."
    )
    if sweep.knob == RATE:
        text = _(
            "{count} networks that differ in one setting ({knob}) learn {training} digits. Their"
            " cost on training decides; {validation} others, the validation set, show how good each"
            " is; the test set is looked at last."
        )
    if len(sweep.values) == 1:
        text = _(
            "A network learns {training} digits. {validation} others, the validation set, decide"
            " how good it is; the test set is looked at last."
        )
    said = text.format(
        count=len(sweep.values),
        training=controls.training,
        knob=_(KNOBS[sweep.knob].label),
        validation=MNIST_VALIDATION if controls.data == MNIST else VALIDATION,
    )
    ask = [] if trainings.going_on else [_("Press Run.")]
    first = _(FIRST_SENTENCES[sweep.knob]).format(size=ETA_IS_FOR)
    return "\n".join([sentences([said, *medians(controls.seeds, _)]), first, *ask])


def after(trainings: Trainings, controls: LabControls, _: Translate) -> str:
    """Say which value did best up to the last frame on the screen, and what others did."""
    return "\n".join(_after(trainings, controls, _))


def findings(trainings: Trainings, controls: LabControls, _: Translate) -> list[str]:
    """Return the line of ``after`` that says what was looked for."""
    return _after(trainings, controls, _)[:1]


def _after(trainings: Trainings, controls: LabControls, _: Translate) -> list[str]:
    found = outcomes(trainings, controls)
    sweep: Sweep = controls.sweep
    failed = [each for each in trainings.networks if each.reason is not None]
    parts = [failure(each, _) for each in failed]
    if not found:
        return parts
    best = _best(sweep, found, _)
    others = SAID[sweep.knob](found, trainings, controls, _)
    steady = steadiest(trainings, controls)
    if steady is None:
        parts = [best, *others, *parts]
    else:  # η is chosen by that.
        parts = [*others, sentences([best, *_unsteady(best_of(found), steady, _)]), *parts]
    stopped = min(each.epoch for each in trainings.networks)
    if stopped < controls.epochs and not failed:
        text = _("Stopped at epoch {epoch}; the numbers are of then.")
        parts.append(text.format(epoch=epoch_text(stopped)))
    return parts


def _unsteady(best: Outcome, steady: Outcome, _: Translate) -> list[str]:
    """Say of an η that did best if its cost on training did not fall steadily; what is safer."""
    costs = [frame.median(COST) for frame in best.frames]
    if best.end(ACCURACY) < GUESSED or decreases_steadily(costs):
        return []
    text = _(
        "With {name} the cost on training did not fall steadily, though: the safer {safer} ended"
        " with {accuracy}."
    )
    name, safer = (value_name(RATE, each.value, _) for each in (best, steady))
    return [text.format(name=name, safer=safer, accuracy=percent(steady.end(ACCURACY)))]


def _best(sweep: Sweep, found: Sequence[Outcome], _: Translate) -> str:
    """Say which value did best by the validation set, and which are as good."""
    best = best_of(found)
    accuracies = best.last.of(ACCURACY)
    numbers = {
        "name": value_name(sweep.knob, best.value, _),
        "accuracy": percent(best.end(ACCURACY)),
        "low": percent(round(float(accuracies.min()), 4)),
        "high": percent(round(float(accuracies.max()), 4)),
    }
    if best.end(ACCURACY) < GUESSED:
        text = _("Nothing is learned: {accuracy} on validation at best; one in ten is a guess.")
        return text.format(**numbers)
    text = _("Best on validation in the end: {name}, with {accuracy} ({low} to {high} by seed).")
    if len(sweep.values) == 1:
        text = _("On validation in the end: {accuracy} ({low} to {high} by seed).")
    said = [text.format(**numbers)]
    others = as_good(best, found)
    if others:
        text = _("As good, within the spread of its seeds: {names}.")
        names = _(", ").join(value_name(sweep.knob, each.value, _) for each in others)
        said.append(text.format(names=names))
    return sentences(said)
