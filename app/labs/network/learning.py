"""How the networks of the lab learn, and what of that is drawn."""

from app.labs.network import plot_columns
from app.labs.network.sections.pins import Pin
from app.labs.network.settings import labels
from app.labs.network.step import learn
from app.labs.network.view import FRAMES_PER_SECOND
from app.networks import datasets
from app.networks.learning import NetworkLearning

LEARNING = NetworkLearning(
    learn=learn,
    names=lambda controls, _: labels(controls.networks, _),
    test=lambda data, _controls: datasets.held_out(data),
    pin=Pin,
    numbers=plot_columns.numbers,
    columns=plot_columns.names,
    curves=plot_columns.curves,
    limits=plot_columns.limits,
    frames_per_second=FRAMES_PER_SECOND,
)
