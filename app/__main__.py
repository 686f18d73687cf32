"""Runs the command: ``python -m app`` in the checkout, ``python PATH/app`` from anywhere else."""

import signal
import sys
from pathlib import Path

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl-C while the libraries are loaded ends it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

if not __package__:
    # Python looks for modules in this folder then, and not in the one above it.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

match sys.argv[1:]:
    case ["export", *rest]:
        from app.export import main
    case ["mnist", *rest]:
        from app.mnist import main
    case rest:
        from app.cli import main

sys.exit(main(rest))
