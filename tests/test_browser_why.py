"""See why: what the unfolded parts say of a run is what the core says, at every epoch."""

import re

import pytest
from playwright.sync_api import Locator, expect

from app.labs.neuron.sections.map import EPOCHS, SIZE, grid, reach
from app.labs.neuron.settings import PRESET_LABELS, preset_values, settings_of
from app.training_lab.cost_choices import COST_LABELS
from app.ui.language import translator
from app.ui.numbers import numeral, short
from core import COSTS, CROSS_ENTROPY, QUADRATIC, RANGES, Frame, epochs_until_close, train
from tests.browser import PHONE, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

MARGINS = {"left": 46, "right": 14, "top": 24, "bottom": 38}


def frames_of(**settings: object) -> dict[str, Frame]:
    """The runs of these settings, by their costs; the others are as in the first preset."""
    values = preset_values("slightly-wrong") | settings
    return {cost: train(each) for cost, each in settings_of(values).items()}


def go_to(visit: Visit, epoch: int) -> None:
    """Have ``epoch`` on the screen."""
    slider = visit.slider("Epoch")
    slider.fill(str(epoch))
    expect(slider).to_have_value(str(epoch))


RUNS = pytest.mark.parametrize(
    "settings",
    [
        {"weight": -1.5, "bias": 0.4, "cost": "both", "input": -2.5, "target": 0.7},
        {"weight": 2.0, "bias": 2.0, "learning_rate": 0.005, "cost": "as-published"},
    ],
    ids=["other input and target", "as published"],
)


def address(**settings: object) -> str:
    """The address of these settings."""
    return "/?" + "&".join(f"{name}={value}" for name, value in settings.items())


@RUNS
def test_gradient_and_values_at_an_epoch_are_those_of_the_core(
    open_page: OpenPage, settings: dict[str, object]
) -> None:
    """A person goes through a run, multiplies, and reads all values off in one place."""
    visit = open_page(address(**settings))
    check_values(visit, settings)
    check_gradient(visit, settings)


def check_gradient(visit: Visit, settings: dict[str, object]) -> None:
    """Go through a run and multiply: each product is what stands behind it."""
    part = visit.open_part("The gradient")
    x = settings.get("input", 1.0)
    assert isinstance(x, float)
    for epoch in (0, 140, 300):
        go_to(visit, epoch)
        for cost, frame in frames_of(**settings).items():
            card = part.get_by_role("article").filter(
                has=visit.page.get_by_role("heading", name=re.compile(rf"^{COST_LABELS[cost]},"))
            )
            expect(card.get_by_role("heading")).to_contain_text(f"epoch {epoch}")
            factors = [frame.residual[epoch], frame.sigmoid_slope[epoch], x]
            shown = [*(numeral(float(factor)) for factor in factors[:2]), short(x)]
            expect(card.locator(".factor b")).to_have_text(shown)
            gradients = (frame.weight_gradient[epoch], frame.output_error[epoch])
            expect(card.locator(".weight-gradient")).to_have_text(numeral(gradients[0]))
            expect(card.locator(".bias-gradient")).to_have_text(numeral(gradients[1]))
            power = COSTS[cost].slope_power
            product = factors[0] * factors[1] ** power * factors[2]
            assert product == pytest.approx(gradients[0], rel=1e-9)
            struck = card.locator(".factor s")
            expect(struck).to_have_count(1 if power == 0 else 0)
            taking_part = {shown[0]: factors[0], shown[2]: x}
            if power:
                taking_part[shown[1]] = factors[1]
            smallest = min(taking_part, key=lambda each: abs(taking_part[each]))
            pointed = card.locator(".factor.smallest b")
            expect(pointed).to_have_text([smallest] if power >= 0 else [])


