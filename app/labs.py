"""The labs that the page lists, each a folder of its own under ``app``.

To add one: write its folder with a session like :class:`app.neuron.session.NeuronSession`, and list
it here. Its tab, its place in the address and its part of the tests follow from that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from panel.viewable import Viewable

from app.costs.controls import FIELDS as COSTS_FIELDS
from app.costs.session import CostsSession
from app.language import Translate, marked
from app.neuron.controls import FIELDS as NEURON_FIELDS
from app.neuron.session import NeuronSession
from app.softmax.controls import FIELD as SOFTMAX_FIELD
from app.softmax.session import SoftmaxSession

OnAddress = Callable[[], None]
OnProblem = Callable[[str], None]


class Session(Protocol):
    """What the page needs of a lab that is open."""

    @property
    def view(self) -> Viewable: ...

    @property
    def query(self) -> dict[str, str]: ...


@dataclass(frozen=True)
class Lab:
    """A lab: its name in the address, its title, how it is opened, and its names in the address.

    ``open(query, on_address, on_problem, translate)`` builds it from the address, in which no other
    lab has the same names, and tells when its part of it changed and what the reader should know.
    """

    name: str
    title: str
    open: Callable[[Mapping[str, str], OnAddress, OnProblem, Translate], Session]
    names: tuple[str, ...]


LABS: tuple[Lab, ...] = (
    Lab("neuron", marked("One neuron"), NeuronSession, tuple(NEURON_FIELDS)),
    Lab("costs", marked("Costs"), CostsSession, tuple(COSTS_FIELDS)),
    Lab("softmax", marked("Softmax"), SoftmaxSession, (SOFTMAX_FIELD.name,)),
)
