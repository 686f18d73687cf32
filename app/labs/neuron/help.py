"""What the help says of the Neuron lab."""

from app.ui.help import LIVE, Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "One sigmoid neuron gets the input x and should answer with the target y. It learns by"
            " gradient descent: each epoch is one update of its weight w and its bias b by −η times"
            " the gradient of the cost C. The two presets of the book’s figure as published do"
            " otherwise, and say what."
        ),
        marked(
            "Choose a preset, or set the start and the learning rate η yourself, and press Run."
        ),
        LIVE,
        marked(
            "Changing the learning rate or the cost in the middle of a run goes on from the"
            " epoch on the screen with the new setting. A preset, another start, input,"
            " target or number of epochs puts the neuron back to its start."
        ),
        marked(
            "Under the curves you can see why: the gradient factor by factor, where the neuron"
            " stands on the curves of σ and C, and a map of how long it takes from every start. You"
            " can also predict a run before it happens, pin runs to compare them, and let five"
            " questions lead you."
        ),
    ),
    (
        (
            marked("z = wx + b, a = σ(z)"),
            marked("The weighted input and the output of the neuron."),
        ),
        (
            "σ′(z)",
            marked("The slope of σ: at most 1/4, and near 0 where the output is near 0 or 1."),
        ),
    ),
)
