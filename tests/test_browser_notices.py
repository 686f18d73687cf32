"""What the page refuses, in a browser: told where the reader is, and gone when it is mended."""

import pytest
from playwright.sync_api import expect

from tests.browser import LAPTOP, PHONE, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser


def enter(visit: Visit, name: str, text: str) -> None:
    """Type something into a field."""
    field = visit.page.get_by_label(name, exact=True)
    field.fill(text)
    field.press("Enter")


def mistype_twice(visit: Visit, right: str) -> None:
    """Mistype twice, far down the page, and then give the layers ``right``."""
    notices = visit.alert.locator("p")
    rate, layers = "Network 4: Learning rate η", "Network 4: Neurons of the hidden layers"
    enter(visit, rate, "999")
    expect(notices).to_have_text(
        "Network 4, η: “999” is not a number from 0.001 to 100. Using 0.5.×"
    )
    expect(notices).to_be_in_viewport(ratio=1)
    enter(visit, layers, "abc")
    expect(notices).to_have_count(1)
    expect(notices).to_contain_text("Network 4, hidden layers: “abc” is not")
    expect(notices).to_be_in_viewport(ratio=1)
    enter(visit, layers, right)
    expect(notices).to_have_count(0)


def test_notices_stand_until_what_they_are_about_is_mended_on_laptop_and_phone(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person opens a link with two mistakes, mends them, and makes others."""
    visit = open_page("/?lab=network&network.epochs=0&network.seed=x")
    notices = visit.alert.locator("p")
    with subtests.test("notices about other things stay"):
        expect(notices).to_have_count(2)
        visit.page.get_by_text("Mini-batch, epochs, seed, data", exact=True).click()
        enter(visit, "Seed", "5")
        expect(notices).to_have_count(1)
        expect(notices).to_contain_text("epochs")
        visit.dismiss_alerts()
    with subtests.test("a notice is in sight, replaced by the next and gone with a right entry"):
        mistype_twice(visit, "20")
    visit.resize(PHONE)
    with subtests.test("it is in sight on a phone"):
        visit.open_settings()
        mistype_twice(visit, "10")
        visit.page.keyboard.press("Escape")
    visit.resize(LAPTOP)
    with subtests.test("what cannot be pressed says why"):
        expect_reasons(visit)


def expect_reasons(visit: Visit) -> None:
    """Have the most networks, then the least: a button that does nothing says why."""
    add = visit.button("Add a network")
    expect(add).to_have_accessible_description("At most 4 networks")
    for number in (4, 3, 2):
        visit.button(f"Remove network {number}").click()
        expect(visit.button(f"Remove network {number}")).to_have_count(0)
    expect(add).to_have_accessible_description("")
    last = visit.button("Remove network 1")
    expect(last).to_have_accessible_description("At least one network")
    layers = visit.page.get_by_label("Network 1: Neurons of the hidden layers")
    expect(layers).to_have_accessible_description(
        "30-20: two layers, of 30 and of 20 neurons; 0: none"
    )


def test_many_notices_leave_the_page_in_sight(open_page: OpenPage) -> None:
    """A person opens a link that is wrong throughout on a phone, and scrolls down."""
    wrong = [f"w{number}" for number in range(1, 9)] + ["bias", "epochs", "speed", "open"]
    query = "&".join(f"several.{name}=wrong" for name in wrong)
    visit = open_page(f"/?lab=several&{query}", viewport=PHONE)
    expect(visit.alert.locator("p")).to_have_count(len(wrong))
    visit.page.evaluate("scrollTo(0, 600)")
    box = visit.alert.bounding_box()
    assert box
    assert box["y"] == 0
    assert box["height"] <= 0.4 * PHONE[1] + 1
