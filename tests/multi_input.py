"""Settings of the Several-inputs lab and pinned runs of it, drawn for tests."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from app.labs.multi_input.history import History
from app.labs.multi_input.sections.pins import LONGEST_TABLE, Pin
from app.labs.multi_input.settings import CHOICES, DATA, WEIGHTS, preset_values
from app.labs.multi_input.spec import SCHEMA, Controls
from app.training_lab.pins import LONGEST_NAME, Pins, renamed
from core import RANGES
from core.multi_input.examples import INPUTS, Examples
from core.multi_input.presets import PRESETS
from tests.histories import run
from tests.pins import some_stages
from tests.tables import A_TARGET, tables

PIN_FIELD = Pins(Pin)
PROBLEM_TABLES = st.sampled_from([problem.examples for problem in PRESETS.values()])
HOSTILE_NUMBERS = st.sampled_from([*INPUTS, 0.0, 1.0, -1.0, 1e-300, 0.01]) | st.floats(*INPUTS)
WILD_TABLES = tables(numbers=HOSTILE_NUMBERS, targets=st.sampled_from([0.0, 0.5, 1.0]) | A_TARGET)
"""Tables at the limits of what a table may be."""
SMALL_TABLES = PROBLEM_TABLES | tables(
    numbers=st.integers(-300, 300).map(lambda number: number / 100),
    targets=st.sampled_from([0.0, 1.0, 0.5]),
    most=6,
)
"""Tables that are short enough for an address."""


def some_starts(data: st.SearchStrategy[Examples]) -> dict[str, st.SearchStrategy[Any]]:
    """Where a run can begin, as an address has it."""
    drawn = dict.fromkeys(WEIGHTS, st.floats(*RANGES["weight"]))
    drawn["bias"] = st.floats(*RANGES["bias"])
    starts = {name: numbers.map(SCHEMA.fields[name].read) for name, numbers in drawn.items()}
    return {"data": data, **starts}


def some_values(
    data: st.SearchStrategy[Examples] = SMALL_TABLES, most_epochs: int = 60
) -> st.SearchStrategy[dict[str, Any]]:
    """All that a run can be set to, as an address has it, at its limits often enough."""
    rates = st.sampled_from(RANGES["learning_rate"]) | st.floats(*RANGES["learning_rate"])
    return st.fixed_dictionaries(
        some_starts(data)
        | {
            "learning_rate": rates.map(SCHEMA.fields["learning_rate"].read),
            "cost": st.sampled_from(CHOICES),
            "epochs": st.integers(1, most_epochs),
        }
    )


@st.composite
def some_pins(draw: st.DrawFn) -> Pin:
    """Any pin that a reader can make."""
    short = SMALL_TABLES.filter(lambda each: len(DATA.write(each)) <= LONGEST_TABLE)
    start = draw(st.fixed_dictionaries(some_starts(short)))
    epochs = draw(st.integers(1, 200))
    stages = draw(some_stages(epochs, ("quadratic", "cross-entropy")))
    pin = Pin(**start, epochs=epochs, stages=stages, hidden=draw(st.booleans()))
    return renamed(pin, draw(st.text(max_size=LONGEST_NAME)))


def history_of(values: Mapping[str, Any]) -> History:
    """The whole run with these values."""
    return run(Controls(**values).settings())


def history_of_problem(name: str, **chosen: Any) -> History:
    """The whole run of a problem, but for what is chosen."""
    return history_of(preset_values(name) | chosen)
