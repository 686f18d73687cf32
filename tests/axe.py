"""axe-core in the browser tests: what of a page keeps people out, as far as a machine can tell."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}

RUN = "async ([part, options]) => (await axe.run(part ?? document, options)).violations"
"""Evaluated as by a debugger, whatever scripts the page's security policy allows."""


def violations(page: Page, part: str | None = None) -> list[str]:
    """Return a line for each element, also in shadow roots, that breaks a rule of axe-core.

    Looks at what the selector ``part`` finds, by default at the whole page.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, [part, OPTIONS])
    return [
        f"{broken['id']}: {node['html'][:120]} {' '.join(node['failureSummary'].split())}"
        for broken in found
        for node in broken["nodes"]
    ]


def violations_in(page: Page, window: tuple[int, int], part: str | None = None) -> list[str]:
    """Return what axe-core finds of the page, or a part of it, in a window so wide."""
    width, height = window
    page.set_viewport_size({"width": width, "height": height})
    # So high that nothing happens to be half under the bar that stays; warnings take more room
    # in a higher window.
    for _time in range(2):
        whole = max(height, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": whole})
    return violations(page, part)
