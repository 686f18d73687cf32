"""The labs that the page lists, each a folder of its own under ``app``.

To add one: write its folder with a description like :data:`app.labs.neuron.spec.SPEC`, and list it
here. Its tab, its place in the address and its part of the tests follow from that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from panel.viewable import Viewable

from app.labs.costs.controls import FIELDS as COSTS_FIELDS
from app.labs.costs.session import CostsSession
from app.labs.costs.words import HELP as COSTS_HELP
from app.labs.multi_input.spec import HELP as MULTI_INPUT_HELP
from app.labs.multi_input.spec import SPEC as MULTI_INPUT
from app.labs.network.help import HELP as NETWORK_HELP
from app.labs.network.spec import SPEC as NETWORK
from app.labs.neuron.spec import HELP as NEURON_HELP
from app.labs.neuron.spec import SPEC as NEURON
from app.labs.softmax.controls import FIELD as SOFTMAX_FIELD
from app.labs.softmax.session import SoftmaxSession
from app.labs.softmax.view import HELP as SOFTMAX_HELP
from app.training_lab.session import TrainingSession
from app.training_lab.spec import LabSpec
from app.ui.fields import Problem
from app.ui.help import Help
from app.ui.language import Translate, marked

OnAddress = Callable[[], None]
OnProblem = Callable[[Problem], None]


class Session(Protocol):
    """What the page needs of a lab that is open."""

    @property
    def view(self) -> Viewable: ...

    @property
    def query(self) -> dict[str, str]: ...


@dataclass(frozen=True)
class Lab:
    """A lab: its name in the address, title and help, how it is opened, and what is set in it.

    ``open(query, on_address, on_problem, translate)`` builds it from its part of the address and
    tells when that changed and what the reader should know. The names of its fields have the
    ``prefix`` before them in the address, by which no two labs have the same.
    """

    name: str
    title: str
    help: Help
    open: Callable[[Mapping[str, str], OnAddress, OnProblem, Translate], Session]
    fields: tuple[str, ...]
    prefix: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The lab's names in the address."""
        return tuple(self.prefix + field for field in self.fields)

    def part_of(self, query: Mapping[str, str]) -> dict[str, str]:
        """Return the lab's part of an address, by its own names."""
        return {
            field: query[self.prefix + field]
            for field in self.fields
            if self.prefix + field in query
        }

    def written(self, part: Mapping[str, str]) -> dict[str, str]:
        """Return the lab's part of an address as it stands there."""
        return {self.prefix + field: text for field, text in part.items()}


def _training_lab(title: str, help_: Help, spec: LabSpec, prefix: str = "") -> Lab:
    """Return the lab of a description."""
    open_ = partial(TrainingSession, spec)
    return Lab(spec.name, title, help_, open_, tuple(spec.schema.fields), prefix)


LABS: tuple[Lab, ...] = (
    _training_lab(marked("One neuron"), NEURON_HELP, NEURON),
    Lab("costs", marked("Costs"), COSTS_HELP, CostsSession, tuple(COSTS_FIELDS)),
    _training_lab(marked("Several inputs"), MULTI_INPUT_HELP, MULTI_INPUT, "several."),
    _training_lab(marked("Network"), NETWORK_HELP, NETWORK, "network."),
    Lab("softmax", marked("Softmax"), SOFTMAX_HELP, SoftmaxSession, (SOFTMAX_FIELD.name,)),
)
