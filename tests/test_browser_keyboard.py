"""A visit with the keyboard alone: everything can be reached, seen, used and left."""

import pytest
from playwright.sync_api import expect

from app.labs.registry import LABS
from app.training_lab.cost_choices import COST_CHOICES
from core import COSTS, Settings, train
from tests.browser import LAPTOP, PHONE, WINDOWS, Visit
from tests.conftest import OpenPage
from tests.walk import MOST_STOPS, focused

pytestmark = pytest.mark.browser


def go_to(visit: Visit, name: str, key: str = "Tab") -> None:
    """Press ``key`` until what is called ``name`` has the focus."""
    passed = []
    while len(passed) < MOST_STOPS:
        visit.page.keyboard.press(key)
        stop = focused(visit)
        if stop is not None and stop.name == name:
            return
        passed.append(stop.name if stop else None)
    raise AssertionError(f"{name} is not among {passed}")


def press(visit: Visit, *keys: str) -> None:
    """Press ``keys`` one after the other, wherever the focus is."""
    for key in keys:
        visit.page.keyboard.press(key)


def test_the_frame_of_the_page_is_used_by_keyboard_alone(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person goes through what stands around the labs, and through the Softmax lab."""
    visit = open_page()
    with subtests.test("the first stop leads past the header"):
        press(visit, "Tab", "Enter", "Tab")
        stop = focused(visit)
        assert stop is not None
        assert stop.name == "Start 0.6 / 0.9, quadratic"
    with subtests.test("the tools are one stop, with arrow keys between them"):
        go_to(visit, "Dark theme", "Shift+Tab")
        for name in ("Present", "Share", "Help", "Dark theme"):
            press(visit, "ArrowRight")
            expect(visit.button(name)).to_be_focused()
    with subtests.test("the help, opened at its beginning, gives the focus back"):
        press(visit, "ArrowLeft")
        help_text = visit.page.get_by_role("dialog")
        for leave in ("Escape", "Enter"):
            press(visit, "Enter")
            expect(help_text).to_be_visible()
            expect(help_text.get_by_role("heading", level=2)).to_be_focused()
            press(visit, "Tab")
            expect(help_text.get_by_role("button", name="Close")).to_be_focused()
            press(visit, leave)
            expect(help_text).not_to_be_visible()
            expect(visit.button("Help")).to_be_focused()
    with subtests.test("two sliders of the Softmax lab are moved and put back"):
        visit.tab("One neuron").focus()
        press(visit, *["ArrowRight"] * [lab.name for lab in LABS].index("softmax"))
        visit.expect_query(lab="softmax")
        go_to(visit, "z₁")
        press(visit, "Home")
        go_to(visit, "z₄")
        press(visit, "ArrowRight")
        visit.expect_query(**{"lab": "softmax", "softmax.z": "-5,-1,3.2,0.6"})
        go_to(visit, "Back to the book’s values")
        press(visit, "Enter")
        visit.expect_query(lab="softmax")


def test_run_is_within_eight_stops_and_keys_work_without_a_field(open_page: OpenPage) -> None:
    """A teacher plays, steps and goes to the ends with keys alone; a field keeps its own."""
    visit = open_page("/?preset=badly-wrong&speed=10")
    names = []
    for _stop in range(8):
        press(visit, "Tab")
        stop = focused(visit)
        assert stop is not None
        names.append(stop.name)
    assert "Run" in names
    visit.page.locator("h1").click(trial=True)
    visit.page.evaluate("() => document.activeElement.blur()")
    press(visit, "r")
    visit.expect_end()
    (frame,) = frames = [train(Settings(weight=2, bias=2))]
    assert len(frame.epoch) == 301
    for key, epoch in (("ArrowLeft", 299), ("Home", 0), ("ArrowRight", 1), ("End", 300)):
        press(visit, key)
        visit.expect_shows(epoch, frames)
    visit.choose("Speed", "0.1×")
    visit.page.evaluate("() => document.activeElement.blur()")
    press(visit, "Home", "Space")
    visit.expect_epoch(1)
    press(visit, "Space")
    expect(visit.button("Go on")).to_be_visible()
    reached = visit.look().epoch
    field = visit.number("Starting weight")
    field.focus()
    press(visit, "Home", "ArrowRight", "r", "?")
    assert visit.look().epoch == reached
    dialog = visit.page.get_by_role("dialog")
    expect(dialog).to_be_hidden()
    visit.button("Run").focus()
    press(visit, "?")
    expect(dialog).to_be_visible()
    press(visit, "Escape")
    expect(visit.button("Run")).to_be_focused()
    # What stays in sight need not be scrolled to, nor does a story take it out of sight.
    visit.resize((640, 400))
    for _time in ("alone", "with a story"):
        experiments = visit.page.get_by_role("toolbar", name="Experiments")
        experiments.get_by_role("button").first.focus()
        top = visit.page.evaluate("document.scrollingElement.scrollTop")
        go_to(visit, "Step")
        assert abs(visit.page.evaluate("document.scrollingElement.scrollTop") - top) < 20
        visit.button("Questions").click()


def test_a_room_sees_picture_and_output_alone(open_page: OpenPage) -> None:
    """A teacher presents on a projector: large type, a link that does the same, and back."""
    visit = open_page("/?preset=badly-wrong&cost=both&speed=10", viewport=(1024, 768))
    visit.button("Present").click()
    visit.expect_query(preset="badly-wrong-both", speed="10", present="1")
    for hidden in (visit.plot("weight"), visit.slider("Starting weight"), visit.tab("Softmax")):
        expect(hidden).not_to_be_visible()
    expect(visit.plot("output")).to_be_visible()
    press(visit, "r")
    expect(visit.slider("Epoch")).to_have_value("300")
    for width, height in (PHONE, (844, 390), (1920, 1080), LAPTOP, (1024, 768)):
        visit.resize((width, height))
        if height < 500:
            picture = visit.page.locator("svg.sigmoid").bounding_box()
            assert picture
            assert picture["height"] >= 100
            for part in ("svg.sigmoid", ".pushes", ".plot.chosen"):
                visit.assert_in_sight(visit.page.locator(part), part)
        assert visit.page.evaluate("document.scrollingElement.scrollWidth") <= width
        plot = visit.plot("output").bounding_box()
        assert plot
        assert plot["height"] > 0.28 * height
    other = open_page(visit.page.url.removeprefix(visit.server))
    expect(other.button("Present")).to_have_attribute("aria-pressed", "true")
    expect(other.plot("weight")).not_to_be_visible()
    press(other, "Escape")
    expect(other.plot("weight")).to_be_visible()
    expect(visit.plot("output")).to_be_visible()
    visit.resize(LAPTOP)
    for lab in LABS:
        visit.go(f"/?lab={lab.name}&present=1")
        if lab.name == "costs":
            continue
        plot = visit.page.locator(".plot:visible")
        expect(plot).to_have_count(1)
        box = plot.bounding_box()
        assert box
        assert box["width"] > 0.4 * LAPTOP[0], lab.name
        assert box["height"] > 0.6 * LAPTOP[1], lab.name
        assert visit.page.evaluate("document.scrollingElement.scrollHeight") <= LAPTOP[1], lab.name


def test_the_neuron_lab_is_used_by_keyboard_alone(open_page: OpenPage) -> None:
    """A person sets, runs, pauses, scrubs, reads and saves, and never touches a mouse."""
    visit = open_page("/?speed=10")
    go_to(visit, "Preset")
    press(visit, "ArrowDown")
    visit.expect_query(preset="badly-wrong", speed="10")
    go_to(visit, "Starting weight")
    press(visit, "ArrowLeft")
    go_to(visit, "Learning rate")
    press(visit, "ArrowRight")
    go_to(visit, "Quadratic")
    press(visit, "ArrowDown", "ArrowDown")
    visit.expect_query(weight="1.9", bias="2", learning_rate="0.2", cost="both", speed="10")
    go_to(visit, "Input, target, epochs")
    press(visit, "Enter")
    go_to(visit, "Number of epochs")
    press(visit, "Control+a", "4", "0", "Enter")
    settings = {"weight": 1.9, "bias": 2, "learning_rate": 0.2, "epochs": 40}
    visit.expect_query(
        **{name: f"{each:g}" for name, each in settings.items()}, cost="both", speed="10"
    )
    frames = [train(Settings(cost=COSTS[cost], **settings)) for cost in COST_CHOICES["both"]]

    go_to(visit, "In numbers")
    press(visit, "Enter")
    go_to(visit, "Download the whole run (CSV)")
    with visit.page.expect_download() as download:
        press(visit, "Enter")
    assert download.value.suggested_filename.endswith(".csv")
    go_to(visit, "Run")
    press(visit, "Enter")
    visit.expect_end()
    visit.expect_shows(40, frames)
    go_to(visit, "Back")
    press(visit, "Space", "Space")
    visit.expect_shows(38, frames)
    go_to(visit, "Epoch")
    press(visit, "Home", "ArrowRight", "ArrowRight")
    visit.expect_shows(2, frames)
    go_to(visit, "Reset", "Shift+Tab")
    press(visit, "Enter")
    visit.expect_shows(0, frames)
    go_to(visit, "Speed")
    press(visit, "Home")
    expect(visit.choice("Speed")).to_have_value("0.1")
    go_to(visit, "Run", "Shift+Tab")
    press(visit, "Enter")
    visit.expect_epoch(1)
    go_to(visit, "Pause")
    press(visit, "Space")
    expect(visit.button("Go on")).to_be_focused()

    # Where a section unfolds far from its button, the focus goes along.
    visit.resize(**WINDOWS["zoomed to 200 %"])
    for name in ("The gradient", "Slowdown map"):
        go_to(visit, name)
        press(visit, "Enter")
        expect(visit.part(name)).not_to_be_empty()
        expect(visit.part(name)).to_be_focused()
        expect(visit.part(name)).to_be_in_viewport()


def test_the_tabs_are_one_stop(open_page: OpenPage) -> None:
    """A person goes through the tabs with the arrow keys, Home and End, as in any tab list."""
    visit = open_page()
    first, *others = (lab.title for lab in LABS)
    last = others[-1]
    ways = [("End", last), ("Home", first), ("ArrowLeft", last), ("ArrowRight", first)]
    visit.tab(first).focus()
    for key, name in [*ways, *(("ArrowRight", other) for other in others), ("Home", first)]:
        press(visit, key)
        expect(visit.tab(name)).to_be_focused()
        expect(visit.tab(name)).to_have_attribute("aria-selected", "true")
        expect(visit.page.get_by_role("tabpanel", name=name)).to_be_visible()
    press(visit, "Tab")
    stop = focused(visit)
    assert stop is not None
    assert stop.name == "Language"
    # Also those that were passed over have come, each to its own place.
    for lab in LABS:
        expect(visit.page.locator(f"#lab-{lab.name} .{lab.name}-lab")).to_have_count(1)


def test_warnings_are_closed_by_keyboard(open_page: OpenPage) -> None:
    """A person closes warnings one after the other: the focus is never lost."""
    visit = open_page("/?weight=99&bias=99")
    expect(visit.alert.locator("p")).to_have_count(2)
    go_to(visit, "Close")
    press(visit, "Enter")
    expect(visit.alert.locator("p")).to_have_count(1)
    expect(visit.alert.get_by_role("button")).to_be_focused()
    press(visit, "Enter")
    expect(visit.alert).to_have_text("")
    expect(visit.tab("One neuron")).to_be_focused()
