"""``python -m app``: serves the page until it is stopped."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from app.logs import leave_out_closed_pages
from app.server import CannotListen, start

BAD_USAGE = 2


class OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_USAGE, f"{self.prog}: {' '.join(message.split())}\n")


def port_number(text: str) -> int:
    """Return the port that ``text`` names, 0 to 65535."""
    if text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a whole number from 0 to 65535, not {text[:20]!r}")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's options."""
    made = OneLineParser(
        prog="python -m app", description="Serve Neuron Lab to a browser, until stopped by Ctrl-C."
    )
    made.add_argument(
        "--port", type=port_number, default=5006, help="port; 0: any that is free (%(default)s)"
    )
    made.add_argument(
        "--address", default="127.0.0.1", help="address (%(default)s: for this machine only)"
    )
    made.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return made


async def serve(address: str, port: int, *, show: bool) -> None:
    """Serve until SIGINT or SIGTERM. Raises CannotListen."""
    loop = asyncio.get_running_loop()
    leave_out_closed_pages(loop)
    server = start(address, port, show=show)
    # After that, for Panel would stop the whole loop on SIGINT; before anybody is told of it.
    stopped = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stopped.set)
    host = f"[{address}]" if ":" in address else address
    print(f"Neuron Lab: http://{host}:{server.port}/  (Ctrl-C stops it)", flush=True)
    await stopped.wait()
    server.stop()


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; return the exit status."""
    options = parser().parse_args(arguments)
    try:
        asyncio.run(serve(options.address, options.port, show=not options.no_browser))
    except CannotListen as error:
        print(f"python -m app: {error}", file=sys.stderr)
        return BAD_USAGE
    return 0
