"""axe-core in the browser tests: what of a page keeps people out, as far as a machine can tell."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}

AXE = Axe()
"""Evaluates axe-core as a debugger would, whatever scripts the page's security policy allows."""


def violations(page: Page) -> list[str]:
    """Return a line for each element, also in shadow roots, that breaks a rule of axe-core."""
    found = AXE.run(page, options=OPTIONS).response["violations"]
    return [
        f"{broken['id']}: {node['html'][:120]} {' '.join(node['failureSummary'].split())}"
        for broken in found
        for node in broken["nodes"]
    ]
