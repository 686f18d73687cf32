"""Which Chromium the browser tests and the screenshots drive, and how to get one.

``find_chromium`` only looks. ``python -m tests.chromium`` makes sure that there is one, installing
it where it may, and prints its path; ``make test`` runs it first.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The commands looked for on PATH, in this order; the first has no windows of its own to draw."""

PACKAGES = ("chromium", "fonts-noto-cjk")
"""What is installed with apt-get: the browser, and a font for the Chinese screenshots."""
QUICKER = "chromium-headless-shell"
"""Installed besides where there is such a package: pages open in three quarters of the time."""

HOW_TO_GET_ONE = (
    "no Chromium found: install one so that it is on PATH (Debian: apt install chromium), "
    "run `.venv/bin/python -m playwright install chromium`, "
    "or set CHROMIUM to the path of a Chromium or Chrome"
)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


LAUNCH_ARGS = [
    # Chromium refuses to run its sandbox as root.
    *(["--no-sandbox"] if _is_root() else []),
    # The tests watch what the page asks for: keep the browser's own traffic out of it.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    # Without a screen there is nothing for it to do.
    "--disable-gpu",
]
"""Command-line arguments for ``playwright.chromium.launch(args=...)``."""


class ChromiumNotFoundError(RuntimeError):
    """There is no Chromium that runs; the message says how to get one."""


def _output(command: Sequence[str]) -> str | None:
    """What the command prints, or None where it fails or cannot be run."""
    try:
        return subprocess.run(
            command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def _runs(path: str) -> bool:
    # Being there is not enough: Ubuntu's chromium-browser may be a stub that only prints advice.
    return _output([path, "--version"]) is not None


def _from_playwright() -> str | None:
    """Where Playwright keeps its own Chromium, whether it has been downloaded or not."""
    # In a process of its own, as Playwright cannot be started twice in one.
    script = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright:\n"
        "    print(playwright.chromium.executable_path)\n"
    )
    return _output([sys.executable, "-c", script])


@functools.cache
def find_chromium() -> str:
    """Return the path of a Chromium that runs.

    That is what the environment variable CHROMIUM names, else the first of ``NAMES`` on PATH, else
    the one that Playwright has downloaded. Raises ``ChromiumNotFoundError`` where there is none.
    """
    if chosen := os.environ.get("CHROMIUM"):
        path = shutil.which(chosen)
        if path and _runs(path):
            return path
        raise ChromiumNotFoundError(f"CHROMIUM is {chosen!r}, which is not a Chromium that runs")
    for name in NAMES:
        path = shutil.which(name)
        if path and _runs(path):
            return path
    path = _from_playwright()
    if path and _runs(path):
        return path
    raise ChromiumNotFoundError(HOW_TO_GET_ONE)


def _call(command: Sequence[str]) -> bool:
    """Run the command without questions, its output as our errors; tell whether it succeeded."""
    print("+", *command, file=sys.stderr, flush=True)
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    return done.returncode == 0


def _root_prefix() -> list[str] | None:
    """Return how to run apt-get: as root, through a sudo that asks for no password, or not."""
    if not shutil.which("apt-get"):
        return None
    if _is_root():
        return []
    return ["sudo", "-n"] if _output(["sudo", "-n", "true"]) is not None else None


def install_with_apt(*packages: str) -> None:
    """Install Debian's ``packages`` where that is possible, and say what is done."""
    prefix = _root_prefix()
    if prefix is None:
        return
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _call([*apt_get, "update"])
    _call([*apt_get, "install", "-y", "--no-install-recommends", *packages])


def _install_with_playwright() -> None:
    install = [sys.executable, "-m", "playwright", "install"]
    # With the system libraries that the browser needs, where they may be installed.
    if _root_prefix() is None or not _call([*install, "--with-deps", "chromium"]):
        _call([*install, "chromium"])


def _ensure_chromium() -> str:
    """Return the path of a Chromium, installing one where there is none yet."""
    try:
        return find_chromium()
    except ChromiumNotFoundError:
        if os.environ.get("CHROMIUM"):
            raise
    install_with_apt(*PACKAGES)
    install_with_apt(QUICKER)
    try:
        return find_chromium()
    except ChromiumNotFoundError:
        _install_with_playwright()
    return find_chromium()


def main() -> int:
    """Make sure that there is a Chromium and print its path."""
    try:
        print(_ensure_chromium())
    except ChromiumNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
