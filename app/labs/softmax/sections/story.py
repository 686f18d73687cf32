"""The story of the Softmax lab: what one output gains, and what the outputs tell of z."""

from app.ui.language import marked
from app.ui.story import Answer, Notice, Step, Story, When

BOOK = {"z": "2.5,-1,3.2,0.5"}

_GROWS = Step(
    title=marked("One grows"),
    text=marked("Move the slider of z₄ up to 3 or more, and watch all four outputs."),
    address=BOOK,
    shows=("picture",),
    notices=(
        Notice(
            When(between={"z4": (3.0, 5.0)}),
            marked("a₄ is {a4} now; the others are {a1}, {a2} and {a3}."),
        ),
    ),
    question=marked("What did the other outputs do?"),
    answers=(
        Answer(
            marked("All three shrank"),
            marked(
                "Yes: their z stayed, but the sum that e to the z is divided by has grown. Together"
                " they lost what a₄ gained."
            ),
            right=True,
        ),
        Answer(
            marked("Only the largest one shrank"),
            marked("a₁ and a₂ shrank, too. Look at the column Change."),
        ),
        Answer(
            marked("They stayed where they were"),
            marked("Then the sum would be above 1. Read it below the outputs: it always is 1."),
        ),
    ),
)

_SIGNS = Step(
    title=marked("Up and down"),
    text=marked("The other way round: move z₁ down to 0 or less."),
    address=BOOK,
    shows=("picture",),
    notices=(
        Notice(
            When(between={"z1": (-5.0, 0.0)}),
            marked("a₁ is {a1} now; the others are {a2}, {a3} and {a4}."),
        ),
    ),
    question=marked("Which sign has ∂aⱼ/∂zₖ?"),
    answers=(
        Answer(
            marked("Always positive"),
            marked("z₁ went down, and a₂ went up. Look at the column Change."),
        ),
        Answer(
            marked("Positive if j = k, else negative"),
            marked(
                "Yes: it is aⱼ(1 − aⱼ) for its own z and −aⱼaₖ for another. Where an output goes"
                " depends on every z."
            ),
            right=True,
        ),
        Answer(
            marked("It depends on where the sliders are"),
            marked(
                "Its size does. Put z₁ somewhere else and move it down again: does any of the"
                " others go down with it?"
            ),
        ),
    ),
)

_CONSTANT = Step(
    title=marked("Add the same to all"),
    text=marked(
        "The outputs are 0.3145, 0.009498, 0.6334 and 0.04257. Add 1 to every z: set 3.5, 0, 4.2"
        " and 1.5."
    ),
    address=BOOK,
    shows=("picture",),
    notices=(
        Notice(
            When(settings={"z1": 3.5, "z2": 0, "z3": 4.2, "z4": 1.5}),
            marked("The outputs are {a1}, {a2}, {a3} and {a4}."),
        ),
    ),
    question=marked("What can be told of z from the outputs?"),
    answers=(
        Answer(
            marked("All four z"),
            marked("Two different sets of z have just given the same outputs. Compare them."),
        ),
        Answer(
            marked("Only their order"),
            marked(
                "More than that: a₁/a₄ is e to the z₁ − z₄. Move z₁ by 0.1: the order stays, but"
                " do the outputs?"
            ),
        ),
        Answer(
            marked("Their differences"),
            marked(
                "Yes: zⱼ = ln aⱼ plus a constant that is the same for all. Adding 1 to every z"
                " multiplies every e to the z by e, and dividing by the sum takes it away again."
            ),
            right=True,
        ),
    ),
)

_MISTAKE = Step(
    title=marked("Badly wrong"),
    text=marked(
        "Say the first output should be 1. Move z₁ down to −4 or less, so that it is badly wrong,"
        " and think of the cost −ln a₁."
    ),
    address={"z": "0,0,0,5"},
    shows=("picture",),
    notices=(
        Notice(
            When(between={"z1": (-5.0, -4.0)}),
            marked("a₁ is {a1}; it should be 1."),
        ),
    ),
    question=marked("How large is ∂C/∂b₁ with C = −ln a₁?"),
    answers=(
        Answer(
            marked("About −1"),
            marked(
                "Yes: it is a₁ − y₁ (eq. 81), as large as the error. With this cost, softmax does"
                " not slow down either."
            ),
            right=True,
        ),
        Answer(
            marked("About 0, as a₁ is near 0"),
            marked(
                "The derivative of a₁ is about a₁, that is true. But that of −ln a₁ is −1/a₁:"
                " multiply the two."
            ),
        ),
        Answer(
            marked("−0.25 at most"),
            marked(
                "0.25 is the most that σ′ can be. Here the slope a₁(1 − a₁) is multiplied by −1/a₁:"
                " what is left?"
            ),
        ),
    ),
)

_LEARNS = Step(
    title=marked("Learn by either"),
    text=marked(
        "Now a₂ should be 1, and it is 0.009498. Press Run: the z learn by each cost, with the same"
        " η and from the same start."
    ),
    address={"preset": "book-both"},
    shows=("costs",),
    notices=(
        Notice(
            When(ended=True),
            marked(
                "At the end a₂ is {a2} with the quadratic cost, {a2_2} with the log-likelihood."
            ),
        ),
    ),
    question=marked("Why is the quadratic cost so slow?"),
    answers=(
        Answer(
            marked("Its η is smaller"),
            marked("η is 0.15 for both. Press Reset, and compare the bars of ∂C/∂z₂."),
        ),
        Answer(
            marked("a₂ is a factor of its ∂C/∂z₂, and near 0"),
            marked(
                "Yes: at epoch 0 it is −0.01409, that of the log-likelihood −0.9905. There −1/a₂,"
                " the derivative of −ln a₂, takes the factor away."
            ),
            right=True,
        ),
        Answer(
            marked("It has reached its smallest value"),
            marked("Then its curve of C would be level, and a₂ be 1. Look at both."),
        ),
    ),
)

STORY = Story(
    lab="softmax",
    prefix="softmax.",
    opening=marked("What does one output know of the others?"),
    steps=(_GROWS, _SIGNS, _CONSTANT, _MISTAKE, _LEARNS),
    ending=marked(
        "Softmax makes shares of a whole from differences of z, and with the log-likelihood cost"
        " its error is what it learns by."
    ),
    address=BOOK,
)
