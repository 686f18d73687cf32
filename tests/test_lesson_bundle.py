"""app.lesson.bundle.

Every script of the page keeps to the forms of import and export that can be bundled.
"""

import re

import pytest

from app.lesson import bundle as bundling
from app.lesson.assets import scripts
from app.lesson.bundle import CannotBundle, as_function, bundle

ENTRIES = {"start.js", "system-theme.js"}
"""Scripts that a page runs by themselves, and no lesson has."""


@pytest.mark.parametrize("name", sorted(scripts().keys() - ENTRIES))
def test_a_script_imports_and_exports_in_the_forms_that_are_known(name):
    text = as_function(name, scripts()[name])
    assert "import.meta" not in text
    assert not re.search(r"\bimport\(", text)
    assert re.search(r"^return \{.*\};$", text, re.MULTILINE)


def test_a_lesson_has_all_that_its_script_imports_once_and_in_order():
    made = bundle("lesson.js", also="sections")
    names = re.findall(r"^modules\['(.+)'\] = ", made, re.MULTILINE)
    assert len(names) == len(set(names))
    assert names[-1] == "lesson.js"
    assert {"run-lab.js", "neuron.js", "sections/why.js", "dom.js"} <= set(names)
    assert not ENTRIES & set(names)
    for match in re.finditer(r"= modules\['(.+?)'\];", made):
        defined = made.find(f"modules[{match[1]!r}] = ")
        assert 0 <= defined < match.start(), match[1]


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
        bundle("a.js")


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
        "const {one, two: other} = modules['dom.js'];",
        "const kinds = modules['sections/kinds.js'];",
        "",
        "const four = one;",
        "async function five() { return (await load('sections', `./${other}.js`)).x; }",
        "class Six {}",
        "return {four, five, Six, Three: modules['sections/three.js'].Three};",
    ]
