"""Neuron Lab's core: one sigmoid neuron that learns by gradient descent, and softmax.

It imports the standard library and numpy, and runs without the page. The data flows one way:

    settings = Settings(weight=2, bias=2, cost=CROSS_ENTROPY, learning_rate=0.05)
    state = start(settings)                     # a State: epoch, weight, bias
    state = step(settings, state)               # the same neuron, one update later
    states = record(settings, state, epochs=9)  # ten States in one, along a first axis
    frames = observe(settings, states)          # a Frame: output, cost, gradients, ...

`train(settings)` does all of it. Every number in Settings but the epochs may be a numpy array, and
all of this then works on arrays of neurons. Softmax is in `core.softmax`, its costs are in
`core.softmax_costs`, and how its z learn is in `core.softmax_learning`. A neuron with several
inputs is in `core.multi_input.training`, the line that it draws in `core.multi_input.boundary`,
what it learns in `core.multi_input.examples`, `core.multi_input.presets` and
`core.multi_input.table`. Costs over the output are in `core.costs.over_output`, surprise is in
`core.costs.entropy`, and costs made from the gradient that is asked for are in
`core.costs.power_family`.

A network of many neurons in layers is in `core.network.training`, with `core.network.settings`,
`core.network.output_layers`, `core.network.backpropagation` and `core.network.random`; what there
is to see of it is in `core.network.frames` and `core.network.evaluation`, what it learns in
`core.data.dataset` and `core.data.idx`.
"""

from core.costs.costs import COSTS, CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED, QUADRATIC, Cost
from core.neuron.frames import Frame, observe, train
from core.neuron.presets import PRESETS, Preset
from core.neuron.settings import RANGES, Range, Settings, SettingsError, check
from core.neuron.time_to_target import epochs_until_close
from core.neuron.training import State, advance, record, start, step
from core.sigmoid import Numbers, sigmoid, sigmoid_slope, softplus, weighted_input

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
