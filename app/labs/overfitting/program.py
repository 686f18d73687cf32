"""The networks of a run as a program that trains them again, by ``core`` of this project."""

from app.networks.results import Trainings
from app.networks.stack_program import imports_of, network_text, sets_of
from app.networks.stack_state import StackSettings
from app.training_lab.controls import LabControls
from app.training_lab.program import filled

TEMPLATE = '''\
"""Networks learn by heart, or not: a run of Neuron Lab, as CSV. Run it in the project's folder."""
import csv
import sys
from dataclasses import replace
$imports
from core.data.expansion import expanded
from core.data.wrong_labels import mislabelled
from core.network.scores import scores
from core.network.settings import NetworkSettings
from core.network.training import start, train_epoch

$data
training = mislabelled(sets.training, $wrong, $seed).images
sets = sets._replace(training=training)
networks = {  # settings, how many seeds, and copies, shift and angle of more data
$networks
}
names = ["training_accuracy", "validation_accuracy", "test_accuracy"]
names += ["training_cost", "validation_cost", "test_cost", "penalty", "weight_norm"]
table = csv.writer(sys.stdout, lineterminator="\\n")
table.writerow(["epoch", "network", "seed", *names])
for name, (first, seeds, copies) in networks.items():
    learned = expanded(training, *copies, $seed)
    for seed in range(first.seed, first.seed + seeds):
        settings = replace(first, seed=seed)
        state = start(settings, learned)
        for epoch in range($epochs + 1):
            found = scores(settings, state, sets, len(learned))
            numbers = [one.accuracy for one in found[1:4]] + [one.cost for one in found[1:4]]
            table.writerow([epoch, name, seed, *numbers, found.penalty, found.weight_norm])
            state = train_epoch(settings, state, learned)
'''


def program(trainings: Trainings, controls: LabControls) -> str:
    """Return the program of the networks as far as they are on the screen, 40 lines at most.

    Before a run it is that of all their epochs.
    """
    lines = (f"    {each.label!r}: {_made(each.settings)}," for each in trainings.networks)
    return filled(
        TEMPLATE,
        imports=imports_of(trainings.data),
        data=sets_of(trainings.data, controls.training, controls.seed),
        networks="\n".join(lines),
        wrong=controls.wrong / 100,
        seed=controls.seed,
        epochs=trainings.last if trainings.last >= 0 else controls.epochs,
    )


def _made(settings: StackSettings) -> str:
    images = settings.images
    moved = images.copies, images.shift, images.angle
    return f"({network_text(settings.network)}, {settings.seeds}, {moved})"
