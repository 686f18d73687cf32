"""Looks at whole labs in windows of all sizes, for ``python -m tests.soak windows``."""

from collections.abc import Iterator
from itertools import product

from app.labs.registry import LABS
from app.ui.language import languages
from tests.axe import violations_in
from tests.boxes import check_boxes
from tests.browser import LAPTOP, PHONE, WINDOWS, Visit
from tests.layout import SHOWS, SIZES, faults, path_of, run, runs

THEMES = ("light", "dark")


def look_everywhere(visit: Visit) -> int:
    """Look at every lab with little and most to show, in every language and theme.

    Return at how many labs; raise AssertionError where anything is cut, covered, too small or
    breaks a rule of axe-core: as it opens, after a run, and unfolded.
    """
    ways = [*product(LABS, languages(), THEMES, SHOWS[LABS[0].name])]
    for lab, language, theme, shows in ways:
        visit.resize(LAPTOP)
        visit.go(f"{path_of(lab, language, shows)}&theme={theme}")
        troubles = [*troubles_of(visit, language)]
        assert troubles == [], (lab.name, language, theme, shows, troubles)
    return len(ways)


def troubles_of(visit: Visit, language: str) -> Iterator[str]:
    """Yield what is wrong with the lab that was just opened, in words."""
    for size in SIZES:
        yield from faults(visit, size)
    yield from violations_in(visit.page, PHONE)
    if runs(visit, language):
        run(visit, language)
        for size in SIZES:
            yield from (f"after a run, {fault}" for fault in faults(visit, size))
    visit.resize(LAPTOP)
    visit.unfold_all()
    for window in (LAPTOP, PHONE):
        yield from (f"unfolded, {fault}" for fault in violations_in(visit.page, window))
    for metrics in WINDOWS.values():
        visit.resize(**metrics)
        check_boxes(visit)
