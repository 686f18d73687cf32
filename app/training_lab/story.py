"""A story in a lab with runs: the section in which it is told."""

from typing import Any

from app.training_lab.sections import Section
from app.ui.language import Translate
from app.ui.story import LABEL, Story


def section(story: Story) -> Section:
    """Return the section of ``story``, which stays in sight beside all others."""

    def content(_controls: object, _history: object, _: Translate) -> dict[str, Any]:
        return story.told(_)

    return Section(LABEL, content)
