"""The models of the live plots."""

from unittest.mock import patch

from bokeh.document import Document
from bokeh.model import Model
from bokeh.models import BasicTicker, FixedTicker, LinearScale, LogScale, Plot

from app.training_lab.lean_models import Told
from app.training_lab.plots import Plots

QUANTITIES = ("weight", "accuracy", "cost")
Bokeh = Model.query_properties_with_values


def plots() -> Plots:
    limits = dict.fromkeys(QUANTITIES, (0.1, 1.0))
    own = {"has_bands": True, "logarithmic": frozenset({"cost"})}
    return Plots("neuron", QUANTITIES, limits, 300, "Epoch", **own)


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
    assert [type(each) for each in known.roots] == [Plot] * 3
    assert known.to_json() == document.to_json()


def test_a_model_is_described_as_bokeh_describes_it():
    """Only the way is another: its defaults are not looked at."""
    figures = plots().figures
    models = {each for figure in figures for each in figure.references() if isinstance(each, Told)}
    assert len({type(each) for each in models}) >= 8
    for model in models:
        for include_defaults in (False, True):
            told = model.properties_with_values(include_defaults=include_defaults)
            with patch.object(Told, "query_properties_with_values", Bokeh):
                assert model.properties_with_values(include_defaults=include_defaults) == told


def test_what_goes_by_powers_of_ten_has_scale_ticks_and_grid_of_its_own():
    linear, _percent, logarithmic = plots().figures
    for figure, scale, ticker in (
        (linear, LinearScale, BasicTicker),
        (logarithmic, LogScale, FixedTicker),
    ):
        (axis,) = figure.left
        assert isinstance(figure.y_scale, scale)
        assert isinstance(axis.ticker, ticker)
        assert [each.axis for each in figure.center if each.dimension == 1] == [axis]
        assert isinstance(figure.x_scale, LinearScale)
