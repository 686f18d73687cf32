"""The address in a real browser: it holds the whole lab, and survives whatever is typed into it."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from app.labs.neuron.settings import PRESET_LABELS
from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.ui.language import translator
from core import COSTS, Settings, train
from tests.browser import CHINESE, QUANTITIES, START_SLIDERS, Visit
from tests.conftest import OpenPage, RunningServer

pytestmark = pytest.mark.browser

EVERYTHING = {
    "weight": "1.2",
    "bias": "-0.4",
    "learning_rate": "0.25",
    "cost": "both",
    "input": "1.5",
    "target": "0.3",
    "epochs": "120",
    "speed": "2",
    "theme": "dark",
}
"""A lab of which nothing is at its default."""

BAD = dict(
    weight="half",
    bias="0,,5",
    learning_rate="1e",
    input="0x1",
    target="3.5.1",
    epochs="--1",
    **dict.fromkeys(("cost", "speed", "lab", "lang", "preset", "theme"), "no such thing"),
)
"""Nonsense for every name; what else is refused is in test_page_page."""


def address_of(settings: dict[str, str]) -> str:
    """Return the path and the query for ``settings``."""
    return "/?" + "&".join(f"{name}={quote(text)}" for name, text in settings.items())


def expect_warned_of(visit: Visit, name: str) -> None:
    """Wait until the page warns of the setting called ``name`` in the address."""
    expect(visit.alert).to_contain_text(re.compile(name.replace("_", "."), re.IGNORECASE))


def expect_everything(visit: Visit, **more: str) -> None:
    """Wait until an English page shows ``EVERYTHING``, and has ``more`` in its address."""
    settings = {name: float(EVERYTHING[name]) for name in ("weight", "bias", "input", "target")}
    frames = [
        train(Settings(**settings, cost=COSTS[cost], learning_rate=0.25, epochs=120))
        for cost in COST_CHOICES["both"]
    ]
    visit.expect_shows(0, frames)
    assert visit.look().last == 120
    assert visit.query() == EVERYTHING | more
    expect(visit.slider("Starting weight")).to_have_value("1.2")
    expect(visit.slider("Starting bias")).to_have_value("-0.4")
    expect(visit.slider("Learning rate")).to_have_attribute("aria-valuetext", re.compile("0.25"))
    expect(visit.choice("Speed")).to_have_value("2")
    expect(visit.page.locator("html")).to_have_attribute("data-theme", "dark")
    visit.button("Run").click()
    visit.expect_end()
    visit.expect_shows(120, frames)


def test_every_control_is_in_the_address(open_page: OpenPage, subtests: pytest.Subtests) -> None:
    """A person sets each control: the address follows, shortest form, without new history."""
    visit = open_page(once=True)
    assert visit.query() == {}
    history = visit.page.evaluate("history.length")
    with subtests.test("no key is lost"):
        check_keys(visit)
    with subtests.test("the address waits for the end of a move"):
        check_drag(visit)
    check_every_control(visit)
    assert visit.page.evaluate("history.length") == history
    visit.page.go_back()
    assert visit.page.url == "about:blank", "Back led to a slider's position"


def check_every_control(visit: Visit) -> None:
    """Set each control: the address has it, and nothing of what is at its default again."""
    expected: dict[str, str] = {}

    def expect_added(**settings: str) -> None:
        expected.update(settings)
        visit.expect_query(**expected)

    visit.press(visit.slider("Starting weight"), *["ArrowRight"] * 5)
    expect_added(weight="1.1")
    visit.press(visit.slider("Starting bias"), *["ArrowLeft"] * 6)
    expect_added(bias="0.3")
    visit.press(visit.slider("Learning rate"), "ArrowRight", "ArrowRight")
    expect_added(learning_rate="0.25")
    visit.choose("Cost", COST_LABELS["both"])
    expect_added(cost="both")
    visit.unfold()
    visit.press(visit.slider("Input"), "ArrowRight", "ArrowRight", "ArrowRight")
    expect_added(input="1.3")
    visit.press(visit.slider("Target"), "ArrowRight", "ArrowRight", "ArrowRight")
    expect_added(target="0.15")
    visit.number_of_epochs.fill("450")
    visit.number_of_epochs.press("Enter")
    expect_added(epochs="450")
    visit.choose("Speed", "2×")
    expect_added(speed="2")
    visit.button("Dark theme").click()
    expect_added(theme="dark")
    visit.tab("Softmax").click()
    visit.expect_query(lab="softmax", **expected)
    visit.press(visit.slider("z₄"), *["ArrowRight"] * 7)
    visit.expect_query(lab="softmax", **{"softmax.z": "2.5,-1,3.2,1.2"}, **expected)
    visit.button("Back to the book’s values").click()
    visit.expect_query(lab="softmax", **expected)
    visit.tab("One neuron").click()
    visit.expect_query(**expected)
    visit.choose("Preset", PRESET_LABELS["badly-wrong"])
    visit.expect_query(preset="badly-wrong", speed="2", theme="dark")
    visit.choose("Preset", PRESET_LABELS["slightly-wrong"])
    visit.choose("Speed", "1×")
    visit.expect_query(theme="dark")


THERE = {
    "Starting weight": ("1.3", {"weight": "1.3"}),
    "Learning rate": ("29", {"learning_rate": "0.8"}),
    "z₄": ("1.2", {"lab": "softmax", "softmax.z": "2.5,-1,3.2,1.2"}),
}
"""Where each slider is, and what the address has, after seven steps."""


def check_keys(visit: Visit) -> None:
    """Press the arrow keys fast, there and back: slider and address keep up."""
    for name, (value, there) in THERE.items():
        if name == "z₄":
            visit.tab("Softmax").click()
            visit.expect_query(lab="softmax")
        slider = visit.slider(name)
        start, query = slider.input_value(), visit.query()
        visit.press(slider, *["ArrowRight"] * 7)
        expect(slider).to_have_value(value)
        visit.expect_query(**there)
        visit.press(slider, *["ArrowLeft"] * 7)
        expect(slider).to_have_value(start)
        visit.expect_query(**query)
    visit.tab("One neuron").click()
    visit.expect_query()


def check_drag(visit: Visit) -> None:
    """Drag a slider: the address changes where it is let go, and only there."""
    slider = visit.slider("Starting weight")
    x, y = visit.grab(slider)
    for step in (20, 40, 60):
        visit.page.mouse.move(x + step, y)
        visit.expect_number("weight", float(slider.input_value()))
        assert visit.query() == {}
    value = slider.input_value()
    assert value != "0.6"
    visit.page.mouse.up()
    visit.expect_query(weight=value)
    visit.type(visit.number("Starting weight"), "0.6")
    visit.expect_query()


def test_a_copied_address_opens_the_same_lab_and_a_language_keeps_it(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person copies the address by Share; a Chinese browser shows the same lab, in English."""
    z = {"softmax.z": "1,2,-3,0.5"}
    address = address_of(EVERYTHING | z)
    visit = open_page(address, permissions=["clipboard-read", "clipboard-write"])
    expect_everything(visit, **z)
    visit.button("Share").click()
    visit.button("Copy").click()
    visit.page.wait_for_function(
        "async () => (await navigator.clipboard.readText()) === location.href"
    )
    other = open_page(visit.page.url.removeprefix(visit.server), locale=CHINESE)
    expect(other.page.locator("html")).to_have_attribute("lang", "en")
    expect_everything(other, **z)
    assert other.page.url == visit.page.url
    with subtests.test("switching the language keeps every setting"):
        check_languages(other, z)


