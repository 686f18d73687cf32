"""How the networks of the lab learn, and what of that is drawn."""

from app.labs.overfitting import plot_columns
from app.labs.overfitting.sections.pins import Pin
from app.labs.overfitting.settings import labels
from app.labs.overfitting.view import FRAMES_PER_SECOND
from app.networks.learning import NetworkLearning
from app.networks.sets import tested_images
from app.networks.stack import learn

LEARNING = NetworkLearning(
    learn=learn,
    names=lambda controls, _: labels(controls.networks, _),
    test=lambda data, controls: tested_images(data, controls.seed),
    pin=Pin,
    numbers=plot_columns.numbers,
    columns=plot_columns.names,
    curves=plot_columns.curves,
    limits=plot_columns.limits,
    frames_per_second=FRAMES_PER_SECOND,
)