def check_values(visit: Visit, settings: dict[str, object]) -> None:
    """Move the scrubber by keyboard, then point at a plot without moving it."""
    frames = frames_of(**settings)

    def values(epoch: int) -> list[str]:
        said = []
        for frame in frames.values():
            plain = (frame.weight, frame.bias, frame.weighted_input, frame.output)
            said += [numeral(each[epoch]) for each in plain]
            said += [numeral(frame.sigmoid_slope[epoch]), numeral(frame.cost[epoch])]
            said.append(numeral(frame.weight_gradient[epoch]))
        return said

    def expect_reading(epoch: int) -> None:
        group = visit.page.get_by_role("group", name=f"Epoch {epoch}", exact=True)
        expect(group.locator("b")).to_have_text(values(epoch))

    for keys, epoch in (((), 0), (("End",), 300), (("ArrowLeft",), 299)):
        visit.press(visit.slider("Epoch"), *keys)
        expect_reading(epoch)
    for quantity in ("output", "weight"):
        box = visit.plot(quantity).get_by_role("img").bounding_box()
        assert box
        visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        pointed = visit.page.get_by_role("group", name=re.compile(r"^Epoch 1\d\d$"))
        expect(pointed).to_be_visible()
        name = pointed.get_attribute("aria-label")
        assert name
        expect_reading(int(name.split()[1]))
        epoch = int(name.split()[1])
        # All but the reading is of the epoch on the screen, until the reader goes there.
        expect(visit.slider("Epoch")).to_have_value("299")
        above = visit.plot("output").locator(".values .sample").first
        first = next(iter(frames.values()))
        expect(above).to_contain_text(numeral(first.output[299]))
        visit.page.mouse.move(5, 5)
        expect_reading(299)
        visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(visit.slider("Epoch")).to_have_value(str(epoch))
        expect(above).to_contain_text(numeral(first.output[epoch]))
        expect_reading(epoch)
        visit.press(visit.slider("Epoch"), "End", "ArrowLeft")


def test_where_the_neuron_stands_agrees_with_the_core_and_a_click_sets_the_start(
    open_page: OpenPage,
) -> None:
    """A person who cannot see the curves is told the point and the slope on each; one clicks."""
    visit = open_page("/?preset=badly-wrong-both")
    part = visit.open_part("On the curves")
    for epoch in (0, 150, 300):
        go_to(visit, epoch)
        for cost, frame in frames_of(weight=2.0, bias=2.0, cost="both").items():
            z = numeral(frame.weighted_input[epoch])
            a = numeral(frame.output[epoch])
            slope = numeral(frame.sigmoid_slope[epoch])
            c = numeral(frame.cost[epoch])
            gradient = numeral(frame.output_error[epoch])
            on_sigmoid = f"{COST_LABELS[cost]}: z = {z}, a = {a}, σ′(z) = {slope}"
            on_cost = f"{COST_LABELS[cost]}: C = {c}, ∂C/∂z = {gradient}"
            for said in (on_sigmoid, on_cost):
                picture = part.get_by_role("img", name=said)
                expect(picture).to_be_visible()
    plane = part.get_by_role("application").first
    # Where w is −3 and b is 4; another gets there with the keyboard.
    click_at(plane, (-3 + 5) / 10, (4 + 5) / 10)
    visit.expect_query(weight="-3", bias="4", cost="both", open="where")
    visit.expect_shows(0, list(frames_of(weight=-3.0, bias=4.0, cost="both").values()))
    visit.press(plane, "ArrowRight", "ArrowRight", "ArrowDown", "Enter")
    visit.expect_query(weight="-2.8", bias="3.9", cost="both", open="where")


def click_at(picker: Locator, across: float, along: float, *, hover: bool = False) -> None:
    """Click in a picture at these parts of its axes, or only point there."""
    picker.scroll_into_view_if_needed()
    box = picker.bounding_box()
    assert box
    width = box["width"] - MARGINS["left"] - MARGINS["right"]
    height = box["height"] - MARGINS["top"] - MARGINS["bottom"]
    position = {
        "x": MARGINS["left"] + across * width,
        "y": MARGINS["top"] + (1 - along) * height,
    }
    if hover:
        picker.hover(position=position)
    else:
        picker.click(position=position)


