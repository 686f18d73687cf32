"""A link for a class: a teacher makes it in the Share dialog, and a class opens it."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

from app.labs.registry import LABS
from tests.axe import violations
from tests.browser import PHONE
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

SHEET = "Why slow?\nFind out **why** it is slow:\n\n- press Run;\n- look at `σ′`."
LINK = f"show=settings,why&lock=weight,cost&sheet={quote(SHEET)}"


def test_a_teacher_makes_a_link_by_ticks_and_a_task(open_page: OpenPage) -> None:
    """What is ticked and written is in the address at once, and what is wrong is said."""
    visit = open_page("/?lang=en&preset=badly-wrong")
    visit.button("Share").click()
    opened = visit.page.get_by_role("dialog", name="Share")
    opened.get_by_text("For a class", exact=True).click()
    sees = opened.get_by_role("group", name="The class sees")
    changes = opened.get_by_role("group", name="The class may change")
    hidden = [sees.get_by_role("checkbox", name=each) for each in ("Experiments", "Slowdown map")]
    boxes = [*hidden, changes.get_by_role("checkbox", name="Starting weight w₀")]
    for box in boxes:
        box.uncheck()
    task = opened.get_by_role("textbox", name="Task, in Markdown")
    opened.get_by_role("textbox", name="Title of a class sheet").fill("Why slow?")
    task.fill(SHEET.partition("\n")[2])
    task.blur()
    rows = opened.get_by_role("row", name="The class may not change Starting weight w₀")
    expect(rows).to_be_visible()
    field = opened.get_by_role("textbox", name="Address of this page")
    query = parse_qs(urlsplit(field.input_value()).query)
    assert query["show"] == ["settings,questions,predict,why,where,pins,numbers"]
    assert query["lock"] == ["weight"]
    assert query["sheet"] == [SHEET]
    task.fill("x" * 600)
    task.blur()
    expect(opened.get_by_role("alert")).to_contain_text("up to 600 characters")
    task.fill("")
    opened.get_by_role("textbox", name="Title of a class sheet").fill("")
    for box in boxes:
        box.check()
    expect(field).to_have_value(visit.page.url)


def test_a_class_has_what_the_link_says(open_page: OpenPage) -> None:
    """One of a class reads the task, finds no more than is shown, and cannot set what is locked."""
    visit = open_page(f"/?lang=en&preset=badly-wrong&{LINK}")
    sheet = visit.page.get_by_role("region", name="Class sheet")
    expect(sheet.get_by_role("heading", name="Why slow?")).to_be_visible()
    expect(sheet.get_by_role("listitem")).to_have_text(["press Run;", "look at σ′."])
    for control in (visit.slider("Starting weight"), visit.number("Starting weight")):
        expect(control).to_be_disabled()
    expect(visit.slider("Starting bias")).to_be_enabled()
    expect(visit.choice("Cost").get_by_role("radio", name="Quadratic")).to_be_disabled()
    expect(visit.tab("One neuron")).to_have_count(1)
    expect(visit.page.get_by_role("tab")).to_have_count(1)
    expect(visit.page.get_by_role("toolbar", name="Experiments")).to_have_count(0)
    see = visit.page.get_by_role("group", name="See why").get_by_role("button")
    expect(see).to_have_text(["The gradient"])
    visit.button("Run").click()
    expect(visit.sentence).to_contain_text("Epoch")
    assert violations(visit.page) == []

    # The page keeps all of it in another language.
    said = parse_qs(urlsplit(visit.page.url).query)
    visit.page.get_by_role("combobox", name="Language").select_option("zh")
    expect(visit.page.get_by_role("region", name="课堂任务单")).to_contain_text("Why slow?")
    expect(visit.slider("起始权重")).to_be_disabled()
    kept = parse_qs(urlsplit(visit.page.url).query)
    assert {**kept, "lang": ["en"]} == said
    for width in (PHONE[0], 320):
        visit.resize((width, PHONE[1]), touch=True)
        root = visit.page.locator("html")
        assert root.evaluate("(root) => root.scrollWidth <= root.clientWidth")
        expect(visit.page.locator("#whole-lab")).to_be_in_viewport()
    assert violations(visit.page, "header, #class-sheet") == []
    visit.page.get_by_role("link", name="打开完整的实验室").click()
    every_tab = visit.page.get_by_role("tab", include_hidden=True)
    expect(every_tab).to_have_count(len(LABS))
    expect(visit.page.get_by_role("region", name="课堂任务单")).to_be_visible()
    assert not re.search("show=|lock=", visit.page.url)
