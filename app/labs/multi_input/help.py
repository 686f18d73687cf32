"""What the help says of the Several-inputs lab."""

from app.ui.help import LIVE, Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "One sigmoid neuron with up to eight inputs learns a table of examples, such as AND or"
            " XOR. Each epoch is one update from all examples together. With two inputs you see the"
            " plane of both, the examples in it, and the line at which the answer changes."
        ),
        marked(
            "Choose a preset, or set the starting weights, the bias and the learning rate η"
            " yourself, and press Run. Under “Examples” you can type, paste or load a table of your"
            " own."
        ),
        LIVE,
        marked(
            "Changing the learning rate or the cost in the middle of a run goes on from the"
            " epoch on the screen with the new setting. A preset, another start, other"
            " examples or another number of epochs puts the neuron back to its start."
        ),
        marked(
            "“Who moves the weights” shows what each example contributes to the gradient. Runs can"
            " be pinned, to compare them."
        ),
    ),
    (
        (
            marked("accuracy"),
            marked("The part of the examples, from 0 to 1, that are answered right."),
        ),
        (marked("the answer"), marked("1 where the output is above 1/2, else 0.")),
        ("C", marked("The cost: its mean over all examples.")),
    ),
)
