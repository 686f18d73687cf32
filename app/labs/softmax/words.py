"""What happened, in words: the sentences below the outputs.

The browser shows ``before`` at epoch 0, ``after`` at the last epoch, and fills the template of the
curves in between.
"""

import numpy as np

from app.labs.softmax.controls import MovedControls
from app.labs.softmax.history import History
from app.labs.softmax.settings import SUBSCRIPTS
from app.training_lab.words import outcome
from app.ui.language import Translate, marked, sentences
from app.ui.numbers import numeral, short
from core.softmax import softmax
from core.softmax_costs import SOFTMAX_COSTS
from core.softmax_learning import SoftmaxFrame, SoftmaxSettings

CURVE = marked("right output {right_output}, cost {cost}.")
NAMED_CURVE = marked("{name}: right output {right_output}, cost {cost}.")
LITTLE = 0.05
"""A right output that is no further on its way to 1 than that has barely moved."""
LONG = 0.2
"""It is told where it was so for that part of the run."""
SMALL = 0.25
"""A right output below that slows its own gradient, aⱼ (aⱼ − yⱼ − Σₖ aₖ (aₖ − yₖ)), down."""


def before(history: History, controls: MovedControls, _: Translate) -> str:
    """Say what the slider that was moved did, and what there is to learn."""
    settings = next(iter(history.settings.values()))
    goal = _("Press Run: gradient descent changes the z, epoch by epoch, to bring {output} to 1.")
    return sentences([*moved(controls, _), goal.format(output=output_name(settings))])


def moved(controls: MovedControls, _: Translate) -> list[str]:
    """Say what the output of the slider that was moved gained or lost, and the others with it."""
    index, z = controls.moved.place, controls.z
    if index is None or short(controls.moved.before[index]) == short(z[index]):
        return [_("Move a slider: what one output gains, the others lose.")]
    gain = float(softmax(z)[index] - softmax(controls.moved.before)[index])
    said = _("z{index} went from {before} to {after}.").format(
        index=SUBSCRIPTS[index], before=short(controls.moved.before[index]), after=short(z[index])
    )
    if gain >= 0:
        effect = _("{name} gained {change}, just what the others lost together.")
    else:
        effect = _("{name} lost {change}, just what the others gained together.")
    name = f"a{SUBSCRIPTS[index]}"
    return [said, effect.format(name=name, change=numeral(abs(gain)))]


def after(history: History, _: Translate) -> str:
    """Say what the run did from its first epoch to its last, and why it was slow."""

    def say(cost: str) -> list[str]:
        settings, frames = history.settings[cost], history.frames[cost]
        return [*_outcome(settings, frames, _), *_why(history, cost, _)]

    return outcome(history, say, [], _)


def findings(history: History, _: Translate) -> list[str]:
    """Return the sentences of ``after`` that say how long the run of a cost was slow, and why."""
    return [said for cost in history.frames for said in _slow(history, cost, _)]


def _slow(history: History, cost: str, _: Translate) -> list[str]:
    if len(history.stages) > 1:
        return []
    return _slowness(history.settings[cost], history.frames[cost], _)


def _why(history: History, cost: str, _: Translate) -> list[str]:
    """Say why the run was slow, or of log-likelihood by what it learns."""
    slow = _slow(history, cost, _)
    settings = history.settings[cost]
    is_likely = settings.cost is SOFTMAX_COSTS["log-likelihood"]
    if slow or len(history.stages) > 1 or not is_likely:
        return slow
    text = _(
        "At the start ∂C/∂{z} = {output} − 1 = {gradient}: the more wrong, the larger the step."
    )
    gradient = _gradient_at_start(settings, history.frames[cost])
    return [text.format(z=_z(settings), output=output_name(settings), gradient=gradient)]


def output_name(settings: SoftmaxSettings) -> str:
    """Return what the right output is called."""
    return f"a{SUBSCRIPTS[settings.correct]}"


def _z(settings: SoftmaxSettings) -> str:
    return f"z{SUBSCRIPTS[settings.correct]}"


def _gradient_at_start(settings: SoftmaxSettings, frames: SoftmaxFrame) -> str:
    """Return ∂C/∂z of the right output where the run began."""
    gradient = settings.cost.gradient(frames.z[0], settings.correct)
    return numeral(float(gradient[settings.correct]))


def _outcome(settings: SoftmaxSettings, frames: SoftmaxFrame, _: Translate) -> list[str]:
    right = frames.right_output
    text = _("{output} went from {first} to {last}.")
    ends = {"first": numeral(right[0]), "last": numeral(right[-1])}
    return [text.format(output=output_name(settings), **ends)]


def barely_moved(right: np.ndarray) -> int:
    """Return the last epoch up to which the right output was within LITTLE of its way to 1."""
    on_its_way = np.abs(right - right[0]) > LITTLE * (1.0 - right[0])
    return int(on_its_way.argmax()) - 1 if on_its_way.any() else len(right) - 1


def _slowness(settings: SoftmaxSettings, frames: SoftmaxFrame, _: Translate) -> list[str]:
    """Say how long the right output barely moved, and how small its gradient was meanwhile."""
    right = frames.right_output
    epochs = barely_moved(right)
    if epochs < LONG * (len(right) - 1):
        return []
    name, z = output_name(settings), frames.z[: epochs + 1]
    largest = float(np.abs(settings.cost.gradient(z, settings.correct)).max())
    when = _("For the first {epochs} epochs it barely moved")
    if epochs == len(right) - 1:
        when = _("To the end it barely moved")
    nearest = float(right[: epochs + 1].max())
    why = _(
        ": no |∂C/∂zⱼ| was above {largest}, though {output} was at least {distance} away from 1."
    )
    if nearest < SMALL:
        why = _(
            ": the factor {output} in ∂C/∂{z} was {factor} at most, and so each step of {z} was"
            " small. At the start ∂C/∂{z} was {gradient}."
        )
    if settings.cost is not SOFTMAX_COSTS["quadratic"]:
        why = _(": with η = {rate} its steps were too small.")
    why = why.format(
        largest=at_least(largest),
        output=name,
        z=_z(settings),
        gradient=_gradient_at_start(settings, frames),
        factor=at_least(nearest),
        distance=numeral(1.0 - nearest),
        rate=short(settings.learning_rate),
    )
    return [when.format(epochs=epochs) + why]


def at_least(value: float) -> str:
    """Return ``value`` with two digits, rounded up: nothing is above it then."""
    power = 10.0 ** (1 - int(np.floor(np.log10(value))))
    return short(float(f"{np.ceil(value * power) / power:.12g}"))
