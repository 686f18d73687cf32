"""``python -m app export``: writes a run as a lesson, one HTML file, and serves nothing."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from app.labs.registry import LAB_BY_NAME
from app.lesson.document import TooLarge, lesson_html
from app.lesson.recording import record
from app.page.shell import Shell, read_shell
from app.training_lab.session import TrainingSession
from app.ui.fields import Problem
from app.ui.language import languages
from app.ui.restriction import UNRESTRICTED
from core.console import BAD_USAGE, FAILED, OneLineParser

PROGRAM = "python -m app export"
SECONDS_BETWEEN_LOOKS = 0.05


class BadAddress(ValueError):
    """The address has no run to save; the text is one line that says why."""


def language_list(text: str) -> tuple[str, ...]:
    """Return the languages in ``text``, with commas between them."""
    found = tuple(dict.fromkeys(text.replace(" ", "").split(",")))
    if set(found) <= set(languages()):
        return found
    known = ", ".join(languages())
    raise argparse.ArgumentTypeError(f"must be some of {known} with commas, not {text[:20]!r}")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's options."""
    made = OneLineParser(
        prog=PROGRAM, description="Write a run as one HTML file that plays without a server."
    )
    add = made.add_argument
    add("address", help="address of the page, or its part from the question mark on")
    add("-o", "--output", type=Path, default=Path("lesson.html"), help="file (%(default)s)")
    add(
        "--languages",
        type=language_list,
        help="languages in it, such as en,zh; the first is shown (that of the address)",
    )
    return made


def query_of(address: str) -> dict[str, str]:
    """Return what an address, or its query, asks for. Raises BadAddress."""
    parts = urlsplit(address.strip())
    text = parts.query or ("" if parts.netloc or not parts.path.strip("/?") else parts.path)
    try:
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text)))
    except ValueError:
        message = f"{address[:60]!r} is no address of a lab, such as ?preset=badly-wrong&cost=both"
        raise BadAddress(message) from None


async def lesson(address: str, wanted: Sequence[str] | None) -> bytes:
    """Return the lesson of the run at ``address``. Raises BadAddress and TooLarge."""
    shell = read_shell(query_of(address), "en")
    session = _opened(shell)
    try:
        session.trainer.show_epoch(session.controls.epochs)
        while session.trainer.busy:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        recording = record(session, wanted or (shell.language,))
    finally:
        session.trainer.close()
    return lesson_html(recording, address.strip(), shell.theme)


def _opened(shell: Shell) -> TrainingSession:
    """Return the lab that the address names, as on a page. Raises BadAddress for what is wrong."""
    problems = [str(each) for each in shell.problems]
    lab = LAB_BY_NAME[shell.lab]

    def hear(problem: Problem) -> None:
        problems.extend([problem.sentence] if problem.sentence else [])

    part = lab.part_of(shell.query)
    session = lab.open(part, lambda: None, hear, shell.translate, UNRESTRICTED)
    if problems:
        raise BadAddress(str(problems[0]))
    if not isinstance(session, TrainingSession):
        raise BadAddress(f"lab: {lab.name} has no run")
    return session


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file; return the exit status."""
    options = parser().parse_args(arguments)
    try:
        page = asyncio.run(lesson(options.address, options.languages))
        options.output.write_bytes(page)
    except (BadAddress, TooLarge) as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return BAD_USAGE
    except OSError as error:
        print(f"{PROGRAM}: {options.output}: {error.strerror or error}", file=sys.stderr)
        return FAILED
    print(f"{options.output}: {len(page):,} bytes")
    return 0
