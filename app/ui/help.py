"""The help: of each lab what it shows, what can be done in it, and what its words mean."""

from typing import NamedTuple

from app.ui.language import marked


class Help(NamedTuple):
    """What is said of a lab in the help, marked for translation.

    ``paragraphs`` say what there is to see and to do, ``terms`` are pairs of a word or symbol of
    the lab and what it means.
    """

    paragraphs: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]


LIVE = marked(
    "Curves, numbers and the sentence all show the epoch at the cursor. Pause at any"
    " time; drag the Epoch slider, or use Back and Step, to look at single frames."
    " Point at a curve to read off all values at that epoch. “In numbers” has them as"
    " a table, and the whole run as a CSV file."
)
"""What is to be done with a run, in every lab that has runs."""

EVERYWHERE = (
    marked(
        "The address of the page holds the settings of all labs. Share copies it, or shows it to be"
        " copied, so that others can open the same. A table of your own may be too large for an"
        " address; the page says so then."
    ),
    marked(
        "The page can be used by keyboard: Tab goes from one control to the next, the arrow keys"
        " move sliders and go from tab to tab, and Enter or the space bar presses a button."
        " Language and theme are chosen at the top of the page."
    ),
    marked(
        "The experiments come from chapter 3 of Michael Nielsen’s book “Neural Networks and Deep"
        " Learning”; equation numbers are those of the book."
    ),
)
"""What holds for all labs."""
