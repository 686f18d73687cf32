"""A phone, upright and on its side: one plot at a time, settings in a sheet, a bar of one row."""

import re
from itertools import combinations, cycle

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from app.labs.registry import LABS
from app.ui.language import translator
from tests.axe import violations
from tests.boxes import check_boxes
from tests.browser import (
    FLAT_TREE,
    LAPTOP,
    PHONE,
    PICTURES,
    WINDOWS,
    Visit,
    bring_to_middle,
    middle_of,
)
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

SMALL, LYING = (320, 500), (844, 390)
WINDOWS_OF_ACCESS = {window["viewport"] for window in WINDOWS.values()}
"""Those in which test_browser_access looks at the boxes of every lab."""
SCROLLED = "() => document.scrollingElement.scrollTop"
SHOWN_PLOT = {"neuron": "output", "several": "accuracy", "network": "accuracy"}
"""By lab the plot that is in sight at first."""

STROKE = f"""([figure, left, right, top, bottom]) => {{
  {FLAT_TREE} {PICTURES}
  const text = getComputedStyle(document.documentElement).getPropertyValue("--text-soft").trim();
  const ink = [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const counts = pictures.map(({{data, width, height}}, layer) => {{
    const scale = width / layers[layer].getBoundingClientRect().width;
    const canvas = layers[layer].getBoundingClientRect();
    const columns = new Set();
    const [from, to] = [left, right].map((x) => Math.round((x - canvas.left) * scale));
    const [above, below] = [top, bottom].map((y) => Math.round((y - canvas.top) * scale));
    for (let y = above; y < below; y++) {{
      for (let x = from; x < to; x++) {{
        const at = 4 * (y * width + x);
        const off = ink.reduce((sum, level, i) => sum + Math.abs(data[at + i] - level), 0);
        if (data[at + 3] > 150 && off < 60) columns.add(x);
      }}
    }}
    return columns.size / (to - from);
  }});
  return Math.max(...counts);
}}"""
"""In which part of the columns of a piece of the window a plot draws what is expected."""


def box_of(part: Locator) -> dict[str, float]:
    """Return where ``part`` is in the window."""
    box = part.bounding_box()
    assert box
    return dict(box)


def boxes_of(parts: Locator) -> list[dict[str, float]]:
    """Return where each of ``parts`` is in the window."""
    found: list[dict[str, float]] = parts.evaluate_all(
        "(parts) => parts.map((part) => part.getBoundingClientRect().toJSON())"
    )
    return found


def switch(visit: Visit) -> Locator:
    """The switch between the plots."""
    return visit.page.get_by_role("tabpanel").locator(".plot-switch")


def seen_plots(visit: Visit) -> list[str | None]:
    """Return which plots are in sight."""
    plots = visit.page.get_by_role("region", name="Live curves").locator("figure:visible")
    return [plot.get_attribute("data-quantity") for plot in plots.all()]


def expect_scrolled(visit: Visit, top: int, name: str) -> None:
    """Wait until the page is not scrolled to ``top`` any more."""
    try:
        visit.page.wait_for_function(f"(top) => ({SCROLLED})() !== top", arg=top)
    except PlaywrightTimeoutError as error:
        error.add_note(name)
        raise


