"""The choice of what networks learn, which a preset leaves as it is."""

from collections.abc import Mapping
from types import MappingProxyType

from app.networks import datasets
from app.training_lab.view import MORE
from app.ui.fields import Choice
from app.ui.language import Translate, marked, sentences
from app.ui.widgets import Select

DIGITS, MNIST = "digits", "mnist"
DATA_LABELS: Mapping[str, str] = MappingProxyType(
    {DIGITS: marked("1,797 digits, 8 × 8 pixels"), MNIST: marked("MNIST, 28 × 28 pixels")}
)
DATA = Choice("data", tuple(DATA_LABELS))


def of_mnist(reported: str, data: str, _: Translate) -> str:
    """Return what the book has ``reported`` of MNIST, and that other ``data`` are not these."""
    if data == MNIST:
        return reported
    others = _("The digits here are not MNIST’s, but fewer and smaller: 8 × 8 pixels.")
    return sentences([reported, others])


def select(_: Translate) -> Select:
    """Return the choice among the sets of data that the server of the page has."""
    known = [each.name for each in datasets.datasets_of_page()]
    options = [(name, _(label)) for name, label in DATA_LABELS.items() if name in known]
    return Select(name=DATA.name, label=_("Data"), place=MORE, options=options)
