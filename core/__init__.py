"""Neuron Lab's core: one sigmoid neuron that learns by gradient descent, and softmax.

It imports the standard library and numpy, and runs without the page. The data flows one way:

    settings = Settings(weight=2, bias=2, cost=CROSS_ENTROPY, learning_rate=0.05)
    state = start(settings)                     # a State: epoch, weight, bias
    state = step(settings, state)               # the same neuron, one update later
    states = record(settings, state, epochs=9)  # ten States in one, along a first axis
    frames = observe(settings, states)          # a Frame: output, cost, gradients, ...

`train(settings)` does all of it. Every number in Settings but the epochs may be a numpy array,
and all of this then works on arrays of neurons. Softmax is in `core.softmax`. A neuron with
several inputs is in `core.several`, the line that it draws in `core.boundary`, what it learns in
`core.examples`, `core.problems` and `core.table`. Costs over the output are in `core.curves`,
surprise is in `core.surprise`, and costs made from the gradient that is asked for are in
`core.derivation`.

A network of many neurons in layers is in `core.network`, with `core.network_settings`,
`core.pairings`, `core.backpropagation` and `core.chance`; what there is to see of it is in
`core.network_frames` and `core.network_answers`, what it learns in `core.labelled` and `core.idx`.
"""

from core.costs import COSTS, CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED, QUADRATIC, Cost
from core.frames import Frame, observe, train
from core.neuron import Numbers, sigmoid, sigmoid_slope, softplus, weighted_input
from core.presets import PRESETS, Preset
from core.settings import RANGES, Range, Settings, SettingsError, check
from core.slowdown import epochs_until_close
from core.training import State, advance, record, start, step

__all__ = [
    "COSTS",
    "CROSS_ENTROPY",
    "CROSS_ENTROPY_AS_PUBLISHED",
    "PRESETS",
    "QUADRATIC",
    "RANGES",
    "Cost",
    "Frame",
    "Numbers",
    "Preset",
    "Range",
    "Settings",
    "SettingsError",
    "State",
    "advance",
    "check",
    "epochs_until_close",
    "observe",
    "record",
    "sigmoid",
    "sigmoid_slope",
    "softplus",
    "start",
    "step",
    "train",
    "weighted_input",
]
