"""The story of the Network lab: which output layers learn at once, and what no cost reaches."""

from app.ui.language import marked
from app.ui.story import Answer, Notice, Step, Story, When

FOUR = {"preset": "four-outputs"}

_FOUR = Step(
    title=marked("Four outputs, one mistake"),
    text=marked(
        "Four networks begin with outputs that are badly wrong. Press Run; when it is over, go to"
        " epoch 3 and compare."
    ),
    address=FOUR,
    shows=("accuracy",),
    notices=(
        Notice(
            When(ended=True),
            marked(
                "At epoch {epoch} the networks 1 to 4 answer {accuracy}, {accuracy_2}, {accuracy_3}"
                " and {accuracy_4} right. Now go to epoch 3."
            ),
        ),
        Notice(
            When(epoch=(2, 4)),
            marked(
                "At epoch {epoch} it is {accuracy}, {accuracy_2}, {accuracy_3} and {accuracy_4}."
            ),
        ),
    ),
    question=marked("Which network has learned nothing by epoch 3?"),
    answers=(
        Answer(
            marked("1: sigmoid, quadratic cost"),
            marked(
                "Yes. Its outputs are where σ is flat, and its δ has the factor σ′ (eq. 65): in the"
                " plot of σ′ its line is near 0."
            ),
            right=True,
        ),
        Answer(
            marked("3: linear, quadratic cost"),
            marked(
                "It has the quadratic cost, too. But its outputs are z itself, so there is no σ′ to"
                " be small. Look at the third number."
            ),
        ),
        Answer(
            marked("4: softmax, log-likelihood"),
            marked("Its δ is a − y (eq. 84): as large as the error. Look at the fourth number."),
        ),
    ),
)

_PAIR = Step(
    title=marked("Output and cost are a pair"),
    text=marked(
        "Go to epoch 1 or before, where the outputs are still wrong, and compare δ: the plot |δ|"
        " shows its mean size. The settings show the formula of each."
    ),
    address=FOUR,
    needs_run=True,
    shows=("error",),
    notices=(
        Notice(
            When(epoch=(0, 1)),
            marked(
                "At epoch {epoch} the mean |δ| is {error}, {error_2}, {error_3} and {error_4}, and"
                " σ′ of the wrong outputs of network 1 is {slope}."
            ),
        ),
    ),
    question=marked("What decides whether σ′ slows the output layer down?"),
    answers=(
        Answer(
            marked("The cost alone"),
            marked("Networks 1 and 3 both have the quadratic cost. Was 3 as slow as 1?"),
        ),
        Answer(
            marked("Output and cost together"),
            marked(
                "Yes. Sigmoid with cross-entropy, linear with the quadratic cost and softmax with"
                " log-likelihood all have δ = a − y (eqs. 66, 69, 84)."
            ),
            right=True,
        ),
        Answer(
            marked("The hidden neurons"),
            marked(
                "All four networks have the same 30 hidden neurons. Look at what is different in"
                " their settings."
            ),
        ),
    ),
)

_HIDDEN = Step(
    title=marked("What no cost reaches"),
    text=marked(
        "Cross-entropy from a random start: every weight and bias has variance 1. Press Run, wait"
        " for the end, and think of the hidden neurons."
    ),
    address={"preset": "chapter-cross-entropy"},
    section="saturation",
    notices=(
        Notice(
            When(ended=True),
            marked("At epoch {epoch} the network answers {accuracy} of the test digits right."),
        ),
    ),
    question=marked("Does cross-entropy cancel σ′ of the hidden neurons, too?"),
    answers=(
        Answer(
            marked("Yes, in every layer"),
            marked(
                "The cost is a function of the outputs alone. On its way back δ is multiplied by σ′"
                " of each hidden neuron. Look at the formulas: of which layer are they?"
            ),
        ),
        Answer(
            marked("No, only in the output layer"),
            marked(
                "Yes. δ = a − y holds for the outputs; a saturated hidden neuron still learns"
                " slowly. A start with smaller weights helps there."
            ),
            right=True,
        ),
        Answer(
            marked("Hidden neurons have no σ′"),
            marked(
                "They are sigmoid neurons, and σ is flat for them, too, where z is large. Look at"
                " Help: what do the networks consist of?"
            ),
        ),
    ),
)

_START = Step(
    title=marked("What a start does"),
    text=marked(
        "These two networks differ in their start alone. Press Run, and look at z of their hidden"
        " neurons: the outline is the start, and what is shaded is saturated."
    ),
    address={"preset": "two-starts"},
    section="saturation",
    notices=(
        Notice(
            When(ended=True),
            marked(
                "At epoch {epoch} the networks 1 and 2 answer {accuracy} and {accuracy_2} of the"
                " test digits right. Compare the outlines."
            ),
        ),
    ),
    question=marked("Which start leaves no hidden neuron saturated?"),
    answers=(
        Answer(
            marked("1: unit Gaussian"),
            marked(
                "z is a sum over all pixels: with weights of variance 1 it is far from 0 for many"
                " digits. Look at its outline: it reaches into the shaded part on both sides."
            ),
        ),
        Answer(
            marked("2: Gaussian/√n"),
            marked(
                "Yes. Weights divided by √n keep z near 0, where σ is steep. With the unit Gaussian"
                " a third of the hidden neurons are saturated at the start, on average."
            ),
            right=True,
        ),
    ),
)

STORY = Story(
    lab="network",
    prefix="network.",
    opening=marked("Which output layers learn from a bad mistake at once?"),
    steps=(_FOUR, _PAIR, _HIDDEN, _START),
    ending=marked(
        "An output layer learns from its mistakes at once where its cost leaves δ = a − y; hidden"
        " neurons keep their σ′, which is small where a start saturates them."
    ),
    address=FOUR,
)
