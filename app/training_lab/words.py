"""What is said of a run in labs that train by themselves: a paragraph, or a line for each curve."""

from collections.abc import Callable, Iterable

from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.history import F, History, S
from app.training_lab.schedule import changes
from app.ui.language import Translate, sentences


def start(goal: str, curves: Iterable[str], _: Translate) -> str:
    """Return the ``goal``, and where the ``curves`` start, each in a line as it is said later."""
    starts = [*curves]
    first = [goal, _("Press Run."), _("Epoch 0:")]
    return (
        sentences([*first, *starts]) if len(starts) == 1 else "\n".join([sentences(first), *starts])
    )


def outcome(
    history: History[S, F],
    say: Callable[[str], Iterable[str]],
    further: Iterable[str],
    _: Translate,
    found: Iterable[str] = (),
) -> str:
    """Return what became of the curve of each cost, as ``say(cost)`` has it, and of all of them.

    A curve that is not alone has a line of its own, which begins with its name; of one alone it
    is said first what was ``found``. What changed on the way and what else there is comes last.
    """
    last = [*changes(history, _), *further]
    if len(history.frames) == 1:
        (cost,) = history.frames
        over = _("Epochs 0–{epochs}:").format(epochs=history.epochs)
        return sentences([*found, over, *say(cost), *last])
    names = {cost: _("{name}:").format(name=_(COST_LABELS[cost])) for cost in history.frames}
    curves = [sentences([name, *say(cost)]) for cost, name in names.items()]
    return "\n".join([*curves, *([sentences(last)] if last else [])])
