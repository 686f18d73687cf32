"""The languages of the page: which there are, which one a reader gets, and their catalogues.

Every sentence a person reads is marked with ``_`` (or ``marked`` where it is declared before the
language is known) and stands in ``assets/locale/<language>/LC_MESSAGES/neuron-lab.po``. Catalogues
are compiled in memory when first used, so that a translator edits text and restarts, no more.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.ui.numbers import PER_CENT

CATALOGUES = Path(__file__).parent.parent.parent / "assets" / "locale"
DOMAIN = "neuron-lab"
SOURCE_LANGUAGE = "en"

Translate = Callable[[str], str]


def marked(message: str) -> str:
    """Mark ``message`` for the catalogue without translating it yet."""
    return message


@cache
def languages() -> tuple[str, ...]:
    """Return the language codes that have a catalogue, the source language first."""
    found = sorted(path.name for path in CATALOGUES.iterdir() if path.is_dir())
    return tuple(sorted(found, key=lambda code: code != SOURCE_LANGUAGE))


def own_name(language: str) -> str:
    """Return what ``language`` calls itself, such as ``English`` or ``中文``."""
    name = Locale.parse(language).get_display_name(language)
    assert name is not None
    return name


@cache
def translator(language: str) -> Translate:
    """Return the function that turns a marked sentence into ``language``.

    No line ends between a number and its per-cent sign, however a catalogue writes it.
    Raises KeyError for a language without a catalogue.
    """
    if language not in languages():
        raise KeyError(language)
    with (CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations: NullTranslations = GNUTranslations(compiled)
    return lambda message: translations.gettext(message).replace(" %", PER_CENT)


def preferred(accept_language: str) -> str:
    """Return the best language for an ``Accept-Language`` header (RFC 9110, section 12.5.4)."""
    ranked = []
    for item in accept_language.lower().replace(" ", "").split(","):
        tag, _, parameters = item.partition(";")
        try:
            quality = float(parameters.removeprefix("q=") or 1)
        except ValueError:
            quality = 0.0
        if tag and tag != "*" and quality > 0:
            ranked.append((quality, tag))
    ranked.sort(key=lambda pair: -pair[0])
    wanted = [tag for _, tag in ranked]
    return matching(wanted) or SOURCE_LANGUAGE


def matching(tags: Sequence[str]) -> str | None:
    """Return the language of the page that the first of these tags is or begins with, if any."""
    return negotiate_locale([tag.lower() for tag in tags], languages(), sep="-")


def sentences(parts: Iterable[str]) -> str:
    """Join sentences: with a space, but none after a full-width stop or colon."""
    return re.sub(r"(?<=[。：；]) ", "", " ".join(parts))
