"""The scripts of Bokeh and Panel as one, less the models that no page uses.

Both put each of their modules into a function, which is called when the module is first required,
and begin every such function on a line of its own. Here the functions that nothing required can
reach are emptied, three fifths of what a browser would fetch and read; the rest stays as it is.
What is required is looked for in the text of the functions. This knows how Bokeh's releases are
made, as nothing else here does; ``tests/test_ui_needed_scripts.py`` tells when that has changed,
and the scripts are sent whole then.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from bokeh.util.paths import static_path
from panel.io.resources import DIST_DIR

logger = logging.getLogger(__name__)

NEEDED = (
    *("AllIndices", "AllLabels", "BasicTicker", "BasicTickFormatter", "CategoricalColorMapper"),
    *("CDSView", "ColumnDataSource", "FixedTicker", "GlyphRenderer", "Grid", "ImportedStyleSheet"),
    *("LinearAxis", "LinearScale", "LogAxis", "LogScale", "LogTickFormatter", "MultiLine"),
    *("NumeralTickFormatter", "Patches", "Plot", "Range1d", "Selection", "Text", "Toolbar"),
    *("UnionRenderers", "VSpan"),
)
"""The models of Bokeh that pages are made of."""
COMPONENT = "ReactiveESM"
"""The model of Panel that shows a component."""
EMBEDDING = "index"
"""The module with what pages call of Bokeh, by the name that it has there."""

BOKEH = "bokeh.js"
"""What the scripts of Bokeh and Panel are called as one, beside those of the page."""

BEGINS = re.compile(r'^(?:"?(?P<id>\w+)"?: )?function _\((?P<require>\w+)[,)]', re.MULTILINE)
"""Matches the beginning of a module; where modules are a list, their places are their names."""
ENDS = re.compile(r'^[}\]], "?(?P<entry>\w+)"?, (?P<names>\{.*?\}), ', re.MULTILINE)
"""Matches what follows the last: which one begins, and the names by which others know them."""
DEFINES = re.compile(r'\.__name__="(\w+)"|\bclass (\w+) extends\b')
"""Matches where a model is defined."""


class UnknownScript(ValueError):
    """A script of Bokeh or Panel is not made as it was when this was written."""


@dataclass(frozen=True)
class Script:
    """A script: its modules by id, what stands before and after them, and what it calls them."""

    head: str
    modules: Mapping[str, str]
    foot: str
    entry: str
    ids: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Script":
        """Return the script at ``path``. Raises UnknownScript."""
        text = path.read_text("utf-8")
        found, end = list(BEGINS.finditer(text)), ENDS.search(text)
        if not found or not end:
            raise UnknownScript(path.name)
        starts = [each.start() for each in found]
        parts = [text[a:b] for a, b in zip(starts, [*starts[1:], end.start()], strict=True)]
        ids = [each["id"] or str(place) for place, each in enumerate(found)]
        try:
            names = json.loads(end["names"])
        except json.JSONDecodeError as error:
            raise UnknownScript(path.name) from error
        return cls(
            text[: starts[0]],
            MappingProxyType(dict(zip(ids, parts, strict=True))),
            text[end.start() :],
            end["entry"],
            {name: str(number) for name, number in names.items()},
        )

    def less(self, needed: set[str]) -> str:
        """Return the script with all modules emptied that are not needed."""
        kept = (text if each in needed else _empty(text) for each, text in self.modules.items())
        return "".join((self.head, *kept, self.foot))


def _empty(module: str) -> str:
    """Return a module under the same name that exports nothing."""
    name = module[: module.index("function")]
    return f"{name}function _(){{}}{',' if module.rstrip().endswith(',') else ''}\n"


class Modules:
    """The modules of several scripts, and what each of them requires."""

    def __init__(self, scripts: Iterable[Script]) -> None:
        scripts = tuple(scripts)
        self._texts = {each: text for script in scripts for each, text in script.modules.items()}
        # Panel calls its own beginning "index", as Bokeh does.
        named = (script.ids for script in reversed(scripts))
        self.ids = {name: each for ids in named for name, each in ids.items()}
        self.lists = {script.entry for script in scripts} | {
            module
            for script in scripts
            for name, module in script.ids.items()
            if name == "models/main" or (name.startswith("models/") and name.endswith("/index"))
        }
        """The modules that do no more than hand on what others export."""
        self._defining: dict[str, set[str]] = {}
        for module, text in self._texts.items():
            for model in chain.from_iterable(DEFINES.findall(text)):
                self._defining.setdefault(model, set()).add(module)

    def requires(self, module: str) -> Iterator[str]:
        """Yield the ids of what ``module`` requires and one of the scripts has."""
        text = self._texts[module]
        begins = BEGINS.match(text)
        assert begins
        call = rf'\b{begins["require"]}\((?:"([^"]+)"|(\d+))\)'
        for name, number in re.findall(call, text):
            path = (name or number).removeprefix("@bokehjs/").rstrip("/")
            found = self.ids.get(path) or self.ids.get(f"{path}/index") or path
            if found in self._texts:
                yield found

    def defining(self, model: str) -> set[str]:
        """Return the ids of the modules that define ``model``, and of namesakes."""
        if model not in self._defining:
            raise UnknownScript(f"nothing defines {model}")
        return self._defining[model]

    def needed(self, models: Iterable[str]) -> set[str]:
        """Return the ids of what these need, and of the lists, which find less in other modules."""
        if EMBEDDING not in self.ids:
            raise UnknownScript(f"no module is called {EMBEDDING}")
        needed: set[str] = set()
        left = [self.ids[EMBEDDING], *chain.from_iterable(map(self.defining, models))]
        while left:
            if (module := left.pop()) not in needed:
                needed.add(module)
                left += self.requires(module)
        return needed | self.lists


def script_paths() -> tuple[Path, ...]:
    """Return where the scripts are that Panel needs, in the order in which they must run."""
    folder = Path(static_path(), "js")
    bokeh = [folder / f"{name}.min.js" for name in ("bokeh", "bokeh-widgets", "bokeh-tables")]
    return (*bokeh, DIST_DIR / "panel.min.js")


@cache
def needed_scripts() -> str:
    """Return what a page needs of the scripts of Bokeh and Panel, as one."""
    return _with_models(script_paths(), (*NEEDED, COMPONENT))


@cache
def drawing_script() -> str:
    """Return what a page needs of Bokeh's script to draw, without Panel."""
    return _with_models(script_paths()[:1], NEEDED)


def _with_models(paths: Sequence[Path], models: Iterable[str]) -> str:
    """Return the scripts as one, less what these models do not need, or whole if need be."""
    try:
        scripts = [Script.read(path) for path in paths]
        needed = Modules(scripts).needed(models)
    except UnknownScript as unknown:
        logger.warning("The scripts of Bokeh are sent whole: %s", unknown)
        return "\n".join(path.read_text("utf-8") for path in paths)
    return "\n".join(script.less(needed) for script in scripts)
