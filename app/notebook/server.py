"""The server of a kernel's labs: a process of its own, at one port, that ends with the kernel."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent.parent
OWN = ("--address=127.0.0.1", "--workers=1", "--prefix=/", "--no-browser")
"""Options that are not left to variables of the environment, which may be another server's."""


class LabServer:
    """A server of labs that is started when it is first needed, and ends with this process."""

    def __init__(self) -> None:
        self.port = 0
        self.origins: frozenset[str] = frozenset()
        """Where pages are from that may frame its own."""
        self._process: subprocess.Popen[str] | None = None

    def serve(self, origins: frozenset[str]) -> None:
        """Be there, also for pages from ``origins``.

        Where these are new, or the server has ended, it is started anew at the same port: labs
        that are open find it again. Raises RuntimeError with its last words where it cannot start.
        """
        is_running = self._process is not None and self._process.poll() is None
        if not is_running or not origins <= self.origins:
            self.stop()
            self.origins |= origins
            self._start()

    def stop(self) -> None:
        """End it, as the end of this process does."""
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def _start(self) -> None:
        let_in = [f"--{what}={each}" for each in self.origins for what in ("origin", "allow-frame")]
        with TemporaryFile() as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.notebook", f"--port={self.port}", *OWN, *let_in],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # Who interrupts the kernel interrupts its group, and does not mean this.
                start_new_session=True,
            )
            assert process.stdout is not None
            said = process.stdout.readline()
            if not said:
                process.communicate()
                # Another may have taken it.
                self.port = 0
                log.seek(0)
                lines = log.read().decode(errors="replace").splitlines() or ["it said nothing"]
                raise RuntimeError(f"the server of the lab does not start: {lines[-1]}")
        self._process = process
        self.port = urlsplit(said.split()[2]).port or 0


@cache
def server_of_this_kernel() -> LabServer:
    """Return the one server of this process."""
    return LabServer()
