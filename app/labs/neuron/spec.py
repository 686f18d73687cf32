"""The Neuron lab in one description."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from app.labs.neuron import view
from app.labs.neuron.controls import SECTION_LABELS, Controls
from app.labs.neuron.history import LEARNER, PLOT_SPEC, History
from app.labs.neuron.sections import map as slowdown_map
from app.labs.neuron.sections import predict, questions, where, why
from app.labs.neuron.sections.predict import SHAPES, shaped
from app.training_lab import commands
from app.training_lab.commands import Changes, Command, Handler
from app.training_lab.controls import LabControls
from app.training_lab.sections import RUN, Section
from app.training_lab.sliced_trainer import SlicedTrainer
from app.training_lab.spec import LabSpec
from app.ui.fields import Refused
from app.ui.help import LIVE, Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "One sigmoid neuron gets the input x and should answer with the target y. It learns by"
            " gradient descent: each epoch is one update of its weight w and its bias b by −η times"
            " the gradient of the cost C. The two presets of the book’s figure as published do"
            " otherwise, and say what."
        ),
        marked(
            "Choose a preset, or set the start and the learning rate η yourself, and press Run."
        ),
        LIVE,
        marked(
            "Changing the learning rate or the cost in the middle of a run goes on from the"
            " epoch on the screen with the new setting. A preset, another start, input,"
            " target or number of epochs puts the neuron back to its start."
        ),
        marked(
            "Under the curves you can see why: the gradient factor by factor, where the neuron"
            " stands on the curves of σ and C, and a map of how long it takes from every start. You"
            " can also predict a run before it happens, pin runs to compare them, and let five"
            " questions lead you."
        ),
    ),
    (
        (
            marked("z = wx + b, a = σ(z)"),
            marked("The weighted input and the output of the neuron."),
        ),
        (
            "σ′(z)",
            marked("The slope of σ: at most 1/4, and near 0 where the output is near 0 or 1."),
        ),
    ),
)

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "questions": Section(questions.content),
        "predict": Section(predict.content),
        "why": Section(why.content),
        "where": Section(where.content, frozenset({RUN})),
        "map": Section(
            slowdown_map.content, frozenset({"input", "target", "tolerance"}), long=True
        ),
    }
)


def _tolerance(command: Command, _controls: LabControls, _history: History) -> Changes:
    return {"tolerance": command.get("tolerance")}


def _predict(command: Command, _controls: LabControls, history: History) -> Changes:
    """Take the outputs that were drawn, or those of a shape from where the neuron starts."""
    shape = command.get("shape")
    if not isinstance(shape, str) or shape not in SHAPES:
        return {"prediction": command.get("prediction")}
    first = next(iter(history.frames.values()))
    target = float(next(iter(history.settings.values())).target)
    return {"prediction": shaped(shape, float(first.output[0]), target)}


def _take(command: Command, controls: LabControls, _history: History) -> Changes:
    """Start from a point of the plane (weight, bias), or of the map (z, η)."""
    if "z" not in command:
        return {"weight": command.get("weight"), "bias": command.get("bias")}
    z = command["z"]
    # Compared, not converted: it may be an integer too large for a float.
    low, high = slowdown_map.reach(controls.input)
    if isinstance(z, bool) or not isinstance(z, int | float) or not low <= z <= high:
        raise Refused("z")
    weight, bias = slowdown_map.start_at(z, controls.weight, controls.bias, controls.input)
    return {"weight": weight, "bias": bias, "learning_rate": command.get("learning_rate")}


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {**commands.HANDLERS, "tolerance": _tolerance, "predict": _predict, "take": _take}
)

SPEC = LabSpec(
    name="neuron",
    controls=Controls,
    plot_spec=PLOT_SPEC,
    trainer=partial(SlicedTrainer, LEARNER),
    section_labels=SECTION_LABELS,
    sections=SECTIONS,
    handlers=HANDLERS,
    told=frozenset({"prediction"}),
    describe=view.describe,
    view=view.NeuronView,
    widgets=view.widgets,
    texts=view.texts,
    view_params=view.params,
)
