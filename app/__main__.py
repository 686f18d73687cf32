"""Runs the command."""

import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl-C while the libraries are loaded ends it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from app.cli import main

sys.exit(main())
