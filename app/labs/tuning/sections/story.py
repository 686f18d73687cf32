"""The story of the Tuning lab: from a network that learns nothing to one look at the test set."""

from app.labs.tuning.plot_columns import ACCURACY, COST
from app.ui.language import marked
from app.ui.story import Answer, Notice, Step, Story, When

NOTHING = {"preset": "nothing"}
QUICK = {
    "preset": "nothing",
    "sweep": "learning_rate:0.1,1,10",
    "regularisation_parameter": "0",
    "hidden_layer": "0",
    "training": "200",
    "epochs": "10",
}
RATES = {"preset": "rates"}
PENALTIES = {"preset": "penalties"}

_NOTHING = Step(
    title=marked("It learns nothing"),
    text=marked(
        "A network with 30 hidden neurons, η = 10 and λ = 1,000. Press Run and wait for the end."
    ),
    address=NOTHING,
    shows=(ACCURACY,),
    notices=(
        Notice(
            When(ended=True),
            marked(
                "{validation_accuracy} on validation: as good as guessing, as one of ten digits is"
                " always right."
            ),
        ),
    ),
    question=marked("Is η to blame, or λ, or something else?"),
    answers=(
        Answer(
            marked("η"),
            marked("Try it: sweep η, from 0.1 to 10. Does any value help while λ is 1,000?"),
        ),
        Answer(
            marked("λ"),
            marked("Try it: sweep λ, from 0 to 1,000. Does any value help while η is 10?"),
        ),
        Answer(
            marked("One run cannot tell"),
            marked(
                "Yes. Here both are wrong, and mending one alone shows nothing. So begin with what"
                " is simplest, and turn one knob at a time."
            ),
            right=True,
        ),
    ),
)

_QUICK = Step(
    title=marked("Small and quick first"),
    text=marked(
        "No penalty, no hidden layer, 200 images, 10 epochs, and three values of η. Press Run: it"
        " is over at once."
    ),
    address=QUICK,
    shows=(ACCURACY,),
    notices=(
        Notice(
            When(ended=True),
            marked(
                "On validation {validation_accuracy}, {validation_accuracy_2} and"
                " {validation_accuracy_3} with η = 0.1, 1 and 10."
            ),
        ),
    ),
    question=marked("What is gained by such a small network?"),
    answers=(
        Answer(
            marked("It is the best network"),
            marked("Look at the next experiment: a hidden layer and more images do better."),
        ),
        Answer(
            marked("Every try answers within seconds"),
            marked(
                "Yes. It does better than guessing, so that one sees what each change does; layers,"
                " images and λ come back later, one by one."
            ),
            right=True,
        ),
        Answer(
            marked("η does not matter for it"),
            marked("Compare the three curves of the cost on training."),
        ),
    ),
)

_RATES = Step(
    title=marked("The order of magnitude of η"),
    text=marked(
        "Seven values of η, each about three times the last. Press Run, and look at the cost on"
        " training alone."
    ),
    address=RATES,
    shows=(COST,),
    notices=(
        Notice(
            When(ended=True),
            marked(
                "In the end the cost on training is {training_cost_4} with η = 0.79,"
                " {training_cost_6} with 7.9 and {training_cost_7} with 25."
            ),
        ),
    ),
    question=marked("Up to which η does it fall steadily from the start?"),
    answers=(
        Answer(
            marked("0.025"),
            marked("It falls steadily there, but slowly. Are there larger ones that do, too?"),
        ),
        Answer(
            marked("0.79"),
            marked(
                "Yes: the threshold is between it and 2.5, where the cost swings up and down. Half"
                " of 0.79, about 0.4, leaves some room."
            ),
            right=True,
        ),
        Answer(
            marked("25"),
            marked("Look at the small picture: with 25 the cost ends above that of a guess."),
        ),
    ),
)

_PENALTIES = Step(
    title=marked("λ by the validation set"),
    text=marked(
        "Now one of five labels is wrong, so that the network has something false to learn by"
        " heart. λ is 0, then 0.1, and on by tens. Press Run, and look at the accuracy on"
        " validation."
    ),
    address=PENALTIES,
    shows=(COST, ACCURACY),
    notices=(
        Notice(
            When(ended=True),
            marked(
                "On validation {validation_accuracy} with λ = 0, {validation_accuracy_3} with 1,"
                " {validation_accuracy_4} with 10."
            ),
        ),
    ),
    question=marked("Why is λ not chosen by the cost on training, as η was?"),
    answers=(
        Answer(
            marked("That cost is smallest with λ = 0"),
            marked(
                "Yes. A penalty keeps the network from learning its own digits by heart: it pays"
                " off on others alone."
            ),
            right=True,
        ),
        Answer(
            marked("That cost is the same for every λ"),
            marked("Look at the plot of the cost: which curve is lowest?"),
        ),
        Answer(
            marked("It could be, with the same result"),
            marked("Which λ has the lowest cost on training, and which is best on validation?"),
        ),
    ),
)

_TEST = Step(
    title=marked("Look at the test once"),
    text=marked(
        "The section below shows how the value that did best on validation does on the test set,"
        " which has not been used for anything so far."
    ),
    address=PENALTIES,
    section="test",
    needs_run=True,
    notices=(Notice(When(ended=True), marked("The test set is in the section below.")),),
    question=marked("Say another λ were better on the test. Do you take that one?"),
    answers=(
        Answer(
            marked("Yes, the test decides"),
            marked(
                "Then the test set is a second validation set. What is left to say how the network"
                " does on new digits?"
            ),
        ),
        Answer(
            marked("No, it is too late for that"),
            marked("Yes. All choosing is over before the test set is looked at, once."),
            right=True,
        ),
    ),
)

STORY = Story(
    lab="tuning",
    prefix="tuning.",
    opening=marked("A network learns nothing. Where does one begin?"),
    steps=(_NOTHING, _QUICK, _RATES, _PENALTIES, _TEST),
    ending=marked(
        "Begin small and quick, find the order of magnitude of η by the cost on training, choose"
        " all else by the validation set, and look at the test set once."
    ),
    address=RATES,
)
