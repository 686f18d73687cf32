"""Modules of ``assets/js`` as one script.

A hundred files take a browser longer to fetch than to run, and for a page that is a file it fetches
none. Each module becomes a function that returns what it exports, called once, when it is first
used. What stands in a module is not read: its imports and exports are lines that begin with these
words and have one of the forms below, and the tests hold every module of ``assets/js`` to that.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from app.ui.assets import scripts

IMPORT = re.compile(
    r"""^import\ (?:\{(?P<names>[\w\s,]+)\}|\*\ as\ (?P<whole>\w+))
    \ from\ "(?P<path>[./\w-]+)";$""",
    re.MULTILINE | re.VERBOSE,
)
"""Matches ``import {one, two as other} from "./module.js";`` and ``import * as name from …``."""
HANDED_ON = re.compile(
    r"""^export\ \{(?P<names>[\w\s,]+)\}\ from\ "(?P<path>[./\w-]+)";$""", re.MULTILINE | re.VERBOSE
)
"""Matches ``export {one, two} from "./module.js";``."""
EXPORT = re.compile(
    r"^export (?=(?:async function|function|class|const) (?P<name>\w+))", re.MULTILINE
)
"""Matches the word before what is exported, a function, a class or a constant."""
STATEMENT = re.compile(r"^(?:import|export)\b(?!\()", re.MULTILINE)
"""Matches whatever begins as an import or an export does."""
LATER = re.compile(r"\bimport\((?=`\./)")
"""Matches the word before the path of a module that is imported when it is wanted."""
OWN_ADDRESS = "import.meta.url"
BUNDLE = "bundle.js"
"""What the scripts of the page are called as one, beside those that they are made of."""
RENDERS = "export function render("
"""Is in every module that shows a component."""
HOST = "host-page.js"
"""The one that makes room on somebody's page, which our own has no use for."""


class CannotBundle(ValueError):
    """A module has a form that is not known here, or modules import each other in a circle."""


def bundle(*entries: str, also: str, address: str) -> str:
    """Return the modules ``entries``, all that they import, and the folder ``also``, as one script.

    Modules are called by their paths in ``assets/js``: ``use("dom.js")`` returns what that exports.
    Those of ``also`` are there to be imported later. ``address`` is what the script says for the
    address of a module. Raises CannotBundle.
    """
    sources = scripts()
    done: dict[str, str] = {}
    for name in (*(name for name in sources if name.startswith(f"{also}/")), *entries):
        _add(name, sources, done, ())
    modules = "".join(f"{name!r}: () => {{\n{text}}},\n" for name, text in done.items())
    return f"const bundleAddress = {address};\n{USE}const modules = {{\n{modules}}};\n"


def page_scripts() -> str:
    """Return the scripts of the page and of all labs, as one module that exports ``use``."""
    components = (name for name, text in scripts().items() if RENDERS in text and name != HOST)
    made = bundle("start.js", *components, also="sections", address=OWN_ADDRESS)
    return f"{made}export {{use}};\n"


USE = """\
const used = new Map();
const use = (name) => {
  if (!used.has(name)) used.set(name, modules[name]());
  return used.get(name);
};
const load = async (folder, path) => use(new URL(path, `file:///${folder}/`).pathname.slice(1));
"""


def _add(
    name: str, sources: Mapping[str, str], done: dict[str, str], above: tuple[str, ...]
) -> None:
    """Add a module to what is ``done``, after those that it imports."""
    if name in done:
        return
    if name in above:
        raise CannotBundle(f"{name} imports itself, by way of {', '.join(above)}")
    text = sources[name]
    for found in (*IMPORT.finditer(text), *HANDED_ON.finditer(text)):
        _add(_resolved(name, found["path"]), sources, done, (*above, name))
    done[name] = as_function(name, text)


@cache
def as_function(name: str, text: str) -> str:
    """Return the inside of a function that does what the module does, and returns its exports."""
    handed_on = [(name, found) for found in HANDED_ON.finditer(text)]
    exported = [found["name"] for found in EXPORT.finditer(text)]
    exported += [_handed_on(name, found) for name, found in handed_on]
    plain = IMPORT.sub(lambda found: _imported(name, found), text)
    plain = EXPORT.sub("", HANDED_ON.sub("", plain))
    if left := STATEMENT.search(plain):
        line = plain[left.start() :].partition("\n")[0]
        raise CannotBundle(f"{name} has an import or export of another form: {line}")
    folder = PurePosixPath(name).parent.as_posix()
    plain = LATER.sub(f"load({folder!r}, ", plain).replace(OWN_ADDRESS, "bundleAddress")
    return f"{plain}return {{{', '.join(exported)}}};\n"


def _imported(name: str, found: re.Match[str]) -> str:
    names = found["whole"] or f"{{{found['names'].replace(' as ', ': ')}}}"
    return f"const {names} = use({_resolved(name, found['path'])!r});"


def _handed_on(name: str, found: re.Match[str]) -> str:
    module = f"use({_resolved(name, found['path'])!r})"
    return ", ".join(f"{each}: {module}.{each}" for each in re.findall(r"\w+", found["names"]))


def _resolved(name: str, path: str) -> str:
    """Return the path in ``assets/js`` of what ``name`` calls ``path``."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / path).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
