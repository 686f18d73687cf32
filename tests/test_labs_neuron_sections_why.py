"""app.labs.neuron.sections.why.

What the browser multiplies out is the gradient of the core.
"""

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.neuron.history import COLUMNS
from app.labs.neuron.sections.why import FACTORS, content
from app.labs.neuron.spec import SCHEMA, Controls
from app.training_lab.cost_choices import COST_CHOICES
from app.ui.language import languages, translator
from core import COSTS, RANGES
from tests.histories import at_start, run
from tests.scripts import assert_is_what_the_script_uses

CONTROLS = Controls()
CONTENT = content(CONTROLS, at_start(CONTROLS.settings()), translator("en"))


@pytest.mark.parametrize("language", languages())
def test_the_content_is_what_the_script_uses(language: str) -> None:
    of = content(CONTROLS, at_start(CONTROLS.settings()), translator(language))
    assert_is_what_the_script_uses("why", of)
    assert "σ′(z)" in of["texts"]["flat"]


def test_every_factor_has_a_formula_that_a_browser_draws() -> None:
    assert set(CONTENT["formulas"]) == set(FACTORS)
    drawn = {name: ElementTree.fromstring(text) for name, text in CONTENT["formulas"].items()}
    assert all(each.tag.endswith("math") for each in drawn.values())
    said = {name: "".join(each.itertext()) for name, each in drawn.items()}
    assert len(set(said.values())) == len(FACTORS)
    for name, parts in {"residual": "ay", "slope": "σz", "input": "x", "bias": "Cb"}.items():
        assert set(parts) <= set(said[name])
    assert "w" in said["weight"]
    assert "a" in said["published"]


def test_every_cost_has_its_power_of_the_slope() -> None:
    chapter = {name: cost.slope_power for name, cost in COSTS.items()}
    assert CONTENT["powers"] == chapter | {"own": SCHEMA.defaults["power"]}
    assert set(chapter.values()) == {-1, 0, 1}
    of = content(Controls(cost="own", power=0.35), run(Controls().settings()), translator("en"))
    assert of["powers"] == chapter | {"own": 0.35}


@given(
    chosen=st.fixed_dictionaries(
        {
            **{name: st.floats(*RANGES[name]) for name in ("weight", "bias", "input", "target")},
            "learning_rate": st.floats(0.001, 1.0),
            "epochs": st.integers(1, 60),
            "cost": st.sampled_from(list(COST_CHOICES)),
        }
    )
)
def test_the_factors_that_travel_make_the_gradient(chosen):
    history = run(Controls(**chosen).settings())
    assert {"residual", "sigmoid_slope", "weight_gradient", "output_error"} <= set(COLUMNS)
    for cost, frame in history.frames.items():
        power = CONTENT["powers"][cost]
        for epoch in {0, 1, history.epochs // 2, history.epochs}:
            residual, slope = frame.residual[epoch], frame.sigmoid_slope[epoch]
            if slope < 1e-12:
                # So far out 1 − a is rounded.
                continue
            product = residual * slope**power
            # As exact as a difference of two outputs near 1 can be.
            exact = {"rel": 1e-9, "abs": 1e-15 * slope ** min(power, 0)}
            assert frame.output_error[epoch] == pytest.approx(product, **exact)
            wanted = pytest.approx(product * chosen["input"], rel=1e-9, abs=5 * exact["abs"])
            assert frame.weight_gradient[epoch] == wanted
