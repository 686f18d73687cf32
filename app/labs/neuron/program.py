"""A run of one neuron as a program that prints it, epoch by epoch."""

from app.labs.neuron.history import History
from app.training_lab.controls import LabControls
from app.training_lab.program import (
    CROSS_ENTROPY,
    SIGMOID_COSTS,
    costs_of,
    costs_text,
    curves_text,
    filled,
    rules_of,
)
from core import Cost

TEMPLATE = '''\
"""One sigmoid neuron learns by gradient descent: a run of Neuron Lab, as CSV."""
from math import $math
$imports
x, y = $input, $target  # the input, and the target
# Each curve: from such an epoch on, with this learning rate, by this cost.
curves = {
$curves
}

def sigmoid(z):
    return 1 / (1 + exp(min(-z, 709)))

def slope(z):  # a(1 - a), where 1 - a is a e^(-z)
    return sigmoid(z) * (sigmoid(z) * exp(min(-z, 709)))

def softplus(z):  # ln(1 + e^z), which is -ln(1 - a)
    return max(z, 0) + log1p(exp(-abs(z)))
$functions
# Each cost: C as a function of z = wx + b, and its derivative by z.
costs = {
$costs
}
print("epoch,curve,weight,bias,output,cost,learning_rate,cost_function")
for curve, rules in curves.items():
    w, b = $weight, $bias
    for epoch in range($epochs + 1):
        rate, name = [rule for begin, *rule in rules if begin <= epoch][-1]
        cost, error = costs[name]
        z = w * x + b
        print(epoch, curve, w, b, sigmoid(z), cost(z), rate, name, sep=",")
        change = rate * error(z)  # the gradient is x times the error for w, the error for b
        w, b = w - change * x, b - change
'''

COSTS = {
    **SIGMOID_COSTS,
    # What the book's page takes for the derivative is that by a.
    "cross-entropy-as-published": f"{CROSS_ENTROPY},\n        "
    "lambda z: (1 - y) * (1 + exp(min(z, 40))) - y * (1 + exp(min(-z, 40)))",
}
"""The two functions of each cost of :data:`core.COSTS`."""

INTEGRAL = """
def integral(z, p):  # C: its derivative by z, summed up from where a = y on, in 100 parts
    low = log(y / (1 - y)) if 0 < y < 1 else 80 * y - 40
    nodes, weights = np.polynomial.legendre.leggauss(16)
    at = low + (z - low) / 200 * (1 + 2 * np.arange(100)[:, None] + nodes)
    a = 1 / (1 + np.exp(-at))
    least = max(0, 1 - p) * (y * softplus(-low) + (1 - y) * softplus(low))
    return least + (z - low) / 200 * float(np.sum(weights * (a - y) * (a * (1 - a)) ** p))
"""
"""The cost of a reader's own, which has no formula of its own."""
MOST_LINES = 40


def program(_history: History, controls: LabControls) -> str:
    """Return the program of the run with these settings: 40 lines at most."""
    rules = rules_of(controls)
    own = any(name not in COSTS for name in costs_of(rules))
    text = filled(
        TEMPLATE,
        math="exp, log, log1p" if own else "exp, log1p",
        imports="import numpy as np\n" if own else "",
        functions=INTEGRAL if own else "",
        curves=curves_text(rules),
        costs=costs_text(rules, _functions),
        **{name: getattr(controls, name) for name in ("input", "target", "weight", "bias")},
        epochs=controls.epochs,
    )
    lines = text.splitlines(keepends=True)
    # Where there is no room for them, empty lines are left out.
    return "".join(line for line in lines if line.strip() or len(lines) <= MOST_LINES)


def _functions(cost: Cost) -> str:
    if cost.name in COSTS:
        return COSTS[cost.name]
    power = cost.slope_power
    return f"lambda z: integral(z, {power}), lambda z: (sigmoid(z) - y) * slope(z) ** {power}"
