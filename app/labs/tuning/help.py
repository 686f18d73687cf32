"""What the help says of the Tuning lab."""

from app.ui.help import LIVE, Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "One setting of a network is swept: up to seven networks learn digits, each with"
            " another value of it, and all else is the same. Each value is trained from several"
            " seeds; a line is their median, the band around it reaches from the lowest to the"
            " highest."
        ),
        marked(
            "Choose an experiment in the row at the top, or what to sweep and its values, and press"
            " Run. The small picture shows what is left at the epoch on the screen, against the"
            " value that is swept; of mini-batches it shows the accuracy against processor time, of"
            " a schedule η over the epochs. A hollow dot is of a cost beyond its axis."
        ),
        LIVE,
        marked(
            "η is chosen by the cost on training: the threshold is the largest η with which, in the"
            " first ten epochs, the cost never rises above its lowest by more than 1 % of the cost"
            " at the start. All else is chosen by the accuracy on validation, by digits that are"
            " not learned. The test set is not shown until you open its section, and then of the"
            " chosen value alone: look at it last, and once."
        ),
    ),
    (
        (
            "C₀",
            marked("The mean cross-entropy of the digits that are learned, without any penalty."),
        ),
        ("λ", marked("How strong the L2 penalty is: (λ/2n) Σw², where n images are learned.")),
        (
            "μ",
            marked(
                "The momentum: v becomes μv − η∇C, and w becomes w + v. 1 − μ is the friction; with"
                " μ = 0 that is plain gradient descent."
            ),
        ),
        (
            marked("Mini-batch"),
            marked(
                "The number of digits for one update. Where it is swept, η is that of mini-batches"
                " of 10, and for others grows with them."
            ),
        ),
        (
            marked("Patience"),
            marked(
                "After so many epochs in which the accuracy on validation was never better than"
                " before, η is halved; at 1/128 of what it was a network learns no more. With 0, η"
                " is constant."
            ),
        ),
        (
            marked("Seeds"),
            marked(
                "How many networks there are of each value, which differ by chance alone, and the"
                " first of their seeds."
            ),
        ),
        (
            marked("Processor time"),
            marked("That of the updates of all seeds together, as this server has measured it."),
        ),
    ),
)
