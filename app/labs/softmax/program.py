"""A run of softmax outputs as a program that prints it, epoch by epoch."""

from app.labs.softmax.history import History
from app.training_lab.controls import LabControls
from app.training_lab.program import costs_text, curves_text, filled, rules_of

TEMPLATE = '''\
"""The weighted inputs of softmax outputs learn by gradient descent: a run of Neuron Lab, as CSV."""
import numpy as np

right = $right  # the output that should be 1, counted from 0
# Each curve: from such an epoch on, with this learning rate, by this cost.
curves = {
$curves
}

def softmax(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum()

def residual(z):  # a - y, exact where the right output rounds to 1
    error = softmax(z)
    error[right] = 0
    error[right] = -error.sum()
    return error

def quadratic_gradient(z):
    a, error = softmax(z), residual(z)
    return a * (error - np.sum(a * error))

# Each cost: C as a function of z, and its gradient by z.
costs = {
$costs
}
print("epoch,curve,$names,cost,learning_rate,cost_function")
for curve, rules in curves.items():
    z = np.array($z)
    for epoch in range($epochs + 1):
        rate, name = [rule for begin, *rule in rules if begin <= epoch][-1]
        cost, gradient = costs[name]
        print(epoch, curve, *softmax(z), *z, cost(z), rate, name, sep=",")
        z = z - rate * gradient(z)
'''
COSTS = {
    "quadratic": "lambda z: np.sum(residual(z) ** 2) / 2, quadratic_gradient",
    "log-likelihood": (
        "lambda z: np.log(np.sum(np.exp(z - z.max()))) - (z - z.max())[right], residual"
    ),
}
"""The two functions of each cost."""


def program(_history: History, controls: LabControls) -> str:
    """Return the program of the run with these settings: 40 lines at most."""
    rules = rules_of(controls)
    numbers = range(1, len(controls.z) + 1)
    return filled(
        TEMPLATE,
        right=controls.y - 1,
        z=list(controls.z),
        curves=curves_text(rules),
        costs=costs_text(rules, lambda cost: COSTS[cost.name]),
        names=",".join(f"{symbol}{number}" for symbol in "az" for number in numbers),
        epochs=controls.epochs,
    )
