"""The story of the Overfitting lab: what it is, how one sees it, and three cures."""

from app.ui.language import marked
from app.ui.story import Answer, Notice, Step, Story, When

SHORT = {"epochs": "120", "seeds": "3"}
PLAIN = {"preset": "by-heart", **SHORT}
WITH_L2 = {**PLAIN, "networks": "none:0:0.5:30,l2:1:0.5:30"}
WITH_L1 = {**PLAIN, "networks": "l2:1:0.5:30,l1:1:0.5:30"}
WITH_DROPOUT = {**PLAIN, "epochs": "60", "networks": "none:0:0.5:100,dropout:0.5:0.5:100"}

_BY_HEART = Step(
    title=marked("Learned by heart"),
    text=marked(
        "One of five labels that this network learns is wrong on purpose. Press Run and wait for"
        " the end. A network that has understood the digits would agree with about 80 % of these"
        " labels."
    ),
    address=PLAIN,
    section="wrong",
    notices=(
        Notice(
            When(ended=True),
            marked(
                "At epoch {epoch} it answers {training_accuracy} of its own digits as they are"
                " labelled, and {test_accuracy} of the test digits right."
            ),
        ),
    ),
    question=marked("How can it agree with more than 80 % of labels of which 20 % are wrong?"),
    answers=(
        Answer(
            marked("It has found a rule for the wrong labels"),
            marked(
                "They were drawn by chance: there is no rule. Look at the pictures below “Wrong"
                " labels”: what does it answer there?"
            ),
        ),
        Answer(
            marked("It has learned wrong labels by heart"),
            marked(
                "Yes. It remembers single digits instead of what digits look like. That is"
                " overfitting."
            ),
            right=True,
        ),
        Answer(
            marked("It is tested on them, too"),
            marked(
                "The test digits are others, and their labels are right. Compare the two numbers."
            ),
        ),
    ),
)

_SEEN = Step(
    title=marked("How one sees it"),
    text=marked(
        "Go to epoch 20 or so, and compare with the end: accuracy on training, and accuracy on the"
        " test."
    ),
    address=PLAIN,
    shows=("training_accuracy", "accuracy"),
    needs_run=True,
    notices=(
        Notice(
            When(ended=True),
            marked(
                "At the end: {training_accuracy} on training, {test_accuracy} on the test. Now go"
                " to epoch 20."
            ),
        ),
        Notice(
            When(epoch=(12, 30)),
            marked(
                "At epoch {epoch}: {training_accuracy} on training, {test_accuracy} on the test."
            ),
        ),
    ),
    question=marked("From epoch 20 to the end, what shows that it overfits?"),
    answers=(
        Answer(
            marked("Training gets better, the test worse"),
            marked(
                "Yes. Early stopping (its section shows it) ends there: when the accuracy on"
                " validation digits, which are neither learned nor tested, has not improved for"
                " some epochs."
            ),
            right=True,
        ),
        Answer(
            marked("Training gets worse"),
            marked("Look at the curve of the accuracy on training, to its end."),
        ),
        Answer(
            marked("Both get better, training more so"),
            marked("Look at the accuracy on the test again: where is its highest point?"),
        ),
    ),
)

_L2 = Step(
    title=marked("A cure: L2"),
    text=marked(
        "The second network has a penalty on large weights: λ/2n times the sum of w². Press Run,"
        " wait for the end, and look at the weights."
    ),
    address=WITH_L2,
    section="weights",
    notices=(
        Notice(
            When(ended=True),
            marked(
                "On the test {test_accuracy} without, {test_accuracy_2} with the penalty. The size"
                " of all weights ‖w‖ is {weight_norm} and {weight_norm_2}."
            ),
        ),
    ),
    question=marked("What does L2 do to the weights?"),
    answers=(
        Answer(
            marked("It keeps them small"),
            marked(
                "Yes. At each update it takes off a share ηλ/n of every weight. With small weights,"
                " similar digits get similar answers, and a single wrong label is not learned."
            ),
            right=True,
        ),
        Answer(
            marked("It makes them larger"),
            marked("Compare the two sizes ‖w‖, or how wide the two histograms are."),
        ),
        Answer(
            marked("Nothing; it changes the labels"),
            marked("The labels are the same for both. Compare the two sizes ‖w‖."),
        ),
    ),
)

_L1 = Step(
    title=marked("Another cure: L1"),
    text=marked(
        "L1 takes the same amount off every weight, large or small, until it is 0; L2 takes a"
        " share. Press Run, wait for the end, and compare the histograms."
    ),
    address=WITH_L1,
    section="weights",
    notices=(
        Notice(
            When(ended=True),
            marked("On the test {test_accuracy} with L2, {test_accuracy_2} with L1."),
        ),
    ),
    question=marked("Which of the two leaves most weights near 0, and a few large ones?"),
    answers=(
        Answer(
            marked("L2"),
            marked("Look at the bar in the middle of each histogram: which is higher?"),
        ),
        Answer(
            marked("L1"),
            marked(
                "Yes. A small weight loses all it has; a large one that matters loses little of"
                " it. In the pictures most pixels are blank."
            ),
            right=True,
        ),
        Answer(
            marked("Both the same"),
            marked("Read below each histogram how many weights are near 0."),
        ),
    ),
)

_DROPOUT = Step(
    title=marked("A third cure: dropout"),
    text=marked(
        "Both networks have 100 hidden neurons. In the second, half of them are left out of each"
        " mini-batch, different ones each time. Press Run, wait for the end, and look at the wrong"
        " labels."
    ),
    address=WITH_DROPOUT,
    section="wrong",
    notices=(
        Notice(
            When(ended=True),
            marked(
                "They answer {training_accuracy} and {training_accuracy_2} of their own digits as"
                " labelled, and {test_accuracy} and {test_accuracy_2} of the test digits right."
            ),
        ),
    ),
    question=marked("Why does the second learn fewer wrong labels by heart?"),
    answers=(
        Answer(
            marked("Only half of its neurons answer in the end"),
            marked(
                "All 100 answer: they are left out only while the network learns. Look at the curve"
                " on training, which is of all 100."
            ),
        ),
        Answer(
            marked("No neuron can rely on certain others"),
            marked(
                "Yes. To know a single digit by heart, neurons must work together, and in the next"
                " mini-batch some of them are missing. What each learns must be useful with any"
                " others."
            ),
            right=True,
        ),
        Answer(
            marked("It learns from the right labels"),
            marked(
                "Both learn from the same labels. Look at the pictures: behind the arrow is the"
                " wrong label that both were given."
            ),
        ),
    ),
)

STORY = Story(
    lab="overfitting",
    prefix="overfitting.",
    opening=marked("Can a network learn too much?"),
    steps=(_BY_HEART, _SEEN, _L2, _L1, _DROPOUT),
    ending=marked(
        "A network overfits when it gets better on what it learns and worse on what it does not:"
        " stop early, keep its weights small (L2) or few (L1), or leave neurons out as it learns"
        " (dropout)."
    ),
    address=WITH_L2,
)
