"""The four live plots: weight, bias, output and cost against epoch.

They are built once. What they draw stands in two sources that only the browser's playhead writes:
``neuron-shown`` with one row per curve, each cell the curve so far, and ``neuron-cursor`` with one
row per curve, each cell its value at the epoch on the screen. A third, ``neuron-run``, is the run
that the server streams; the playhead reads it, and from its tags what run it is.
"""

from typing import Any

from bokeh.models import (
    BasicTicker,
    ColumnDataSource,
    Grid,
    LinearAxis,
    MultiLine,
    Plot,
    Range1d,
    Scatter,
    VSpan,
)
from bokeh.models.renderers import GlyphRenderer

from app.neuron.limits import Limits
from app.neuron.stream import COLUMNS, Rows

QUANTITIES = ("weight", "bias", "output", "cost")
ROOM = 0.015
"""Part of the epoch axis before epoch 0 and after the last, so that a dot there is whole."""


class Plots:
    """The models of one page's plots: three sources, four plots, one shared epoch axis."""

    def __init__(self, limits: Limits, epochs: int, epoch_label: str) -> None:
        self.run = ColumnDataSource(
            {name: [] for name in ("curve", "epoch", *COLUMNS)}, name="neuron-run"
        )
        drawn = ("epoch", *QUANTITIES, "color", "dash")
        self.shown = ColumnDataSource({name: [] for name in drawn}, name="neuron-shown")
        self.cursor = ColumnDataSource({name: [] for name in drawn}, name="neuron-cursor")
        self.epochs = Range1d(start=-epochs * ROOM, end=epochs * (1 + ROOM))
        self.ranges = {
            name: Range1d(start=limits[name][0], end=limits[name][1]) for name in QUANTITIES
        }
        self.figures = [self._figure(name, epoch_label) for name in QUANTITIES]

    def _figure(self, quantity: str, epoch_label: str) -> Plot:
        # Put together from models: `figure` would make three times as many, for tools, legends and
        # selections that nobody uses here, and every page would pay for them.
        x_axis = LinearAxis(ticker=BasicTicker(desired_num_ticks=3), axis_label=epoch_label)
        y_axis = LinearAxis(ticker=BasicTicker(desired_num_ticks=4))
        for axis in (x_axis, y_axis):
            axis.minor_tick_line_color = None
        plot = Plot(
            x_range=self.epochs,
            y_range=self.ranges[quantity],
            toolbar_location=None,
            sizing_mode="stretch_both",
            min_height=90,
            min_width=120,
            min_border_left=48,
            min_border_right=14,
            min_border_top=4,
            min_border_bottom=36,
            outline_line_color=None,
            background_fill_alpha=0,
            border_fill_alpha=0,
            name=f"neuron-{quantity}",
            below=[x_axis],
            left=[y_axis],
            center=[Grid(axis=x_axis), Grid(axis=y_axis, dimension=1)],
        )
        plot.renderers = [
            GlyphRenderer(data_source=source, glyph=glyph, level="overlay")
            for source, glyph in (
                (
                    self.shown,
                    MultiLine(
                        xs="epoch",
                        ys=quantity,
                        line_width=2.5,
                        line_color="color",
                        line_dash="dash",
                    ),
                ),
                (self.cursor, VSpan(x="epoch", line_alpha=0.6)),
                (
                    self.cursor,
                    Scatter(x="epoch", y=quantity, size=9, fill_color="color", line_color=None),
                ),
            )
        ]
        if quantity == "cost":
            # BokehJS tells of streamed rows only where a renderer refers to their source.
            told = GlyphRenderer(data_source=self.run, glyph=VSpan(x="epoch"), visible=False)
            plot.renderers.append(told)
        return plot

    def show(self, described: dict[str, Any], rows: Rows) -> None:
        """Replace the run by ``rows`` of the one that is ``described``.

        The description is a tag of the source, so that it reaches the browser just before them.
        """
        self.run.tags = [described]
        self.run.data = rows

    def fit(self, limits: Limits, epochs: int) -> None:
        """Set what the axes reach over."""
        self.epochs.update(start=-epochs * ROOM, end=epochs * (1 + ROOM))
        for name, (low, high) in limits.items():
            self.ranges[name].update(start=low, end=high)
