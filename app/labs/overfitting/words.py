"""What happened, in words, with the numbers that show it: medians of the seeds."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.jobs.job import JobStatus
from app.labs.overfitting.networks import Network, Technique
from app.labs.overfitting.settings import BOOK
from app.networks.data_choice import of_mnist
from app.networks.described import medians, outcomes
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.networks.stack_records import StackFrame, StackRecord
from app.networks.stack_state import StackSettings
from app.training_lab.controls import LabControls
from app.ui.language import Translate, marked, sentences
from app.ui.numbers import PER_CENT, epoch_text, numeral, percent, short
from core.network.overfitting import is_better, overfits_a_little, overfits_from
from core.network.regularisation import Regularisation

CURVE = marked("on training {training_accuracy}, on the test {test_accuracy}, ‖w‖ {weight_norm}.")
NAMED_CURVE = marked(
    "{name}: on training {training_accuracy}, on the test {test_accuracy}, ‖w‖ {weight_norm}."
)
DOES: Mapping[Technique, str] = MappingProxyType(
    {
        Technique.NONE: marked("{name}: nothing keeps it from learning its examples by heart."),
        Technique.L2: marked("{name}: each update takes the same percentage off every weight."),
        Technique.L1: marked(
            "{name}: each update moves every weight towards 0, all by the same amount."
        ),
        Technique.DROPOUT: marked(
            "{name}: each update leaves out hidden neurons at random, each with probability"
            " {strength}."
        ),
        Technique.COPIES: marked("{name}: it learns copies of its examples, too."),
    }
)
"""What a technique does, to a network called ``name``."""
IT_DOES: Mapping[Technique, str] = MappingProxyType(
    {
        Technique.L2: marked("L2 takes the same percentage off every weight at each update."),
        Technique.L1: marked(
            "L1 moves every weight towards 0 by the same amount at each update, which draws many"
            " to 0."
        ),
        Technique.DROPOUT: marked(
            "Dropout itself takes nothing off the weights: it leaves out hidden neurons at random,"
            " anew at each update."
        ),
        Technique.COPIES: marked("Copies of its examples give a network more to learn from."),
    }
)
"""The same in short, of whatever network has the technique."""
COLLAPSED = 0.5
"""A network whose accuracy on training ends below that, with less than that part of its weights
left, has been overcome by its penalty."""
LARGE_MOVE = 0.05
"""By so much at each update L1 moves all weights too far, of which few are above 1."""
GROWN = 10.0
"""One whose weights are so many times as large as at its start has been driven off by it."""


def before(trainings: Trainings, controls: LabControls, _: Translate) -> str:
    """Say what there is to be learned, and what each technique does."""
    task = _(
        "Each network learns {training} digits, {wrong} of them with wrong labels on purpose, and"
        " is tested on {test} others."
    )
    if controls.wrong == 0:
        task = _("Each network learns {training} digits and is tested on {test} others.")
    task = task.format(
        training=controls.training,
        test=len(trainings.test),
        wrong=f"{controls.wrong}{PER_CENT}",
    )
    ask = [] if trainings.going_on else [_("Press Run.")]
    said = [task, *_most(controls, _), *medians(controls.seeds, _), *ask]
    return "\n".join([sentences(said), *_techniques(trainings, controls, _), *_book(controls, _)])


def _most(controls: LabControls, _: Translate) -> list[str]:
    """Say how many of the labels on training are right, where some are not."""
    if controls.wrong == 0:
        return []
    text = _(
        "Because of the wrong labels a network that reads every digit right gets {right} on"
        " training, and {all} on the test; what a network has above {right} on training it knows by"
        " heart."
    )
    return [text.format(right=percent(1.0 - controls.wrong / 100), all=percent(1.0))]


def _techniques(trainings: Trainings, controls: LabControls, _: Translate) -> list[str]:
    """Say what the technique of each network does."""
    said = []
    for training, network in zip(trainings.networks, controls.networks, strict=True):
        technique = _technique(network)
        said.append(
            _(DOES[technique]).format(name=training.label, strength=short(network.strength))
        )
    return said


def _technique(network: Network) -> Technique:
    """Return the technique of a network; one of strength 0 does nothing."""
    return Technique(network.technique) if network.strength else Technique.NONE


def _decay(settings: StackSettings) -> float:
    """Return ηλ/n, where n counts copies as well."""
    network = settings.network
    examples = settings.images.training * (settings.images.copies + 1)
    return network.learning_rate * network.regularisation_parameter / examples


def after(trainings: Trainings, controls: LabControls, _: Translate) -> str:
    """Say what became of each network up to the last frame on the screen, and why."""

    def say(training: Training, frames: Sequence[StackFrame]) -> list[str]:
        return [*_outcome(training, frames, _), *_why(training.settings, frames, _)]

    each = outcomes(trainings, say, _)
    found = findings(trainings, controls, _)
    others = _others(trainings, controls, found, _)
    return "\n".join([*found, *each, *others, *_winner(trainings, _), *_book(controls, _)])


def _others(
    trainings: Trainings, controls: LabControls, found: Sequence[str], _: Translate
) -> list[str]:
    """Say what the techniques do of which nothing else is said."""
    techniques = dict.fromkeys(
        _technique(network)
        for network, training in zip(controls.networks, trainings.networks, strict=True)
        if not _why(training.settings, trainings.shown(training), _)
    )
    does = [_(IT_DOES[technique]) for technique in techniques if technique in IT_DOES]
    untold = [said for said in does if not any(said in each for each in found)]
    return [sentences(untold)] if untold else []


def findings(trainings: Trainings, controls: LabControls, _: Translate) -> list[str]:
    """Say what a network that overfits goes on to learn; of several, which lost most and least.

    Nothing is said where one has learned nothing, and nothing of techniques that are the same.
    """
    networks = trainings.networks
    frames = [trainings.shown(each) for each in networks]
    if len(networks) == 1:
        return _by_heart(networks[0].records[: len(frames[0])], _) if frames[0] else []
    if not all(frames) or any(map(_has_learned_nothing, frames)):
        return []
    tested = [[frame.median("test_accuracy") for frame in each] for each in frames]
    lost = [max(each) - each[-1] for each in tested]
    most, least = (lost.index(chosen(lost)) for chosen in (max, min))
    if not is_better(lost[most], lost[least]):
        return []
    worse = _("“{name}” lost {points} points on the test after its best epoch.")
    better = _("“{name}” lost only {points}.")
    losses = [
        text.format(name=networks[each].label, points=f"{100.0 * lost[each]:.1f}")
        for text, each in ((worse, most), (better, least))
    ]
    techniques = [_technique(controls.networks[each]) for each in (most, least)]
    is_other = techniques[0] is not techniques[1] and techniques[1] in IT_DOES
    does = [_(IT_DOES[techniques[1]])] if is_other else []
    size, other = (numeral(frames[each][-1].median("weight_norm")) for each in (most, least))
    sizes = _("‖w‖, the size of all weights, ended at {size} and {other}.")
    return [sentences([*losses, *does, sizes.format(size=size, other=other)])]


def _by_heart(records: Sequence[StackRecord], _: Translate) -> list[str]:
    learned, tested = _accuracies([record.frame for record in records])
    best = overfits_from(learned, tested)
    if best is None or overfits_a_little(tested):
        return []
    text = _(
        "Up to epoch {epoch} what it learned helped with other digits, too. From then on it learned"
        " its own examples by heart, and lost {points} points on the test."
    )
    if records[-1].learned_by_heart.sum() > records[best].learned_by_heart.sum():
        text = _(
            "Up to epoch {epoch} what it learned helped with other digits, too. From then on it"
            " learned its own examples by heart, wrong labels included, and lost {points} points on"
            " the test."
        )
    points = 100.0 * (tested[best] - tested[-1])
    return [text.format(epoch=epoch_text(records[best].frame.epoch), points=f"{points:.1f}")]


def _has_learned_nothing(frames: Sequence[StackFrame]) -> bool:
    return frames[-1].median("training_accuracy") < COLLAPSED


def marks(trainings: Trainings, _: Translate) -> list[dict[str, Any]]:
    """Return where the first of the networks that overfit begins to, for the plots."""
    for training in trainings.networks:
        frames = trainings.shown(training)
        epoch = overfits_from(*_accuracies(frames)) if frames else None
        if epoch is not None:
            text = _("overfits from here")
            only = ["training_accuracy", "accuracy"]
            return [{"epoch": epoch, "curve": training.key, "text": text, "only": only}]
    return []


def levels(controls: LabControls, _: Translate) -> dict[str, Any]:
    """Return the part of the labels on training that are right, where some are not."""
    if controls.wrong == 0:
        return {}
    right = 1.0 - controls.wrong / 100
    text = _("{right} right labels").format(right=percent(right))
    return {"training_accuracy": {"value": right, "text": text}}


def _accuracies(frames: Sequence[StackFrame]) -> tuple[list[float], list[float]]:
    """Return the medians on training and on the test."""
    learned = [frame.median("training_accuracy") for frame in frames]
    return learned, [frame.median("test_accuracy") for frame in frames]


def _outcome(training: Training, frames: Sequence[StackFrame], _: Translate) -> list[str]:
    """Say how training and test went: whether the network overfitted, or was better on the way."""
    learned, tested = _accuracies(frames)
    top = tested.index(max(tested))
    text = _("{name}: on training {learned}; on the test {end}, best {peak} at epoch {epoch}.")
    if overfits_from(learned, tested) is not None:
        text = _(
            "{name} overfits from epoch {epoch} on: on training {at_top} → {learned}, but on the"
            " test {peak} → {end}."
        )
        if overfits_a_little(tested):
            text = _(
                "{name} overfits a little from epoch {epoch} on: on training {at_top} → {learned},"
                " but on the test {peak} → {end}."
            )
    elif percent(tested[top]) == percent(tested[-1]):
        text = _("{name}: on training {learned}; on the test {end}, its best.")
    return [
        text.format(
            name=training.label,
            learned=percent(learned[-1]),
            at_top=percent(learned[top]),
            peak=percent(tested[top]),
            epoch=epoch_text(frames[top].epoch),
            end=percent(tested[-1]),
        )
    ]


def _winner(trainings: Trainings, _: Translate) -> list[str]:
    """Say which of several networks is best on the test, once all have been trained to the end."""
    finished = [each for each in trainings.networks if each.status is JobStatus.FINISHED]
    if len(finished) < max(2, len(trainings.networks)):
        return []
    ends = sorted((each.frames[-1].median("test_accuracy"), each.label) for each in finished)
    (next_best, _other), (top, name) = ends[-2:]
    if not is_better(top, next_best):
        return []
    text = _("In the end {name} is best on the test: {accuracy}, the next {other}.")
    return [text.format(name=name, accuracy=percent(top), other=percent(next_best))]


def _why(settings: StackSettings, frames: Sequence[StackFrame], _: Translate) -> list[str]:
    """Say what a penalty did that is too large: it left no weights, or drove them off."""
    network = settings.network
    kind, decay = network.regularisation, _decay(settings)
    if kind is Regularisation.NONE or not frames:
        return []
    first, last = (frame.median("weight_norm") for frame in (frames[0], frames[-1]))
    learned = frames[-1].median("training_accuracy")
    collapsed = learned < COLLAPSED and last < COLLAPSED * first
    if kind is Regularisation.L2 and decay > 2 and last > GROWN * first:
        text = _(
            "λ is too large for this η: each update takes off ηλ/n = {decay} times every weight,"
            " which turns its sign and makes it larger; ‖w‖ went from {first} to {last}."
        )
    elif collapsed and kind is Regularisation.L2:
        text = _(
            "λ is too large: each update takes {share} off every weight (ηλ/n), more than learning"
            " puts back; ‖w‖ fell from {first} to {last}, too little to tell digits apart."
        )
    elif collapsed:
        text = _(
            "λ is too large: each update moves every weight by {decay} towards 0 (ηλ/n), more than"
            " learning puts back; ‖w‖ fell from {first} to {last}, too little to tell digits apart."
        )
    elif kind is Regularisation.L1 and learned < COLLAPSED and decay > LARGE_MOVE:
        text = _(
            "λ is too large: each update moves every weight by {decay} towards 0, or beyond it"
            " (ηλ/n), and learning cannot keep up; ‖w‖ went from {first} to {last}."
        )
    else:
        return []
    numbers = {"first": numeral(first), "last": numeral(last)}
    return [text.format(share=percent(decay), decay=numeral(decay), **numbers)]


def _book(controls: LabControls, _: Translate) -> list[str]:
    """Say what the book reports of its network without a technique and with L2."""
    if controls.preset != "book":
        return []
    text = _(
        "On MNIST the book reports {plain} at best without a technique, and {penalised} with L2 and"
        " λ = {parameter}."
    )
    (_plain, plain), (parameter, penalised) = BOOK.items()
    said = text.format(
        plain=percent(plain / 100), penalised=percent(penalised / 100), parameter=short(parameter)
    )
    return [of_mnist(said, controls.data, _)]
