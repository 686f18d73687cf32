"""The story of the Several-inputs lab: what no cost can mend, and what no line can part."""

from app.ui.language import marked
from app.ui.story import Answer, Notice, Step, Story, When

NEAR_ZERO = {"preset": "input-near-zero"}

_INPUT = Step(
    title=marked("An input near zero"),
    text=marked(
        "The second input is never above 0.01. Both costs learn from the same start, w₁ = w₂ = 1."
        " Press Run and watch the bars of w₁ and w₂."
    ),
    address=NEAR_ZERO,
    shows=("weights",),
    notices=(
        Notice(
            When(ended=True),
            marked(
                "At epoch {epoch} the quadratic cost has brought w₁ to {w1} and w₂ to {w2},"
                " cross-entropy to {w1_2} and {w2_2}."
            ),
        ),
    ),
    question=marked("Why did w₂ move so little?"),
    answers=(
        Answer(
            marked("σ is flat there"),
            marked(
                "Cross-entropy cancels σ′, yet w₂ moved little by that, too. Compare the two bars"
                " of w₂."
            ),
        ),
        Answer(
            marked("Each of its steps has the factor x₂"),
            marked(
                "Yes: ∂C/∂w₂ is a mean over the examples of x₂ times δ, and x₂ is 0.01 at most."
            ),
            right=True,
        ),
        Answer(
            marked("Its error is small"),
            marked(
                "There is one output, and w₁ and w₂ share its error. What is different between"
                " them?"
            ),
        ),
    ),
)

_FACTOR = Step(
    title=marked("Could a cost remove xⱼ?"),
    text=marked(
        "Cross-entropy removes σ′. Look at what each example adds to the gradient: go to any epoch"
        " between the first and the last."
    ),
    address=NEAR_ZERO,
    section="contributions",
    needs_run=True,
    notices=(
        Notice(
            When(epoch=(1, 299)),
            marked("At epoch {epoch}, by cross-entropy: ∂C/∂w₁ = {g1_2} and ∂C/∂w₂ = {g2_2}."),
        ),
    ),
    question=marked("Can a clever cost remove x₂ from ∂C/∂w₂?"),
    answers=(
        Answer(
            marked("Yes, as it removed σ′"),
            marked(
                "σ′ is a(1 − a), so a cost made from a can divide by it. Now compare the examples"
                " (0, 0) and (0, 0.01): nearly the same a, but another x₂."
            ),
        ),
        Answer(
            marked("No: a cost knows only a and y"),
            marked(
                "Yes. ∂C/∂w₂ is ∂C/∂a · σ′(z) · x₂. The cost decides the first factor alone, and"
                " a and y do not tell it what x₂ was."
            ),
            right=True,
        ),
        Answer(
            marked("Yes, with a larger η"),
            marked(
                "η makes the steps of both weights longer by the same factor. Compare ∂C/∂w₁ and"
                " ∂C/∂w₂: their ratio stays."
            ),
        ),
    ),
)

_SCALE = Step(
    title=marked("What does help"),
    text=marked(
        "Same start, same costs, same η. Only the second input is 100 times as large: 0 or 1."
        " Press Run."
    ),
    address={**NEAR_ZERO, "data": "and"},
    section="examples",
    notices=(
        Notice(
            When(ended=True),
            marked(
                "At epoch {epoch} cross-entropy has brought w₂ to {w2_2}, and {accuracy_2} of the"
                " examples are answered right."
            ),
        ),
    ),
    question=marked("What helped?"),
    answers=(
        Answer(
            marked("A better cost"),
            marked("The costs are the same as before. Look at the table of examples instead."),
        ),
        Answer(
            marked("A better start"),
            marked(
                "w₁, w₂ and b begin where they began before. Look at the table of examples instead."
            ),
        ),
        Answer(
            marked("Inputs of the same size"),
            marked(
                "Yes. What no cost can do, the data can: x₂ is as large as x₁, and so are the"
                " steps of its weight."
            ),
            right=True,
        ),
    ),
)

_XOR = Step(
    title=marked("What one neuron cannot learn"),
    text=marked(
        "Now the answer should be 1 if just one of the inputs is 1. Press Run and watch the line"
        " in the plane."
    ),
    address={"preset": "xor"},
    shows=("plane",),
    notices=(
        Notice(
            When(ended=True),
            marked("At epoch {epoch} C is {cost}; w₁ is {w1}, w₂ is {w2}, and b is {bias}."),
        ),
    ),
    question=marked("Why does C stop at 0.6931?"),
    answers=(
        Answer(
            marked("It needs more epochs"),
            marked(
                "w₁, w₂ and b have come to 0, and there the gradient is 0, too. Is C still falling?"
            ),
        ),
        Answer(
            marked("No line parts the answers"),
            marked(
                "Yes. The best that one neuron can do here is to answer 1/2 every time, and then C"
                " is ln 2 = 0.6931. It takes a hidden layer."
            ),
            right=True,
        ),
        Answer(
            marked("σ is flat there"),
            marked(
                "At an output of 1/2 σ′ is 0.25, as large as it can be. Look at where the four"
                " examples are in the plane: which line has the 1s on one side?"
            ),
        ),
    ),
)

STORY = Story(
    lab="several",
    prefix="several.",
    opening=marked("Which slowness can no cost remove, and what can one neuron not learn at all?"),
    steps=(_INPUT, _FACTOR, _SCALE, _XOR),
    ending=marked(
        "A cost decides how the error counts, but not how large an input is, nor what a line can"
        " part."
    ),
    address=NEAR_ZERO,
)
