"""Nothing overlaps, nothing is cut, nothing jumps: every lab, in windows of all sizes.

``python -m tests.soak windows`` looks at all labs in all of them, before and after runs.
"""

import pytest

from app.labs.registry import LABS, Lab
from app.ui.language import languages
from tests.axe import violations_in
from tests.boxes import check_boxes
from tests.browser import PHONE, WINDOWS
from tests.conftest import OpenPage
from tests.layout import SIZES, faults, path_of, run, runs, shift

pytestmark = pytest.mark.browser

OPENED = ((390, 844), (1024, 768), (1280, 800))
"""The windows in which labs are opened."""
FEW_SIZES = ((320, 500), (701, 900), (961, 700), (1366, 768))
"""One of each way in which a lab is laid out."""
MOST_SHIFT = 0.05
NARROWEST = "small phone"
"""The window in which the length of words matters most, and so the language."""


def cases() -> list[object]:
    """Each lab with most to show in each language, and with little in one of them."""
    both = [
        (lab, language, shows)
        for lab in LABS
        for language, shows in [
            *((each, "most") for each in languages()),
            (languages()[LABS.index(lab) % len(languages())], "little"),
        ]
    ]
    return [pytest.param(*each, id=f"{each[0].name}-{each[1]}-{each[2]}") for each in both]


@pytest.mark.parametrize(("lab", "language", "shows"), cases())
def test_a_lab_fits_windows_of_all_sizes(
    open_page: OpenPage, lab: Lab, language: str, shows: str
) -> None:
    """A person opens a lab, makes the window smaller and larger, and runs what there is to run; who
    reads another language has it dark, and unfolds everything.
    """
    opened = OPENED[(LABS.index(lab) + 2 * languages().index(language) + (shows == "most")) % 3]
    is_other = language != languages()[0]
    theme = "dark" if is_other else "light"
    visit = open_page(f"{path_of(lab, language, shows)}&theme={theme}", viewport=opened)
    troubles = faults(visit, opened)
    moved, parts = shift(visit)
    assert moved <= MOST_SHIFT, parts
    # With most to show, each language has every second size; the other one has the rest.
    sizes = SIZES[languages().index(language) :: 2] if shows == "most" else FEW_SIZES
    if runs(visit, language):
        if shows == "most" and not is_other:
            for size in FEW_SIZES:
                troubles += faults(visit, size)
        run(visit, language)
    for size in sizes:
        troubles += faults(visit, size)
    if shows == "most" and is_other:
        visit.unfold_all()
        troubles += violations_in(visit.page, PHONE)
        visit.resize(**WINDOWS[NARROWEST])
        check_boxes(visit)
    assert troubles == []


BROKEN = {
    "over each other": ".words { margin-top: -70px }",
    "cut off": ".plot .name { overflow: hidden; width: 20px; white-space: nowrap }",
    "wider than the window": ".below { width: 2000px }",
    "out of the window": ".below { margin-left: -300px }",
    "short slider": ".playback input { max-width: 90px; min-width: 0 }",
    "small target": ".strip button { display: block; min-height: 0; height: 16px }"
    " .strip { display: block }",
    "low plot": ".plots { --plot: 100px; grid-auto-rows: 100px; height: 250px }",
    "the playback bar is out of sight": ".run-lab .foot { position: static }",
}
"""What breaks the layout of a lab, by the fault that it makes."""

BREAK = """(rules) => {
  const style = document.createElement("style");
  style.textContent = rules;
  const find = (node) => {
    const {shadowRoot} = node;
    if (shadowRoot?.querySelector(".run-lab")) return shadowRoot;
    for (const child of (shadowRoot ?? node).children) {
      const found = find(child);
      if (found) return found;
    }
    return null;
  };
  find(document.body).append(style);
  return () => style.remove();
}"""


def test_every_kind_of_fault_is_found(open_page: OpenPage) -> None:
    """Somebody pushes the page down, and breaks a size: the look says what kind of fault that is,
    and nothing before.
    """
    visit = open_page("/?lang=en")
    assert shift(visit)[0] <= MOST_SHIFT
    toast = visit.page.locator("#toast")
    toast.evaluate("(toast) => (toast.style.height = '300px')")
    assert shift(visit)[0] > MOST_SHIFT
    toast.evaluate("(toast) => (toast.style.height = '')")
    window = (1100, 700)
    for kind, rules in BROKEN.items():
        assert faults(visit, window) == []
        mend = visit.page.evaluate_handle(BREAK, rules)
        found = faults(visit, window, patience=3)
        assert any(f": {kind}" in fault for fault in found), (kind, found)
        visit.page.evaluate("(mend) => mend()", mend)
