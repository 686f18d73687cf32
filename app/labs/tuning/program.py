"""The networks of a sweep as a program that trains them again, by ``core`` of this project."""

from app.networks.results import Trainings
from app.networks.stack_program import imports_of, network_text, sets_of
from app.networks.stack_state import StackSettings
from app.training_lab.controls import LabControls
from app.training_lab.program import filled

TEMPLATE = '''\
"""A sweep of one setting: a run of Neuron Lab, as CSV. Run it in the folder of the project."""
import csv
import sys
from dataclasses import replace
$imports
from core.data.wrong_labels import mislabelled
from core.network.hidden_neurons import HIDDEN_NEURONS
from core.network.scores import scores
from core.network.settings import NetworkSettings
from core.network.training import is_over, start, train_epoch, validated

$data
training = mislabelled(sets.training, $wrong, $seed).images
sets = sets._replace(training=training)
networks = {  # each value, and the kind of its hidden neurons
$networks
}
table = csv.writer(sys.stdout, lineterminator="\\n")
table.writerow(["epoch", "value", "seed", "training_cost", "validation_accuracy", "learning_rate"])
for name, (first, neurons) in networks.items():
    first = replace(first, hidden_neurons=HIDDEN_NEURONS[neurons])
    for seed in range(first.seed, first.seed + $seeds):
        settings = replace(first, seed=seed)
        state = start(settings, training)
        for epoch in range($epochs + 1):
            found = scores(settings, state, sets)
            accuracy = found.validation.accuracy
            row = [epoch, name, seed, found.training.cost, accuracy, found.learning_rate]
            table.writerow(row)
            if epoch and not is_over(settings, state):
                state = validated(settings, state, accuracy)
            if not is_over(settings, state):
                state = train_epoch(settings, state, training)
'''


def program(trainings: Trainings, controls: LabControls) -> str:
    """Return the program of the networks as far as they are on the screen, 50 lines at most.

    Before a run it is that of all their epochs.
    """
    return filled(
        TEMPLATE,
        imports=imports_of(trainings.data),
        data=sets_of(trainings.data, controls.training, controls.seed),
        networks="\n".join(
            f"    {each.label!r}: {_made(each.settings)}," for each in trainings.networks
        ),
        wrong=controls.wrong / 100,
        seed=controls.seed,
        seeds=controls.seeds,
        epochs=trainings.last if trainings.last >= 0 else controls.epochs,
    )


def _made(settings: StackSettings) -> str:
    return f"({network_text(settings.network)}, {settings.network.hidden_neurons.name!r})"
