"""How a command talks: results on standard output, what is wrong in one line on standard error."""

import argparse
import errno
import os
import sys
from typing import Any, NoReturn

FAILED = 1
BAD_USAGE = 2


class OneLineParser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        """Say ``message`` in one line, and end with BAD_USAGE."""
        self.exit(BAD_USAGE, f"{self.prog}: {' '.join(message.split())}\n")

    def print_help(self, file: Any = None) -> None:
        """Write the help to standard output, or end where that fails."""
        if file is not None:
            super().print_help(file)
        elif status := write_output(self.prog, self.format_help()):
            self.exit(status)


def write_output(program: str, text: str) -> int:
    """Write ``text`` to standard output, the same bytes everywhere, and return the exit status.

    A reader that has had enough, as `head` has, is no error. Anything else that keeps ``program``
    from writing is said in one line on standard error.
    """
    # Python has None for a stream that is closed when it starts, which typeshed leaves out.
    stream: Any = sys.stdout
    try:
        if stream is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        # A file of our own: sys.stdout may be unbuffered, and then loses what a pipe does not take;
        # and what it could not write it would try to write again at the end.
        with open(stream.fileno(), "wb", closefd=False) as output:
            output.write(text.encode())
    except BrokenPipeError:
        return 0
    except OSError as error:
        why = error.strerror or error
        print(f"{program}: cannot write to standard output: {why}", file=sys.stderr)
        return FAILED
    return 0
