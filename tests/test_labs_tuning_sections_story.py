"""app.labs.tuning.sections.story: the right answer of every step, by what the core trains."""

from typing import Any

from app.jobs.job import JobStatus
from app.labs.tuning.outcomes import GUESSED, best_of, found_threshold, outcomes
from app.labs.tuning.spec import SCHEMA, Controls
from app.networks.results import Trainings
from app.training_lab.controls import read
from app.ui.language import translator
from tests.stories import STORIES, right
from tests.tuning import trainings_for

STORY = STORIES["tuning"]
ENGLISH = translator("en")


def run_of(step: int, **others: str) -> tuple[Any, Trainings]:
    """The controls of a step, some of them others, and what their run comes to."""
    values, problems = read({**STORY.steps[step].address, **others}, SCHEMA, ENGLISH)
    assert problems == []
    controls = Controls(**values)
    trainings = trainings_for(controls)
    assert all(each.status is JobStatus.FINISHED for each in trainings.networks)
    return controls, trainings


def accuracies(step: int, **others: str) -> list[float]:
    """The accuracies on validation in the end, one for each value."""
    controls, trainings = run_of(step, **others)
    return [each.end("validation_accuracy") for each in outcomes(trainings, controls)]


def test_neither_another_eta_nor_another_penalty_mends_it_alone() -> None:
    assert max(accuracies(0)) < GUESSED
    assert max(accuracies(0, sweep="learning_rate:0.1,1,10")) < GUESSED
    assert max(accuracies(0, sweep="regularisation_parameter:0,1,10,100,1000")) < GUESSED
    assert right(STORY, 0) == "One run cannot tell"


def test_the_small_network_learns_with_every_rate_and_a_larger_one_learns_better() -> None:
    small = accuracies(1)
    assert min(small) > 3 * GUESSED
    assert max(small) < max(accuracies(2))
    assert right(STORY, 1) == "Every try answers within seconds"


def test_the_threshold_of_eta_is_the_one_that_the_story_names() -> None:
    controls, trainings = run_of(2)
    found = found_threshold(trainings, controls)
    assert found is not None
    assert (found.steady, found.unsteady) == (0.79, 2.5)
    assert right(STORY, 2) == "0.79"
    assert outcomes(trainings, controls)[-1].end("training_cost") > 3.25


def test_the_cost_on_training_is_smallest_without_a_penalty_that_helps_on_validation() -> None:
    controls, trainings = run_of(3)
    found = outcomes(trainings, controls)
    least = min(found, key=lambda each: each.end("training_cost"))
    assert least.value == 0
    assert best_of(found).value == 1
    assert best_of(found).end("validation_accuracy") > least.end("validation_accuracy") + 0.01
    assert right(STORY, 3) == "That cost is smallest with λ = 0"


def test_the_last_step_looks_at_the_test_set() -> None:
    assert STORY.steps[-1].section == "test"
    assert right(STORY, len(STORY.steps) - 1) == "No, it is too late for that"
