"""Bokeh's models of a plot, for plots of which every part is given.

To set a property Bokeh first looks at what it was, and so makes its default: a plot whose ranges,
scales, title and toolbar are given makes six models before, which nobody sees. These models have no
such defaults. The browser is told that they are Bokeh's own.
"""

from typing import TypeVar, cast

from bokeh.core.has_props import Local, MetaHasProps
from bokeh.core.property.override import Override
from bokeh.core.property.singletons import Undefined
from bokeh.model import Model
from bokeh.models import CDSView, ColumnDataSource, LinearAxis, LogAxis, Plot
from bokeh.models.renderers import GlyphRenderer

M = TypeVar("M", bound=Model)


def lean(model: type[M], *given: str) -> type[M]:
    """Return the model without defaults for what is always ``given``."""
    parts = {name: Override(default=lambda: Undefined) for name in given}
    names = ("__view_model__", "__view_module__", "__qualified_model__")
    own = {name: getattr(model, name) for name in names}
    return cast(type[M], MetaHasProps(f"Lean{model.__name__}", (model, Local), own | parts))


LeanPlot = lean(Plot, "x_range", "y_range", "x_scale", "y_scale", "title", "toolbar")
LeanAxis = lean(LinearAxis, "ticker", "formatter", "major_label_policy")
LeanLogAxis = lean(LogAxis, "ticker", "formatter", "major_label_policy")
LeanRenderer = lean(GlyphRenderer, "view")
LeanView = lean(CDSView, "filter")
LeanSource = lean(ColumnDataSource, "selected", "selection_policy")
