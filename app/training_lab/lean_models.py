"""Bokeh's models of a plot, for plots of which every part is given.

To set a property Bokeh first looks at what it was, and so makes its default: a plot whose ranges,
scales, title and toolbar are given makes six models before, which nobody sees. These models have no
such defaults. To describe a model it looks at the default of each of its properties, of which few
are told: these look only at what is told. The browser is told that they are Bokeh's own.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from bokeh.core.has_props import Local, MetaHasProps
from bokeh.core.property.descriptors import PropertyDescriptor
from bokeh.core.property.override import Override
from bokeh.core.property.singletons import Undefined
from bokeh.core.property.wrappers import PropertyValueContainer
from bokeh.model import Model
from bokeh.models import (
    CDSView,
    ColumnDataSource,
    Grid,
    LinearAxis,
    LogAxis,
    MultiLine,
    Plot,
    Range1d,
)
from bokeh.models.glyphs import Patches
from bokeh.models.renderers import GlyphRenderer

M = TypeVar("M", bound=Model)


class Told:
    """A model that is described by what was set, and by the models that are its defaults."""

    def query_properties_with_values(
        self: Any,
        query: Callable[[PropertyDescriptor[Any]], bool],
        *,
        include_defaults: bool = True,
        include_undefined: bool = False,
    ) -> dict[str, Any]:
        """Return the values of the properties that ``query`` is true of, as Bokeh's models do."""
        if include_defaults or self.themed_values():
            every: dict[str, Any] = super().query_properties_with_values(  # type: ignore[misc]
                query, include_defaults=include_defaults, include_undefined=include_undefined
            )
            return every
        given, defaults = self._property_values, self._unstable_default_values
        values = {
            name: self.lookup(name).get_value(self)
            for name in self.properties(_with_props=True)
            if (name in given or name in defaults) and query(self.lookup(name))
        }
        return {
            name: value
            for name, value in values.items()
            if name not in defaults or not isinstance(value, PropertyValueContainer)
        }


def lean(model: type[M], *given: str) -> type[M]:
    """Return the model without defaults for what is always ``given``."""
    parts = {name: Override(default=lambda: Undefined) for name in given}
    names = ("__view_model__", "__view_module__", "__qualified_model__")
    own = {name: getattr(model, name) for name in names}
    return cast(type[M], MetaHasProps(f"Lean{model.__name__}", (Told, model, Local), own | parts))


LeanPlot = lean(Plot, "x_range", "y_range", "x_scale", "y_scale", "title", "toolbar")
LeanAxis = lean(LinearAxis, "ticker", "formatter", "major_label_policy")
LeanLogAxis = lean(LogAxis, "ticker", "formatter", "major_label_policy")
LeanRenderer = lean(GlyphRenderer, "view")
LeanView = lean(CDSView, "filter")
LeanSource = lean(ColumnDataSource, "selected", "selection_policy")
LeanRange = lean(Range1d)
LeanGrid = lean(Grid)
LeanLines = lean(MultiLine)
LeanPatches = lean(Patches)
