"""The labs that the page lists, each a folder of its own beside this module.

To add one, see ``docs/contributing.md``. Its tab, its place in the address and its share of the
tests follow from its line in LABS.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Protocol

from panel.viewable import Viewable

from app.labs.costs.controls import FIELDS as COSTS_FIELDS
from app.labs.costs.session import CostsSession
from app.labs.costs.words import HELP as COSTS_HELP
from app.labs.multi_input.spec import SPEC as MULTI_INPUT
from app.labs.network.spec import SPEC as NETWORK
from app.labs.neuron.spec import SPEC as NEURON
from app.labs.overfitting.spec import SPEC as OVERFITTING
from app.labs.softmax.spec import SPEC as SOFTMAX
from app.labs.tuning.spec import SPEC as TUNING
from app.training_lab.session import TrainingSession
from app.training_lab.spec import LabSpec
from app.ui.fields import Problem
from app.ui.help import Help
from app.ui.language import Translate, marked
from app.ui.restriction import PARTS, Restriction
from app.ui.session import OPEN
from app.ui.story import LABEL, SECTION
from app.ui.widgets import Control

OnAddress = Callable[[], None]
OnProblem = Callable[[Problem], None]


class Session(Protocol):
    """What the page needs of a lab that is open."""

    @property
    def view(self) -> Viewable: ...

    @property
    def query(self) -> dict[str, str]: ...

    def parts(self) -> list[object]: ...


@dataclass(frozen=True)
class Lab:
    """A lab: its name in the address, title, headline and help, how it opens, what is set in it.

    ``open(query, on_address, on_problem, translate, restriction)`` builds of it what is not hidden,
    from its part of the address, and tells when that changed and what the reader should know. The
    names of its fields have the ``prefix`` before them in the address, and those that are ``named``
    the lab's name: no two labs have the same. ``earlier`` are names that fields once had, by which
    old links still set them.
    """

    name: str
    title: str
    headline: str
    help: Help
    open: Callable[[Mapping[str, str], OnAddress, OnProblem, Translate, Restriction], Session]
    fields: tuple[str, ...]
    settings: tuple[str, ...]
    """Those of the fields that can be locked."""
    widgets: Callable[[Translate], Sequence[Control]]
    """Its controls, which know what they are called."""
    sections: Mapping[str, str]
    """What its sections are called."""
    group: str = field(kw_only=True)
    """The part of the chapter that it is for: labs of one stand side by side, under its name."""
    other_parts: Mapping[str, str] = field(default_factory=dict)
    """What can be hidden besides its sections, and what that is called."""
    prefix: str = ""
    named: frozenset[str] = frozenset()
    earlier: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, str]:
        """What can be hidden of it, and what that is called."""
        return {**self.other_parts, **self.sections}

    def name_of(self, field: str) -> str:
        """Return the name of a field in the address."""
        return (f"{self.name}." if field in self.named else self.prefix) + field

    @property
    def names(self) -> tuple[str, ...]:
        """The lab's names in the address."""
        return (*map(self.name_of, self.fields), *self.earlier)

    def part_of(self, query: Mapping[str, str]) -> dict[str, str]:
        """Return the lab's part of an address, by its own names."""
        names = {**self.earlier, **{self.name_of(field): field for field in self.fields}}
        return {field: query[name] for name, field in names.items() if name in query}

    def written(self, part: Mapping[str, str]) -> dict[str, str]:
        """Return the lab's part of an address as it stands there."""
        return {self.name_of(field): text for field, text in part.items()}


def _training_lab(
    spec: LabSpec,
    prefix: str = "",
    earlier: Mapping[str, str] = MappingProxyType({}),
    *,
    group: str,
) -> Lab:
    """Return the lab of which ``spec`` is the description."""
    open_ = partial(TrainingSession, spec)
    fields = tuple(spec.schema.fields)
    settings = (spec.schema.preset.name, *(field.name for field in spec.schema.trained))
    widgets = partial(spec.widgets, spec.schema)
    sections = {name: each.label for name, each in spec.sections.items()}
    words = spec.name, spec.title, spec.headline, spec.help
    return Lab(
        *words,
        open_,
        fields,
        settings,
        widgets,
        sections,
        PARTS,
        prefix,
        earlier=earlier,
        group=group,
    )


STORY_ALONE = {SECTION: LABEL}
"""The sections of a lab that has no other."""

ONE_COST = marked("Cross-entropy")
SEVERAL_OUTPUTS = marked("Softmax")
NETWORKS = marked("Weights, overfitting, tuning")
"""The groups of labs, by what the chapter's sections are called."""


LABS: tuple[Lab, ...] = (
    _training_lab(NEURON, group=ONE_COST),
    Lab(
        "costs",
        marked("Costs"),
        marked("Cross-entropy cancels σ′, the factor that slows a badly wrong neuron down."),
        COSTS_HELP,
        CostsSession,
        (*COSTS_FIELDS, OPEN.name),
        tuple(COSTS_FIELDS),
        CostsSession.spec.widgets,
        STORY_ALONE,
        named=frozenset({OPEN.name}),
        group=ONE_COST,
    ),
    _training_lab(MULTI_INPUT, "several.", group=ONE_COST),
    _training_lab(SOFTMAX, "softmax.", {"z": "z"}, group=SEVERAL_OUTPUTS),
    _training_lab(NETWORK, "network.", group=NETWORKS),
    _training_lab(OVERFITTING, "overfitting.", group=NETWORKS),
    _training_lab(TUNING, "tuning.", group=NETWORKS),
)
LAB_BY_NAME: Mapping[str, Lab] = MappingProxyType({lab.name: lab for lab in LABS})
