"""app.page.page: a page's document, as Bokeh sees it."""

import pytest
from bokeh.core.validation.check import check_integrity
from bokeh.core.validation.warnings import EMPTY_LAYOUT
from bokeh.document import Document
from panel.io.state import set_curdoc

from app.labs.registry import LABS
from app.page.page import build


@pytest.mark.parametrize("lab", [lab.name for lab in LABS])
def test_bokeh_finds_nothing_wrong_with_a_page(lab):
    document = Document()
    with set_curdoc(document):
        build(document, {"lab": lab}, "")
    issues = check_integrity(list(document.models))
    assert issues.error == []
    # The places of labs that are not open.
    assert [each.code for each in issues.warning if each.code != EMPTY_LAYOUT.code] == []
