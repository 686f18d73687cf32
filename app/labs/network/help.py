"""What the help says of the Network lab."""

from app.ui.help import LIVE, Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "Up to four networks learn handwritten digits side by side, from the same seed and with"
            " the digits in the same order. Each has ten outputs, one for each digit; its answer is"
            " the digit of the largest."
        ),
        marked(
            "Choose a preset, or set each network yourself, and press Run. The server trains"
            " ahead while the page plays what is there: Pause holds the picture, not the"
            " training. “Stop training” holds that, and “Go on training” takes it up where it"
            " was. Choosing a preset, or changing a network or anything under “Mini-batch,"
            " epochs, seed, data”, ends the training and goes back to the start; Run starts"
            " anew."
        ),
        LIVE,
        marked(
            "The first four epochs have up to ten frames each, as much happens there; each"
            " later one has one, at its end."
        ),
        marked(
            "Under the curves you can draw a digit and see what the networks answer, see which"
            " digits they mix up and where they are most wrong, and pin networks, so that their"
            " curves stay beside those of later ones."
        ),
    ),
    (
        (
            marked("Output and cost"),
            marked(
                "Sigmoid outputs with the quadratic cost have the factor σ′(z) in δ and can be"
                " slow; sigmoid with cross-entropy, linear with the quadratic cost, and softmax"
                " with log-likelihood all have δ = a − y."
            ),
        ),
        (
            marked("Unit Gaussian"),
            marked("A start: every weight and bias from a Gaussian of variance 1."),
        ),
        (
            marked("Gaussian/√n"),
            marked(
                "A start: the same, but each weight divided by √n, where n is the number of"
                " inputs of its neuron, so that hidden neurons are less saturated."
            ),
        ),
        (
            marked("Badly wrong"),
            marked(
                "A start: as Gaussian/√n, but with biases of the outputs that make these wrong, and"
                " saturated unless they are linear."
            ),
        ),
        (
            marked("Hidden"),
            marked("The neurons of the hidden layers: 30-20 are two layers, 0 is none."),
        ),
        (
            marked("Mini-batch"),
            marked(
                "So many digits make one update; an epoch goes once through all digits for"
                " training."
            ),
        ),
        (
            marked("Seed"),
            marked(
                "Decides the random start and the order of the digits: the same settings with the"
                " same seed give the same run."
            ),
        ),
        (
            marked("accuracy"),
            marked(
                "The part of the digits, from 0 to 1, that are answered right: of those for"
                " testing, which no network learns from, or of those for training."
            ),
        ),
        (
            "C, C/C₀",
            marked(
                "C is the mean cost of the digits for testing. Different costs have no common"
                " measure: the curve has it divided by what it was at the start."
            ),
        ),
        (
            "|δ|",
            marked("The size of the error δ of an output, averaged over outputs and digits."),
        ),
        (
            marked("wrong output"),
            marked("One that is above 1/2 where 0 is desired, or not above it where 1 is."),
        ),
        (
            "σ′",
            marked(
                "The slope of the output over z, averaged over the wrong outputs: σ′(z) of sigmoid"
                " outputs, a(1 − a) of softmax, 1 of linear ones."
            ),
        ),
        (
            "‖∇1‖",
            marked(
                "The size of the gradient of the first layer’s weights and biases together; ‖∇2‖ is"
                " of the second, and so on. They are in the table “In numbers”."
            ),
        ),
        (
            marked("on training"),
            marked(
                "Accuracy and C on training, |δ|, σ′ and ‖∇1‖ are of the digits for training: of"
                " all small ones, of 10,000 of MNIST at most."
            ),
        ),
    ),
)
