"""The installation: what is locked, what the Makefile offers, and how a bare machine is met.

Nothing here touches the network: packages, interpreters and apt-get are stood in for by scripts.
"""

import functools
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import chromium

ROOT = Path(__file__).resolve().parent.parent
RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
NOTEBOOK_LOCK = "requirements-notebook-tests.lock"
LOCKS = (RUNTIME_LOCK, DEV_LOCK, NOTEBOOK_LOCK)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@functools.cache
def lock_entries(lock: str) -> list[tuple[Requirement, int]]:
    """The requirements in a lock file, each with how many hashes it has."""
    lines = [line for line in read(lock).splitlines() if not line.lstrip().startswith("#")]
    entries = re.split(r"\n(?=\S)", "\n".join(lines).strip())
    return [
        (Requirement(re.split(r"\s*\\\n|\n", entry)[0]), entry.count("--hash=sha256:"))
        for entry in entries
    ]


def locked(lock: str, python: str) -> dict[str, str]:
    """The version of each package that the lock file pins for this Python on Linux."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    pins: dict[str, str] = {}
    for requirement, _ in lock_entries(lock):
        if requirement.marker is None or requirement.marker.evaluate(environment):
            name = canonicalize_name(requirement.name)
            assert name not in pins, f"{name} is pinned twice for Python {python}"
            (specifier,) = requirement.specifier
            assert specifier.operator == "=="
            pins[name] = specifier.version
    return pins


def direct_dependencies(lock: str) -> list[Requirement]:
    project = tomllib.loads(read("pyproject.toml"))
    names = list(project["project"]["dependencies"])
    if lock != RUNTIME_LOCK:
        names += project["dependency-groups"]["dev"]
    if lock == NOTEBOOK_LOCK:
        names += project["dependency-groups"]["notebook-tests"]
    return [Requirement(name) for name in names]


def tracked_top_level() -> list[str]:
    """The tracked files of the top level and of .ci; all files there, where git does not say."""
    found = [*ROOT.iterdir(), *(ROOT / ".ci").iterdir()]
    names = {path.relative_to(ROOT).as_posix() for path in found if path.is_file()}
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        done = subprocess.run(
            [git, "ls-files"], cwd=ROOT, check=False, capture_output=True, text=True
        )
        names = names & set(done.stdout.splitlines()) or names
    return sorted(names)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_direct_dependency(lock: str, python: str) -> None:
    pins = locked(lock, python)
    for dependency in direct_dependencies(lock):
        version = pins.get(canonicalize_name(dependency.name))
        assert version, f"{dependency.name} is not in {lock}: run make lock"
        assert dependency.specifier.contains(version), f"{dependency} has {version}: run make lock"


@pytest.mark.parametrize("python", PYTHONS)
def test_each_lock_pins_what_the_one_before_it_pins(python: str) -> None:
    for smaller, larger in pairwise(LOCKS):
        assert locked(smaller, python).items() <= locked(larger, python).items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    assert [str(requirement) for requirement, hashes in lock_entries(lock) if not hashes] == []


def test_every_dependency_says_why() -> None:
    silent = []
    before, inside = "", False
    for line in map(str.strip, read("pyproject.toml").splitlines()):
        if line == "]" or line.startswith("["):
            inside = False
        elif re.match(r"(dependencies|dev|notebook-tests) = \[", line):
            inside = True
        elif inside and line.startswith('"') and not (before.startswith("# ") or "  # " in line):
            silent.append(line)
        before = line
    assert silent == []


def test_no_dependency_is_left_out_of_the_lists_that_say_why() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    assert set(project["dependency-groups"]) == {"dev", "notebook-tests"}
    assert "optional-dependencies" not in project["project"]


def test_locks_hold_no_address() -> None:
    for lock in LOCKS:
        text = read(lock)
        assert "://" not in text
        assert [line for line in text.splitlines() if line.startswith("-")] == []


@pytest.mark.parametrize("name", tracked_top_level())
def test_top_level_names_no_registry_and_no_path_of_a_machine(name: str) -> None:
    text = read(name)
    registry = r"(?<!no-emit-)(index-url|find-links)|https?://\S*(pypi|pythonhosted|/simple)"
    path = r"(?<![\w.~$}/])/(home|root|Users|work|tmp|opt|srv|mnt)/"
    assert [match.group() for match in re.finditer(f"{registry}|{path}", text)] == []


@pytest.fixture
def make_environment() -> dict[str, str]:
    """The environment without what a make around this test run hands down."""
    handed_down = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "ARGS", "PYTHON")
    return {name: value for name, value in os.environ.items() if name not in handed_down}


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_help_lists_every_target(make_environment: dict[str, str]) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))
    assert targets >= {
        *("run", "test", "check", "format", "lock", "screenshots", "clean", "help"),
        *("lint", "scripts", "style", "types"),
    }
    listed = subprocess.run(
        ["make", "help"],
        cwd=ROOT,
        env=make_environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert set(re.findall(r"^  ([a-z-]+)  +\S", listed, re.MULTILINE)) == targets


def test_commit_hooks_call_targets_of_the_makefile() -> None:
    hooks = read(".pre-commit-config.yaml")
    targets = re.findall(r"entry: make ([a-z-]+)", hooks)
    assert targets == ["lint", "scripts", "style", "types"]
    assert re.search(r"^check: lint scripts style types\b", read("Makefile"), re.MULTILINE)
    assert re.findall(r"repo: (\S+)", hooks) == ["local"]


@pytest.mark.parametrize("script", ["run", "venv", "lock"])
def test_scripts_are_executable(script: str) -> None:
    assert os.access(ROOT / ".ci" / script, os.X_OK)


def write_script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name != "posix", reason=".ci/venv is for POSIX systems")
class TestVenv:
    """.ci/venv, in a directory of its own and with stand-ins for id, apt-get and Python."""

    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        (tmp_path / ".ci").mkdir()
        shutil.copy(ROOT / ".ci" / "venv", tmp_path / ".ci" / "venv")
        write_script(tmp_path / "bin" / "id", "echo 0")
        write_script(tmp_path / "bin" / "apt-get", "exit 1")
        return tmp_path

    @staticmethod
    def run(checkout: Path, python: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [checkout / ".ci" / "venv", "bare"],
            env={"PATH": f"{checkout / 'bin'}:{os.environ['PATH']}", "PYTHON": str(python)},
            check=False,
            capture_output=True,
            text=True,
        )

    @staticmethod
    def python_without_ensurepip(checkout: Path) -> Path:
        """A Python like Debian's: no ensurepip until the file named installed is there.

        It leaves pip out of what it makes, which takes longest and is not what is looked at.
        """
        return write_script(
            checkout / "bin" / "some-python",
            f"""case "$*" in
            *realpath*) ;;
            *_base_executable*) echo "$0"; exit ;;
            *ensurepip*) test -e '{checkout / "installed"}'; exit ;;
            "-m venv "*) shift 2; set -- -m venv --without-pip "$@" ;;
            esac
            exec '{sys.executable}' "$@" """,
        )

    def test_makes_it_once_and_again_for_another_interpreter(self, checkout: Path) -> None:
        (checkout / "installed").touch()
        first = self.run(checkout, self.python_without_ensurepip(checkout))
        assert (first.returncode, first.stderr) == (0, "")
        assert "making .venv" in first.stdout
        # Whether named from outside or from inside, it is the same interpreter.
        for python in (sys.executable, checkout / ".venv" / "bin" / "python"):
            assert self.run(checkout, python).stdout == ""
        (checkout / ".venv" / "made-by").write_text("another interpreter\n", encoding="utf-8")
        again = self.run(checkout, checkout / ".venv" / "bin" / "python")
        assert (again.returncode, again.stderr) == (0, "")
        assert "making .venv" in again.stdout

    def test_no_such_python_is_one_clear_line(self, checkout: Path) -> None:
        done = self.run(checkout, "no-such-python")
        assert done.returncode == 1
        assert re.fullmatch(r".*no-such-python not found: install Python 3\.11.*\n", done.stderr)

    def test_old_python_is_one_clear_line(self, checkout: Path) -> None:
        old = write_script(
            checkout / "bin" / "old-python",
            f"""shift; code=$1; shift
            exec '{sys.executable}' -c "import sys; sys.version_info = (3, 9, 2)
