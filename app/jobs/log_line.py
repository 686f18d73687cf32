"""One line of a log for an error, with nothing that tells of a reader."""

import logging
from logging import LogRecord
from typing import Any


class OneLine(logging.Formatter):
    """Writes an error in the same line: what it was, and the last places in our code it came by."""

    def format(self, record: LogRecord) -> str:
        """Return the line of ``record``."""
        return " ⏎ ".join(super().format(record).splitlines())

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Return the type of an error, which says no more of values, and where it was raised."""
        kind, _error, trace = ei
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_qualname}:{trace.tb_lineno}")
            trace = trace.tb_next
        return f"{getattr(kind, '__name__', kind)} in {' > '.join(places[-6:])}"

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002, N802
        """Leave it out."""
        return ""
