"""Runs a real JupyterLab with jupyter-server-proxy, where the notebook tests' packages are."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.serving import LONGEST, free_port

ROOT = Path(__file__).parent.parent
NAME = "hub.localhost"
"""A name that browsers resolve to this machine by themselves."""
NOT_NEEDED = ("jupyter_lsp", "jupyter_server_terminals", "panel.io.jupyter_server_extension")
"""Extensions that take half of the time in which it starts."""
OWN_FOLDERS = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")


@contextmanager
def running_jupyter(folder: Path, base: str) -> Iterator[str]:
    """Run it as a hub runs one for a reader, below the path ``base``; give its address by a name.

    Its notebooks and all its own files are in ``folder``, and its kernels find this checkout. Skips
    the test where it is not installed.
    """
    for package in ("jupyterlab", "jupyter_server_proxy"):
        if find_spec(package) is None:
            pytest.skip(f"there is no {package} (make test installs it)")
    port = free_port()
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.base_url": base,
        "ServerApp.root_dir": folder,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "ServerApp.allow_remote_access": True,
        "IdentityProvider.token": "",
    }
    command = [sys.executable, "-m", "jupyterlab"]
    command += [f"--{name}={value}" for name, value in options.items()]
    command += [f"--ServerApp.jpserver_extensions={name}=False" for name in NOT_NEEDED]
    own = {**dict.fromkeys(OWN_FOLDERS, str(folder)), "PYTHONPATH": str(ROOT)}
    with (
        (folder / "jupyter.log").open("ab") as log,
        subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env=os.environ | own
        ) as process,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}{base}api/status")
            yield f"http://{NAME}:{port}{base}"
        finally:
            process.kill()


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook of these cells."""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {
        "cells": [{**cell, "id": f"{number}", "source": code} for number, code in enumerate(cells)],
        "metadata": {"kernelspec": kernel},
        **{"nbformat": 4, "nbformat_minor": 5},
    }
    path.write_text(json.dumps(content), "utf-8")


def _wait_for(address: str) -> None:
    """Wait until somebody answers there."""
    end = time.monotonic() + LONGEST
    while True:
        try:
            with urllib.request.urlopen(address, timeout=LONGEST):
                return
        except URLError:
            assert time.monotonic() < end, f"nobody answers at {address}"
            time.sleep(0.1)
