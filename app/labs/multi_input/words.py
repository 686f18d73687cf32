"""What happened, in words: the sentences beside the picture.

Each is made from the frames of a run, so that it says what the curves show; what it claims is
defined in :mod:`core.multi_input.claims`.
"""

import math
from decimal import ROUND_CEILING, Context

import numpy as np

from app.labs.multi_input.history import SUBSCRIPTS, History, weight
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.words import outcome, start
from app.ui.language import Translate, marked
from app.ui.numbers import numeral, percent, short
from core import CROSS_ENTROPY
from core.multi_input.claims import (
    all_right_from,
    at_rest,
    errors_cancel,
    largest_moves,
    moved_little,
    near_half,
    small_inputs,
)
from core.multi_input.training import MultiInputFrame, MultiInputSettings

CURVE = marked("accuracy {accuracy}, cost {cost}.")
NAMED_CURVE = marked("{name}: accuracy {accuracy}, cost {cost}.")
PLANE_INPUTS = 2
"""So many inputs have a plane, where the examples are seen."""


def before(history: History, _: Translate) -> str:
    """Say where the neuron starts and how much there is to learn."""
    settings = next(iter(history.settings.values()))
    examples = settings.examples
    count, inputs = examples.inputs.shape
    text = _("Examples: {count}, inputs: {inputs}.")
    if inputs == PLANE_INPUTS and np.isin(examples.targets, (0.0, 1.0)).all():
        text = _("{count} examples: filled dots are to give 1, hollow ones 0.")
        if any(settings.weights):
            text = _(
                "{count} examples: filled dots are to give 1, hollow ones 0. On the shaded side the"
                " output is above ½."
            )
    task = text.format(count=count, inputs=inputs)
    return start(task, (_curve(history, cost, 0, _) for cost in history.frames), _)


def after(history: History, _: Translate) -> str:
    """Say what the run did from its first epoch to its last, and what stood in its way."""

    def say(cost: str) -> list[str]:
        frames = history.frames[cost]
        return [_outcome(frames, _), *_found(history, cost, _)]

    return outcome(history, say, _near_zero(history, _), _)


def findings(history: History, _: Translate) -> list[str]:
    """Return the sentences of ``after`` that say since when all is right, or why it is not."""
    each = [said for cost in history.frames for said in _found(history, cost, _)]
    return [*each, *_near_zero(history, _)]


def _found(history: History, cost: str, _: Translate) -> list[str]:
    frames = history.frames[cost]
    return [*_all_right(frames, _), *_cancelling(history.settings[cost], frames, _)]


def _curve(history: History, cost: str, epoch: int, _: Translate) -> str:
    frames = history.frames[cost]
    template = CURVE if len(history.frames) == 1 else NAMED_CURVE
    return _(template).format(
        name=_(COST_LABELS[cost]),
        accuracy=percent(frames.accuracy[epoch]),
        cost=numeral(frames.cost[epoch]),
    )


def _outcome(frames: MultiInputFrame, _: Translate) -> str:
    return _("accuracy {first} → {last}, cost {first_cost} → {last_cost}.").format(
        first=percent(frames.accuracy[0]),
        last=percent(frames.accuracy[-1]),
        first_cost=numeral(frames.cost[0]),
        last_cost=numeral(frames.cost[-1]),
    )


def _all_right(frames: MultiInputFrame, _: Translate) -> list[str]:
    right = all_right_from(frames)
    if right is None:
        return []
    return [_("From epoch {epoch} on every answer is right.").format(epoch=right)]


NOTHING_PARTS = {
    1: marked("No point of the axis separates the 0s from the 1s, and one neuron has only one."),
    2: marked("No straight line separates the 0s from the 1s, and one neuron draws only one line."),
    3: marked("No plane separates the 0s from the 1s, and one neuron has only one plane."),
}
"""What cannot be done, by the number of inputs."""
NOTHING_FLAT_PARTS = marked(
    "No hyperplane separates the 0s from the 1s, and one neuron has only one hyperplane."
)


def _cancelling(settings: MultiInputSettings, frames: MultiInputFrame, _: Translate) -> list[str]:
    """Say why nothing is better than to answer 1/2, where that is so."""
    if not errors_cancel(settings):
        return []
    if settings.cost is CROSS_ENTROPY:
        why = _(
            "{nothing} Its smallest cross-entropy is ln 2 = {cost}, where every output is 1/2: at"
            " w = 0, b = 0."
        )
        nothing = NOTHING_PARTS.get(settings.examples.inputs.shape[1], NOTHING_FLAT_PARTS)
        return [why.format(cost=numeral(math.log(2.0)), nothing=_(nothing))]
    # Not by the cost: it is 1/8, too, where one answer of four is quite wrong.
    if not near_half(settings, frames):
        return []
    text = _("It ends where every output is near 1/2 and the examples cancel out, at C = 1/8.")
    if not at_rest(settings, frames):
        text = _("Every output is near 1/2, where the examples cancel out, and it still moves.")
    return [text]


def _near_zero(history: History, _: Translate) -> list[str]:
    """Name an input whose weight moved little, and the factor that is to blame."""
    examples = next(iter(history.settings.values())).examples
    said = []
    for number, largest in small_inputs(examples).items():
        if not all(moved_little(frames, number) for frames in history.frames.values()):
            continue
        moved = max(float(largest_moves(frames)[number - 1]) for frames in history.frames.values())
        text = _(
            "{weight} moved by no more than {moved}: its gradient is the mean of {input}δ, and"
            " {input} is never beyond {largest}. No cost removes the factor {input} (eq. 61)."
        )
        said.append(
            text.format(
                weight=weight(number),
                moved=_at_most(moved, 2),
                input=f"x{SUBSCRIPTS[number]}",
                largest=_at_most(largest, 6),
            )
        )
    return said


def _at_most(value: float, digits: int) -> str:
    """Return ``value`` with so many significant digits, rounded up: it is no more than that."""
    return short(Context(prec=digits, rounding=ROUND_CEILING).create_decimal(repr(value)))
