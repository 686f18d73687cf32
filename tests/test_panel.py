"""app.panel: a lab as a component of somebody's Panel app, without a browser."""

import panel as pn
import pytest
from bokeh.document import Document
from bokeh.embed.bundle import extension_dirs
from panel.io.state import set_curdoc

from app.panel import LabPlace, lab
from app.ui.assets import ASSETS
from app.ui.fields import Problem


def shown(view: pn.viewable.Viewable) -> Document:
    """Return a page that shows ``view``."""
    document = Document()
    with set_curdoc(document):
        view.server_doc(document, location=False)
    return document


def test_each_page_has_a_lab_of_its_own() -> None:
    view = lab("neuron", preset="badly-wrong")
    pages = [shown(view), shown(view)]
    runs = [page.get_model_by_name("neuron-run") for page in pages]
    assert all(runs)
    assert runs[0] is not runs[1]


def test_a_lab_has_its_settings() -> None:
    [model] = shown(lab("neuron", preset="badly-wrong", cost="both")).roots
    lab_model = model.data.lab
    values = lab_model.data.settings["values"]
    assert (values["weight"], values["bias"], values["cost"]) == (2, 2, "both")


def test_two_labs_may_stand_on_one_page() -> None:
    page = shown(pn.Row(lab("neuron"), "beside", lab("neuron", cost="both")))
    assert len([each for each in page.models if each.name == "neuron-run"]) == 2


@pytest.mark.parametrize(
    "name", ["neuron", "costs", "several", "network", "softmax", "overfitting", "tuning"]
)
def test_every_lab_can_be_shown(name) -> None:
    assert shown(lab(name)).roots


def test_a_page_that_is_left_is_forgotten() -> None:
    view = lab("neuron")
    [root] = shown(view).roots
    assert view._models
    view._cleanup(root)
    assert not view._models
    assert not view._places


def test_what_is_set_of_its_size_is_followed() -> None:
    view = lab("neuron")
    [root] = shown(view).roots
    assert root.sizing_mode == "stretch_width"
    view.sizing_mode, view.width = None, 700
    assert root.width == 700


def test_a_lab_is_in_the_language_that_is_asked_for() -> None:
    [root] = shown(lab("neuron", language="zh")).roots
    assert root.data.lab.data.texts["run"] == "运行"
    with pytest.raises(ValueError, match=r"^there is no language 'xx', but en, zh$"):
        lab("neuron", language="xx")


def test_what_is_wrong_is_said_before_anything_is_shown() -> None:
    with pytest.raises(ValueError, match=r"^weight: “99” is not a number from -5 to 5\."):
        lab("neuron", weight=99)


def test_the_newest_sentence_about_each_thing_is_shown() -> None:
    place = LabPlace()
    place.tell(Problem("weight", "one"))
    place.tell(Problem("bias", "two"))
    place.tell(Problem("weight", "three"))
    assert place.problems == [["bias", "two"], ["weight", "three"]]
    place.tell(Problem("bias"))
    assert place.problems == [["weight", "three"]]


def test_every_server_of_bokeh_has_the_scripts_where_the_lab_asks_for_them() -> None:
    [root] = shown(lab("neuron")).roots
    [(name, folder)] = [each for each in extension_dirs.items() if each[1] == ASSETS]
    assert f"const elsewhere = 'static/extensions/{name}';" in root.esm
    assert (folder / "js" / "host-page.js").is_file()
