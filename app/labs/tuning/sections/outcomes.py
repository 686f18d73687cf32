"""What each value has come to, in a table."""

from typing import Any

from app.labs.tuning.knobs import Sweep, value_name
from app.labs.tuning.outcomes import Outcome, best_of, outcomes
from app.labs.tuning.plot_columns import ACCURACY, COST
from app.networks.results import Trainings
from app.training_lab.controls import LabControls
from app.ui.language import Translate
from app.ui.numbers import epoch_text, numeral, percent


def content(controls: LabControls, history: Trainings, _: Translate, _epoch: int) -> dict[str, Any]:
    """Return a row for each value, as far as it is trained."""
    found = outcomes(history, controls)
    sweep: Sweep = controls.sweep
    best = best_of(found) if found else None
    return {
        "rows": [
            {
                "key": each.training.key,
                "name": value_name(sweep.knob, each.value, _),
                "best": each is best,
                **_told(each),
            }
            for each in found
        ],
        "texts": {
            "caption": _("Every value, medians of the seeds"),
            "none": _("Press Run first."),
            "name": _("Value"),
            "epoch": _("Epoch"),
            "cost": _("C₀ on training"),
            "training": _("On training"),
            "validation": _("On validation"),
            "least": _("Least"),
            "most": _("Most"),
            "seconds": _("Processor time, s"),
            "best": _("best on validation"),
            "of": _(
                "Processor time is that of the updates of all {seeds} seeds together, on this"
                " server."
            ).format(seeds=controls.seeds),
        },
    }


def _told(outcome: Outcome) -> dict[str, str]:
    last, accuracies = outcome.last, outcome.last.of(ACCURACY)
    return {
        "epoch": epoch_text(last.epoch),
        "cost": numeral(last.median(COST)),
        "training": percent(last.median("training_accuracy")),
        "validation": percent(last.median(ACCURACY)),
        "least": percent(round(float(accuracies.min()), 4)),
        "most": percent(round(float(accuracies.max()), 4)),
        "seconds": numeral(last.seconds),
    }
