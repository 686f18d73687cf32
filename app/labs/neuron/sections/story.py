"""The story of the Neuron lab: why a badly wrong neuron learns slowly, and what mends it."""

from app.ui.language import marked
from app.ui.story import Answer, Notice, Step, Story, When

BADLY_WRONG = {"preset": "badly-wrong"}

_PREDICT = Step(
    title=marked("Guess, then run"),
    text=marked(
        "Weight and bias start at 2, so the output is 0.98; it should come to 0. Draw in the output"
        " plot what it will do in 300 epochs, or choose a shape. Then press Run."
    ),
    address=BADLY_WRONG,
    section="predict",
    shows=("output",),
    notices=(
        Notice(
            When(predicted=True),
            marked("Half way through you expect an output of {predicted}. Now press Run."),
        ),
        Notice(
            When(ended=True),
            marked("At epoch {epoch} the output is {output}."),
        ),
    ),
    question=marked("How did the output come down?"),
    answers=(
        Answer(
            marked("Evenly, a little each epoch"),
            marked(
                "Half way through, at epoch 150, it was still above 0.93. Is the curve in the"
                " output plot a straight line?"
            ),
        ),
        Answer(
            marked("Fast at first, then ever slower"),
            marked(
                "That is what one hopes for after a large mistake. But look at epochs 0 to 100 in"
                " the output plot: the curve is nearly level."
            ),
        ),
        Answer(
            marked("Hardly at all for half of the run, then fast"),
            marked(
                "Yes: at epoch 150 the output was still above 0.93. The neuron was slow just while"
                " it was most wrong."
            ),
            right=True,
        ),
    ),
)

_WHY = Step(
    title=marked("Three factors"),
    text=marked(
        "Each step is −η times a product: error × σ′(z) × x. Compare the three at epochs 0 and 150:"
        " go there with the Epoch slider or with Back."
    ),
    address=BADLY_WRONG,
    section="why",
    needs_run=True,
    notices=(
        Notice(
            When(pointed="slope"),
            marked("That is σ′(z): {sigmoid_slope} at epoch {epoch}, where 0.25 is possible."),
        ),
        Notice(
            When(epoch=(1, 150)),
            marked(
                "At epoch {epoch} the error is {residual}, σ′(z) is {sigmoid_slope}, and x is 1."
            ),
        ),
    ),
    question=marked(
        "From epoch 0 to 150 the steps grow more than threefold. Which factor does it?"
    ),
    answers=(
        Answer(
            marked("The error"),
            marked("The error shrinks meanwhile, from 0.98 to 0.93. Compare the other two."),
        ),
        Answer(
            "σ′(z)",
            marked(
                "Yes, it grows from 0.018 to 0.062, where 0.25 is possible. The steps are small"
                " because σ is flat where the output is near 1, and lets little of the error"
                " through."
            ),
            right=True,
        ),
        Answer(
            marked("The input x"),
            marked("x is 1 at every epoch. Compare the other two."),
        ),
    ),
)

_VERIFY = Step(
    title=marked("Verify σ′ = σ(1 − σ)"),
    text=marked(
        "σ′(z) can be told from the output alone. Go past epoch 200, where σ is steeper, and work"
        " σ′(z) out from a."
    ),
    address=BADLY_WRONG,
    section="where",
    needs_run=True,
    notices=(
        Notice(
            When(epoch=(200, 300)),
            marked("At epoch {epoch} a = {output}, and σ′(z) = {sigmoid_slope}."),
        ),
    ),
    question=marked("How is σ′(z) made from a?"),
    answers=(
        Answer(
            "a²",
            marked("At a = 1 that is 1. Look at the right end of σ: is it steep there?"),
        ),
        Answer(
            "1 − a",
            marked(
                "Near a = 1 that is nearly right. But at a = 0 it is 1: look at the left end of σ."
                " Is it steep there?"
            ),
        ),
        Answer(
            "a(1 − a)",
            marked(
                "Yes. σ = 1/(1 + e⁻ᶻ) has the slope e⁻ᶻ/(1 + e⁻ᶻ)², which is σ times e⁻ᶻ/(1 + e⁻ᶻ),"
                " and that is 1 − σ. It is 0.25 at most, at a = 1/2."
            ),
            right=True,
        ),
    ),
)

_COST = Step(
    title=marked("Change the cost"),
    text=marked(
        "Same start, same η. Press Reset, choose Cross-entropy as the cost, and press Run again."
    ),
    address=BADLY_WRONG,
    section="why",
    shows=("radios",),
    notices=(
        Notice(
            When(settings={"cost": "cross-entropy"}),
            marked("Cross-entropy it is; the start is the same. Press Run."),
        ),
        Notice(
            When(settings={"cost": "cross-entropy"}, ended=True),
            marked(
                "At epoch {epoch} the output is {output}. The quadratic cost had brought it to"
                " 0.2028."
            ),
        ),
    ),
    question=marked("What has become of σ′(z) in the gradient?"),
    answers=(
        Answer(
            marked("It is larger now"),
            marked(
                "σ′(z) depends on z alone: from z = 4 it starts at 0.0177 with either cost. Look"
                " at how it is written in the gradient now."
            ),
        ),
        Answer(
            marked("It has cancelled out"),
            marked(
                "Yes. The derivative of cross-entropy by a is (a − y)/(a(1 − a)); σ′(z) = a(1 − a)"
                " cancels what it is divided by. The larger the error, the larger the step"
                " (eq. 61)."
            ),
            right=True,
        ),
        Answer(
            marked("η makes up for it"),
            marked(
                "η is 0.15 in both runs. Look at the factors of the gradient: which of them is"
                " struck out?"
            ),
        ),
    ),
)

_RATES = Step(
    title=marked("Apples and oranges"),
    text=marked(
        "The same η does not mean the same for two costs, so it says little which curve is lower."
        " Here η is 0.5: press Run, then go through epochs 0 to 120 and watch how ∂C/∂z changes."
    ),
    address={**BADLY_WRONG, "cost": "both", "learning_rate": "0.5"},
    section="where",
    notices=(
        Notice(
            When(ended=True),
            marked(
                "Outputs at epoch {epoch}: {output} and {output_2}. Now go back to epochs 0 to 120."
            ),
        ),
        Notice(
            When(epoch=(1, 120)),
            marked(
                "At epoch {epoch} ∂C/∂z is {output_error} with the quadratic cost and"
                " {output_error_2} with cross-entropy."
            ),
        ),
    ),
    question=marked("When is each neuron’s step largest?"),
    answers=(
        Answer(
            marked("Both at the start"),
            marked("At epoch 0 the quadratic cost has ∂C/∂z = 0.0173. Compare that with epoch 60."),
        ),
        Answer(
            marked("Cross-entropy’s at the start, the quadratic cost’s later"),
            marked(
                "Yes, and η only stretches or shortens the run. What counts is how the speed"
                " changes while the error shrinks."
            ),
            right=True,
        ),
        Answer(
            marked("Both near the end"),
            marked("Near the end both errors are small, and so are the steps. Go back to epoch 0."),
        ),
    ),
)

STORY = Story(
    lab="neuron",
    opening=marked("Why does a neuron learn slowly just when it is badly wrong?"),
    steps=(_PREDICT, _WHY, _VERIFY, _COST, _RATES),
    ending=marked(
        "The badly wrong neuron was slow because each of its steps has the factor σ′(z), which is"
        " near 0 where σ is flat; cross-entropy cancels it."
    ),
    address={"preset": "badly-wrong-both"},
)
