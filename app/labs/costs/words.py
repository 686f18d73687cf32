"""What there is to see at one output, in words and in numbers."""

from app.labs.costs.controls import Controls
from app.labs.costs.curves import CLOSED, ENDS, slope_at, surprises, values_at
from app.training_lab.cost_choices import COST_LABELS
from app.ui.help import Help
from app.ui.language import Translate, marked, sentences
from app.ui.numbers import numeral, short
from core.costs.entropy import binary_entropy

LABELS = {
    "quadratic": COST_LABELS["quadratic"],
    "cross-entropy": COST_LABELS["cross-entropy"],
    "swapped": marked("Swapped"),
}
"""What the costs are called; the swapped form is no cost that anybody should use."""


def table(controls: Controls) -> dict[str, dict[str, str]]:
    """Return of every cost at the output a C and the factors and product ∂C/∂a × σ′ = ∂C/∂z."""
    found = values_at(controls.a, controls.y)
    found["slope"] = dict.fromkeys(LABELS, slope_at(controls.a))
    return {
        quantity: {name: numeral(value) for name, value in found[quantity].items()}
        for quantity in ("value", "derivative", "slope", "output_error")
    }


def factor(controls: Controls) -> str | None:
    """Say by what ∂C/∂z of the quadratic cost is less than that of cross-entropy, where it is."""
    if controls.a in ENDS or controls.a == controls.y:
        return None
    return f"× σ′ = {numeral(slope_at(controls.a))}"


def what_is_seen(controls: Controls, _: Translate) -> str:
    """Say what ∂C/∂z at this output means for a neuron that stands there."""
    a, y = controls.a, controls.y
    found = values_at(a, y)
    errors = {name: numeral(value) for name, value in found["output_error"].items()}
    if a == y:
        parts = [_("a = y: the quadratic cost and cross-entropy are smallest here.")]
        if found["output_error"]["swapped"]:
            parts.append(
                _("The swapped form is not: its ∂C/∂z is {error}.").format(error=errors["swapped"])
            )
    elif a in ENDS:
        parts = [
            _(
                "The output could not be further off, yet ∂C/∂z of the quadratic cost is 0: σ′ is 0"
                " at a = {a}."
            )
        ]
        if abs(a - y) < 1.0:
            parts = [_("At a = {a} the factor σ′ is 0, and with it ∂C/∂z of the quadratic cost.")]
        limit = _("That of cross-entropy is {error}, the limit of ∂C/∂a × σ′ as a goes to {a}.")
        parts = [text.format(a=short(a), error=errors["cross-entropy"]) for text in (*parts, limit)]
    else:
        parts = [
            _(
                "The output is off by a − y = {error}. With the quadratic cost only σ′ = {factor}"
                " of that is left in ∂C/∂z. Cross-entropy has 1/σ′ in its ∂C/∂a, so σ′ cancels:"
                " all of the error is left."
            ).format(
                error=numeral(a - y),
                factor=numeral(slope_at(a)),
            )
        ]
    if y in ENDS and a in ENDS:
        parts.append(_("The swapped form has no such limit, so its ∂C/∂z counts as 0."))
    return sentences(parts)


def smallest(controls: Controls, _: Translate) -> str:
    """Say where cross-entropy is smallest, and what it is there (eq. 64)."""
    floor = numeral(float(binary_entropy(controls.y)))
    text = _("For y = {y} cross-entropy is smallest at a = y, where it is {floor} (eq. 64).")
    return text.format(y=short(controls.y), floor=floor)


def derived(controls: Controls, _: Translate) -> str:
    """Say what cost was asked for."""
    name = CLOSED.get(controls.p)
    if name is None:
        if controls.p < 1.0:
            return _(
                "A cost between the chapter’s two: ∂C/∂z still shrinks where σ is flat; the"
                " smaller p is, the less."
            )
        return _("A cost that learns even more slowly where σ is flat than the quadratic one.")
    return _("This is {name}: the integral is its closed form.").format(name=_(LABELS[name]))


def surprise(controls: Controls, _: Translate) -> list[list[str]]:
    """Return a row for each answer: how likely it is, the surprise at it, and their average."""
    found = surprises(controls.a, controls.y)
    return [
        [
            _("the answer 1"),
            short(controls.y),
            f"−ln {short(controls.a)}",
            numeral(found["one"]),
        ],
        [
            _("the answer 0"),
            short(round(1.0 - controls.y, 2)),
            f"−ln {short(round(1.0 - controls.a, 2))}",
            numeral(found["zero"]),
        ],
        [_("on average"), "1", "C", numeral(found["average"])],
    ]


HELP = Help(
    (
        marked(
            "Three costs of one output a, where y is desired: the quadratic one, cross-entropy, and"
            " cross-entropy with y and a swapped, which is no good as a cost. The curves have each"
            " cost, its derivative by a, and what a sigmoid neuron learns by. Nothing is trained"
            " here."
        ),
        marked(
            "Move Target and Output: the points on the curves, the table and the sentence follow."
            " The arrow is σ′: so much less the neuron learns by the quadratic cost."
        ),
        marked(
            "Below, ask for a ∂C/∂z by its power, and see the cost that follows from it; a link"
            " opens the Neuron lab with that cost. Surprise shows what cross-entropy measures."
        ),
    ),
    (
        ("∂C/∂a", marked("How fast the cost changes with the output.")),
        (
            "∂C/∂z",
            marked(
                "How fast it changes with the weighted input z: ∂C/∂a times σ′(z) = a(1 − a)."
                " The gradient of a neuron is made of it."
            ),
        ),
    ),
)
"""What the help says of the lab."""
