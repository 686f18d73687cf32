"""What may import what, and what a module may hold.

Each floor of the tower imports only from itself and from floors below it.
"""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "core").rglob("*.py"))
APP = sorted((ROOT / "app").rglob("*.py"))
FLOORS = (
    "core",
    "app.ui",
    "app.jobs",
    "app.training_lab",
    "app.networks",
    "app.labs",
    "app.lesson",
    "app.page",
    "app.panel",
    "app.server",
    "app.options",
    "app.export",
    "app.mnist",
    "app.cli",
    "app.notebook",
)
"""The tower, from the ground up."""


def name_of(path: Path) -> str:
    """The dotted name of a module, with ``__init__`` where it has that."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def every_module(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=name_of)


def imported(text: str) -> Iterator[str]:
    """The dotted names of all that is imported, anywhere in a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor(module: str) -> int:
    """The floor that a module is on; whatever starts the command is on the highest."""
    if module in ("app.__init__", "app.__main__"):
        return len(FLOORS) - 1
    found = [
        number
        for number, name in enumerate(FLOORS)
        if module == name or module.startswith(f"{name}.")
    ]
    assert len(found) == 1, f"{module} is on no floor of the tower"
    return found[0]


def lab_of(module: str) -> str:
    """The lab whose folder a module is in, or an empty text."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["app", "labs"] and len(parts) > 3 else ""


def misplaced(module: str, text: str) -> list[str]:
    """What a module with this text imports from a floor above it, or from another lab than its."""
    own = [name for name in imported(text) if name.partition(".")[0] in ("app", "core")]
    upward = [name for name in own if floor(name) > floor(module)]
    lab = lab_of(module)
    others = [name for name in own if lab and lab_of(name) not in ("", lab)]
    return upward + others


def test_the_core_is_there():
    expected = {"core.sigmoid", "core.costs.costs", "core.neuron.settings", "core.neuron.training"}
    assert expected <= set(map(name_of, CORE))


@pytest.mark.parametrize("name", FLOORS)
def test_every_floor_is_there(name):
    place = ROOT.joinpath(*name.split("."))
    assert place.is_dir() or place.with_suffix(".py").is_file()


@every_module(CORE + APP)
def test_a_module_imports_only_from_its_own_floor_and_those_below(path):
    assert misplaced(name_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("core.sigmoid", "from app.ui.numbers import decimals"),
        ("app.ui.help", "import app.jobs.scheduler"),
        ("app.networks.trainer", "from app.labs.network.view import progress"),
        ("app.jobs.child_process", "def take():\n    from app.server.logs import write_log"),
        ("app.labs.registry", "from app.page.page import build"),
        ("app.labs.neuron.view", "from app.labs.costs import curves"),
        ("app.server.serve", "from app import cli"),
    ],
)
def test_an_import_upward_or_from_another_lab_is_found(module, text):
    assert len(misplaced(module, text)) == 1


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("app.labs.neuron.view", "from app.labs.neuron.spec import Controls"),
        ("app.labs.registry", "from app.labs.costs.session import CostsSession"),
        ("app.page.page", "from app.labs.registry import LABS\nimport panel"),
        ("app.__main__", "from app.cli import main"),
    ],
)
def test_an_import_from_the_same_floor_or_below_is_not(module, text):
    assert misplaced(module, text) == []


@every_module([path for path in APP if path.parent.name == "server"])
def test_the_server_knows_pages_and_no_lab(path):
    known = [name for name in imported(path.read_text("utf-8")) if name.startswith("app.labs")]
    assert known == []


@every_module(CORE)
def test_the_core_imports_only_the_standard_library_and_numpy(path):
    packages = {name.partition(".")[0] for name in imported(path.read_text(encoding="utf-8"))}
    assert packages <= sys.stdlib_module_names | {"numpy", "core"}


@every_module(CORE)
def test_the_core_holds_no_state_that_could_change(path):
    if path.stem == "__main__":
        return
    module = importlib.import_module(name_of(path).removesuffix(".__init__"))
    held = {name: value for name, value in vars(module).items() if not name.startswith("__")}
    changeable = [name for name, value in held.items() if isinstance(value, list | dict | set)]
    assert changeable == []


def test_the_modules_that_tests_name_are_there():
    named = {
        name: path.name
        for path in (ROOT / "tests").rglob("*.py")
        for name in re.findall(
            r"\b(?:app|core|tests)(?:\.\w+)+",
            ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "",
        )
    }
    assert len(named) > 50
    gone = {
        name: test
        for name, test in named.items()
        for folder in [ROOT.joinpath(*name.split("."))]
        if not folder.is_dir() and not folder.with_suffix(".py").is_file()
    }
    assert gone == {}


SCRIPTS = sorted(each for each in (ROOT / "assets").rglob("*") if each.suffix in (".js", ".html"))


def test_one_script_alone_asks_the_browser_to_keep_something():
    """Browsers may refuse, and there it is known what to do then."""
    asks = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")
    found = [path.name for path in SCRIPTS if asks.search(path.read_text(encoding="utf-8"))]
    assert found == ["session-storage.js"]
