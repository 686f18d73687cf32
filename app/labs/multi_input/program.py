"""A run of a neuron with several inputs as a program that prints it, epoch by epoch."""

from app.labs.multi_input.history import History
from app.training_lab.controls import LabControls
from app.training_lab.program import SIGMOID_COSTS, costs_text, curves_text, filled, rules_of

TEMPLATE = '''\
"""A sigmoid neuron with several inputs learns by gradient descent: a run of Neuron Lab, as CSV."""
import numpy as np

# The examples: a row of inputs for each, and its target.
x = np.array($inputs)
y = np.array($targets)
start = np.array($weights), $bias  # weights and bias
# Each curve: from such an epoch on, with this learning rate, by this cost.
curves = {
$curves
}

def sigmoid(z):
    return 1 / (1 + np.exp(np.minimum(-z, 709)))

def slope(z):  # a(1 - a), where 1 - a is a e^(-z)
    return sigmoid(z) * (sigmoid(z) * np.exp(np.minimum(-z, 709)))

def softplus(z):  # ln(1 + e^z), which is -ln(1 - a)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

# Each cost of one example: C as a function of z, and its derivative by z.
costs = {
$costs
}
print("epoch,curve,$names,bias,accuracy,cost,learning_rate,cost_function")
for curve, rules in curves.items():
    w, b = start
    for epoch in range($epochs + 1):
        rate, name = [rule for begin, *rule in rules if begin <= epoch][-1]
        cost, error = costs[name]
        z = w @ x.T + b  # of all examples
        right = (abs(sigmoid(z) - 0.5) > 1e-9) & ((sigmoid(z) > 0.5) == (y > 0.5))
        print(epoch, curve, *w, b, np.mean(right), np.mean(cost(z)), rate, name, sep=",")
        w, b = w - rate * (error(z) @ x / len(y)), b - rate * np.mean(error(z))
'''


def program(_history: History, controls: LabControls) -> str:
    """Return the program of the run with these settings: 40 lines at most."""
    rules = rules_of(controls)
    _begin, settings = next(iter(rules.values()))[0]
    return filled(
        TEMPLATE,
        inputs=settings.examples.inputs.tolist(),
        targets=settings.examples.targets.tolist(),
        weights=list(settings.weights),
        bias=settings.bias,
        curves=curves_text(rules),
        costs=costs_text(rules, lambda cost: SIGMOID_COSTS[cost.name]),
        names=",".join(f"w{number + 1}" for number in range(len(settings.weights))),
        epochs=settings.epochs,
    )
