"""Commands whose standard output is none that can be written to."""

import errno
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 60
"""Seconds after which a command that should have ended counts as one that never does."""
CANNOT_BE_WRITTEN = [
    (redirected, os.strerror(number))
    for redirected, number in [
        (">/dev/full", errno.ENOSPC),
        (">&-", errno.EBADF),
        ("1</dev/null", errno.EBADF),
    ]
]
"""What a shell may do to standard output, and why nothing can be written there then."""


def redirected_command(redirected: str, module: str, *arguments: str) -> list[str]:
    """Return how to run ``python -m module arguments`` with its streams redirected so."""
    shell = ["sh", "-c", f'exec "$@" {redirected}', "sh"]
    return [*shell, sys.executable, "-m", module, *arguments]


def run_redirected(
    redirected: str, module: str, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself."""
    return subprocess.run(
        redirected_command(redirected, module, *arguments),
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
