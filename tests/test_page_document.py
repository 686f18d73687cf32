"""app.page.page: a page's document, as Bokeh sees it."""

import re
from itertools import count

import pytest
from bokeh.core.property.validation import validate
from bokeh.core.validation.check import check_integrity
from bokeh.document import Document
from panel.io.state import set_curdoc

from app.labs.registry import LABS
from app.page.page import build

every_lab = pytest.mark.parametrize("lab", [lab.name for lab in LABS])


@every_lab
def test_bokeh_finds_nothing_wrong_with_a_page(lab):
    document = Document()
    with set_curdoc(document):
        build(document, {"lab": lab}, "")
    issues = check_integrity(list(document.models))
    assert issues.error == []
    assert issues.warning == []


def sent(lab: str, *, is_checked: bool) -> str:
    """Return the document of a page, with its models numbered as they come in it."""
    document = Document()
    with set_curdoc(document), validate(is_checked):
        build(document, {"lab": lab}, "")
    numbers: dict[str, int] = {}
    following = count()
    text = repr(document.to_json())
    return re.sub(
        r"\bp\d+\b|(?<=[a-z])\d{5}\b",
        lambda found: str(numbers.setdefault(found[0], next(following))),
        text,
    )


@every_lab
def test_a_page_is_the_same_where_bokeh_does_not_check_its_values(lab):
    assert sent(lab, is_checked=False) == sent(lab, is_checked=True)
