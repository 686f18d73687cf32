"""The description of a lab in which something is trained, and what such a lab needs of a trainer.

A lab has one :class:`LabSpec`; :class:`app.training_lab.session.TrainingSession` does the rest.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from app.training_lab.axis_limits import Limits
from app.training_lab.commands import HANDLERS, REQUESTS, Handler, Request
from app.training_lab.controls import LabControls
from app.training_lab.experiments import Experiments
from app.training_lab.plot_spec import PlotSpec
from app.training_lab.plots import Plots
from app.training_lab.schedule import RULE
from app.training_lab.schema import OWN_SETTINGS, PRESET, Schema
from app.training_lab.sections import Section
from app.training_lab.streaming import nothing
from app.training_lab.view import RunView
from app.ui.component import Drawn
from app.ui.help import Help
from app.ui.language import Translate
from app.ui.restriction import EXPERIMENTS, Restriction
from app.ui.widgets import Control, Select


class PinnedResults(Protocol):
    """What the pinned runs of a page came to."""

    def want(self, pins: Sequence[Any], /) -> None:
        """Have all ``pins`` trained of which nothing is known, and forget all others."""

    def drawn(self, pin: Any, /) -> Any:
        """Return the frames of a pin as they are drawn, or None while there are none."""

    def outcomes(self, pin: Any, _: Translate, /) -> dict[str, tuple[str, str]]:
        """Return what a pin came to by now: by a name, what it is called and its value."""


class Trainer(ABC):
    """Trains the runs of one page, and shows them on its screen."""

    pinned: PinnedResults
    history: Any
    """What was learned so far."""

    @property
    @abstractmethod
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""

    @property
    @abstractmethod
    def busy(self) -> bool:
        """Whether anything is being trained."""

    @abstractmethod
    def copied(self, lab: Any) -> "Trainer":
        """Return a trainer for ``lab``, of the same settings, that has learned what this one has.

        ``lab`` may be of another language, and on no page: nothing is trained again.
        """

    @abstractmethod
    def limits(self) -> Limits:
        """Return what the axes are to reach over, for the run and what is pinned beside it."""

    @abstractmethod
    def show(self) -> None:
        """Show the start, when the page has been built."""

    @abstractmethod
    def settings_changed(self, changed: set[str], epoch: int) -> None:
        """Do what follows from other settings, with ``epoch`` on the screen."""

    @abstractmethod
    def start_anew(self) -> None:
        """Go back to the start, with the settings of now."""

    @abstractmethod
    def run(self) -> None:
        """Train a run of the settings."""

    @abstractmethod
    def resume(self, given: object, epoch: int) -> None:
        """Take up at ``epoch`` the run of a schedule that a page has ``given`` back."""

    @abstractmethod
    def show_epoch(self, epoch: int) -> None:
        """Send at least up to ``epoch``."""

    def described(self) -> dict[str, Any]:
        """Return what the browser must know of any run that is trained like this."""
        return {}

    def check(self, name: str, value: Any) -> None:  # noqa: B027 - most can be trained anywhere
        """Tell why this server cannot set ``name`` to ``value``, and raise Refused; or return."""

    def close(self) -> None:  # noqa: B027
        """End what is being trained, where no page ends it."""

    def speed_changed(self) -> None:  # noqa: B027
        """Follow another speed of the playhead."""

    def committed(self) -> None:  # noqa: B027
        """Do what waited for the end of a reader's move."""


def _nothing(_: Translate) -> dict[str, Any]:
    return {}


def _offering(presets: Sequence[str], control: Control) -> Control:
    """Return the choice of a preset with these ``presets`` alone, any other control as it is."""
    if not isinstance(control, Select) or control.name != PRESET:
        return control
    return replace(
        control, options=[each for each in control.options if each[0] in (*presets, OWN_SETTINGS)]
    )