$code" "$@" """,
        )
        done = self.run(checkout, old)
        assert done.returncode == 1
        assert re.fullmatch(r".*is Python 3\.9, but 3\.11 or newer is needed.*\n", done.stderr)
        assert not (checkout / ".venv").exists()

    def test_missing_ensurepip_is_installed(self, checkout: Path) -> None:
        write_script(
            checkout / "bin" / "apt-get",
            f"""echo "$*" >>'{checkout / "asked"}'
            case "$*" in *install*-venv) touch '{checkout / "installed"}' ;; esac""",
        )
        done = self.run(checkout, self.python_without_ensurepip(checkout))
        assert done.returncode == 0, done.stderr
        update, install = (checkout / "asked").read_text(encoding="utf-8").splitlines()
        assert update.endswith("update")
        version = "{}.{}".format(*sys.version_info)
        assert install.endswith(f"install -y --no-install-recommends python{version}-venv")
        assert (checkout / ".venv" / "bin" / "python").exists()

    @pytest.mark.parametrize("root", [True, False])
    def test_missing_ensurepip_is_one_clear_line(self, checkout: Path, root: bool) -> None:
        if not root:
            write_script(checkout / "bin" / "id", "echo 1000")
            write_script(checkout / "bin" / "sudo", "echo a password is required >&2; exit 1")
        done = self.run(checkout, self.python_without_ensurepip(checkout))
        assert done.returncode == 1
        assert re.fullmatch(r".*lacks ensurepip: .*apt install python3\.\d+-venv\)\n", done.stderr)
        assert not (checkout / ".venv").exists()


@pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")
class TestChromium:
    """Where a Chromium is looked for, with stand-ins for the browsers."""

    @pytest.fixture(autouse=True)
    def bare_machine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(chromium, "_from_playwright", lambda: None)
        chromium.find_chromium.cache_clear()
        yield
        chromium.find_chromium.cache_clear()

    def test_what_the_environment_names_comes_first(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_script(tmp_path / "chromium", "exit 0")
        mine = write_script(tmp_path / "mine" / "chrome", "exit 0")
        monkeypatch.setenv("CHROMIUM", str(mine))
        assert chromium.find_chromium() == str(mine)

    def test_what_the_environment_names_must_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHROMIUM", "no-such-browser")
        with pytest.raises(chromium.ChromiumNotFoundError, match="no-such-browser"):
            chromium.find_chromium()

    def test_one_on_the_path_that_does_not_run_is_passed_over(self, tmp_path: Path) -> None:
        write_script(tmp_path / "chromium", "exit 1")
        chrome = write_script(tmp_path / "google-chrome", "exit 0")
        assert chromium.find_chromium() == str(chrome)

    def test_that_of_playwright_comes_last(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        downloaded = write_script(tmp_path / "downloaded" / "chrome", "exit 0")
        monkeypatch.setattr(chromium, "_from_playwright", lambda: str(downloaded))
        assert chromium.find_chromium() == str(downloaded)

    def test_none_says_how_to_get_one(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        tried: list[str] = []
        monkeypatch.setattr(
            chromium, "install_with_apt", lambda *_packages: tried.append("apt-get")
        )
        monkeypatch.setattr(chromium, "_install_with_playwright", lambda: tried.append("own"))
        assert chromium.main() == 1
        assert tried == ["apt-get", "apt-get", "own"]
        assert "playwright install chromium" in capsys.readouterr().err
