"""The picture of the neuron on σ and the push strip: what they show, and what can be dragged."""

import re
from collections.abc import Sequence
from itertools import cycle, product
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.ui.language import Translate, translator
from app.ui.numbers import numeral, short
from core import COSTS, Frame, Settings, train
from core.costs.costs import PUBLISHED_LARGEST_EXPONENT
from core.costs.power_family import cost_of_power
from core.neuron.plateau import FLAT_FROM
from core.sigmoid import sigmoid_slope
from tests.browser import LAPTOP, NUMERAL, PHONE, WINDOWS, Visit, bring_to_middle
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

EPOCHS = (0, 12, 170, 300)
POWER = 0.5
SCROLLED = "() => document.scrollingElement.scrollTop"

DRAWN = """(region) => {
  const svg = region.querySelector("svg.sigmoid");
  const middle = (element) => {
    const {left, right, top, bottom} = element.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  };
  const texts = [...svg.querySelectorAll("text")];
  const tick = (text) => middle(texts.find((each) => each.textContent === text));
  const [[west], [east]] = [tick("−4"), tick("4")];
  // The axis of a has the labels that are furthest to the left.
  const low = texts.filter((each) => each.textContent === "0").map(middle).sort()[0][1];
  const high = tick("1")[1];
  const z = (x) => -4 + (8 * (x - west)) / (east - west);
  const a = (y) => (y - low) / (high - low);
  const box = (element) => {
    const {left, right, top, bottom} = element.getBoundingClientRect();
    return {text: element.textContent, left, right, top, bottom};
  };
  return {
    rings: [...svg.querySelectorAll(".ring")].map(middle).map(([x, y]) => [z(x), a(y)]),
    arrows: [...svg.querySelectorAll(".beyond")].filter((each) => each.getAttribute("d")).length,
    tangents: [...svg.querySelectorAll(".tangent")].map((line) => {
      const at = (name) => line[name].baseVal.value;
      const steepness = (at("y1") - at("y2")) / (at("x2") - at("x1"));
      const thick = Number(line.getAttribute("stroke-width"));
      return [(steepness * (east - west)) / 8 / (low - high), thick];
    }),
    flat: [...svg.querySelectorAll(".flat")].map((zone) => {
      const {left, right} = zone.getBoundingClientRect();
      return [z(left), z(right)];
    }),
    texts: texts.map(box),
    area: box(svg),
  };
}"""
"""What is drawn of σ, in units of its axes, and where its texts are."""


def drawn(visit: Visit, _: Translate = str) -> dict[str, Any]:
    """Return what is drawn of σ."""
    found: dict[str, Any] = picture(visit, _).evaluate(DRAWN)
    return found


def region(visit: Visit, _: Translate = str) -> Locator:
    """Return the place of the picture and of the strip."""
    return visit.page.get_by_role("region", name=_("The neuron"), exact=True)


def picture(visit: Visit, _: Translate = str) -> Locator:
    """Return the picture."""
    return region(visit, _).get_by_role("img")


def strip(visit: Visit, _: Translate = str) -> Locator:
    """Return the strip."""
    return region(visit, _).get_by_role("group", name=_("What pushes the weight"))


def rows(visit: Visit, _: Translate = str) -> Locator:
    """Return the rows of the strip, one for each curve."""
    return strip(visit, _).get_by_role("group")


def row(visit: Visit, name: str, _: Translate = str) -> list[str]:
    """Return the numbers in the strip of the curve called ``name``."""
    each = strip(visit, _).get_by_role("group", name=name, exact=True)
    return re.findall(NUMERAL, visit.text(each))


def settings_of(choice: str, **settings: float) -> dict[str, Settings]:
    """Return the core's settings for each cost of ``choice``."""
    costs = {**COSTS, "own": cost_of_power(POWER)}
    return {name: Settings(cost=costs[name], **settings) for name in COST_CHOICES[choice]}


