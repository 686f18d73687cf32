"""Finds an nginx, or installs Debian's: ``python -m tests.nginx``."""

import shutil
import sys

from tests.chromium import install_with_apt

PACKAGE = "nginx-light"


def find_nginx() -> str | None:
    """Return the path of nginx, or None where there is none."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


def main() -> int:
    """Make sure that there is one, and print its path."""
    if find_nginx() is None:
        install_with_apt(PACKAGE)
    path = find_nginx()
    print(path or f"no nginx found, and none could be installed (apt install {PACKAGE})")
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