def test_one_plot_is_in_sight_and_a_switch_shows_another(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person looks at each plot in turn by finger and by keys, then turns to a laptop."""
    visit = open_page("/?lang=en", viewport=PHONE, touch=True)
    for lab, shown in SHOWN_PLOT.items():
        visit.open_lab(lab)
        visit.expect_ready()
        with subtests.test(lab=lab):
            check_switch(visit, shown)
            if lab == "neuron":
                check_enlarged(visit)
            visit.resize(LAPTOP)
            expect(switch(visit)).to_be_hidden()
            assert len(seen_plots(visit)) == 4
            if lab == "neuron":
                expect(visit.plot("output")).to_contain_text("0.8176")
        visit.resize(PHONE, touch=True)


def check_switch(visit: Visit, shown: str) -> None:
    """Look at each plot in turn, from the one that is ``shown`` at first."""
    options = switch(visit).get_by_role("radio")
    expect(options).to_have_count(4)
    assert seen_plots(visit) == [shown]
    for option in options.all():
        box = box_of(option)
        assert min(box["width"], box["height"]) >= 44
        option.tap()
        expect(option).to_be_checked()
        assert seen_plots(visit) == [option.get_attribute("value")]
        plot = visit.page.locator("figure:visible")
        assert box_of(plot.locator("canvas").first)["height"] > 150
    visit.press(options.first, "ArrowDown")
    expect(options.nth(1)).to_be_checked()
    assert seen_plots(visit) == [options.nth(1).get_attribute("value")]


def check_enlarged(visit: Visit) -> None:
    """The switch has the numbers of a new neuron, and what is enlarged is the plot in sight."""
    expect(switch(visit)).to_have_text(re.compile("0.6000.*0.9000.*0.8176.*0.3342"))
    visit.button("Enlarge the plot of the bias").tap()
    visit.button("Save the plot of the bias as PNG").focus()
    switch(visit).get_by_role("radio").first.tap()
    assert seen_plots(visit) == ["weight"]
    expect(visit.button("Save the plot of the weight as PNG")).to_be_visible()
    visit.button("Enlarge the plot of the weight").tap()


def test_settings_are_in_a_sheet_and_the_playback_bar_is_one_row(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person changes what is set, and plays the run with a thumb."""
    visit = open_page("/?lang=en&speed=0.5", viewport=PHONE, touch=True)
    with subtests.test("settings are in a sheet"):
        check_sheet(visit)
    with subtests.test("the playback bar is one row"):
        check_bar(visit)


def check_sheet(visit: Visit) -> None:
    """See what is set, change it with the picture in sight, and go back three ways."""
    opener = visit.page.locator(".settings-opener:visible")
    expect(opener).to_have_text("Settings w₀ 0.6 · b₀ 0.9 · η 0.15 · Quadratic")
    slider = visit.page.get_by_label("Starting weight", exact=True)
    expect(slider).to_be_hidden()
    for way in ("Done", "Escape", "backdrop"):
        sheet = visit.open_settings()
        assert sheet.evaluate("(each) => each.contains(each.getRootNode().activeElement)")
        box = box_of(sheet)
        assert abs(box["y"] + box["height"] - PHONE[1]) < 1
        picture = box_of(visit.page.locator("svg.sigmoid"))
        assert picture["y"] >= 0
        assert picture["y"] + picture["height"] < box["y"]
        top = visit.page.evaluate(SCROLLED)
        visit.press(slider, "ArrowRight")
        visit.page.mouse.move(100, 100)
        visit.page.mouse.wheel(0, 300)
        assert visit.page.evaluate(SCROLLED) == top
        if way == "Done":
            assert violations(visit.page) == []
            check_boxes(visit)
            sheet.get_by_role("button", name="Done").tap()
        elif way == "Escape":
            visit.page.keyboard.press("Escape")
        else:
            visit.page.touchscreen.tap(200, 100)
        expect(sheet).to_have_count(0)
        expect(opener).to_be_focused()
    expect(opener).to_contain_text("w₀ 0.9")
    expect(visit.page.locator(".quantity .number").first).to_have_text("0.9000")
    sheet = visit.open_settings()
    visit.choose("Cost", "Both costs")
    visit.resize(LAPTOP)
    expect(sheet).to_have_count(0)
    expect(opener).to_have_count(0)
    expect(slider).to_be_visible()
    visit.press(visit.page.get_by_role("region", name="Settings").get_by_role("slider").last, "End")
    visit.resize(PHONE, touch=True)
    expect(opener).to_contain_text("η 10 · Both costs")


def check_bar(visit: Visit) -> None:
    """Run, pause, step, change the speed, and reset."""
    epoch = visit.slider("Epoch")
    check_row(visit)
    visit.button("Run").tap()
    expect(epoch).not_to_have_value("0")
    visit.button("Pause").tap()
    expect(visit.button("Go on")).to_be_visible()
    at = int(epoch.input_value())
    visit.button("Step").tap()
    expect(epoch).to_have_value(str(at + 1))
    visit.button("Speed and Reset").tap()
    visit.choice("Speed").select_option("10")
    visit.page.keyboard.press("Escape")
    expect(visit.choice("Speed")).to_be_hidden()
    visit.button("Go on").tap()
    expect(epoch).to_have_value("300")
    for window in (SMALL, LYING, PHONE):
        visit.resize(window, touch=True)
        check_row(visit)
    visit.reset()
    expect(epoch).to_have_value("0")
    expect(visit.button("Reset")).to_be_hidden()
    visit.button("Run").press("Enter")
    expect(epoch).not_to_have_value("0")


def check_row(visit: Visit) -> None:
    """Check that what the bar has now can be hit, and stands in one row."""
    bar = visit.page.get_by_role("group", name="Playback")
    boxes = boxes_of(bar.locator("button:visible"))
    assert len(boxes) == 4
    assert box_of(visit.slider("Epoch"))["width"] >= 100
    for box in [*boxes, box_of(visit.page.locator(".settings-opener:visible"))]:
        assert min(box["width"], box["height"]) >= 40
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 1
    assert box_of(bar)["height"] < 60
    check_boxes(visit)


def test_a_swipe_scrolls_and_sections_open_beside_what_they_explain(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person goes through the page with a thumb, and unfolds what is there."""
    visit = open_page("/?lang=en&speed=10", viewport=PHONE, touch=True)
    with subtests.test("a vertical swipe scrolls wherever it begins"):
        check_swipes(visit)
    with subtests.test("sections open beside what they explain"):
        check_places_of_sections(visit)
    with subtests.test("on its side, too, each can be reached"):
        visit.resize(LYING, touch=True)
        for button in visit.page.get_by_role("group", name="See why").get_by_role("button").all():
            was = button.get_attribute("aria-expanded")
            button.tap()
            expect(button).not_to_have_attribute("aria-expanded", str(was))
            button.tap()


def check_swipes(visit: Visit) -> None:
    """Scroll with a thumb on slider, picture, switch, plot and experiments."""
    visit.button("Run").tap()
    visit.expect_end()
    query = visit.query()
    part = visit.page.get_by_role("tabpanel")
    places = {
        "experiments": part.get_by_role("toolbar", name="Experiments"),
        "picture": part.locator("svg.sigmoid"),
        "target": part.locator(".sigmoid .upright").first,
        "bars": part.locator(".quantities"),
        "push": part.locator(".pushes"),
        "switch": switch(visit).get_by_role("radio").first,
        "plot": visit.plot("output").get_by_role("img"),
        "slider": visit.slider("Epoch"),
    }
    for (name, place), along in zip(places.items(), cycle((-150, 120)), strict=False):
        visit.page.evaluate("scrollTo({top: 200, behavior: 'instant'})")
        if name != "slider":
            bring_to_middle(place)
        # Off the ends of the page.
        visit.page.evaluate("(by) => scrollBy({top: by, behavior: 'instant'})", along / 2)
        top = visit.page.evaluate(SCROLLED)
        visit.swipe(middle_of(place), (4, along))
        expect_scrolled(visit, top, name)
    assert visit.query() == query
    epoch = visit.slider("Epoch")
    expect(epoch).to_have_value("300")
    # A finger that only touches a plot goes there, and stays there when it is lifted.
    visit.page.touchscreen.tap(*bring_to_middle(places["plot"]))
    expect(epoch).not_to_have_value("300")
    at = epoch.input_value()
    expect(visit.page.get_by_role("group", name=f"Epoch {at}", exact=True)).to_be_visible()
    expect(visit.sentence).to_contain_text(f"Epoch {at} of 300")
    expect(switch(visit).get_by_role("radio").nth(2)).to_be_checked()


@pytest.mark.parametrize("window", [(320, 568), (640, 400)], ids="{0[0]}x{0[1]}".format)
def test_a_run_brings_the_picture_into_sight_with_what_is_said_of_it(
    open_page: OpenPage, window: tuple[int, int]
) -> None:
    """A person presses Run in a low window, and sees the picture and why; who looks at the plot
    stays there.
    """
    visit = open_page("/?preset=badly-wrong&speed=10", viewport=window, touch=True)
    # Where a finger is put down; to find the button is not to scroll the page.
    run = middle_of(visit.page.locator(".playback button.pause"))
    visit.page.touchscreen.tap(*run)
    visit.expect_end()
    for part in (visit.drawing.locator("svg.sigmoid"), visit.sentence):
        visit.assert_in_sight(part, "what the run is about")
    pushes = visit.drawing.locator(".pushes")
    assert box_of(visit.sentence)["y"] < box_of(pushes)["y"]
    # With two costs it does not fit, and who has scrolled past its beginning stays there.
    visit.go("/?preset=badly-wrong&cost=both&speed=10")
    below = box_of(visit.drawing)["y"] + 80
    visit.page.evaluate("(top) => scrollTo({top, behavior: 'instant'})", below)
    at = visit.page.evaluate(SCROLLED)
    visit.page.touchscreen.tap(*run)
    epoch = visit.slider("Epoch").element_handle()
    visit.page.wait_for_function("(epoch) => epoch.valueAsNumber < 300", arg=epoch)
    visit.expect_end()
    # What is said is some lines longer now, and what is below it stays in its place.
    assert at - 20 < visit.page.evaluate(SCROLLED) < at + 80


@pytest.mark.parametrize("lab", ["network", "overfitting"])
def test_what_networks_learn_is_in_sight_after_their_run(open_page: OpenPage, lab: str) -> None:
    """A person runs networks: the plot is whole above the bar, and what is said of it below it."""
    query = f"/?lab={lab}&{lab}.speed=10&{lab}.epochs=3"
    visit = open_page(query, viewport=PHONE, touch=True)
    visit.page.touchscreen.tap(*middle_of(visit.button("Run")))
    expect(visit.slider("Epoch")).to_have_attribute("aria-valuetext", "3 / 3")
    plots = box_of(visit.page.get_by_role("region", name="Live curves"))
    end = plots["y"] + plots["height"]
    assert plots["y"] >= 0
    assert end < box_of(visit.page.locator(".foot:visible"))["y"]
    assert end <= box_of(visit.page.locator("p.words:visible"))["y"]


def check_places_of_sections(visit: Visit) -> None:
    """Unfold one section after another, and see each at once, where it belongs."""
    drawing, plots = visit.drawing, visit.page.get_by_role("region", name="Live curves")
    places = {
        **dict.fromkeys(("The gradient", "On the curves", "Slowdown map"), (drawing, plots)),
        **dict.fromkeys(("Pinned runs", "In numbers"), (plots, None)),
    }
    for name, (before, after) in places.items():
        part = visit.open_part(name)
        expect(part).to_be_in_viewport()
        top = box_of(part)["y"]
        assert 0 <= top < PHONE[1] * 0.8, name
        assert top >= box_of(before)["y"] + box_of(before)["height"]
        assert after is None or top < box_of(after)["y"]
        visit.button(name).click()
        expect(part).to_have_count(0)
    visit.open_part("The gradient")
    visit.resize(LAPTOP)
    assert box_of(visit.part("The gradient"))["y"] > box_of(plots)["y"] + box_of(plots)["height"]


def test_a_prediction_is_seen_while_it_is_drawn(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person is told on the plot what to do, draws, and sees the line before letting go."""
    visit = open_page("/?lang=en&preset=badly-wrong", viewport=PHONE, touch=True)
    switch(visit).get_by_role("radio").first.tap()
    visit.open_part("Predict")
    with subtests.test("with a finger"):
        draw_prediction(visit, touch=True)
    visit.resize(LAPTOP)
    with subtests.test("with a mouse"):
        draw_prediction(visit, touch=False)


def draw_prediction(visit: Visit, *, touch: bool) -> None:
    """Draw what is expected of the output, and take it away again."""
    plot = visit.plot("output")
    expect(plot).to_be_visible()
    hint = plot.get_by_text("Draw here what you expect")
    expect(hint).to_be_visible()
    canvas = plot.get_by_role("img")
    if touch:
        # Who opens the section need not scroll.
        visit.assert_in_sight(canvas, "the plot")
    else:
        bring_to_middle(canvas)
    box = box_of(canvas)
    left, right = box["x"] + 60, box["x"] + box["width"] - 30
    high, low = box["y"] + box["height"] * 0.3, box["y"] + box["height"] * 0.6
    way = [(left + (right - left) * part / 20, high) for part in range(11)]
    way += [(left + (right - left) * part / 20, low) for part in range(10, 18)]
    finger = visit.context.new_cdp_session(visit.page)

    def finger_at(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    if touch:
        finger_at("touchStart", way[0])
    else:
        visit.page.mouse.move(*way[0])
        visit.page.mouse.down()
    for point in way[1:]:
        if touch:
            finger_at("touchMove", point)
        else:
            visit.page.mouse.move(*point)
    # Nothing has been let go of: what was drawn first is seen, and what was drawn last.
    figure = plot.element_handle()
    for (from_x, y), (to_x, _y) in ((way[3], way[8]), (way[-6], way[-1])):
        visit.page.wait_for_function(
            f"(piece) => ({STROKE})(piece) > 0.1", arg=[figure, from_x, to_x, y - 5, y + 5]
        )
    expect(hint).to_be_hidden()
    if touch:
        finger_at("touchEnd")
    else:
        visit.page.mouse.up()
    visit.page.wait_for_url(re.compile("prediction"))
    expect(hint).to_be_hidden()
    visit.page.get_by_label("Shape of the prediction").select_option("none")
    expect(hint).to_be_visible()


def test_the_card_of_a_story_leaves_room(open_page: OpenPage, subtests: pytest.Subtests) -> None:
    """A person reads stories on a phone: a card takes a third at most, and folds to one line."""
    visit = open_page("/?lang=en", viewport=SMALL, touch=True)
    with subtests.test(lab="neuron"):
        card = check_card(visit, SMALL)
        assert violations(visit.page) == []
        card.get_by_role("button", name="Skip").tap()
        expect(card.get_by_role("heading")).to_contain_text("2/")
        card.get_by_role("button", name="Fold the card").tap()
        visit.button("Run").tap()
        visit.press(visit.slider("Epoch"), "Home", "ArrowRight")
        # What was waited for is there, and the card asks.
        expect(card.locator(".question")).to_be_visible()
        assert box_of(card)["height"] <= SMALL[1] / 3 + 1
    for lab, window in {"costs": PHONE, "several": LYING}.items():
        visit.resize(window, touch=True)
        visit.open_lab(lab)
        visit.expect_ready()
        with subtests.test(lab=lab):
            check_card(visit, window)


def check_card(visit: Visit, window: tuple[int, int]) -> Locator:
    """Begin the story of the lab, fold its card and unfold it, and return the card."""
    opener = visit.button("Questions")
    bring_to_middle(opener)
    top = visit.page.evaluate(SCROLLED)
    opener.evaluate("(opener) => opener.click()")
    card = visit.part("Questions")
    expect(card.get_by_role("button", name="Begin")).to_be_visible()
    assert visit.page.evaluate(SCROLLED) == top
    card.get_by_role("button", name="Begin").tap()
    expect(card.get_by_role("heading")).to_contain_text("1/")
    assert box_of(card)["height"] <= window[1] / 3 + 1
    check_boxes(visit)
    fold = card.get_by_role("button", name="Fold the card")
    expect(fold).to_have_attribute("aria-expanded", "true")
    fold.tap()
    expect(fold).to_have_attribute("aria-expanded", "false")
    assert box_of(card)["height"] < 60
    expect(card.locator(".told")).to_be_hidden()
    fold.tap()
    expect(card.locator(".told")).to_be_visible()
    return card


@pytest.mark.parametrize("language", ["en", "zh"])
def test_header_and_tabs_fit(open_page: OpenPage, language: str) -> None:
    """A person turns and swaps phones: nothing is cut, and nothing touches."""
    visit = open_page(f"/?lang={language}&cost=both", viewport=PHONE)
    parts = visit.page.locator("header").locator("h1 a, button:visible, select")
    for size in [(320, 640), (390, 844), (500, 800), (640, 400), (700, 900), LYING]:
        visit.resize(size)
        if size not in WINDOWS_OF_ACCESS:
            check_boxes(visit)
        boxes = boxes_of(parts)
        for one, other in combinations(boxes, 2):
            gap = max(
                other["left"] - one["right"],
                one["left"] - other["right"],
                other["top"] - one["bottom"],
                one["top"] - other["bottom"],
            )
            assert gap >= -0.5, (size, one, other)
        # Name and tools are one line.
        first, *_others, last = boxes
        assert abs(first["top"] + first["bottom"] - last["top"] - last["bottom"]) / 2 < 4
        unfold_labs(visit)
        tabs = visit.page.get_by_role("tab")
        expect(tabs).to_have_count(len(LABS))
        assert tabs.evaluate_all(FIT), size
        visit.page.keyboard.press("Escape")


FIT = """(tabs) => tabs.every((tab) => {
  const {left, right, bottom} = tab.getBoundingClientRect();
  const isWhole = tab.scrollWidth <= tab.clientWidth + 1;
  return isWhole && left >= 0 && right <= innerWidth && bottom <= innerHeight;
})"""
"""Whether all tabs are whole, and in sight."""


def unfold_labs(visit: Visit) -> Locator:
    """Press the button that unfolds the labs, and return it."""
    menu = visit.page.locator("#lab-menu")
    menu.click()
    return menu


@pytest.mark.parametrize("language", ["en", "zh"])
def test_labs_unfold_from_a_button_that_says_in_which_one_is(
    open_page: OpenPage, language: str
) -> None:
    """A person sees which lab of how many it is and for what, and goes to others."""
    _ = translator(language)
    visit = open_page(f"/?lang={language}&lab=costs", viewport=PHONE, touch=True)

    def expect_named(menu: Locator, at: int) -> None:
        lab = LABS[at]
        named = f"{_('Labs')}: {_(lab.title)} {_(lab.group)} {at + 1} / {len(LABS)}"
        expect(menu).to_have_accessible_name(named)

    at = [lab.name for lab in LABS].index("costs")
    menu = visit.page.locator("#lab-menu")
    expect_named(menu, at)
    expect(visit.page.get_by_role("tab")).to_have_count(0)
    unfold_labs(visit)
    for number, lab in enumerate(LABS):
        tab = visit.tab(_(lab.title))
        expect(tab).to_have_accessible_description(_(lab.group))
        expect(tab).to_have_attribute("aria-selected", str(number == at).lower())
    expect(visit.tab(_(LABS[at].title))).to_be_focused()
    assert violations(visit.page, "header") == []
    visit.page.keyboard.press("ArrowDown")
    expect(visit.tab(_(LABS[at + 1].title))).to_be_focused()
    expect_named(menu, at + 1)
    visit.page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(visit.page.get_by_role("tab")).to_have_count(0)
    unfold_labs(visit)
    visit.tab(_(LABS[0].title)).tap()
    expect(menu).to_be_focused()
    expect_named(menu, 0)
    expect(visit.page.get_by_role("tabpanel", name=_(LABS[0].title))).to_be_visible()
    unfold_labs(visit)
    visit.page.touchscreen.tap(200, PHONE[1] - 200)
    expect(menu).to_have_attribute("aria-expanded", "false")
    visit.resize((1024, 768))
    expect(menu).to_be_hidden()
    expect(visit.page.get_by_role("tab")).to_have_count(len(LABS))