def show_epoch(visit: Visit, epoch: int, _: Translate = str) -> None:
    """Show ``epoch`` of a run, and wait until the picture does."""
    slider = visit.slider(_("Epoch"))
    slider.fill(str(epoch))
    expect(slider).to_have_attribute("aria-valuetext", f"{epoch} / 300")


def slope_told(name: str, frame: Frame, epoch: int) -> dict[str, str]:
    """Return the numbers that tell of σ′ in the strip, with the bound where that counts."""
    if name == "cross-entropy-as-published" and abs(frame.weighted_input[epoch]) > (
        bound := PUBLISHED_LARGEST_EXPONENT
    ):
        return {"bound": short(bound), "slope": numeral(sigmoid_slope(bound))}
    return {"slope": numeral(frame.sigmoid_slope[epoch])}


def product_at_start(name: str, settings: Settings, frame: Frame) -> list[str]:
    """Return the numbers in the line that tells of the start: of cross-entropy without σ′."""
    power = settings.cost.slope_power
    factors = [
        numeral(frame.residual[0]),
        slope_told(name, frame, 0)["slope"] if power else "",
        short(POWER) if power == POWER else "",
        "1.5",
        numeral(frame.weight_gradient[0]),
    ]
    return [number for number in factors if number]


def assert_drawn(seen: dict[str, Any], frames: Sequence[Frame], epoch: int) -> None:
    """Assert that points, tangents and labels are where the core has them."""
    labels = [each["text"] for each in seen["texts"] if "σ′" in each["text"]]
    slopes = [numeral(frame.sigmoid_slope[epoch]) for frame in frames]
    if len({numeral(frame.weighted_input[epoch]) for frame in frames}) == 1:
        slopes = slopes[:1]
    # One label alone says what σ′ is, where there is room for that.
    assert [label[label.index("σ′") :] for label in labels] == [f"σ′ = {slope}" for slope in slopes]
    for index, frame in enumerate(frames):
        z, slope = float(frame.weighted_input[epoch]), float(frame.sigmoid_slope[epoch])
        assert seen["rings"][index] == pytest.approx(
            [np.clip(z, -6, 6), frame.output[epoch]], abs=0.02
        )
        steepness, thick = seen["tangents"][index]
        assert steepness == pytest.approx(slope, abs=0.01)
        assert thick == pytest.approx(1.5 + 7.5 * slope / 0.25)
    assert seen["flat"][0][1] == pytest.approx(-FLAT_FROM, abs=0.02)
    assert seen["flat"][1][0] == pytest.approx(FLAT_FROM, abs=0.02)


@pytest.mark.parametrize(
    ("language", "choices"),
    [("en", ("own", "quadratic", "both")), ("zh", ("as-published", "cross-entropy"))],
)
def test_picture_and_strip_show_the_core_s_frame(
    open_page: OpenPage, subtests: pytest.Subtests, language: str, choices: Sequence[str]
) -> None:
    """At each epoch the point, its tangent, σ′ and error × σ′ × x = push are the core's."""
    _ = translator(language)
    given = {"weight": 2, "bias": 2, "input": 1.5, "target": 0.1}
    # The first is offered only to those who have it.
    address = urlencode({**given, "cost": choices[0], "power": POWER, "lang": language})
    visit = open_page(f"/?{address}")
    for choice in choices:
        if choice != choices[0]:
            show_epoch(visit, 0, _)
            visit.choice(_("Cost")).get_by_role("radio", name=_(COST_LABELS[choice])).check()
            expect(rows(visit, _)).to_have_count(len(COST_CHOICES[choice]))
        with subtests.test(choice=choice):
            assert_shows_the_core_s_frames(visit, settings_of(choice, **given), _)


