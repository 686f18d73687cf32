"""Labs with runs, opened without a browser: what they tell the outside, and timers that wait."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import panel as pn
import pytest
from bokeh.document import Document
from panel.io.state import set_curdoc

from app.training_lab.session import TrainingSession
from app.training_lab.spec import LabSpec
from app.ui.language import translator
from tests.notices import Notices


def sets(name: str, value: object, **more: object) -> dict[str, object]:
    """What the browser says when a reader has set ``name``, and let go of the control."""
    return {"kind": "set", "name": name, "value": value, "done": True, **more}


class FakeTimer:
    """Stands in for a periodic callback of Panel: it ticks when a test says so."""

    def __init__(self, callback: Callable[[], None], period: int) -> None:
        self.callback = callback
        self.period = period
        self.running = True

    def stop(self) -> None:
        self.running = False


class Lab:
    """A session with everything that it tells the outside."""

    def __init__(
        self,
        spec: LabSpec,
        query: dict[str, str],
        timers: list[FakeTimer],
        language: str,
    ) -> None:
        self.name = spec.name
        self.plot_spec = spec.plot_spec
        self.timers = timers
        self.addresses: list[dict[str, str]] = []
        self.told = Notices()
        self.problems = self.told.sentences
        self.messages: list[dict[str, Any]] = []
        self.document = Document()
        with set_curdoc(self.document):
            self.session = TrainingSession(
                spec, query, self.readdressed, self.told, translator(language)
            )
            self.session.view.server_doc(self.document, location=False)
        self.source = self.document.get_model_by_name(f"{self.name}-run")
        self.session.view._send_msg = self.messages.append

    def readdressed(self) -> None:
        self.addresses.append(self.session.query)

    def said(self, *kinds: str) -> list[dict[str, Any]]:
        """What the browser was told of these kinds since the lab was opened."""
        return [message for message in self.messages if message["kind"] in kinds]

    @property
    def shown(self) -> dict[str, Any]:
        """What the controls on the page say."""
        return dict(self.session.view.settings["values"])

    @property
    def pins(self) -> Any:
        """The source of the pinned curves, if there is one."""
        return self.document.get_model_by_name(f"{self.name}-pins")

    @property
    def renderers(self) -> int:
        """How many renderers the plots have."""
        names = self.plot_spec.quantities
        plots = [self.document.get_model_by_name(f"{self.name}-{name}") for name in names]
        return sum(len(plot.renderers) for plot in plots)

    @property
    def described(self) -> Any:
        """What the browser is told of the run besides its rows."""
        (described,) = self.source.tags
        return described

    @property
    def ticking(self) -> list[FakeTimer]:
        """The timers that were started and not stopped."""
        return [timer for timer in self.timers if timer.running]

    @property
    def sent(self) -> int:
        """The last epoch of what was sent, which is complete up to there."""
        table = {name: list(column) for name, column in self.source.data.items()}
        history = self.session.history
        histories = list(history.frames.values())
        last = max(table["epoch"])
        rows = sorted(zip(table["curve"], table["epoch"], strict=True))
        assert rows == [(curve, k) for curve in range(len(histories)) for k in range(last + 1)]
        columns = [self.plot_spec.columns(frames) for frames in histories]
        of_controls = partial(self.session.spec.looked_at, self.session.controls)
        looked_at = [of_controls(history, curve, 0, last) for curve in history.frames]
        assert table.keys() == {"curve", "epoch", *columns[0], *looked_at[0]}
        for row, (curve, epoch) in enumerate(zip(table["curve"], table["epoch"], strict=True)):
            assert all(table[name][row] == each[epoch] for name, each in columns[curve].items())
            # Sums over another number of rows are others in their last bits.
            for name, each in looked_at[curve].items():
                nearly = 0.01 if name == "places" else 1e-9
                assert np.allclose(table[name][row], each[epoch], rtol=1e-9, atol=nearly)
        return last

    def play(self) -> list[int]:
        """Let the timers tick until none is left; return the last epoch sent by each tick."""
        ends = []
        while self.ticking:
            (timer,) = self.ticking
            timer.callback()
            ends.append(self.sent)
        return ends

    def control(self, label: str) -> Any:
        """What the browser is told of the control with this English label."""
        (found,) = [each for each in self.session.view.widgets if each["label"] == label]
        return found

    def state(self) -> list[Any]:
        """All that a message could have changed."""
        data = {name: list(column) for name, column in self.source.data.items()}
        told = (list(self.addresses), list(self.problems))
        controls = self.session.controls
        chosen = (controls.values(), controls.speed, self.session.query)
        return [id(self.session.history), data, told, chosen, len(self.timers), len(self.ticking)]


Open = Callable[..., Lab]


def labs_of(spec: LabSpec, monkeypatch: pytest.MonkeyPatch, **given: str) -> Iterator[Open]:
    """Yield, for a fixture, what opens the lab of ``spec`` from the language and its address.

    What an address leaves out is as ``given``.
    """
    timers: list[FakeTimer] = []

    def add_periodic_callback(callback: Callable[[], None], period: int, **_: Any) -> FakeTimer:
        timers.append(FakeTimer(callback, period))
        return timers[-1]

    def opened(language: str = "en", **query: str) -> Lab:
        return Lab(spec, {**given, **query}, timers, language)

    monkeypatch.setattr(pn.state, "add_periodic_callback", add_periodic_callback)
    yield opened
    pn.state.reset()
