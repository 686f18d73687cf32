"""The live plots of a lab: each of its quantities against epoch.

They are built once. What they draw stands in a source that only the browser's playhead writes,
``LAB-shown``, with one row per line, each cell the line as far as it is drawn. Another,
``LAB-run``, is the run that the server streams; the playhead reads it, and from its tags what run
it is. Where lines have a band around them, ``LAB-bands`` has one row per band, each cell its
outline. What moves at every frame, the dots and the line at the epoch on the screen, the browser
draws over them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bokeh.models import (
    AllIndices,
    ColumnDataSource,
    Plot,
    Selection,
    Toolbar,
    UnionRenderers,
    VSpan,
)
from bokeh.models.glyph import Glyph
from bokeh.models.renderers import Renderer

from app.training_lab.axis_limits import Limits
from app.training_lab.lean_models import (
    LeanLines,
    LeanPatches,
    LeanPlot,
    LeanRange,
    LeanRenderer,
    LeanSource,
    LeanView,
)
from app.training_lab.pinned import pinned_curves
from app.training_lab.plot_axes import PlotAxes
from app.training_lab.plot_spec import Rows

ROOM = 0.015
"""Part of the epoch axis before epoch 0 and after the last, so that a dot there is whole."""


class Plots:
    """The models of one page's plots: two sources, the plots, and what those have in common.

    ``lab`` begins the names by which the browser finds them. They share all that is the same in
    each: every model more is paid for by every page.
    """

    def __init__(
        self,
        lab: str,
        quantities: Sequence[str],
        limits: Limits,
        epochs: int,
        epoch_label: str,
        *,
        has_bands: bool = False,
        logarithmic: frozenset[str] = frozenset(),
    ) -> None:
        self._lab = lab
        self._quantities = tuple(quantities)
        selected = {"selected": Selection(), "selection_policy": UnionRenderers()}
        drawn = ("epoch", *quantities, "color", "dash", "alpha")
        self.run, self.shown = (
            LeanSource({column: [] for column in columns}, name=f"{lab}-{name}", **selected)
            for name, columns in (("run", ("curve", "epoch")), ("shown", drawn))
        )
        self._bands: ColumnDataSource | None = None
        if has_bands:
            outlines: Rows = {column: [] for column in ("epoch", *quantities, "color")}
            self._bands = LeanSource(outlines, name=f"{lab}-bands", **selected)
        self.epochs = LeanRange(start=-epochs * ROOM, end=epochs * (1 + ROOM))
        self.ranges = {
            name: LeanRange(start=limits[name][0], end=limits[name][1]) for name in quantities
        }
        every_row = AllIndices()
        self._views = {
            source: LeanView(filter=every_row)
            for source in (self.run, self.shown, self._bands)
            if source is not None
        }
        axes = PlotAxes(epochs, epoch_label)
        shared = {"x_range": self.epochs, "title": None, "toolbar": Toolbar()}
        self.figures = [
            self._figure(name, shared | axes.of(name, is_logarithmic=name in logarithmic))
            for name in quantities
        ]
        self._pinned: ColumnDataSource | None = None

    def _figure(self, quantity: str, shared: Mapping[str, Any]) -> Plot:
        # Put together from models: `figure` would make many more, for tools, legends and
        # selections that nobody uses here.
        curve = LeanLines(
            xs="epoch",
            ys=quantity,
            line_width=2.5,
            line_color="color",
            line_dash="dash",
            line_alpha="alpha",
        )
        renderers = [self._renderer(self.shown, curve)]
        if self._bands is not None:
            band = LeanPatches(
                xs="epoch", ys=quantity, fill_color="color", fill_alpha=0.16, line_color=None
            )
            renderers.insert(0, self._renderer(self._bands, band))
        if quantity == self._quantities[-1]:
            # BokehJS tells of streamed rows only where a renderer refers to their source.
            renderers.append(self._renderer(self.run, VSpan(x="epoch"), visible=False))
        return LeanPlot(
            y_range=self.ranges[quantity],
            renderers=renderers,
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
            name=f"{self._lab}-{quantity}",
            **shared,
        )

    def _renderer(self, source: ColumnDataSource, glyph: Glyph, **more: Any) -> Renderer:
        view = self._views[source]
        # On a canvas of its own, which the browser cuts off while a run plays.
        return LeanRenderer(data_source=source, glyph=glyph, view=view, level="overlay", **more)

    def show(self, described: dict[str, Any], rows: Rows) -> None:
        """Replace the run by ``rows`` of the one that is ``described``.

        The description is a tag of the source, so that it reaches the browser just before them.
        """
        self.run.tags = [described]
        self.run.data = rows

    def pin(self, rows: Rows) -> None:
        """Draw the pinned curves of ``rows``, and nothing more of them than there ever were."""
        if self._pinned is None and rows["label"]:
            self._pinned = pinned_curves(self._lab, self._quantities, self.figures)
        if self._pinned is not None:
            self._pinned.data = rows

    def fit(self, limits: Limits, epochs: int) -> None:
        """Set what the axes reach over."""
        self.epochs.update(start=-epochs * ROOM, end=epochs * (1 + ROOM))
        for name, (low, high) in limits.items():
            self.ranges[name].update(start=low, end=high)