def assert_shows_the_core_s_frames(
    visit: Visit, settings: dict[str, Settings], _: Translate
) -> None:
    """Assert that picture and strip show at each epoch what the core has there."""
    frames = [train(each) for each in settings.values()]
    for epoch in EPOCHS:
        show_epoch(visit, epoch, _)
        for (name, each), frame in zip(settings.items(), frames, strict=True):
            factors = {
                "residual": numeral(frame.residual[epoch]),
                **slope_told(name, frame, epoch),
                "power": short(POWER) if each.cost.slope_power == POWER else "",
                "input": "1.5",
                "push": numeral(frame.weight_gradient[epoch]),
            }
            wanted = [number for number in factors.values() if number]
            if epoch:
                wanted += product_at_start(name, each, frame)
            assert row(visit, _(COST_LABELS[name]), _) == wanted
            said = picture(visit, _).get_attribute("aria-label") or ""
            assert f"σ′(z) = {numeral(frame.sigmoid_slope[epoch])}" in said
        assert_drawn(drawn(visit, _), frames, epoch)


def test_the_strip_says_how_each_cost_takes_the_slope(open_page: OpenPage) -> None:
    """σ′ is struck out with cross-entropy, and divides as published: there not beyond σ′(±40)."""
    far = {"input": 5, "weight": 3, "bias": 3, "target": 0.3, "learning_rate": 1}
    visit = open_page(f"/?{urlencode(far)}&cost=as-published")
    published = strip(visit).get_by_role("group", name="As the book’s figure", exact=True)
    expect(published).to_contain_text("÷ slope σ′")
    derived = strip(visit).get_by_role("group", name="Cross-entropy", exact=True)
    expect(derived).to_contain_text("cancels")
    struck = numeral(train(Settings(**far)).sigmoid_slope[0])
    expect(derived.locator("s")).to_contain_text(struck)
    show_epoch(visit, 1)
    expect(published).to_contain_text(f"÷ σ′(±40){numeral(sigmoid_slope(40.0))}")
    show_epoch(visit, 0)
    visit.choose("Cost", "Quadratic")
    alone = strip(visit).get_by_role("group", name="Quadratic", exact=True)
    expect(alone).to_contain_text("× slope σ′")
    expect(alone.locator("s")).to_have_count(0)


def test_where_the_slope_is_no_factor_flat_does_not_hold_the_error_back(
    open_page: OpenPage,
) -> None:
    """Only of a cost with the factor σ′ it is said that little gets through where σ is flat."""
    visit = open_page("/?cost=cross-entropy")
    words = region(visit).locator("svg.sigmoid")
    expect(words).to_contain_text("flat")
    expect(words).not_to_contain_text("gets through")
    visit.choose("Cost", "Quadratic")
    expect(words).to_contain_text("gets through")


def test_a_changed_cost_counts_from_its_epoch_on(open_page: OpenPage) -> None:
    """A person changes the cost in a run: before, σ′ counts; from there on it is struck out."""
    visit = open_page("/?weight=2&bias=2&changes=100:0.15:cross-entropy")
    expect(visit.alert).to_have_text("")
    for epoch, name, struck in ((99, "Quadratic", 0), (100, "Cross-entropy", 1)):
        show_epoch(visit, epoch)
        each = strip(visit).get_by_role("group", name=name, exact=True)
        expect(each.locator("s")).to_have_count(struck)


def assert_clear(seen: dict[str, Any], moment: str) -> None:
    """Assert that no text of σ is over another or leaves the picture."""
    area = seen["area"]
    for text in seen["texts"]:
        assert text["left"] >= area["left"] - 1, (moment, text)
        assert text["right"] <= area["right"] + 1, (moment, text)
        assert text["top"] >= area["top"] - 1, (moment, text)
        assert text["bottom"] <= area["bottom"] + 1, (moment, text)
    for index, one in enumerate(seen["texts"]):
        for other in seen["texts"][:index]:
            wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
            high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert min(wide, high) <= 2, (moment, one, other)


