"""The test set, which is looked at last: only once this section is opened, and of one value."""

from typing import Any

from app.labs.tuning.knobs import Sweep, value_name
from app.labs.tuning.outcomes import GUESSED, best_of, outcomes, steadiest
from app.labs.tuning.plot_columns import ACCURACY
from app.networks.results import Trainings
from app.training_lab.controls import LabControls
from app.ui.language import Translate, sentences
from app.ui.numbers import percent


def content(controls: LabControls, history: Trainings, _: Translate, _epoch: int) -> dict[str, Any]:
    """Return the accuracy on the test of the value that was chosen, and a warning."""
    found = outcomes(history, controls)
    if not history.ended or history.last < 1 or not found:
        return {"said": [_("There is nothing to look at until the run has ended.")]}
    steady = steadiest(history, controls)
    chosen = steady or best_of(found)
    text = _("Chosen by the validation set: {name}.")
    if steady is not None:
        text = _("Chosen by the cost on training: {name}.")
    tested = chosen.last.of("test_accuracy")
    sweep: Sweep = controls.sweep
    on_test = _(
        "On {count} test digits, which no network has learned and nothing has been chosen by:"
        " {accuracy} ({low} to {high} by seed); on validation it was {validation}."
    )
    said = sentences([text, on_test]).format(
        name=value_name(sweep.knob, chosen.value, _),
        count=len(history.test),
        accuracy=percent(chosen.end("test_accuracy")),
        low=percent(round(float(tested.min()), 4)),
        high=percent(round(float(tested.max()), 4)),
        validation=percent(chosen.end(ACCURACY)),
    )
    if chosen.end(ACCURACY) < GUESSED:
        return {"said": [_("Nothing is learned, so that there is nothing to test."), said]}
    warning = _(
        "You have looked. From now on, choose nothing by this number: whoever tries values until"
        " the test looks good has learned the test set by heart, and knows no more how the network"
        " does on new digits."
    )
    return {"said": [said, warning]}
