"""How a history reaches one page: a first chunk at once, and the rest as time goes by."""

from typing import Generic

import panel as pn

from app.training_lab.chunking import SECONDS_BETWEEN_CHUNKS, next_end, rows
from app.training_lab.history import F, History, S
from app.training_lab.plot_spec import PlotSpec
from app.training_lab.plots import Plots


class Streamer(Generic[S, F]):
    """What has been sent of the present history, and the timer that sends more."""

    def __init__(self, plots: Plots, plot_spec: PlotSpec) -> None:
        self._plots = plots
        self._plot_spec = plot_spec
        self._timer: pn.io.PeriodicCallback | None = None

    @property
    def sent(self) -> int:
        """The last epoch that has been sent."""
        return self._sent

    def begin(
        self, history: History[S, F], described: dict[str, object], at: int, speed: float
    ) -> None:
        """Send ``history`` anew, with a first chunk after epoch ``at``; the rest follows."""
        self._stop()
        self._history = history
        self._begun = at
        self._sent = next_end(at, at, speed, history.epochs)
        self._speed = speed
        self._plots.show(described, rows(history, self._plot_spec, 0, self._sent))
        if self._sent < history.epochs:
            period = round(1000 * SECONDS_BETWEEN_CHUNKS)
            self._timer = pn.state.add_periodic_callback(self._send_next, period=period)

    def hurry(self, speed: float) -> None:
        """Go on at another speed of the playhead, with a chunk for it now."""
        self._speed = speed
        if self._timer is not None:
            self._send_next()

    def send_up_to(self, epoch: int) -> None:
        """Send at least up to ``epoch``."""
        if epoch > self._sent:
            self._plots.run.stream(rows(self._history, self._plot_spec, self._sent + 1, epoch))
            self._sent = epoch
        if self._sent >= self._history.epochs:
            self._stop()

    def _send_next(self) -> None:
        self.send_up_to(next_end(self._sent, self._begun, self._speed, self._history.epochs))

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
