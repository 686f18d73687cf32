"""The Share dialog: the address, what it says, a frame; however little a browser allows."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.axe import violations
from tests.browser import PHONE, WINDOWS, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
NO_COPY = f"{NO_CLIPBOARD} Document.prototype.execCommand = () => false;"
NOTE_COPIES = f"""{NO_CLIPBOARD}
addEventListener("copy", () => {{ window.copied = document.activeElement.value; }});
"""


def dialog(visit: Visit) -> Locator:
    """Open the dialog, and return it when the server has said what is in the address."""
    visit.button("Share").click()
    opened = visit.page.get_by_role("dialog", name="Share")
    expect(opened.get_by_role("table")).to_be_visible()
    return opened


def test_the_address_is_shown_with_its_parts(open_page: OpenPage) -> None:
    """A person shares a run, and sees in the page what the address says."""
    visit = open_page("/?lang=en&preset=badly-wrong&cost=both", once=True)
    asked: list[str] = []
    visit.page.on("dialog", lambda prompt: asked.append(prompt.message))
    opened = dialog(visit)
    field = opened.get_by_role("textbox", name="Address of this page")
    expect(field).to_have_value(visit.page.url)
    expect(field).to_be_focused()
    for label, value in {"Lab": "One neuron", "Preset": "Start 2 / 2, both costs"}.items():
        expect(opened.get_by_role("row", name=f"{label} {value}")).to_be_visible()
    code = opened.get_by_role("img", name="QR code of the address")
    expect(code).to_be_visible()
    assert code.evaluate("(picture) => picture.decode().then(() => picture.naturalWidth > 0)")
    assert asked == []


def test_copying_works_by_the_clipboard_without_it_and_not_at_all(open_page: OpenPage) -> None:
    """A person copies where the browser lets the page, where it is strict, and where it refuses."""
    visit = open_page("/?lang=en&weight=2", permissions=["clipboard-read", "clipboard-write"])
    opened = dialog(visit)
    opened.get_by_role("button", name="Copy", exact=True).click()
    expect(opened.get_by_role("status")).to_have_text("Copied")
    assert visit.page.evaluate("navigator.clipboard.readText()") == visit.page.url

    for script, said in ((NOTE_COPIES, "Copied"), (NO_COPY, "press Ctrl+C")):
        visit = open_page("/?lang=en&weight=2", once=True)
        visit.page.add_init_script(script)
        visit.go("/?lang=en&weight=2")
        opened = dialog(visit)
        opened.get_by_role("button", name="Copy", exact=True).click()
        expect(opened.get_by_role("status")).to_contain_text(said)
        field = opened.get_by_role("textbox", name="Address of this page")
        whole = field.evaluate("(field) => field.selectionEnd - field.selectionStart")
        assert whole == len(visit.page.url)
        if script == NOTE_COPIES:
            assert visit.page.evaluate("window.copied") == visit.page.url


def test_the_frame_is_html_that_shows_this_lab(open_page: OpenPage) -> None:
    """A teacher takes the code of a frame, and learns that this server allows none."""
    visit = open_page("/?lang=en&lab=softmax&z=1,2,3,4")
    opened = dialog(visit)
    opened.get_by_text("Show it in a page of your own").click()
    frame = opened.get_by_role("textbox", name="A frame for a page of a course").input_value()
    assert frame.startswith("<iframe ")
    assert frame.endswith("</iframe>")
    source = re.search('src="([^"]*)"', frame)
    assert source
    address = source[1].replace("&amp;", "&")
    expect(opened.get_by_text("--allow-frame")).to_be_visible()
    visit.page.goto(address)
    expect(visit.slider("z₁")).to_have_attribute("aria-valuetext", "1")
    expect(visit.page.get_by_role("tab")).to_have_count(0)


@pytest.mark.parametrize("window", ["phone", "small phone"])
@pytest.mark.parametrize("look", ["lang=en&theme=light", "lang=zh&theme=dark"])
def test_it_fits_a_phone_and_keeps_nobody_out(open_page: OpenPage, window: str, look: str) -> None:
    """On phones nothing of it is wider than the screen, and axe finds nothing."""
    visit = open_page(f"/?{look}&preset=badly-wrong&cost=both", **WINDOWS[window])
    visit.page.locator("#share").click()
    opened = visit.page.locator("#sharing")
    expect(opened.get_by_role("table")).to_be_visible()
    for each in opened.locator("summary").all():
        each.click()
    width, _height = WINDOWS[window]["viewport"]
    box = opened.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert opened.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    assert violations(visit.page, "#sharing") == []


def test_it_is_opened_walked_and_left_by_keyboard(open_page: OpenPage) -> None:
    """A person without a mouse opens it, goes to the copy button, and is back where they were."""
    visit = open_page("/?lang=en", viewport=PHONE)
    visit.press(visit.button("Share"), "Enter")
    opened = visit.page.get_by_role("dialog", name="Share")
    expect(opened.get_by_role("textbox", name="Address of this page")).to_be_focused()
    visit.page.keyboard.press("Tab")
    expect(opened.get_by_role("button", name="Copy", exact=True)).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(visit.button("Share")).to_be_focused()
