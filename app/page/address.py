"""The names of an address: which of them the page knows, and what it says of the others."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from app.labs.registry import LABS
from app.ui.fields import Problem
from app.ui.language import Translate
from app.ui.query import quoted

TRACKING = re.compile(r"utm_|mc_|\w*clid$")
"""Matches names that newsletters and search engines append: no reader wrote them."""
MOST_UNKNOWN = 5
"""So many unknown names are told of; who writes more does not read what is said of them."""


def known_names(own: tuple[str, ...]) -> dict[str, str]:
    """Return every name that an address can have, ``own`` ones of the page first, in lower case."""
    return {name.lower(): name for name in (*own, *(each for lab in LABS for each in lab.names))}


def understood(query: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return what of ``query`` is known, by its right name; names are taken in any case.

    Where a name is there in several cases, the right one counts.
    """
    found = {known[name.lower()]: text for name, text in query.items() if name.lower() in known}
    return found | {name: text for name, text in query.items() if name in found}


def unknown(query: Mapping[str, str], known: Mapping[str, str], _: Translate) -> list[Problem]:
    """Return a problem for each name in ``query`` that nothing has."""
    names = [name for name in query if name.lower() not in known and not TRACKING.match(name)]
    problems = []
    for name in names[:MOST_UNKNOWN]:
        text = _("“{name}”: an address has no such name. It is ignored.")
        near = get_close_matches(name.lower()[:40], known, n=1, cutoff=0.75)
        if near:
            text = _("“{name}”: an address has no such name; there is {near}. It is ignored.")
        near_name = known[near[0]] if near else ""
        problems.append(Problem(name, text.format(name=quoted(name), near=near_name)))
    if len(names) > MOST_UNKNOWN:
        text = _("{count} more names of the address are ignored, too.")
        problems.append(Problem("", text.format(count=len(names) - MOST_UNKNOWN)))
    return problems
