"""Predict, pin, be asked: what a reader adds to a run, and how it travels in the address."""

import re

import pytest
from playwright.sync_api import Locator, expect

from app.labs.neuron.sections.predict import POINTS, SHAPES, shaped, verdict
from app.labs.neuron.settings import preset_values, settings_of
from app.labs.neuron.spec import SCHEMA, SECTIONS
from app.ui.language import translator
from app.ui.numbers import numeral
from core import Frame, train
from tests.browser import PHONE, QUANTITIES, Visit
from tests.conftest import OpenPage
from tests.histories import frames_of

pytestmark = pytest.mark.browser

PINNED = """() => {
  const source = Bokeh.documents[0].get_model_by_name("neuron-pins");
  return source ? Object.fromEntries(Object.entries(source.data)) : null;
}"""
"""What the plots draw of pinned runs."""

EXPECTED = """() => {
  const {data} = Bokeh.documents[0].get_model_by_name("neuron-shown");
  return [...data.output.at(-1)];
}"""
"""The last curve that the plot of the output draws."""


def frame_of(**settings: object) -> Frame:
    """The run of these settings; the others are as in the first preset."""
    ((_cost, each),) = settings_of(preset_values("slightly-wrong") | settings).items()
    return train(each)


def rows(part: Locator) -> list[list[str]]:
    """The rows of the table of pinned runs: start, η, cost, output at the end, epochs."""
    expect(part.get_by_role("table")).not_to_contain_text("…")
    found: list[list[str]] = part.get_by_role("table").evaluate(
        "(table) => [...table.tBodies[0].rows].map((row) =>"
        " [...row.cells].slice(2, 7).map((cell) => cell.textContent))"
    )
    return found


def test_a_wrong_pin_is_named_and_a_right_one_stays_beside_later_runs(open_page: OpenPage) -> None:
    """A person pins a run, runs another, names, hides, takes over and removes what is pinned."""
    # The link that they opened was mistyped.
    wrong = "2,2,1,0,300,0:0.15:linear,"
    visit = open_page(f"/?preset=badly-wrong&speed=10&pins={wrong}&open=pins")
    expect(visit.alert).to_contain_text(re.compile("^pins: “2,2,1,0,300"))
    visit.dismiss_alerts()
    visit.expect_query(preset="badly-wrong", speed="10", open="pins")
    assert visit.page.evaluate(PINNED) is None
    visit.button("Run").click()
    visit.expect_end()
    part = visit.part("Pinned runs")
    part.get_by_role("button", name="Pin the run on the screen").click()
    slow = frame_of(weight=2.0, bias=2.0)
    expect(part.get_by_role("row")).to_have_count(2)
    assert rows(part) == [
        ["w₀ = 2, b₀ = 2", "0.15", "Quadratic", numeral(slow.output[-1]), "more than 300"]
    ]
    visit.choose("Cost", "Cross-entropy")
    visit.slider("Epoch").fill("0")
    visit.button("Run").click()
    visit.expect_end()
    part.get_by_role("button", name="Pin the run on the screen").click()
    expect(part.get_by_role("row")).to_have_count(3)
    visit.page.wait_for_function(f"() => ({PINNED})()?.label.length === 2")
    assert visit.page.evaluate(PINNED)["label"] == ["1", "2"]
    drawn = visit.page.evaluate(PINNED)
    for quantity in QUANTITIES:
        assert drawn[quantity][0] == pytest.approx(getattr(slow, quantity), rel=1e-4)

    part.get_by_label("Name of run 1").fill("stuck, at first")
    part.get_by_label("Name of run 1").press("Enter")
    expect(part.get_by_label("Name of run 1")).to_have_value("stuck at first")
    part.get_by_label("Show run 2 in the plots").uncheck()
    visit.page.wait_for_function(f"() => ({PINNED})().label.length === 1")
    assert SCHEMA.fields["pins"].read(visit.query()["pins"])[0].name == "stuck at first"
    part.get_by_role("button", name="Use the settings of run 1").click()
    expect(visit.choice("Preset")).to_have_value("badly-wrong")
    part.get_by_role("button", name="Remove run 1").click()
    expect(part.get_by_role("row")).to_have_count(2)
    part.get_by_role("button", name="Remove run 1").click()
    expect(part.get_by_role("table")).to_have_count(0)
    visit.expect_query(preset="badly-wrong", speed="10", open="pins")


