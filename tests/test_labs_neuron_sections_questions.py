"""app.labs.neuron.sections.questions: five steps, each with a question and none with its answer."""

import pytest

from app.labs.neuron.controls import SECTION_LABELS, Controls
from app.labs.neuron.sections.questions import QUESTIONS, content
from app.ui.language import languages, translator
from tests.histories import at_start
from tests.scripts import assert_is_what_the_script_uses

CONTROLS = Controls()


@pytest.mark.parametrize("language", languages())
def test_the_content_is_what_the_script_uses(language: str) -> None:
    of = content(CONTROLS, at_start(CONTROLS.settings()), translator(language))
    assert_is_what_the_script_uses("questions", of)
    for name in ("back", "next", "show", "leave"):
        assert of["texts"][name]


@pytest.mark.parametrize("language", languages())
def test_there_are_five_steps_and_each_ends_with_a_question(language: str) -> None:
    steps = content(CONTROLS, at_start(CONTROLS.settings()), translator(language))["steps"]
    assert len(steps) == 5
    assert len({step["title"] for step in steps}) == 5
    for step in steps:
        assert set(step) == {"section", "title", "question"}
        assert step["question"].endswith(("?", "？"))
        # A recipe would say what to set.
        assert not any(digit in step["question"] for digit in "0123456789")


def test_they_lead_to_the_sections_in_the_order_of_the_way() -> None:
    assert [section for section, _title, _question in QUESTIONS] == [
        "predict",
        "",
        "why",
        "where",
        "map",
    ]
    assert {section for section, _title, _question in QUESTIONS if section} <= set(SECTION_LABELS)
    assert next(iter(SECTION_LABELS)) == "questions"
