"""What happened, in words: the sentences under the neuron.

Each is made from the frames of a run, so that it says what the curves show. The browser shows
``before`` at epoch 0, ``after`` at the last epoch, and fills the ``during`` template in between.
"""

import math

import numpy as np

from app.labs.neuron.history import Frames, History
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.schedule import changes
from app.ui.language import Translate, marked, sentences
from app.ui.numbers import decimals, short
from core import CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED, Settings

CLOSE = 0.1
"""An output this near to y counts as learned."""
BARELY = 0.05
"""Part of the whole way that counts as hardly any movement."""
FLAT = 0.1
"""Up to this σ′(z), which is 0.25 at most, it is the reason why a neuron learns slowly."""
SATURATED = 1e-3
"""Below this σ′(z) a neuron is called saturated."""

CURVE = marked("output {output}, cost {cost}.")
NAMED_CURVE = marked("{name}: output {output}, cost {cost}.")


def before(history: History, _: Translate) -> str:
    """Say where the neuron starts and what it should learn."""
    settings = next(iter(history.settings.values()))
    task = _("It should learn to answer {input} with {target}. Press Run.")
    return sentences(
        [
            _("Epoch 0:"),
            *(_curve(history, cost, 0, _) for cost in history.frames),
            task.format(input=short(settings.input), target=short(settings.target)),
        ]
    )


def after(history: History, _: Translate) -> str:
    """Say what the run did from its first epoch to its last, and why."""
    parts = [_("Epochs 0–{epochs}:").format(epochs=history.epochs)]
    for cost, frame in history.frames.items():
        if len(history.frames) > 1:
            parts.append(_("{name}:").format(name=_(COST_LABELS[cost])))
        parts.append(_outcome(history, cost, _))
        if not history.branches:
            parts += _slowness(history.settings[cost], frame, _)
        parts += _why(history.settings[cost], frame, _)
        parts += _floor(history.settings[cost], _)
    parts += changes(history, _)
    parts += _erratum(history, _)
    return sentences(parts)


def _outcome(history: History, cost: str, _: Translate) -> str:
    frame = history.frames[cost]
    return _("output {first} → {last}, cost {first_cost} → {last_cost}.").format(
        first=decimals(frame.output[0], 2),
        last=decimals(frame.output[-1], 2),
        first_cost=decimals(frame.cost[0], 2),
        last_cost=decimals(frame.cost[-1], 2),
    )


def _curve(history: History, cost: str, epoch: int, _: Translate) -> str:
    frame = history.frames[cost]
    template = CURVE if len(history.frames) == 1 else NAMED_CURVE
    return _(template).format(
        name=_(COST_LABELS[cost]),
        output=decimals(frame.output[epoch], 2),
        cost=decimals(frame.cost[epoch], 2),
    )


def _why(settings: Settings, frame: Frames, _: Translate) -> list[str]:
    target = float(settings.target)
    error = frame.output - target
    crossings = np.flatnonzero(np.sign(error[1:]) * np.sign(error[:-1]) < 0) + 1
    if len(crossings) > 2 and abs(error[-1]) > CLOSE / 10:
        text = _("It overshot y = {target} {count} times: the steps are too large.")
        return [text.format(target=f"{target:g}", count=len(crossings))]
    said = []
    if len(crossings) and abs(error[crossings[0]]) > CLOSE:
        epoch = int(crossings[0])
        text = _("At epoch {epoch} it overshot: z went from {before} to {after}, past the target.")
        before, after = frame.weighted_input[epoch - 1], frame.weighted_input[epoch]
        said.append(text.format(epoch=epoch, before=decimals(before, 1), after=decimals(after, 1)))
    close = np.flatnonzero(np.abs(error) < CLOSE)
    if len(close) and abs(error[-1]) < CLOSE:
        left = np.flatnonzero(np.abs(error) >= CLOSE)
        epoch = int(left[-1]) + 1 if len(left) else 0
        text = _("From epoch {epoch} on it is within {close} of y.")
        said.append(text.format(epoch=epoch, close=CLOSE))
    else:
        text = _("It ends {distance} away from y.")
        said.append(text.format(distance=decimals(abs(error[-1]), 2)))
    if frame.sigmoid_slope[-1] < SATURATED:
        text = _("In the end it is saturated: σ′(z) is below {slope} at z = {z}.")
        said.append(text.format(slope=SATURATED, z=decimals(frame.weighted_input[-1], 1)))
    return said


def _floor(settings: Settings, _: Translate) -> list[str]:
    """Say where the cross-entropy of a target between 0 and 1 ends, which is not at 0."""
    target = float(settings.target)
    if settings.cost.value is not CROSS_ENTROPY.value or target in (0.0, 1.0):
        return []
    text = _("The cost cannot come below {floor}, its value at a = y = {target} (eq. 64).")
    floor = float(settings.cost.value(math.log(target / (1.0 - target)), target))
    return [text.format(floor=decimals(floor, 2), target=short(target))]


def _slowness(settings: Settings, frame: Frames, _: Translate) -> list[str]:
    """Name a plateau of the quadratic cost with the σ′(z) that makes it."""
    if settings.cost.name != "quadratic":
        return []
    way = abs(float(frame.output[0]) - float(settings.target))
    moved = np.abs(frame.output - frame.output[0])
    beyond = np.flatnonzero(moved > BARELY * way)
    length = int(beyond[0]) if len(beyond) else len(moved) - 1
    if way < CLOSE or length < 0.2 * (len(moved) - 1):
        return []
    steepest = float(frame.sigmoid_slope[: length + 1].max())
    if steepest > FLAT:
        return []
    slope = f"{(int(steepest * 100) + 1) / 100:.2f}"
    text = _("For the first {epochs} epochs it barely moved, because σ′(z) stayed below {slope}.")
    if not len(beyond):
        text = _("To the end it barely moved, because σ′(z) stayed below {slope}.")
    return [text.format(epochs=length, slope=slope)]


def _erratum(history: History, _: Translate) -> list[str]:
    """Explain what the book's figure does otherwise than the chapter derives."""
    published = history.frames.get(CROSS_ENTROPY_AS_PUBLISHED.name)
    derived = history.frames.get(CROSS_ENTROPY.name)
    if published is None or derived is None or history.branches:
        return []
    longer = _(
        "The book’s figure steps along ∂C/∂a (eq. 75) instead of a − y (eq. 61):"
        " 1/σ′(z) times as far, {factor} times at the start."
    )
    instead = _(
        "With eq. 61 and the same η = {rate} the output ends at {derived}, not at {published};"
        " the other cross-entropy presets use η = 0.05."
    )
    rate = history.settings[CROSS_ENTROPY.name].learning_rate
    return [
        longer.format(factor=decimals(1 / published.sigmoid_slope[0], 1)),
        instead.format(
            rate=short(rate),
            derived=decimals(derived.output[-1], 2),
            published=decimals(published.output[-1], 2),
        ),
    ]