def test_a_prediction_and_a_run_that_was_changed_are_kept_and_restored_from_the_address(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A teacher predicts, changes η in mid-run, pins, and shares: in a class all see the same."""
    visit = open_page("/?preset=badly-wrong&speed=10")
    visit.open_part("Predict")
    with subtests.test("a prediction is drawn and judged"):
        prediction = draw(visit)
        visit.button("Run").click()
        visit.expect_end()
        said = verdict(prediction, frame_of(weight=2.0, bias=2.0), translator("en"))
        expect(visit.sentence).to_contain_text(said)
        assert visit.page.evaluate(EXPECTED) == list(prediction)
    visit.unfold_all()
    with subtests.test("a run that was changed on its way is pinned as it went"):
        visit.slider("Epoch").fill("3")
        visit.press(visit.slider("Learning rate"), "End")
        visit.page.wait_for_function("() => /changes=3(:|%3A)10(:|%3A)/.test(location.search)")
        visit.press(visit.slider("Epoch"), "End")
        visit.expect_end()
        part = visit.part("Pinned runs")
        part.get_by_role("button", name="Pin the run on the screen").click()
        expect(part.get_by_role("row")).to_have_count(2)
        visit.page.wait_for_function("() => location.search.includes('pins=')")
        (pin,) = SCHEMA.fields["pins"].read(visit.query()["pins"])
        assert [rate for _epoch, rate, _cost in pin.stages] == [0.15, 10.0]
        visit.expect_number("output", frames_of(pin).output[-1])
    tolerance = "Distance from y that counts as learned"
    visit.part("Slowdown map").get_by_label(tolerance).select_option("0.05")
    visit.page.wait_for_function("() => location.search.includes('tolerance')")
    other = open_page(visit.page.url.removeprefix(visit.server))
    with subtests.test("everything is restored from an address"):
        for section in SECTIONS.values():
            expect(other.part(section.label)).not_to_be_empty()
        expect(other.part("Pinned runs").get_by_role("row")).to_have_count(2)
        assert rows(other.part("Pinned runs")) == rows(visit.part("Pinned runs"))
        assert other.page.evaluate(PINNED) == visit.page.evaluate(PINNED)
        assert other.page.evaluate(EXPECTED) == list(prediction)
        expect(other.page.get_by_label(tolerance)).to_have_value("0.05")
        other.expect_query(**visit.query())


def draw(visit: Visit) -> tuple[float, ...]:
    """Draw a prediction, and return what the address has of it."""
    canvas = visit.plot("output").get_by_role("img")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    y = box["y"] + box["height"] / 3
    visit.page.mouse.move(box["x"] + 50, y)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + box["width"] - 20, y, steps=5)
    visit.page.mouse.up()
    visit.page.wait_for_function("() => location.search.includes('prediction')")
    prediction: tuple[float, ...] = SCHEMA.fields["prediction"].read(visit.query()["prediction"])
    assert len(prediction) == POINTS
    assert max(prediction) - min(prediction) < 0.02
    expect(visit.page.get_by_label("Shape of the prediction")).to_have_value("drawn")
    return prediction


def test_a_prediction_is_made_by_keyboard(open_page: OpenPage) -> None:
    """A person who does not draw chooses a shape, in Chinese, and can take it back."""
    _ = translator("zh")
    visit = open_page("/?preset=badly-wrong&lang=zh", viewport=PHONE, touch=True)
    visit.open_part(_("Predict"))
    shapes = visit.page.get_by_label(_("Shape of the prediction"))
    shapes.select_option("late")
    visit.page.wait_for_function("() => location.search.includes('prediction')")
    first = float(frame_of(weight=2.0, bias=2.0).output[0])
    assert SCHEMA.fields["prediction"].read(visit.query()["prediction"]) == shaped(
        "late", first, 0.0
    )
    assert shapes.locator("option").all_inner_texts()[1:6] == [
        _(name) for name, _f in SHAPES.values()
    ]
    shapes.select_option("none")
    visit.expect_query(preset="badly-wrong", open="predict")
