"""The definitions that a page carries: those of its own data models."""

import pytest
from bokeh.core.has_props import _default_resolver
from bokeh.document import Document
from bokeh.model import DataModel, Model

from app.definitions import keep_only


@pytest.fixture(autouse=True)
def _registry(monkeypatch):
    """The registry of Bokeh's models, put back as it was afterwards."""
    monkeypatch.setattr(_default_resolver, "_known_models", Model.model_class_reverse_map)


def defined(document: Document) -> set[str]:
    """The names of the data models whose definitions ``document`` carries."""
    return {each["name"] for each in document.to_json(deferred=False).get("defs", [])}


def test_a_document_carries_the_definitions_that_are_kept_and_no_others():
    class Kept(DataModel):
        pass

    class Spare(DataModel):
        pass

    document = Document()
    document.add_root(Kept())
    before = Model.model_class_reverse_map
    assert {Kept.__qualified_model__, Spare.__qualified_model__} <= defined(document)
    keep_only(document)
    assert defined(document) == {Kept.__qualified_model__}
    gone = before.keys() - Model.model_class_reverse_map.keys()
    assert Spare.__qualified_model__ in gone
    assert all(issubclass(before[name], DataModel) for name in gone)
