"""The description of a lab in which something is trained, and what such a lab needs of a trainer.

A lab has one :class:`LabSpec`; :class:`app.training_lab.session.TrainingSession` does the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.training_lab import pinned
from app.training_lab.axis_limits import Limits
from app.training_lab.commands import HANDLERS, Handler
from app.training_lab.controls import LabControls, Schema
from app.training_lab.plot_spec import PlotSpec
from app.training_lab.plots import Plots
from app.training_lab.sections import Section
from app.training_lab.view import RunView
from app.ui.component import Drawn
from app.ui.language import Translate
from app.ui.widgets import Control


class PinnedResults(Protocol):
    """What the pinned runs of a page came to."""

    def want(self, pins: Sequence[Any], /) -> None:
        """Have all ``pins`` trained of which nothing is known, and forget all others."""

    def outcomes(self, pin: Any, _: Translate, /) -> dict[str, tuple[str, str]]:
        """Return what a pin came to by now: by a name, what it is called and its value."""


class Trainer(Protocol):
    """Trains the runs of one page, and shows them on its screen."""

    @property
    def pinned(self) -> PinnedResults:
        """What the pinned runs came to."""

    @property
    def history(self) -> Any:
        """What was learned so far."""

    @property
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""

    def limits(self) -> Limits:
        """Return what the axes are to reach over, for the run and what is pinned beside it."""

    def pinned_frames(self, pin: Any, /) -> Any:
        """Return the frames of a pin as they are drawn, or None while there are none."""

    def described(self) -> dict[str, Any]:
        """Return what the browser must know of any run that is trained like this."""

    def show(self) -> None:
        """Show the start, when the page has been built."""

    def check(self, name: str, value: Any, /) -> None:
        """Tell why this server cannot set ``name`` to ``value``, and raise Refused; or return."""

    def settings_changed(self, changed: set[str], epoch: int, /) -> None:
        """Do what follows from other settings, with ``epoch`` on the screen."""

    def speed_changed(self) -> None:
        """Follow another speed of the playhead."""

    def committed(self) -> None:
        """Do what waited for the end of a reader's move."""

    def start_anew(self) -> None:
        """Go back to the start, with the settings of now."""

    def run(self) -> None:
        """Train a run of the settings."""

    def resume(self, path: object, epoch: int, /) -> None:
        """Take up the run that the page had when it lost its server, at ``epoch``."""

    def show_epoch(self, epoch: int, /) -> None:
        """Send at least up to ``epoch``."""

    def stop(self) -> None:
        """Stop training."""

    def go_on(self) -> None:
        """Go on with training that was stopped."""


def _nothing(_: Translate) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class LabSpec:
    """What a lab with runs is made of."""

    name: str
    """Begins the names of its models."""
    controls: type[LabControls]
    plot_spec: PlotSpec
    trainer: Callable[[Any], Trainer]
    """Makes what trains the runs of a :class:`app.training_lab.session.TrainingSession`."""
    section_labels: Mapping[str, str]
    """What each section that unfolds is called in the address, and on the page."""
    sections: Mapping[str, Section]
    """What fills those of which the server has something to say, but for the pins."""
    pins_content: Callable[..., dict[str, Any]] = pinned.content
    """What fills that of the pins, from what they came to and what fills any section."""
    handlers: Mapping[str, Handler] = field(default_factory=lambda: HANDLERS)
    """What a reader may ask for, by the kind of the message, as changes of the controls."""
    requests: Mapping[str, Callable[[Any, Mapping[str, Any]], None]] = field(default_factory=dict)
    """What else a reader may ask of the session."""
    told: frozenset[str] = frozenset()
    """Views that belong to the description of a run, which is told anew when they change."""
    describe: Callable[[Any, Any, Translate], dict[str, Any]]
    """Returns what the lab's script must know of ``(history, controls)``; it has no effects."""
    view: type[RunView]
    widgets: Callable[[Schema[Any], Translate], list[Control]]
    texts: Callable[[Translate], dict[str, str]]
    view_params: Callable[[Translate], dict[str, Any]] = _nothing
    """Returns what the view has besides what every lab's has."""

    @property
    def schema(self) -> Schema[Any]:
        """What can be set in it."""
        return self.controls.schema

    def new_view(self, plots: Plots, receive: Callable[[object], None], _: Translate) -> RunView:
        """Return the view of one page, which hands its messages to ``receive``."""
        return self.view(
            receive,
            lab=self.name,
            widgets=[each.described for each in self.widgets(self.schema, _)],
            plots=[Drawn(each) for each in plots.figures],
            quantities=[list(pair) for pair in self.plot_spec.quantities.items()],
            sections=[[name, _(label)] for name, label in self.section_labels.items()],
            texts=self.texts(_),
            sizing_mode="stretch_width",
            **self.view_params(_),
        )
