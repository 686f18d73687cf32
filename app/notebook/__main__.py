"""``python -m app.notebook OPTIONS``: does as ``python -m app``, until its standard input ends.

Whoever starts it holds the other end of a pipe, which the system closes when that process ends, in
whichever way.
"""

import os
import signal
import sys
import time
from threading import Thread

from app.cli import main

STANDARD_INPUT = 0
SECONDS_TO_END = 10.0


def end_with_input() -> None:
    """Wait for the end of standard input, and end this process: first as SIGTERM does."""
    # Not as a file of Python: that has a lock, with which this process could not end by itself.
    while os.read(STANDARD_INPUT, 1024):
        pass
    signal.raise_signal(signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os._exit(1)


if __name__ == "__main__":
    Thread(target=end_with_input, daemon=True).start()
    sys.exit(main())
