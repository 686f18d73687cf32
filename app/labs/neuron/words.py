"""What happened, in words: the sentences under the neuron.

Each is made from the frames of a run, so that it says what the curves show; what it claims is
defined in :mod:`core.neuron.plateau` and :mod:`core.neuron.approach`. The browser shows ``before``
at epoch 0, ``after`` at the last epoch, and fills ``CURVE`` or ``NAMED_CURVE`` in between.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from app.labs.neuron.history import Frames, History
from app.labs.neuron.plateaus import plateau_of
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.words import outcome, start
from app.ui.language import Translate, marked
from app.ui.numbers import PER_CENT, numeral, short
from core import CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED, PRESETS, Settings
from core.costs.power_family import POWERS, smallest_cost
from core.neuron.approach import (
    CLOSE,
    SATURATED,
    crossings,
    oscillates,
    overshoot,
    saturated,
    within,
)
from core.neuron.plateau import (
    FLAT,
    Plateau,
    Reason,
    let_through,
    starts_flat_with_slope_cancelled,
)

CURVE = marked("output {output}, cost {cost}.")
NAMED_CURVE = marked("{name}: output {output}, cost {cost}.")
THROUGH: Mapping[float, tuple[str, str]] = MappingProxyType(
    {
        1.0: (
            marked("σ is flat here: only σ′ = {sigmoid_slope} of the error gets through."),
            marked("σ is steeper here: more of the error gets through, σ′ = {sigmoid_slope}."),
        ),
        0.0: (marked("σ′ cancels (eq. 61): all of the error gets through."),) * 2,
    }
)
"""What of its error moves the neuron where σ is flat and elsewhere, by the power of σ′ in δ."""
CLOSE_BY = marked("The error is small by now, and the push with it.")
"""The same where the output is within ``CLOSE`` of its target."""


def before(history: History, _: Translate) -> str:
    """Say what the neuron should learn and where it starts."""
    settings = next(iter(history.settings.values()))
    goal = _(
        "Goal: an output of {target} for the input {input}. Each epoch takes {rate} × push off"
        " w; {rate} is the learning rate η."
    )
    given = {"input": settings.input, "target": settings.target, "rate": settings.learning_rate}
    goal = goal.format_map({name: short(value) for name, value in given.items()})
    return start(goal, (_curve(history, cost, 0, _) for cost in history.frames), _)


def after(history: History, _: Translate) -> str:
    """Say what the run did from its first epoch to its last, and why."""

    is_alone = len(history.frames) == 1

    def say(cost: str) -> list[str]:
        settings, frame = history.settings[cost], history.frames[cost]
        happened = _outcome(frame, alone=is_alone, _=_)
        # Of several curves each says why, where there is a reason; the plots show the rest.
        said = [happened] if is_alone else _slowness(history, cost, _) or [happened]
        ends = _approach(settings, frame, told=happened in said, _=_)
        return [*said, *ends, *_floor(settings, _)]

    return outcome(history, say, _erratum(history, _), _, findings(history, _))


def findings(history: History, _: Translate) -> list[str]:
    """Return the sentences of ``after`` that say how long the output barely moved, and why."""
    return [said for cost in history.frames for said in _slowness(history, cost, _)]


def _outcome(frame: Frames, *, alone: bool, _: Translate) -> str:
    """Say where output and cost began and ended, but no cost beside that of another kind."""
    output = {"first": numeral(frame.output[0]), "last": numeral(frame.output[-1])}
    if not alone or frame.slope_power[0] != frame.slope_power[-1]:
        return _("output {first} → {last}.").format(**output)
    return _("output {first} → {last}, cost {first_cost} → {last_cost}.").format(
        **output, first_cost=numeral(frame.cost[0]), last_cost=numeral(frame.cost[-1])
    )


def _curve(history: History, cost: str, epoch: int, _: Translate) -> str:
    frame = history.frames[cost]
    template = CURVE if len(history.frames) == 1 else NAMED_CURVE
    return _(template).format(
        name=_(COST_LABELS[cost]),
        output=numeral(frame.output[epoch]),
        cost=numeral(frame.cost[epoch]),
    )


def _slowness(history: History, cost: str, _: Translate) -> list[str]:
    """Say how long the output barely moved and why, or why it moved though σ was flat."""
    frame, found = history.frames[cost], plateau_of(history, cost)
    if found is None:
        text = _(
            "It began where σ is flat (σ′ = {slope}), but with this cost σ′ cancels (eq. 61): the"
            " whole error got through."
        )
        slope = numeral(frame.sigmoid_slope[0])
        return [text.format(slope=slope)] if starts_flat_with_slope_cancelled(frame) else []
    when = _("For the first {epochs} epochs the output barely moved{why}.")
    if found.epochs == len(frame.output) - 1:
        when = _("To the end the output barely moved{why}.")
    return [when.format(epochs=found.epochs, why=_why_slow(found, frame, _))]


def _steepest(found: Plateau) -> str:
    """Return a bound of σ′(z) in a plateau, rounded up so that it is above all of them."""
    return f"{(int(found.steepest * 100) + 1) / 100:.2f}"


def _why_slow(found: Plateau, frame: Frames, _: Translate) -> str:
    if found.part is not None:
        return _why_nearly_all(found, frame, *found.part, _)
    if found.reason is Reason.FLAT:
        return _(
            ": it sat where σ is flat (σ′ stayed below {bound}), so less than {percent} of the"
            " error got through"
        ).format(bound=_steepest(found), percent=_percent_above(let_through(frame, found)))
    rates = set(frame.learning_rate[: found.epochs].tolist())
    if found.reason is None or len(rates) > 1:
        return ""
    why = _(": with η = {rate} its steps were too small")
    if frame.slope_power[0] > 0 and found.steepest <= FLAT:
        why = _(": with η = {rate} its steps were too small, even had σ′(z) been 1/4")
    return why.format(rate=short(rates.pop()))


def _percent_above(part: float) -> str:
    """Return the next whole per cent above a part."""
    return f"{int(100.0 * part) + 1}{PER_CENT}"


def _why_nearly_all(found: Plateau, frame: Frames, first: int, last: int, _: Translate) -> str:
    """Say which epochs there is a reason for, and which."""
    why = _(": from epoch {first} to epoch {last} its steps were too small")
    if found.reason is Reason.FLAT:
        why = _(
            ": from epoch {first} to epoch {last} it sat where σ is flat (σ′ stayed below {bound}),"
            " so less than {percent} of the error got through"
        )
    percent = _percent_above(let_through(frame, found))
    return why.format(first=first, last=last, bound=_steepest(found), percent=percent)


def _approach(settings: Settings, frame: Frames, *, told: bool, _: Translate) -> list[str]:
    """Say how the output, which was ``told`` or not, came to y, went past it, or stayed away."""
    x, y = float(settings.input), float(settings.target)
    said = []
    if oscillates(frame, x, y):
        text = _(
            "It went past y = {target} {count} times and cannot settle there: the steps are too"
            " large."
        )
        said.append(text.format(target=short(y), count=len(crossings(frame))))
    elif past := overshoot(frame):
        text = _("At epoch {epoch} it overshot: z went from {before} to {after}, past the target.")
        z = {"before": numeral(past.before), "after": numeral(past.after)}
        said.append(text.format(epoch=past.epoch, **z))
    near = within(frame, x, y)
    if near is not None:
        text = _("From epoch {epoch} on within {close} of y.")
        said.append(text.format(epoch=near, close=CLOSE))
    elif y != 0.0 or not told:  # How far it is from 0 is the output itself.
        text = _("It ends {distance} off the target.")
        said.append(text.format(distance=numeral(abs(frame.residual[-1]))))
    if saturated(frame):
        text = _("In the end it is saturated: σ′(z) is below {slope} at z = {z}.")
        said.append(text.format(slope=SATURATED, z=numeral(frame.weighted_input[-1])))
    return said


def _floor(settings: Settings, _: Translate) -> list[str]:
    """Say where the cost of a target between 0 and 1 ends, if that is not at 0."""
    target = float(settings.target)
    floor = float(smallest_cost(target, max(POWERS.low, settings.cost.slope_power)))
    if floor == 0.0:
        return []
    text = _("Cross-entropy cannot come below {floor}, its value at a = y = {target} (eq. 64).")
    if settings.cost.slope_power > 0:
        text = _("The self-made cost cannot come below {floor}, its value at a = y = {target}.")
    return [text.format(floor=numeral(floor), target=short(target))]


def _erratum(history: History, _: Translate) -> list[str]:
    """Explain what the published updates do otherwise than the chapter derives."""
    published = history.frames.get(CROSS_ENTROPY_AS_PUBLISHED.name)
    derived = history.frames.get(CROSS_ENTROPY.name)
    if published is None or derived is None or len(history.stages) > 1:
        return []
    settings = history.settings[CROSS_ENTROPY.name]
    longer = _(
        "As in the book’s figure, the error is divided by σ′(z): each step is 1/σ′(z) times as long"
        " as by eq. 61, {factor} times at the start."
    )
    if _is_book(settings):
        longer = _(
            "The book’s figure divides the error by σ′(z): each step is 1/σ′(z) times as long as by"
            " eq. 61, {factor} times at the start."
        )
    ends = {"derived": numeral(derived.output[-1]), "published": numeral(published.output[-1])}
    instead = _("With eq. 61 and the same η = {rate} the output ends at {derived}, too.")
    if ends["derived"] != ends["published"]:
        instead = _(
            "With eq. 61 and the same η = {rate} the output ends at {derived}, not at {published}."
        )
        if _is_book(settings):
            instead = _(
                "With eq. 61 and the same η = {rate} the output ends at {derived}, not at"
                " {published}; the other cross-entropy presets use η = 0.05."
            )
    said = (
        [longer.format(factor=numeral(_step(published) / _step(derived)))] if _step(derived) else []
    )
    return [*said, instead.format(rate=short(settings.learning_rate), **ends)]


def _step(frame: Frames) -> float:
    return float(frame.output_error[0])


def _is_book(settings: Settings) -> bool:
    """Whether these are the settings of a figure of the book."""
    figures = (
        each
        for preset in PRESETS.values()
        if CROSS_ENTROPY_AS_PUBLISHED.name in preset.costs
        for each in preset.settings()
    )
    return any(settings == replace(each, cost=settings.cost) for each in figures)
