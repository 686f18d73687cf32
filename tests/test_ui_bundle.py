"""app.ui.bundle.

Every script of the page keeps to the forms of import and export that can be bundled.
"""

import re

import pytest

from app.ui import bundle as bundling
from app.ui.assets import scripts
from app.ui.bundle import CannotBundle, as_function, bundle, page_scripts
from tests.scripts import modules_in

ALONE = "system-theme.js"
"""A script that the page runs by itself, before it is shown."""


@pytest.mark.parametrize("name", sorted(scripts().keys() - {ALONE}))
def test_a_script_imports_and_exports_in_the_forms_that_are_known(name):
    text = as_function(name, scripts()[name])
    assert "import.meta" not in text
    # Panel has the page import the modules of components for it.
    assert text.count("import(") == (name == "start.js")
    assert re.search(r"^return \{.*\};$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("script", "more"),
    [
        (bundle("lesson.js", also="sections", address="document.baseURI"), {"lesson.js"}),
        (page_scripts(), {"start.js", "page.js", "costs.js", "tuning.js"}),
    ],
    ids=["lesson", "page"],
)
def test_a_script_has_all_that_it_uses_once(script, more):
    names = modules_in(script)
    assert len(names) == len(set(names))
    assert {"run-lab.js", "neuron.js", "sections/why.js", "dom.js"} | more <= set(names)
    assert not {ALONE, "host-page.js", "notebook-cell.js"} & set(names)
    assert set(re.findall(r"use\('(.+?)'\)", script)) <= set(names)


@pytest.mark.parametrize(
    "line",
    [
        'import thing from "./other.js";',
        'import "./other.js";',
        "import {one} from './other.js';",
        "export default class {}",
        "export {one};",
        "export let one = 1;",
        'export * from "./other.js";',
    ],
)
def test_another_form_is_refused(line):
    with pytest.raises(CannotBundle, match="another form"):
        as_function("some.js", f"{line}\n")


def test_modules_that_import_each_other_are_refused(monkeypatch):
    monkeypatch.setattr(
        bundling,
        "scripts",
        lambda: {"a.js": 'import {b} from "./b.js";\n', "b.js": 'import {a} from "./a.js";\n'},
    )
    with pytest.raises(CannotBundle, match="itself"):
        bundle("a.js", also="sections", address="document.baseURI")


def test_each_form_becomes_what_it_means():
    text = as_function(
        "sections/some.js",
        'import {one, two as other} from "../dom.js";\n'
        'import * as kinds from "./kinds.js";\n'
        'export {Three} from "./three.js";\n'
        "export const four = one;\n"
        "export async function five() { return (await import(`./${other}.js`)).x; }\n"
        "export class Six {}\n",
    )
    assert text.splitlines() == [
        "const {one, two: other} = use('dom.js');",
        "const kinds = use('sections/kinds.js');",
        "",
        "const four = one;",
        "async function five() { return (await load('sections', `./${other}.js`)).x; }",
        "class Six {}",
        "return {four, five, Six, Three: use('sections/three.js').Three};",
    ]