@dataclass(frozen=True, kw_only=True)
class LabSpec:
    """What a lab with runs is made of."""

    name: str
    """Its name in the address, with which the names of its models begin."""
    title: str
    headline: str
    """What there is to find out in it, in one sentence."""
    help: Help
    controls: type[LabControls]
    experiments: Experiments[Any, Any]
    """Its presets, as they stand above it."""
    plot_spec: PlotSpec
    trainer: Callable[[Any], Trainer]
    """Makes what trains the runs of a :class:`app.training_lab.session.TrainingSession`."""
    sections: Mapping[str, Section]
    """The sections that unfold, by their names in the address.

    The content of ``pins`` is made from what these came to, before all else.
    """
    handlers: Mapping[str, Handler] = field(default_factory=lambda: HANDLERS)
    """What a reader may ask for, by the kind of the message, as changes of the controls."""
    requests: Mapping[str, Request] = field(default_factory=lambda: REQUESTS)
    """What else a reader may ask for, of the session."""
    told: frozenset[str] = frozenset()
    """Views that belong to the description of a run, which is told anew when they change."""
    looked_at: Callable[..., Mapping[str, Any]] = nothing
    """Returns what else travels of the run on the screen.

    It is given the controls, and what a :data:`app.training_lab.streaming.LookedAt` is given.
    """
    describe: Callable[[Any, Any, Translate], dict[str, Any]]
    """Returns what the lab's script must know of ``(history, controls)``; it has no effects."""
    program: Callable[[Any, Any], str]
    """Returns a Python program that computes the run of ``(history, controls)`` by itself."""
    view: type[RunView]
    widgets: Callable[[Schema[Any], Translate], list[Control]]
    texts: Callable[[Translate], dict[str, str]]
    edited: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    """Settings for which the lab's script has an editor instead of a widget, as that has them."""
    view_params: Callable[[Translate], dict[str, Any]] = _nothing
    """Returns what the view has besides what every lab's has."""

    @property
    def schema(self) -> Schema[Any]:
        """What can be set in it."""
        return self.controls.schema

    def new_view(
        self,
        plots: Plots,
        controls: LabControls,
        receive: Callable[[object], None],
        _: Translate,
        restriction: Restriction,
    ) -> RunView:
        """Return the view of one page, which hands its messages to ``receive``."""
        reachable = self._reachable(controls, restriction)
        widgets = [_offering(reachable, each) for each in self.widgets(self.schema, _)]
        names = [*(each.name for each in widgets), *self.edited]
        lead = self.experiments.lead
        is_locked = restriction.locks(PRESET)
        shown = reachable if restriction.shows(EXPERIMENTS) and not is_locked else ()
        return self.view(
            receive,
            lab=self.name,
            widgets=[{**each.described, "begins_stage": each.name in RULE} for each in widgets],
            restriction=restriction.described(dict(zip(names, names, strict=True)), _),
            plots=[Drawn(each) for each in plots.figures],
            quantities=[list(pair) for pair in self.plot_spec.quantities.items()],
            sections=[
                [name, _(each.label)]
                for name, each in self.sections.items()
                if restriction.shows(name)
            ],
            experiments=self.experiments.described(_, shown),
            lead=lead.described(_) if lead and restriction.is_none else None,
            texts=self.texts(_),
            sizing_mode="stretch_width",
            **self.view_params(_),
        )

    def _reachable(self, controls: LabControls, restriction: Restriction) -> list[str]:
        """Return the presets that leave everything locked as it is in ``controls``."""
        locked = {name: now for name, now in controls.values().items() if restriction.locks(name)}
        return [
            preset
            for preset in self.schema.run.presets
            if all(self.schema.values_of(preset)[name] == now for name, now in locked.items())
        ]

    def present(self, view: RunView, controls: LabControls, answer: int) -> None:
        """Have ``view`` say what ``controls`` are, in answer to the change of that number.

        That is what has a widget or an editor, and which sections are open.
        """
        names = [*(each["name"] for each in view.widgets), "open"]
        shown = {name: getattr(controls, name) for name in names}
        edited = {name: write(getattr(controls, name)) for name, write in self.edited.items()}
        view.show_settings({**shown, **edited}, answer)
