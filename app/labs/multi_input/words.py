"""What happened, in words: the sentences beside the picture.

Each is made from the frames of a run, so that it says what the curves show.
"""

import math
from decimal import ROUND_CEILING, Context

import numpy as np

from app.labs.multi_input.history import SUBSCRIPTS, History, weight
from app.labs.multi_input.sections.pins import all_right_from
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.schedule import changes
from app.ui.language import Translate, marked, sentences
from app.ui.numbers import accuracy_text, decimals, short
from core import CROSS_ENTROPY
from core.multi_input.examples import Examples
from core.multi_input.training import MultiInputFrame, MultiInputSettings, gradient, weighted_inputs
from core.sigmoid import sigmoid

CURVE = marked("accuracy {accuracy}, cost {cost}.")
NAMED_CURVE = marked("{name}: accuracy {accuracy}, cost {cost}.")

NEAR_ZERO = 0.1
"""An input that is never more than this part of the largest counts as near zero."""
CANCELLED = 1e-12
"""A gradient that is no larger part of its input is 0 but for rounding."""
SETTLED = 0.1
"""Outputs that end this near to 1/2 are where the errors cancel, and stay there."""


def before(history: History, _: Translate) -> str:
    """Say where the neuron starts and how much there is to learn."""
    examples = next(iter(history.settings.values())).examples
    count, inputs = examples.inputs.shape
    task = _("Examples: {count}, inputs: {inputs}. Press Run.").format(count=count, inputs=inputs)
    curves = (_curve(history, cost, 0, _) for cost in history.frames)
    return sentences([_("Epoch 0:"), *curves, task])


def after(history: History, _: Translate) -> str:
    """Say what the run did from its first epoch to its last, and what stood in its way."""
    parts = [_("Epochs 0–{epochs}:").format(epochs=history.epochs)]
    for cost, frames in history.frames.items():
        if len(history.frames) > 1:
            parts.append(_("{name}:").format(name=_(COST_LABELS[cost])))
        parts += _outcome(frames, _)
        parts += _cancelling(history.settings[cost], frames, _)
    parts += _near_zero(history, _)
    parts += changes(history, _)
    return sentences(parts)


def _curve(history: History, cost: str, epoch: int, _: Translate) -> str:
    frames = history.frames[cost]
    template = CURVE if len(history.frames) == 1 else NAMED_CURVE
    return _(template).format(
        name=_(COST_LABELS[cost]),
        accuracy=accuracy_text(frames.accuracy[epoch]),
        cost=decimals(frames.cost[epoch], 2),
    )


def _outcome(frames: MultiInputFrame, _: Translate) -> list[str]:
    said = _("accuracy {first} → {last}, cost {first_cost} → {last_cost}.").format(
        first=accuracy_text(frames.accuracy[0]),
        last=accuracy_text(frames.accuracy[-1]),
        first_cost=decimals(frames.cost[0], 3),
        last_cost=decimals(frames.cost[-1], 3),
    )
    right = all_right_from(frames)
    if right is None:
        return [said]
    return [said, _("From epoch {epoch} on every answer is right.").format(epoch=right)]


def _cancelling(settings: MultiInputSettings, frames: MultiInputFrame, _: Translate) -> list[str]:
    """Say why nothing is better than to answer 1/2, where that is so."""
    examples = settings.examples
    if not set(examples.targets) <= {0.0, 1.0} or not errors_cancel(settings):
        return []
    if settings.cost is CROSS_ENTROPY:
        why = _(
            "At w = 0, b = 0 every output is 1/2 and the examples cancel out. No cross-entropy is"
            " smaller than there, ln 2 = {cost}: no straight line parts the 0s from the 1s, and one"
            " neuron draws only one line."
        )
        return [why.format(cost=decimals(math.log(2.0), 3))]
    # Not by the cost: it is 1/8, too, where one answer of four is quite wrong.
    outputs = sigmoid(weighted_inputs(examples, frames.weight[-1], frames.bias[-1]))
    if float(np.abs(outputs - 0.5).max()) > SETTLED:
        return []
    text = _("It ends where every output is near 1/2 and the examples cancel out, at C = 1/8.")
    return [text]


def errors_cancel(settings: MultiInputSettings) -> bool:
    """Return whether the gradient is 0 at w = 0 and b = 0.

    Cross-entropy has no other minimum then, since it is convex in the weights and the bias.
    """
    # Each input by its own size: beside a large one a small one may still part the answers.
    largest = np.abs(settings.examples.inputs).max(axis=0)
    by_weight, by_bias = gradient(settings, np.zeros(len(largest)), 0.0)
    cancelled = np.abs([*by_weight, by_bias]) <= CANCELLED * np.array([*largest, 1.0])
    return bool(np.all(cancelled))


def small_inputs(examples: Examples) -> list[int]:
    """Return the numbers, from 1, of the inputs that are near zero beside the others."""
    largest = np.abs(examples.inputs).max(axis=0)
    return [
        number
        for number, each in enumerate(largest, start=1)
        if 0.0 < each <= NEAR_ZERO * largest.max()
    ]


def _near_zero(history: History, _: Translate) -> list[str]:
    """Name an input whose weight hardly learns, and the factor that is to blame."""
    examples = next(iter(history.settings.values())).examples
    said = []
    for number in small_inputs(examples):
        moved = max(
            float(np.abs(frames.weight[:, number - 1] - frames.weight[0, number - 1]).max())
            for frames in history.frames.values()
        )
        text = _(
            "{weight} moved by no more than {moved}: its gradient is the mean of {input}δ, and"
            " {input} is never beyond {largest}. No cost removes the factor {input} (eq. 61)."
        )
        largest = float(np.abs(examples.inputs[:, number - 1]).max())
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
