"""Takes away what Windows and some other systems do not have; Python imports it when it starts.

A process has this in front of it where its folder is in PYTHONPATH, and so have all that it starts.
Modules of Python itself that were loaded before keep what they have.
"""

import asyncio
import os
import signal
import socket
import sys

for _module in ("resource", "fcntl", "pwd", "grp", "termios"):
    sys.modules[_module] = None  # type: ignore[assignment]
for _holder, _names in {
    os: ("fork", "forkpty", "nice", "sched_getaffinity", "sched_setaffinity", "getloadavg"),
    signal: ("pthread_sigmask", "pthread_kill", "sigwait", "SIGHUP", "SIGUSR1"),
    socket: ("SO_REUSEPORT",),
}.items():
    for _name in _names:
        vars(_holder).pop(_name, None)


# Where there is such a set of processors, Python counts them by it, from 3.13 on.
if hasattr(os, "process_cpu_count"):
    os.process_cpu_count = os.cpu_count


def _missing(*_: object) -> None:
    raise NotImplementedError


for _name in ("add_signal_handler", "remove_signal_handler"):
    setattr(asyncio.SelectorEventLoop, _name, _missing)
