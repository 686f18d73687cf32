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
    " Point at a curve to read off all values at that epoch; click or tap there to go to"
    " it. “In numbers” has them as a table, and saves the whole run as CSV, as JSON, or as"
    " a Python program that computes it."
)
"""What is to be done with a run, in every lab that has runs."""

EVERYWHERE = (
    marked(
        "The address of the page holds the settings of all labs. Share shows it and what it says,"
        " to be copied, or scanned as a QR code, so that others can open the same, and a frame for"
        " a page of a course. A table of your own may be too large for an address; the page says so"
        " then. Share also saves a run as a page of its own: one file that plays it without a"
        " server."
    ),
    marked(
        "For a class, Share makes a link that shows parts of a lab alone, locks settings, and has a"
        " sheet with a task above the lab. On such a page a link leads to the whole lab."
    ),
    marked(
        "The page can be used by keyboard: Tab goes from one control to the next, the arrow keys"
        " move sliders and go from tab to tab, and Enter or the space bar presses a button."
        " Where none of these has the focus, the space bar plays and pauses a run, ← and → go one"
        " epoch back and on, Home and End to the first and the last, R runs it, and ? opens this."
        " Escape restores an enlarged plot."
        " Language and theme are chosen at the top of the page."
    ),
    marked(
        "Present shows the picture and the output alone, large enough to be read from the back of"
        " a room; the button or Escape leads back."
    ),
    marked(
        "The experiments come from chapter 3 of Michael Nielsen’s book “Neural Networks and Deep"
        " Learning”; equation numbers are those of the book."
    ),
)
"""What holds for all labs."""
