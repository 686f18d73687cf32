"""Steps of runs, as tests have them taken in other processes."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def add(number: int, state: int) -> tuple[int, int]:
    """Add ``number``; the result is what there was before."""
    return state + number, state


def whose(state: Any) -> tuple[Any, int]:
    """Say in which process this is."""
    return state, os.getpid()


def wait_for(path: Path, state: int) -> tuple[int, int]:
    """Count on when there is a file at ``path``; tell beside it which process awaits that."""
    path.with_suffix(f".{os.getpid()}").touch()
    while not path.exists():
        time.sleep(0.01)
    return state + 1, os.getpid()


def fail(state: int) -> tuple[int, int]:
    """Raise at 2, an error that cannot be sent anywhere."""

    class Unsendable(Exception):
        pass

    if state == 2:
        raise Unsendable("secret value")
    return state + 1, state


def die_once(path: Path, state: int) -> tuple[int, int]:
    """Die at 2 unless there is a file at ``path``, which is made first."""
    if state == 2 and not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return state + 1, state


def die(state: int) -> tuple[int, int]:
    """Die at 2."""
    if state == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return state + 1, state


def threads(state: Any) -> tuple[Any, dict[str, Any]]:
    """Say with how many threads numpy computes here, how politely, and what need not be loaded."""
    heavy = sorted({"panel", "bokeh", "tornado", "distributed"} & sys.modules.keys())
    import numpy  # noqa: F401 - it loads what has the threads
    import threadpoolctl

    counts = [each["num_threads"] for each in threadpoolctl.threadpool_info()]
    return state, {"threads": counts, "nice": os.nice(0), "heavy": heavy}


def descend(state: Any) -> tuple[Any, float]:
    """Go a step down C = wᵀSw/2, in floats that round."""
    weight, slopes = state
    return (weight - 0.1 * slopes @ weight, slopes), float(weight @ slopes @ weight) / 2