def test_the_map_says_what_the_core_says_and_a_click_or_a_key_takes_it(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person goes ten cells to the right and takes that start; another points, and clicks."""
    visit = open_page("/?preset=badly-wrong")
    with subtests.test("it is used by keyboard, and follows the tolerance"):
        check_map_by_keyboard(visit)
    visit.choose("Preset", PRESET_LABELS["badly-wrong"])
    visit.expect_query(preset="badly-wrong", open="map")
    part = visit.part("Slowdown map")
    picture = part.get_by_role("application", name=re.compile("^Quadratic"))
    expect(picture).to_be_visible()
    counts = {
        cost.name: epochs_until_close(grid(1.0, 0.0, cost), 0.1, EPOCHS)
        for cost in (QUADRATIC, CROSS_ENTROPY)
    }
    said = part.get_by_text(re.compile(r"^z = .*η = "))
    low, high = reach(1.0)
    slow, fast = RANGES["learning_rate"]
    for column, row in ((150, 100), (120, 160), (199, 120), (10, 3)):
        click_at(picture, (column + 0.5) / SIZE, (row + 0.5) / SIZE, hover=True)
        z = low + (column + 0.5) / SIZE * (high - low)
        rate = slow * (fast / slow) ** ((row + 0.5) / SIZE)
        found = {cost: int(count[row, column]) for cost, count in counts.items()}
        each = [
            f"{COST_LABELS[cost]} {count if count <= EPOCHS else f'more than {EPOCHS}'}"
            for cost, count in found.items()
        ]
        head = f"z = {numeral(z)}, η = {numeral(rate)}: "
        expect(said).to_have_text(head + ", ".join(each))
    click_at(picture, 150.5 / SIZE, 100.5 / SIZE)
    visit.page.wait_for_url(re.compile("weight="))
    assert start_z(visit) == pytest.approx(low + 150.5 / SIZE * (high - low), abs=0.011)
    rate = slow * (fast / slow) ** (100.5 / SIZE)
    assert float(visit.query()["learning_rate"]) == pytest.approx(rate, rel=0.01)


def start_z(visit: Visit) -> float:
    """The z at which the neuron starts, from the address (x = 1)."""
    return float(visit.query()["weight"]) + float(visit.query()["bias"])


def check_map_by_keyboard(visit: Visit) -> None:
    """Take a start, and then ask for less than to be learned."""
    part = visit.open_part("Slowdown map")
    picture = part.get_by_role("application", name=re.compile("^Quadratic"))
    visit.press(picture, "Shift+ArrowRight", "Enter")
    visit.page.wait_for_url(re.compile("weight="))
    expect(visit.choice("Preset")).to_have_value("")
    low, high = reach(1.0)
    assert start_z(visit) == pytest.approx(4.0 + 10 / SIZE * (high - low), abs=0.06)
    distance = part.get_by_label("Distance from y that counts as learned")
    distance.select_option("0.2")
    near = re.compile("^Quadratic.* within 0.2 of y")
    expect(part.get_by_role("application", name=near)).to_be_visible()
    visit.page.wait_for_url(re.compile("tolerance=0.2"))
    distance.select_option("0.1")
    visit.page.wait_for_url(re.compile("^((?!tolerance).)*$"))


def test_of_what_is_folded_away_nothing_is_told(open_page: OpenPage) -> None:
    """A reader who never opens a part is told nothing of it; one who closes it is told no more."""
    visit = open_page("/?speed=10", once=True)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))

    def contents() -> list[str]:
        """The sections of which the page was told what is in them."""
        return re.findall(r'\["kind","section"\],\["section","([a-z]+)"\]', "".join(visit.received))

    visit.button("Run").click()
    visit.expect_end()
    assert not any("/sections" in url for url in asked)
    assert contents() == []
    visit.open_part("Slowdown map")
    assert any(url.endswith("/sections.css") for url in asked)
    assert set(contents()) == {"map"}
    visit.button("Slowdown map").click()
    expect(visit.part("Slowdown map")).to_have_count(0)
    visit.expect_query(speed="10")


def test_a_part_follows_the_run_in_another_language(open_page: OpenPage) -> None:
    """On a phone a run is paused: gradient, reading and curves are those of its epoch."""
    _ = translator("zh")
    visit = open_page("/?lang=zh&open=why&speed=0.5", viewport=PHONE, touch=True)
    part = visit.part(_("The gradient"))
    visit.button(_("Run")).click()
    epoch = visit.slider(_("Epoch"))
    expect(epoch).not_to_have_value("0")
    visit.button(_("Pause")).click()
    expect(visit.button(_("Go on"))).to_be_visible()
    at = int(epoch.input_value())
    (frame,) = frames_of().values()
    head = _("{name}, epoch {epoch}").format(name=_("Quadratic"), epoch=at)
    expect(part.get_by_role("heading")).to_have_text(head)
    expect(part.locator(".factor b").nth(1)).to_have_text(numeral(frame.sigmoid_slope[at]))
