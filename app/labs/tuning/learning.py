"""How the networks of a sweep learn, and what of that is drawn."""

from app.labs.tuning import plot_columns
from app.labs.tuning.sections.pins import Pin
from app.labs.tuning.settings import labels
from app.labs.tuning.view import FRAMES_PER_SECOND
from app.networks.learning import NetworkLearning
from app.networks.sets import tested_images
from app.networks.stack import learn

LEARNING = NetworkLearning(
    learn=learn,
    names=lambda controls, _: labels(controls.trained_values(), _),
    test=lambda data, controls: tested_images(data, controls.seed),
    pin=Pin,
    numbers=plot_columns.numbers,
    columns=plot_columns.names,
    curves=plot_columns.curves,
    limits=plot_columns.limits,
    frames_per_second=FRAMES_PER_SECOND,
)