def check_languages(visit: Visit, z: dict[str, str]) -> None:
    """Switch to Chinese and back, in each lab: every setting of both labs stays."""
    _ = translator("zh")
    switch(visit, "Language", "zh")
    expect(visit.slider(_("Starting weight"))).to_have_value("1.2")
    assert visit.query() == EVERYTHING | z
    visit.tab("Softmax").click()
    for name, value in zip(("z₁", "z₂", "z₃", "z₄"), z["softmax.z"].split(","), strict=True):
        expect(visit.slider(name)).to_have_value(value)
    visit.press(visit.slider("z₄"), "ArrowRight")
    z = {"softmax.z": "1,2,-3,0.6"}
    visit.expect_query(lab="softmax", **EVERYTHING, **z)
    switch(visit, _("Language"), "en")
    expect(visit.tab("Softmax")).to_have_attribute("aria-selected", "true")
    expect(visit.slider("z₄")).to_have_value("0.6")
    assert visit.query() == {"lab": "softmax"} | EVERYTHING | z
    visit.tab("One neuron").click()
    expect(visit.slider("Starting weight")).to_have_value("1.2")
    # The run came back, too.
    visit.button("Reset").click()
    expect_everything(visit, **z)


def test_a_bad_address_warns_of_each_name_and_leaves_other_pages_alone(
    open_page: OpenPage,
) -> None:
    """A person follows a broken link: the lab opens with defaults and says what was broken."""
    mine = open_page("/?preset=badly-wrong&speed=10")
    visit = open_page(address_of(BAD))
    for name in BAD:
        expect_warned_of(visit, name)
    visit.expect_shows(0, [train(Settings())])
    assert visit.look().last == 300
    visit.expect_query()
    expect(visit.choice("Speed")).to_have_value("1")
    expect(visit.page.locator("html")).to_have_attribute("lang", "en")
    expect(visit.page.locator("html")).to_have_attribute("data-theme", "light")
    visit.button("Run").click()
    visit.expect_epoch(1)
    # The lab of somebody else stays as it is, and runs.
    frames = [train(Settings(weight=2, bias=2))]
    mine.expect_shows(0, frames)
    expect(mine.alert).to_have_text("")
    mine.button("Run").click()
    mine.expect_end()
    mine.expect_shows(300, frames)


