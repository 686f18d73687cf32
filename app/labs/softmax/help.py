"""What the help says of the Softmax lab."""

from app.ui.help import Help
from app.ui.language import marked

HELP = Help(
    (
        marked(
            "A layer of four outputs. Softmax makes of their weighted inputs z four positive"
            " outputs that always sum to 1; beside them are sigmoid outputs of the same z,"
            " which need not."
        ),
        marked(
            "Move a slider: one output changes, and the others together by just as much the other"
            " way. The button puts the sliders back to the book’s values."
        ),
    ),
    (
        (marked("Change"), marked("What an output gained or lost since you took up the slider.")),
        (marked("Sum"), marked("All four outputs together.")),
    ),
)
