"""What the help says of the Overfitting lab."""

from app.ui.help import LIVE, Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "Up to four networks learn the same digits, each with a technique against overfitting"
            " or none. Some labels can be wrong on purpose: a network that answers them as they are"
            " labelled has learned them by heart."
        ),
        marked(
            "There are three sets of digits. From training it learns; validation is for choosing"
            " when to stop and how strong a technique should be; the test is looked at last. No"
            " digit is in two of them."
        ),
        marked(
            "Each network is trained from several seeds together. The seeds decide the start, the"
            " order of the digits and which neurons dropout leaves out; the sets of digits and the"
            " wrong labels are the same for all, and depend on the first seed. There is a frame"
            " after each epoch."
        ),
        LIVE,
        marked(
            "The server trains ahead while the page plays what has come. “Stop training” stops the"
            " training, “Go on training” continues it. Below the curves: where early stopping would"
            " have stopped, which wrong labels are learned by heart, and what the weights look"
            " like."
        ),
    ),
    (
        (
            marked("Technique"),
            marked(
                "L2 and L1 add a penalty on large weights to the cost. Dropout leaves hidden"
                " neurons out while training. Copies are more data: each digit is learned three"
                " more times, turned by up to an angle (of MNIST also shifted by up to a pixel),"
                " with its label, be that right or wrong."
            ),
        ),
        (
            "λ",
            marked(
                "How strong a penalty is: L2 adds (λ/2n) Σw², L1 adds (λ/n) Σ|w|, where n is the"
                " number of images that are learned, copies included."
            ),
        ),
        ("p", marked("The probability with which dropout leaves a hidden neuron out.")),
        (
            "C₀",
            marked(
                "The mean cross-entropy of a set of digits, without any penalty. The penalty is a"
                " number of its own."
            ),
        ),
        ("‖w‖", marked("The size of all weights together: the square root of Σw².")),
        (
            marked("Seeds"),
            marked(
                "How many networks there are of each technique, which differ by chance alone, and"
                " the first of their seeds."
            ),
        ),
        (
            marked("Start"),
            marked(
                "Gaussian/√n: weights from a Gaussian with standard deviation 1/√n, where n is the"
                " number of inputs of a neuron. Unit Gaussian: with 1, as in the book’s network."
            ),
        ),
    ),
)
