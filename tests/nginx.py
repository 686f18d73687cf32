"""Runs a real nginx for tests; ``python -m tests.nginx`` finds one, or installs Debian's."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.chromium import install_with_apt

PACKAGE = "nginx-light"

WEBSOCKETS = """
proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection $upgrade_or_not;
"""
"""What a proxy needs in nginx's words to pass websockets on."""


def find_nginx() -> str | None:
    """Return the path of nginx, or None where there is none."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


@contextmanager
def running_nginx(folder: Path, configuration: str) -> Iterator[None]:
    """Run it with this configuration as long as it is used; skip the test where there is none."""
    nginx = find_nginx()
    if nginx is None:
        pytest.skip(f"there is no nginx (apt install {PACKAGE})")
    path = folder / "nginx.conf"
    path.write_text(f"pid {folder}/pid;\n{configuration}", encoding="utf-8")
    command = [nginx, "-p", str(folder), "-e", "error.log", "-c", str(path)]
    # It goes to the background when it listens.
    subprocess.run(command, check=True)
    try:
        yield
    finally:
        subprocess.run([*command, "-s", "stop"], check=True)


def proxy_configuration(servers: Mapping[int, str]) -> str:
    """Return the configuration of a proxy that does only what the locations of each port say."""
    blocks = "".join(
        f"server {{\nlisten 127.0.0.1:{port};\n{locations}\n}}\n"
        for port, locations in servers.items()
    )
    return (
        "events { }\nhttp {\naccess_log off;\n"
        'map $http_upgrade $upgrade_or_not { default upgrade; "" ""; }\n'
        f"{blocks}}}\n"
    )


def main() -> int:
    """Make sure that there is one, and print its path."""
    if find_nginx() is None:
        install_with_apt(PACKAGE)
    path = find_nginx()
    print(path or f"no nginx found, and none could be installed (apt install {PACKAGE})")
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