STARTS = (
    {"weight": 2, "bias": 2, "learning_rate": 0.15, "input": 1, "target": 0},
    {"weight": 2, "bias": 2, "learning_rate": 1, "input": 1, "target": 1},
    {"weight": -2, "bias": -2, "learning_rate": 0.15, "input": 1, "target": 0.5},
    {"weight": 5, "bias": 5, "learning_rate": 0.15, "input": 5, "target": 0},
    {"weight": -5, "bias": -5, "learning_rate": 0.15, "input": 5, "target": 0.75},
    {"weight": 0, "bias": 0, "learning_rate": 3, "input": 1, "target": 0},
)
"""Settings with which both costs go from one z to far apart, to nearly one again, to the ends."""
LOOKED_THROUGH: dict[str, dict[str, Any]] = WINDOWS | {"screen": {"viewport": (1920, 1080)}}
FIELDS = {
    "weight": "Starting weight",
    "bias": "Starting bias",
    "learning_rate": "Learning rate",
    "input": "Input",
    "target": "Target",
}


def test_labels_never_touch_and_never_leave_the_picture(open_page: OpenPage) -> None:
    """A person tries starts of both costs, and looks at epochs in a small window, where labels
    have least room, and at those between in one of the others in turn.
    """
    before = STARTS[0]
    visit = open_page(f"/?{urlencode(before)}&cost=both")
    visit.unfold()
    for settings, other in zip(STARTS, cycle(["laptop", "phone", "screen"]), strict=False):
        visit.resize(LAPTOP)
        for name in settings:
            if settings[name] != before[name]:
                visit.type(visit.number(FIELDS[name]), f"{settings[name]:g}")
        before = settings
        frames = [train(each) for each in settings_of("both", **settings).values()]
        visit.expect_shows(0, frames)
        for window, epochs in {"small phone": (0, 5, 30, 170), other: (1, 12, 60, 300)}.items():
            visit.resize(**LOOKED_THROUGH[window])
            for epoch in epochs:
                show_epoch(visit, epoch)
                seen = drawn(visit)
                moment = f"{settings}, epoch {epoch}, {window}"
                assert_clear(seen, moment)
                beyond = [abs(frame.weighted_input[epoch]) > 6 for frame in frames]
                assert seen["arrows"] == sum(beyond), moment
        show_epoch(visit, 0)


HANDLES = {
    "point": ".sigmoid [data-sets='z']",
    "weight": ".quantity [data-sets='weight']",
    "bias": ".quantity [data-sets='bias']",
    "target": ".sigmoid [data-sets='target']",
}


def middle(handle: Locator) -> tuple[float, float]:
    """Return where the middle of ``handle`` is in the window."""
    # The picture is laid out anew where a run begins otherwise, with handles that are new, too:
    # one that was there may have gone since.
    box = None
    while box is None:
        expect(handle).to_be_visible()
        box = handle.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


DRAGS = (
    ("point", (-60, 10), "bias", "Starting bias"),
    ("weight", (-12, 3), "weight", "Starting weight"),
    ("bias", (9, 0), "bias", "Starting bias"),
    ("target", (5, -40), "target", "Target"),
)
"""Handles, by how many pixels each is dragged and later back, and the name and slider it sets."""


def drag(visit: Visit, handle: str, way: tuple[float, float]) -> None:
    """Drag the handle with the mouse."""
    x, y = middle(region(visit).locator(HANDLES[handle]).first)
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x + way[0] / 2, y + way[1] / 2)
    visit.page.mouse.move(x + way[0], y + way[1])
    visit.page.mouse.up()


