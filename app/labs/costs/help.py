"""What the help says of the Costs lab."""

from app.ui.help import Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "Three costs of one output a, where y is desired: the quadratic one, cross-entropy, and"
            " cross-entropy with y and a swapped, which is no good as a cost. The curves have each"
            " cost, its slope over a, and what a sigmoid neuron learns by. Nothing is trained here."
        ),
        marked(
            "Move Target and Output: the points on the curves, the table and the sentence follow."
        ),
        marked(
            "Below, ask for a ∂C/∂z by its power, and see the cost that follows from it; a link"
            " opens the Neuron lab with that cost. Surprise shows what cross-entropy measures."
        ),
    ),
    (
        ("∂C/∂a", marked("How fast the cost changes with the output.")),
        (
            "∂C/∂z",
            marked(
                "How fast it changes with the weighted input z: ∂C/∂a times σ′(z) = a(1 − a)."
                " The gradient of a neuron is made of it."
            ),
        ),
    ),
)
