"""What the help says of the Network lab."""

from app.ui.help import LIVE, Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "Up to four networks learn handwritten digits side by side, from the same seed and"
            " with the digits in the same order. Each has ten outputs, one for each digit; its"
            " answer is the digit whose output is largest."
        ),
        marked(
            "Choose an experiment in the row at the top, or set each network yourself, and press"
            " Run. The server trains ahead while the page plays what has come: Pause stops the"
            " playback, not the training. “Stop training” stops the training, and “Go on"
            " training” continues it. Choosing an experiment, or changing a network or anything"
            " under “Mini-batch, epochs, seed, data”, ends the training and goes back to the"
            " start; Run starts anew."
        ),
        LIVE,
        marked(
            "The first four epochs have up to ten frames each, as much happens there; each"
            " later one has one, at its end."
        ),
        marked(
            "Under the curves you can draw a digit and see what the networks answer, see which"
            " digits they mix up, where they are most wrong and how many hidden neurons are"
            " saturated, and pin networks, so that their curves stay beside those of later ones."
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
                "A start: like Gaussian/√n, but with output biases that make the outputs wrong,"
                " and saturated unless they are linear."
            ),
        ),
        (
            marked("Hidden"),
            marked("The neurons of the hidden layers: 30-20 are two layers, 0 is none."),
        ),
        (
            "λ",
            marked(
                "How much large weights cost: L2 adds (λ/2n) Σw², n being the number of training"
                " digits, so that every update also makes the weights smaller. The C that is shown"
                " is without it. 0 is no regularisation."
            ),
        ),
        (
            marked("Mini-batch"),
            marked(
                "The number of digits for one update; an epoch goes once through all training"
                " digits."
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
                "The fraction of the digits that are answered correctly: of the test digits, from"
                " which no network learns, or of the training digits."
            ),
        ),
        (
            "C",
            marked(
                "C is the mean cost over the test digits. Different costs have no common scale,"
                " so the curve shows C divided by its value at the start."
            ),
        ),
        (
            "|δ|",
            marked(
                "How strongly an output pushes the weights that lead to it: the size of its δ,"
                " averaged over outputs and digits. The axis goes by powers of ten."
            ),
        ),
        (
            marked("wrong output"),
            marked("One that is above 1/2 where 0 is desired, or not above it where 1 is."),
        ),
        (
            "σ′",
            marked(
                "The slope of the output over z, averaged over the wrong outputs: σ′(z) of sigmoid"
                " outputs, a(1 − a) of softmax. Linear outputs have none."
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
            marked("saturated"),
            marked(
                "A hidden neuron is saturated at a digit where σ′(z) is below 0.025, a tenth of the"
                " most it can be. It hardly learns from that digit."
            ),
        ),
        (
            marked("on training"),
            marked(
                "Accuracy and C on training, |δ|, σ′ and ‖∇1‖ are computed on the training"
                " digits: on all of the 8 × 8 digits, on at most 10,000 of MNIST."
            ),
        ),
    ),
)