def test_what_is_dragged_is_set_as_by_the_slider(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person drags in the picture: neuron, slider and address follow, and keys do the same.

    A click on a handle, without moving, sets nothing; and nothing goes beyond its limit.
    """
    settings = {"weight": 1.5, "bias": -0.5, "input": 0.8, "target": 0.2}
    visit = open_page(f"/?{urlencode(settings)}&cost=both&speed=10")
    visit.unfold()
    sent = len(visit.sent)
    for selector in HANDLES.values():
        visit.page.mouse.click(*middle(region(visit).locator(selector).first))
    visit.press(visit.slider("Input"), "ArrowRight")
    settings["input"] = 0.9
    expect_set(visit, settings)
    assert sum('"bias"' in each or '"target"' in each for each in visit.sent[sent:]) == 0
    for (handle, (across, along), name, slider), back in product(DRAGS, (False, True)):
        with subtests.test(handle=handle, moment="after a run" if back else "before it"):
            if back:
                visit.button("Run").click()
                visit.expect_end()
            scale = [each for each in drawn(visit)["texts"] if each["text"] in ("−4", "4")]
            was = settings[name]
            drag(visit, handle, (-across, -along) if back else (across, along))
            field = visit.slider(slider)
            expect(visit.slider("Epoch")).to_have_value("0")
            # The address comes when the last of the drag is set; it lacks the book's value.
            visit.epochs_over_frames(2)
            visit.page.wait_for_function(
                """([name, slider, was, book]) => {
                  const text = new URLSearchParams(location.search).get(name) ?? book;
                  return text !== was && text === slider.value;
                }""",
                arg=[name, field.element_handle(), f"{was:g}", f"{getattr(Settings(), name):g}"],
            )
            settings[name] = float(field.input_value())
            expect_set(visit, settings)
            if handle == "point" and not back:
                west, east = [(each["left"] + each["right"]) / 2 for each in scale]
                assert settings[name] == pytest.approx(was + 8 * across / (east - west), abs=0.02)
            # The slider goes on from there by keys.
            visit.press(field, "ArrowLeft")
            expect(field).not_to_have_value(f"{settings[name]:g}")
            settings[name] = float(field.input_value())
            expect_set(visit, settings)
    drag(visit, "point", (700, 0))
    expect_set(visit, {**settings, "bias": 5})
    expect(visit.alert).to_have_text("")


def expect_set(visit: Visit, settings: dict[str, float]) -> None:
    """Wait until neuron and address have these settings."""
    book = Settings()
    written = {
        name: f"{number:g}" for name, number in settings.items() if number != getattr(book, name)
    }
    visit.expect_query(**written, cost="both", speed="10")
    visit.expect_shows(0, [train(each) for each in settings_of("both", **settings).values()])


def test_a_finger_drags_sideways_and_scrolls_up_and_down(open_page: OpenPage) -> None:
    """A person swipes three times from the picture: it scrolls. Sideways, the point goes along."""
    visit = open_page("/?cost=both", viewport=PHONE, touch=True)
    query, look = visit.query(), visit.look()
    plot = region(visit).locator("svg.sigmoid")
    handles = [region(visit).locator(HANDLES[each]).first for each in ("point", "weight", "target")]
    places = [plot, *handles]
    for place in places:
        for along in (-220, 160, -90):
            bring_to_middle(place)
            visit.page.evaluate("() => scrollBy({top: 60, behavior: 'instant'})")
            top = visit.page.evaluate(SCROLLED)
            visit.swipe(middle(place), (5, along))
            visit.page.wait_for_function(f"(top) => ({SCROLLED})() !== top", arg=top)
    assert (visit.query(), visit.look()) == (query, look)
    visit.go("/?cost=both")
    visit.swipe(middle(places[1]), (-70, 8))
    visit.page.wait_for_function("() => new URLSearchParams(location.search).has('bias')")
    value = float(visit.query()["bias"])
    assert value < 0
    expect(visit.page.locator(".settings-opener")).to_contain_text(f"b₀ −{-value:g} ·")
    assert visit.page.evaluate(SCROLLED) == 0
    # The target goes sideways at the output's bar.
    visit.swipe(middle(region(visit).locator("[data-sets='output-target']").first), (40, 6))
    visit.page.wait_for_function("() => new URLSearchParams(location.search).has('target')")
    assert float(visit.query()["target"]) > 0
