"""Takes pictures of the running app: ``python -m tests.screenshots [--all FOLDER]``.

Without options the README's picture; with ``--all`` every lab in both languages and themes, on a
laptop, on phones and zoomed, before, during and after a run, to be looked at.
"""

import argparse
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.labs.registry import LABS
from app.ui.language import languages, translator
from tests.chromium import LAUNCH_ARGS, find_chromium
from tests.serving import running_server

PICTURE = Path(__file__).parent.parent / "assets" / "pictures" / "neuron-lab.png"
SIZES = {
    "laptop": (1280, 800),
    "phone": (390, 844),
    "small-phone": (320, 640),
    "zoomed": (640, 400),
}
MOMENTS = ("before", "during", "after")


def open_page(browser: Browser, address: str, size: str) -> Page:
    """Open ``address`` in a window of that size and wait until a lab is shown."""
    width, height = SIZES[size]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        has_touch="phone" in size,
        device_scale_factor=2 if size == "zoomed" else 1,
    )
    page.goto(address)
    expect(page.get_by_role("status").first).to_be_visible()
    return page


def go_to(page: Page, moment: str, language: str) -> None:
    """Bring the Neuron lab to that moment of a run."""
    _ = translator(language)
    if moment == "before":
        return
    page.get_by_role("button", name=_("Run"), exact=True).click()
    epoch = page.get_by_role("slider", name=_("Epoch"), exact=True)
    if moment == "during":
        expect(epoch).not_to_have_value("0")
        page.get_by_role("button", name=_("Pause"), exact=True).click()
        epoch.fill("170")
    else:
        expect(epoch).to_have_value("300", timeout=20_000)


def take_all(browser: Browser, address: str, folder: Path) -> None:
    """Take a picture of everything there is to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    for lab, language, theme, size in product(LABS, languages(), ("light", "dark"), SIZES):
        for moment in MOMENTS if lab.name == "neuron" else MOMENTS[:1]:
            query = f"?lab={lab.name}&lang={language}&theme={theme}&preset=badly-wrong&cost=both"
            page = open_page(browser, address + query, size)
            go_to(page, moment, language)
            page.screenshot(path=folder / f"{lab.name}-{language}-{theme}-{size}-{moment}.png")
            page.close()


def take_readme(browser: Browser, address: str) -> None:
    """Take the README's picture."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    query = "?lang=en&theme=light&preset=badly-wrong&cost=both"
    page = open_page(browser, address + query, "laptop")
    go_to(page, "after", "en")
    page.screenshot(path=PICTURE)


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="take all, into FOLDER")
    options = parser.parse_args()
    with running_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGS)
        if options.all:
            take_all(browser, address, options.all)
        else:
            take_readme(browser, address)


if __name__ == "__main__":
    main()
