"""Which definitions of data models a page carries.

A component of Panel has a data model, whose definition BokehJS needs before it can read a document.
Bokeh sends with each document those of all data models that there are: about 150, made when Panel
and panel-material-ui are imported, of which a page of ours has six.
"""

from bokeh.core.has_props import _default_resolver
from bokeh.document import Document
from bokeh.model import DataModel, Model


def keep_only(document: Document) -> None:
    """Send from now on the definitions that ``document`` needs, and no others.

    Bokeh has no public way to take a single model out of its registry. Nothing else looks for a
    data model there: Python has the class, and a browser calls a model by its id.
    """
    needed = {DataModel, *map(type, document.models)}
    for model in Model.model_class_reverse_map.values():
        if issubclass(model, DataModel) and model not in needed:
            _default_resolver.remove(model)  # type: ignore[attr-defined]
