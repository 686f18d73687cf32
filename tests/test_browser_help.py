"""The help in a browser: it is of the lab on the screen."""

import pytest
from playwright.sync_api import expect

from app.labs.registry import LAB_BY_NAME, LABS
from app.ui.help import EVERYWHERE
from tests.browser import PHONE
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_the_help_is_of_the_lab_on_the_screen(open_page: OpenPage) -> None:
    """A person goes from lab to lab on a phone and asks for help in each."""
    visit = open_page("/?lab=network", viewport=PHONE)
    dialog = visit.page.get_by_role("dialog")
    for lab in (LAB_BY_NAME["network"], *LABS):
        visit.open_lab(lab.name)
        visit.button("Help").click()
        expect(dialog).to_have_accessible_name(lab.title)
        expect(dialog).to_contain_text(lab.help.paragraphs[0])
        for other in LABS:
            if other is not lab:
                expect(dialog).not_to_contain_text(other.help.paragraphs[0])
        expect(dialog).to_contain_text(EVERYWHERE[0])
        # The way out is in sight, however long the text is.
        close = dialog.get_by_role("button", name="Close")
        expect(close).to_be_in_viewport(ratio=1)
        close.click()
        expect(dialog).to_be_hidden()