def test_names_given_twice_or_unknown_are_told_and_all_else_works(open_page: OpenPage) -> None:
    """Nobody guesses which of two values was meant; names of newsletters are let be."""
    twice = "bias=1&bias=2&speed=2&speed=5&cost=both&cost=cross-entropy"
    visit = open_page(
        f"/?{twice}&utm_source=news&__proto__=1&%00=%ff&WEIGHT=2&wéight=3&" + "a" * 2000
    )
    for name in ("bias", "speed", "cost"):
        expect_warned_of(visit, name)
    expect(visit.alert).to_contain_text("“__proto__”: an address has no such name. It is ignored.")
    expect(visit.alert).not_to_contain_text("utm_source")
    visit.expect_shows(0, [train(Settings(weight=2))])
    visit.expect_query(weight="2")


def test_a_chinese_browser_gets_chinese_and_a_run_stays_in_english(open_page: OpenPage) -> None:
    """The page speaks Chinese, to the last word; in another language it has the same run."""
    visit = open_page("/?speed=10", locale=CHINESE)
    expect(visit.page.locator("html")).to_have_attribute("lang", "zh")
    for name in ("运行", "暂停", "单步", "重置"):
        expect(visit.button(name)).to_be_visible()
    _ = translator("zh")
    assert _("Starting weight") != "Starting weight"
    for name in (*START_SLIDERS.values(), "Learning rate", "Epoch"):
        expect(visit.slider(_(name))).to_be_attached()
    for name in ("Cost", "Preset", "Speed", "Language"):
        expect(visit.choice(_(name))).to_be_visible()
    visit.button("运行").click()
    sentence = visit.page.get_by_role("status").filter(has_text=re.compile("0.8176 → 0.09396"))
    expect(sentence).to_be_visible()
    words = visit.text(visit.page.get_by_role("main"))
    assert not re.search(r"\b(output|weight|bias|cost|epochs?|run|settings)\b", words), words
    switch(visit, _("Language"), "en")
    expect(visit.slider("Epoch")).to_have_attribute("aria-valuetext", "300 / 300")
    told = visit.page.get_by_role("status").first
    expect(told).to_contain_text(re.compile("^Epochs 0–300"))
    expect(told).not_to_contain_text("Press Run.")


def switch(visit: Visit, name: str, language: str) -> None:
    """Choose ``language`` in the list called ``name``, and wait for the page in it."""
    with visit.page.expect_navigation():
        visit.choice(name).select_option(language)
    visit.expect_ready()
    expect(visit.page.locator("html")).to_have_attribute("lang", language)
    assert parse_qs(urlsplit(visit.page.url).query)["lang"] == [language]


def test_the_theme_is_that_of_the_system_until_its_button_is_pressed(open_page: OpenPage) -> None:
    """A person turns a dark page light: page and plots follow, and so does the address."""
    visit = open_page(color_scheme="dark")
    html = visit.page.locator("html")
    button = visit.button("Dark theme")

    def expect_theme(theme: str) -> None:
        expect(html).to_have_attribute("data-theme", theme)
        expect(button).to_have_attribute("aria-pressed", str(theme == "dark").lower())
        for quantity in QUANTITIES:
            visit.expect_labels(quantity, bright=theme == "dark")

    expect_theme("dark")
    assert visit.query() == {}
    for theme in ("light", "dark", "light"):
        button.click()
        expect_theme(theme)
        visit.expect_query(theme=theme)
    visit.page.reload()
    visit.expect_ready()
    expect_theme("light")
    visit.expect_query(theme="light")


CHOOSE_AT_ONCE = """
window.order = [];
const frame = () => new Promise(requestAnimationFrame);
new MutationObserver((_, observer) => {
  if (!window.Bokeh?.embed) return;
  observer.disconnect();
  const {embed} = window.Bokeh;
  const embed_items = async (...given) => {
    const views = await embed.embed_items(...given);
    const tab = document.getElementById("tab-softmax");
    for (; tab.ariaSelected !== "true"; await frame()) tab.click();
    for (let frames = 0; frames < 5; frames++) await frame();
    return views;
  };
  window.Bokeh = Object.create(window.Bokeh, {embed: {value: {...embed, embed_items}}});
}).observe(document, {subtree: true, childList: true});
addEventListener("first-drawn", () => window.order.push("drawn"));
const {send} = WebSocket.prototype;
WebSocket.prototype.send = function (message) {
  if (String(message).includes('"softmax"')) window.order.push("asked");
  return send.call(this, message);
};
"""
"""Holds the first lab back until the tab of another was clicked, and notes what comes first."""


def test_who_chooses_a_lab_in_the_first_instant_gets_it(
    chromium: Browser, server: RunningServer
) -> None:
    """The tab is clicked as soon as it does anything: the server is asked once Bokeh has drawn."""
    visit = Visit(chromium, server.address, script=CHOOSE_AT_ONCE)
    visit.page.goto(visit.server)
    expect(visit.tab("Softmax")).to_have_attribute("aria-selected", "true")
    visit.expect_ready()
    visit.expect_query(lab="softmax")
    assert visit.page.evaluate("() => window.order.slice(0, 2)") == ["drawn", "asked"]
    assert visit.complaints == []
    visit.close()
