"""The sections of the Neuron lab that the server has something to say of."""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.neuron.sections import map as slowdown_map
from app.labs.neuron.sections import predict, questions, where, why
from app.training_lab.sections import RUN, Section

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
