"""app.ui.needed_scripts.

Whether what is left draws is for the browser tests, which fail at once where it does not. Here is
what must be true of the scripts of Bokeh and Panel for that.
"""

import ast
import re
from pathlib import Path

import bokeh.models
import pytest
from bokeh.models.glyph import Glyph
from bokeh.models.renderers import Renderer
from bokeh.resources import Resources
from panel.custom import JSComponent
from panel.io.resources import Resources as PanelResources
from panel.io.resources import bundle_resources

from app.server.probe_page import probe_page
from app.ui.needed_scripts import (
    COMPONENT,
    EMBEDDING,
    NEEDED,
    Modules,
    Script,
    UnknownScript,
    drawing_script,
    needed_scripts,
    script_paths,
)

APP = Path(__file__).parent.parent / "app"
NOT_SENT = {"bokeh-gl", "es-module-shims"}
"""Drawing by WebGL, which no lab uses, and a stand-in for import(), which browsers have."""
ABSTRACT = {Glyph.__name__, Renderer.__name__}


def read_scripts() -> list[Script]:
    """The scripts as they are."""
    return [Script.read(path) for path in script_paths()]


def test_every_model_that_the_app_uses_is_needed_and_no_other():
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(APP.rglob("*.py"))]
    imports = [
        each for tree in trees for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)
    ]
    used = {
        name.name
        for each in imports
        if str(each.module).startswith("bokeh.models")
        for name in each.names
    }
    # Panel puts the styles of a component into such a model.
    assert used - ABSTRACT | {"ImportedStyleSheet"} == set(NEEDED)
    assert len(set(NEEDED)) == len(NEEDED)
    assert JSComponent._bokeh_model.__name__ == COMPONENT


def test_the_models_of_a_page_are_among_them():
    with probe_page() as (document, page):
        for lab in page.labs:
            page.show(lab)
        kinds = {type(model).__qualified_model__.rpartition(".")[2] for model in document.models}
    own = {kind for kind in kinds if not hasattr(bokeh.models, kind)}
    assert kinds - own <= set(NEEDED)
    assert COMPONENT in own


def test_panel_asks_for_these_scripts_and_no_style():
    with probe_page() as (document, page):
        for lab in page.labs:
            page.show(lab)
        document.to_json()
        resources = PanelResources.from_bokeh(Resources(mode="server", root_url="/"))
        bundle = bundle_resources(document.roots, resources)
    names = [re.search(r"/([\w-]+)(?:\.min)?\.js", str(url)) for url in bundle.js_files]
    asked = [found[1] for found in names if found and found[1] not in NOT_SENT]
    # Panel asks for tables up to its version 1.9.
    assert [name for name in ("bokeh", "bokeh-widgets", "panel") if name in asked] == [
        name for name in asked if name != "bokeh-tables"
    ]
    assert len(asked) >= 3
    assert list(bundle.css_files) == []


def test_what_a_needed_module_requires_is_there():
    modules = Modules(read_scripts())
    needed = modules.needed((*NEEDED, COMPONENT))
    for module in needed - modules.lists:
        assert set(modules.requires(module)) <= needed
    for name in (EMBEDDING, "models/plots/plot", "models/reactive_esm", "document/document"):
        assert modules.ids[name] in needed
    for name in ("models/map/gmap_plot", "models/tabulator", "models/widgets/slider"):
        assert modules.ids.get(name) not in needed


def test_each_script_has_all_its_modules_though_most_are_empty():
    needed = Modules(read_scripts()).needed((*NEEDED, COMPONENT))
    for script in read_scripts():
        functions = re.findall(
            r'^(?:"?\w+"?: )?function _\((.?)', script.less(needed), re.MULTILINE
        )
        assert len(functions) == len(script.modules)
        assert functions.count(")") == len(script.modules.keys() - needed)
    assert len(needed) < len([each for script in read_scripts() for each in script.modules]) * 0.6
    assert needed_scripts().startswith("'use strict';")
    assert len(drawing_script()) < len(needed_scripts()) < 1_400_000


MODULE = '"1": function _(a,b){},\n'


@pytest.mark.parametrize(
    "text", ["", "var Bokeh = 1;", MODULE, MODULE + '}, "1", {"index": first}, {});']
)
def test_a_script_that_is_made_in_another_way_is_refused(tmp_path, text):
    path = tmp_path / "other.min.js"
    path.write_text(text, "utf-8")
    with pytest.raises(UnknownScript, match=r"other\.min\.js"):
        Script.read(path)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("var Bokeh = 1;", "other.min.js"),
        (MODULE + '}, "1", {"first": 1}, {});', "no module is called index"),
        (MODULE + '}, "1", {"index": 1}, {});', "nothing defines AllIndices"),
    ],
)
def test_scripts_that_are_made_in_another_way_are_sent_whole(
    monkeypatch, caplog, tmp_path, text, why
):
    path = tmp_path / "other.min.js"
    path.write_text(text, "utf-8")
    monkeypatch.setattr("app.ui.needed_scripts.script_paths", lambda: (path, path))
    assert needed_scripts.__wrapped__() == f"{text}\n{text}"
    assert drawing_script.__wrapped__() == text
    assert f"sent whole: {why}" in caplog.text


def test_a_model_that_nothing_defines_is_named():
    with pytest.raises(UnknownScript, match="NoSuchModel"):
        Modules(read_scripts()).needed(["NoSuchModel"])
