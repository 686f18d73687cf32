"""The story of the Costs lab: what makes a cost, where cross-entropy comes from, and surprise."""

from app.ui.language import marked
from app.ui.story import Answer, Notice, Step, Story, When

_PROPERTIES = Step(
    title=marked("Two properties of a cost"),
    text=marked(
        "y is 0, and the output a is 0.95. Move Output down to 0.05 or less and watch the chart of"
        " C."
    ),
    address={"a": "0.95"},
    section="shapes",
    notices=(
        Notice(
            When(between={"a": (0.0, 0.05)}),
            marked("At a = {a} the quadratic cost is {value}, and cross-entropy {value_2}."),
        ),
    ),
    question=marked("What must C do to be a cost?"),
    answers=(
        Answer(
            marked("Never be negative, and come to 0 as a comes to y"),
            marked(
                "Yes. Both do: every term of cross-entropy is −ln of a number between 0 and 1, and"
                " −ln(1 − a) comes to 0 with a."
            ),
            right=True,
        ),
        Answer(
            marked("Stay between 0 and 1"),
            marked(
                "At a = 0.95 cross-entropy is 2.996, and a cost it is. Look at what both curves do"
                " where a is near y."
            ),
        ),
        Answer(
            marked("Be largest at a = y"),
            marked(
                "Learning makes C smaller: it would then lead away from y. Look where the curves"
                " are lowest."
            ),
        ),
    ),
)

_SWAPPED = Step(
    title=marked("Which may stand in the logarithm?"),
    text=marked(
        "The swapped form is −[a ln y + (1 − a) ln(1 − y)]. With y = 0.1 it is finite. Move Target"
        " to 0, where most targets are."
    ),
    address={"y": "0.1", "a": "0.5"},
    section="shapes",
    notices=(
        Notice(
            When(between={"y": (0.0, 0.0)}),
            marked(
                "At y = {y} and a = {a} cross-entropy is {value_2}, the swapped form {value_3}."
            ),
        ),
    ),
    question=marked("Which of y and a may stand in the logarithm?"),
    answers=(
        Answer(
            marked("Either: it is a matter of taste"),
            marked("Look at the table of costs: at y = 0 one of the two is ∞ and cannot be used."),
        ),
        Answer(
            "y",
            marked(
                "y is often exactly 0 or 1, and ln 0 is −∞. That happened to the swapped form: look"
                " at its row in the table."
            ),
        ),
        Answer(
            "a",
            marked(
                "Yes. A sigmoid output is never exactly 0 or 1, so ln a and ln(1 − a) are finite; y"
                " only weighs them, and may be 0."
            ),
            right=True,
        ),
    ),
)

_ORIGIN = Step(
    title=marked("Ask for the gradient"),
    text=marked(
        "Further down a cost is made from the ∂C/∂z one asks for: (a − y)[a(1 − a)]ᵖ. Move Power"
        " of σ′ from 1 to 0 and watch the cost that follows."
    ),
    address={"p": "1"},
    section="power",
    notices=(
        Notice(
            When(between={"p": (0.05, 0.95)}),
            marked("At p = {p} it is a cost between the two of the chapter. On to 0."),
        ),
        Notice(
            When(between={"p": (0.0, 0.0)}),
            marked("At p = 0 ∂C/∂z is just a − y = {output_error_2}."),
        ),
    ),
    question=marked("What cost follows from ∂C/∂z = a − y?"),
    answers=(
        Answer(
            marked("The quadratic cost"),
            marked(
                "That one has ∂C/∂z = (a − y)·a(1 − a), which is p = 1. Read the sentence below the"
                " charts."
            ),
        ),
        Answer(
            marked("Cross-entropy, up to a constant"),
            marked(
                "Yes. ∂C/∂a = (a − y)/(a(1 − a)), and integrated over a that is eq. 57: the only"
                " cost from which σ′ is gone."
            ),
            right=True,
        ),
        Answer(
            marked("Many different costs"),
            marked(
                "∂C/∂a follows from ∂C/∂z by dividing by a(1 − a), and integrating leaves only a"
                " constant open. Look at the two lines in the chart of C: do they differ?"
            ),
        ),
    ),
)

_FLOOR = Step(
    title=marked("A target between 0 and 1"),
    text=marked(
        "Now y is 0.3, as in regression. Move Output until cross-entropy is smallest; its chart is"
        " at the bottom of the page, too."
    ),
    address={"y": "0.3", "a": "0.9"},
    section="smallest",
    notices=(
        Notice(
            When(between={"a": (0.28, 0.32)}),
            marked("At a = {a} cross-entropy is {value_2}, and the quadratic cost {value}."),
        ),
    ),
    question=marked("Where is cross-entropy smallest?"),
    answers=(
        Answer(
            marked("At a = 0, where it is 0"),
            marked(
                "0 is what it comes to if y is 0. Move Output to 0 and read the table of costs."
            ),
        ),
        Answer(
            marked("At a = y, but not 0"),
            marked(
                "Yes. There it is the binary entropy −[y ln y + (1 − y) ln(1 − y)], here 0.6109"
                " (eq. 64), and ∂C/∂z = a − y is 0."
            ),
            right=True,
        ),
        Answer(
            marked("At a = 1/2"),
            marked(
                "At a = 1/2 it is ln 2 = 0.6931 for every y. Move Output from there towards y and"
                " read the table of costs."
            ),
        ),
    ),
)

_SURPRISE = Step(
    title=marked("What −Σ p ln q has to do with it"),
    text=marked(
        "Elsewhere cross-entropy is −Σ p ln q: the mean surprise where things happen with"
        " probabilities p and one expects q. Move Output and watch the table Surprise."
    ),
    address={"y": "0.3", "a": "0.6"},
    section="surprise",
    notices=(
        Notice(
            When(between={"a": (0.0, 0.59)}),
            marked("At a = {a} and y = {y} the mean surprise is {value_2}."),
        ),
    ),
    question=marked("Which p and q make −Σ p ln q the cross-entropy of one neuron?"),
    answers=(
        Answer(
            marked("p = (y, 1 − y), q = (a, 1 − a)"),
            marked(
                "Yes: −[y ln a + (1 − y) ln(1 − a)]. Each sigmoid output is one such pair, and"
                " eq. 63 adds up those of all outputs."
            ),
            right=True,
        ),
        Answer(
            marked("p = (a, 1 − a), q = (y, 1 − y)"),
            marked(
                "That is the swapped form, with y in the logarithm. Look at the table: is the"
                " surprise −ln a or −ln y?"
            ),
        ),
        Answer(
            marked("p = all targets, q = all outputs"),
            marked(
                "Several sigmoid outputs need not add up to 1, so they are no probabilities of one"
                " thing. Look at the two rows of the table: what adds up to 1 there?"
            ),
        ),
    ),
)

STORY = Story(
    lab="costs",
    opening=marked("What makes a cost, and where does cross-entropy come from?"),
    steps=(_PROPERTIES, _SWAPPED, _ORIGIN, _FLOOR, _SURPRISE),
    ending=marked(
        "Ask for a gradient that is the error itself, and cross-entropy is the only cost that has"
        " it, up to a constant."
    ),
    address={"y": "0", "a": "0.95", "p": "0"},
)
