"""What happens in a process that trains. It imports little, since every such process has to."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from app.jobs.log_line import OneLine

Step = Callable[[Any], tuple[Any, Any]]
"""``step(state) -> (state, result)``: a function of a module, or a partial of one."""

LOWEST_PRIORITY = 19
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
"""What the libraries below numpy read when they are loaded."""


class StepFailed(Exception):
    """A step raised: the type of the error and where, which says nothing of values."""


class CannotRead(StepFailed):
    """Raised by a step that needs a file which cannot be read; one line names it and says why."""


def take(step: Step, state: Any) -> tuple[Any, Any]:
    """Take ``step``; return the next state and the result. Raises StepFailed alone.

    So an error of any type can be sent back, and whatever else is raised is not the step's.
    """
    try:
        state, result = step(state)
    except CannotRead:
        raise
    except Exception:
        raise StepFailed(OneLine().formatException(sys.exc_info())) from None
    return state, result


def prepare() -> None:
    """Be a process that trains: after those that serve, on one core, and no longer than the parent.

    To be called before numpy is imported.
    """
    os.environ.update(ONE_THREAD)
    # Ctrl-C goes to all processes of a terminal, but it is the parent's to end this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(LOWEST_PRIORITY)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    # A pipe that the system closes with the parent, in whichever way that ends. The pipe over which
    # work comes tells nothing: this process holds both ends of it.
    parent.join()
    os._exit(1)
