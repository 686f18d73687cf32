"""The parts of the Neuron lab that the server has something to say of."""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.neuron.sections import gradient, prediction, questions, slowdown, standing
from app.training_lab.sections import RUN, Panel

PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        "questions": Panel(questions.content),
        "predict": Panel(prediction.content),
        "why": Panel(gradient.content),
        "where": Panel(standing.content, frozenset({RUN})),
        "map": Panel(slowdown.content, frozenset({"input", "target", "tolerance"}), long=True),
    }
)
