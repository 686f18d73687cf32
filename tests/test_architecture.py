"""What may import what, and what a module may hold."""

import ast
import importlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "core").glob("**/*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, relative imports as those of its own."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "core" if node.level else (node.module or "")
            names.add(module.partition(".")[0])
    return names


def test_the_core_is_there():
    assert {"sigmoid.py", "costs.py", "settings.py", "training.py"} <= {path.name for path in CORE}


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_imports_only_the_standard_library_and_numpy(path):
    assert imported(path) <= sys.stdlib_module_names | {"numpy", "core"}


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_holds_no_state_that_could_change(path):
    if path.stem == "__main__":
        return
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    held = {name: value for name, value in vars(module).items() if not name.startswith("__")}
    changeable = [name for name, value in held.items() if isinstance(value, list | dict | set)]
    assert changeable == []
