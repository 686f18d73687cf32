"""Pinned runs, drawn for tests."""

from collections.abc import Sequence

from hypothesis import strategies as st

from app.labs.neuron.sections.pins import Pin
from app.labs.neuron.spec import SCHEMA
from app.training_lab.history import MOST_STAGES
from app.training_lab.pins import LONGEST_NAME, renamed
from app.training_lab.run_pin import PinnedStage
from core import COSTS, RANGES

NUMBERS = ("weight", "bias", "input", "target")


@st.composite
def some_stages(draw: st.DrawFn, epochs: int, costs: Sequence[str]) -> tuple[PinnedStage, ...]:
    """Any way that a run of so many epochs can have gone, with rates as an address has them."""
    most = min(MOST_STAGES, epochs) - 1
    changes = draw(st.sets(st.integers(1, max(1, epochs - 1)), max_size=most))
    rates = st.floats(*RANGES["learning_rate"]).map(SCHEMA.fields["learning_rate"].read)
    return tuple(
        (epoch, draw(rates), draw(st.sampled_from(costs))) for epoch in sorted({0, *changes})
    )


@st.composite
def some_pins(draw: st.DrawFn) -> Pin:
    """Any pin that a reader can make, with numbers as an address has them."""
    start = {name: SCHEMA.fields[name].read(draw(st.floats(*RANGES[name]))) for name in NUMBERS}
    epochs = draw(st.integers(1, 400))
    stages = draw(some_stages(epochs, [*COSTS, "power-0", "power-0.35", "power-2"]))
    pin = Pin(**start, epochs=epochs, stages=stages, hidden=draw(st.booleans()))
    return renamed(pin, draw(st.text(max_size=LONGEST_NAME)))
