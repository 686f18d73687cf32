"""Takes pictures of the running app: ``python -m tests.screenshots [--all FOLDER]``.

Without options the README's two, moving and still; with ``--all`` every lab in both languages and
themes, on a laptop, on phones and zoomed, before, during and after a run, to be looked at.
"""

import argparse
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.labs.registry import LABS
from app.ui.language import languages, translator
from tests.chromium import LAUNCH_ARGS, find_chromium
from tests.serving import running_server

PICTURES = Path(__file__).parent.parent / "assets" / "pictures"
EPOCHS_BETWEEN_FRAMES = 15
MS_PER_FRAME = 250
"""As fast as the page plays at speed 1."""
MS_AT_THE_END = 4_000
FRAME_SIZE = (960, 600)
"""The pixels of the moving picture, to which the window of a laptop is reduced."""
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
    """Take the README's pictures: a run of both costs as it plays, and its end."""
    query = "?lang=en&theme=light&preset=badly-wrong&cost=both&speed=0.1"
    page = open_page(browser, address + query, "laptop")
    frames = [frame_of(page)]
    page.get_by_role("button", name="Run", exact=True).click()
    epoch = page.get_by_role("slider", name="Epoch", exact=True).element_handle()
    reached = "([epoch, least]) => Number(epoch.value) >= least"
    for least in range(EPOCHS_BETWEEN_FRAMES, 301, EPOCHS_BETWEEN_FRAMES):
        page.wait_for_function(reached, arg=[epoch, least])
        frames.append(frame_of(page))
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "neuron-lab.png")
    frames[0].save(
        PICTURES / "neuron-lab.webp",
        save_all=True,
        append_images=frames[1:],
        duration=[MS_PER_FRAME] * (len(frames) - 1) + [MS_AT_THE_END],
        loop=0,
        quality=60,
        method=6,
    )


def frame_of(page: Page) -> Image.Image:
    """Return what the window shows, reduced to the size of the moving picture."""
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    return taken.resize(FRAME_SIZE, Image.Resampling.LANCZOS)


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
