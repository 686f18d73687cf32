"""app.page.sharing: what the Share dialog is told of an address."""

import pytest

from app.page.sharing import LONGEST_ADDRESS, Sharing
from app.ui.language import translator

ADDRESS = "https://lab.example/?preset=badly-wrong&lang=en"


@pytest.fixture
def told():
    return []


@pytest.fixture
def sharing(told):
    return Sharing(told.append, "en", translator("en"))


def test_an_address_is_told_with_the_number_of_the_question(sharing, told):
    sharing.describe({"address": ADDRESS, "number": 7})
    assert [answer["number"] for answer in told] == [7, 7]
    assert ("Preset", "Start 2 / 2, quadratic") in told[0]["lines"]


def test_what_the_page_does_not_know_is_not_repeated(sharing, told):
    sharing.describe({"address": f"{ADDRESS}&utm_source=mail&<b>=1", "number": 1})
    assert "utm" not in str(told[0]["lines"])
    assert "<b>" not in str(told)


def test_what_a_link_can_say_to_a_class_is_told_with_what_it_says(sharing, told):
    said = "show=why&lock=weight,p&sheet=Why+slow%3F%0ARun+it"
    sharing.describe({"address": f"https://lab.example/?{said}", "number": 1})
    link = told[0]["class"]
    assert [name for name, _label, is_shown in link["sees"] if is_shown] == ["why"]
    assert ("map", "Slowdown map", False) in link["sees"]
    assert ("weight", "Starting weight w₀", True) in link["changes"]
    assert (link["title"], link["task"]) == ("Why slow?", "Run it")
    (wrong,) = link["wrong"]
    assert wrong.startswith("lock: “weight,p” is not any of preset, weight,")


def test_the_code_is_that_of_the_address_asked_about_last(monkeypatch, sharing, told):
    drawn, later = [], []
    monkeypatch.setattr("app.page.sharing.qr_code", lambda address: drawn.append(address) or "code")
    monkeypatch.setattr("app.page.sharing.in_background", lambda *work: later.append(work))
    for number in (1, 2, 3):
        sharing.describe({"address": f"{ADDRESS}&weight={number}", "number": number})
    while later:
        work, use, _failed = later.pop()
        use(work())
    # The second was out of date before its turn came.
    assert drawn == [f"{ADDRESS}&weight={number}" for number in (1, 3)]
    assert [answer["number"] for answer in told if "code" in answer] == [1, 3]


def test_a_code_that_cannot_be_drawn_holds_up_no_other(monkeypatch, sharing, told):
    broken = iter((ValueError("broken"), None))

    def draw(_address: str) -> str:
        if error := next(broken):
            raise error
        return "code"

    monkeypatch.setattr("app.page.sharing.qr_code", draw)
    for number in (1, 2):
        sharing.describe({"address": ADDRESS, "number": number})
    assert [answer for answer in told if "code" in answer] == [{"number": 2, "code": "code"}]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"address": ADDRESS},
        {"address": ADDRESS, "number": "1"},
        {"address": ADDRESS, "number": True},
        {"address": None, "number": 1},
        {"address": "x" * (LONGEST_ADDRESS + 1), "number": 1},
        {"address": [ADDRESS], "number": 1},
    ],
)
def test_what_no_page_asks_is_not_answered(sharing, told, asked):
    sharing.describe(asked)
    assert told == []
