"""The models of the live plots."""

from unittest.mock import patch

from bokeh.document import Document
from bokeh.model import Model
from bokeh.models import Plot

from app.training_lab.plots import Plots

QUANTITIES = ("weight", "accuracy")


def plots() -> Plots:
    limits = dict.fromkeys(QUANTITIES, (0.0, 1.0))
    return Plots("neuron", QUANTITIES, limits, 300, "Epoch", has_bands=True)


def test_no_model_is_made_that_is_not_drawn():
    """Bokeh makes defaults of what is given: they would be half of all models of a page."""
    made: list[Model] = []
    begin = Model.__init__

    def counted(model, *arguments, **properties):
        made.append(model)
        begin(model, *arguments, **properties)

    with patch.object(Model, "__init__", counted):
        built = plots()
    drawn = {each for figure in built.figures for each in figure.references()}
    assert set(made) == drawn


def test_the_browser_is_told_of_bokeh_s_own_models():
    document = Document()
    for figure in plots().figures:
        document.add_root(figure)
    known = Document.from_json(document.to_json())
    assert [type(each) for each in known.roots] == [Plot, Plot]
    assert known.to_json() == document.to_json()
