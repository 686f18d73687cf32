"""The stories of all labs, for tests."""

from app.labs.costs.story import STORY as COSTS
from app.labs.multi_input.sections.story import STORY as SEVERAL
from app.labs.network.sections.story import STORY as NETWORK
from app.labs.neuron.sections.story import STORY as NEURON
from app.labs.overfitting.sections.story import STORY as OVERFITTING
from app.labs.softmax.sections.story import STORY as SOFTMAX
from app.labs.tuning.sections.story import STORY as TUNING
from app.ui.story import Story

STORIES = {
    story.lab: story for story in (NEURON, COSTS, SEVERAL, NETWORK, SOFTMAX, OVERFITTING, TUNING)
}


def right(story: Story, step: int) -> str:
    """Return the right answer of step number ``step``, from 0 on."""
    return next(answer.text for answer in story.steps[step].answers if answer.right)
