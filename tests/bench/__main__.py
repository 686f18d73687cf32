"""``python -m tests.bench [NAMES…]``: measure what is named, or all that is quick, and print it."""

import argparse

from tests.bench import (
    browser,
    chapter,
    core,
    hold,
    joins,
    load,
    memory,
    mnist,
    network,
    opening,
    overfitting,
    pages,
)
from tests.bench.line import HEADINGS, row

KINDS = {
    "core": core.lines,
    "network": network.lines,
    "mnist": mnist.lines,
    "chapter": chapter.lines,
    "browser": browser.lines,
    "opening": opening.lines,
    "overfitting": overfitting.lines,
    "pages": pages.lines,
    "joins": joins.lines,
    "load": load.lines,
    "memory": memory.lines,
    "hold": hold.lines,
    "soak": memory.soak_lines,
}
ONLY_IF_NAMED = {"soak", "mnist", "chapter"}


def main() -> None:
    """Measure and print line by line, as each comes about."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(KINDS))
    names = parser.parse_args().names
    if unknown := [name for name in names if name not in KINDS]:
        parser.error(f"there is no {unknown[0]!r}; there are {', '.join(KINDS)}")
    print(row(HEADINGS), flush=True)
    for name in names or [name for name in KINDS if name not in ONLY_IF_NAMED]:
        for line in KINDS[name]():
            print(row(line.cells()), flush=True)


if __name__ == "__main__":
    main()
