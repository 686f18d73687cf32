"""The address in a real browser: it holds the whole lab, and survives whatever is typed into it."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

from app.labs.neuron.settings import PRESET_LABELS
from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.ui.language import translator
from core import COSTS, Settings, train
from tests.browser import CHINESE, QUANTITIES, START_SLIDERS, Visit
from tests.conftest import OpenPage

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
NUMBERS = ("weight", "bias", "learning_rate", "input", "target", "epochs")


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


def test_every_control_is_in_the_address(open_page: OpenPage) -> None:
    """A person sets each control: the address follows, shortest form, without new history."""
    visit = open_page()
    page = visit.page
    assert visit.query() == {}
    history = page.evaluate("history.length")
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
    visit.expect_query(lab="softmax", z="2.5,-1,3.2,1.2", **expected)
    visit.button("Back to the book’s values").click()
    visit.expect_query(lab="softmax", **expected)
    visit.tab("One neuron").click()
    visit.expect_query(**expected)
    visit.choose("Preset", PRESET_LABELS["badly-wrong"])
    visit.expect_query(preset="badly-wrong", speed="2", theme="dark")
    visit.choose("Preset", PRESET_LABELS["slightly-wrong"])
    visit.choose("Speed", "1×")
    visit.expect_query(theme="dark")

    assert page.evaluate("history.length") == history
    page.go_back()
    assert page.url == "about:blank", "Back led to a slider's position"


@pytest.mark.parametrize("name", ["Starting weight", "Learning rate", "z₄"])
def test_no_key_is_lost(open_page: OpenPage, name: str) -> None:
    """A person presses the arrow keys fast, there and back: slider and address keep up."""
    visit = open_page("/?lab=softmax" if name == "z₄" else "/")
    slider = visit.slider(name)
    start, query = slider.input_value(), visit.query()
    there = {
        "Starting weight": ("1.3", {"weight": "1.3"}),
        "Learning rate": ("29", {"learning_rate": "0.8"}),
        "z₄": ("1.2", {"lab": "softmax", "z": "2.5,-1,3.2,1.2"}),
    }[name]
    for _ in range(5):
        visit.press(slider, *["ArrowRight"] * 7)
        expect(slider).to_have_value(there[0])
        visit.expect_query(**there[1])
        visit.press(slider, *["ArrowLeft"] * 7)
        expect(slider).to_have_value(start)
        visit.expect_query(**query)


def test_the_address_waits_for_the_end_of_a_move(open_page: OpenPage) -> None:
    """A person drags a slider: the address changes where they let it go, and only there."""
    visit = open_page()
    slider = visit.slider("Starting weight")
    x, y = visit.grab(slider)
    for step in (20, 40, 60):
        visit.page.mouse.move(x + step, y)
        visit.expect_number("weight", f"{float(slider.input_value()):.4f}")
        assert visit.query() == {}
    value = slider.input_value()
    assert value != "0.6"
    visit.page.mouse.up()
    visit.expect_query(weight=value)


def test_a_copied_address_opens_the_same_lab(open_page: OpenPage) -> None:
    """A person copies the address by Share; a Chinese browser shows the same lab, in English."""
    visit = open_page(address_of(EVERYTHING), permissions=["clipboard-read", "clipboard-write"])
    expect_everything(visit)
    visit.button("Share").click()
    visit.page.wait_for_function(
        "async () => (await navigator.clipboard.readText()) === location.href"
    )
    path = visit.page.url.removeprefix(visit.server)

    other = open_page(path, locale=CHINESE)
    expect(other.page.locator("html")).to_have_attribute("lang", "en")
    expect_everything(other)
    assert other.page.url == visit.page.url


def test_a_copied_address_opens_the_softmax_lab(open_page: OpenPage) -> None:
    """A person copies a softmax address from a Chinese browser: it opens there, in Chinese."""
    visit = open_page("/?lab=softmax&z=1,2,-3,0.5", locale=CHINESE)
    visit.expect_query(lab="softmax", z="1,2,-3,0.5")
    other = open_page(visit.page.url.removeprefix(visit.server))
    expect(other.page.locator("html")).to_have_attribute("lang", "zh")
    expect(other.tab("Softmax")).to_have_attribute("aria-selected", "true")
    for name, z in zip(("z₁", "z₂", "z₃", "z₄"), ("1", "2", "-3", "0.5"), strict=True):
        expect(other.slider(name)).to_have_value(z)


def test_a_bad_address_warns_of_each_name(open_page: OpenPage) -> None:
    """A person follows a broken link: the lab opens with defaults and says what was broken."""
    visit = open_page(address_of(BAD))
    for name in BAD:
        expect_warned_of(visit, name)
    visit.expect_shows(0, [train(Settings())])
    assert visit.look().last == 300
    visit.expect_query()
    expect(visit.choice("Speed")).to_have_value("1")
    expect(visit.page.locator("html")).to_have_attribute("lang", "en")
    expect(visit.page.locator("html")).to_have_attribute("data-theme", "light")


def test_a_name_given_twice_is_warned_of(open_page: OpenPage) -> None:
    """A link has names twice, with different values: nobody guesses which one was meant."""
    visit = open_page("/?weight=1&speed=2&weight=2&cost=both&speed=5&cost=cross-entropy")
    for name in ("weight", "speed", "cost"):
        expect_warned_of(visit, name)
    visit.expect_shows(0, [train(Settings())])
    visit.expect_query()


def test_unknown_names_are_let_be(open_page: OpenPage) -> None:
    """A link has names that mean nothing here, such as those of newsletters: all else works."""
    visit = open_page("/?utm_source=news&__proto__=1&%00=%ff&weight=2&wéight=3&" + "a" * 2000)
    expect(visit.alert).to_have_text("")
    visit.expect_shows(0, [train(Settings(weight=2))])
    visit.expect_query(weight="2")


def test_a_bad_softmax_address_warns(open_page: OpenPage) -> None:
    """A person follows a broken softmax link: it opens with the book's values and says so."""
    visit = open_page("/?lab=softmax&z=1,2,3,4")
    expect(visit.alert).to_have_text("")
    visit.go("/?lab=softmax&z=0,nan,0,inf")
    expect_warned_of(visit, r"\bz\b")
    expect(visit.slider("z₁")).to_have_value("2.5")
    expect(visit.slider("z₄")).to_have_value("0.5")
    visit.expect_query(lab="softmax")


def test_bad_addresses_leave_other_pages_alone(open_page: OpenPage) -> None:
    """While others follow broken links, a person's own lab stays as it is, and runs."""
    mine = open_page("/?preset=badly-wrong&speed=10")
    for number in ("nan", "9" * 5000):
        other = open_page(address_of(dict.fromkeys(NUMBERS, number)))
        other.button("Run").click()
        other.expect_epoch(1)
    frames = [train(Settings(weight=2, bias=2))]
    mine.expect_shows(0, frames)
    expect(mine.alert).to_have_text("")
    mine.button("Run").click()
    mine.expect_end()
    mine.expect_shows(300, frames)


def test_a_chinese_browser_gets_chinese(open_page: OpenPage) -> None:
    """A person with a Chinese browser opens the page: it speaks Chinese, to the last word."""
    visit = open_page(locale=CHINESE)
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
    sentence = visit.page.get_by_role("status").filter(has_text=re.compile("0.82 → 0.09"))
    expect(sentence).to_be_visible()
    words = visit.text(visit.page.get_by_role("main"))
    assert not re.search(r"\b(output|weight|bias|cost|epochs?|run|settings)\b", words), words


def test_lang_wins_over_the_browser(open_page: OpenPage) -> None:
    """A person with a Chinese browser opens an English link, and the other way round."""
    visit = open_page("/?lang=en", locale=CHINESE)
    expect(visit.page.locator("html")).to_have_attribute("lang", "en")
    expect(visit.button("Run")).to_be_visible()
    visit.go("/?lang=zh")
    expect(visit.button("运行")).to_be_visible()
    english = open_page("/?lang=zh")
    expect(english.page.locator("html")).to_have_attribute("lang", "zh")
    french = open_page(locale="fr-FR")
    expect(french.page.locator("html")).to_have_attribute("lang", "en")


def test_switching_the_language_keeps_every_setting(open_page: OpenPage) -> None:
    """A person switches to Chinese and back, in each lab: every setting of both labs stays."""
    visit = open_page(address_of(EVERYTHING))
    expect_everything(visit)
    _ = translator("zh")
    _switch(visit, "Language", "zh")
    expect(visit.button("运行")).to_be_visible()
    expect(visit.slider(_("Starting weight"))).to_have_value("1.2")
    assert visit.query() == EVERYTHING

    visit.tab("Softmax").click()
    visit.press(visit.slider("z₄"), "ArrowRight")
    everything = EVERYTHING | {"z": "2.5,-1,3.2,0.6"}
    visit.expect_query(lab="softmax", **everything)
    _switch(visit, _("Language"), "en")
    expect(visit.tab("Softmax")).to_have_attribute("aria-selected", "true")
    expect(visit.slider("z₄")).to_have_value("0.6")
    assert visit.query() == {"lab": "softmax"} | everything
    visit.tab("One neuron").click()
    expect(visit.slider("Starting weight")).to_have_value("1.2")
    # The run came back, too.
    visit.button("Reset").click()
    expect_everything(visit, z=everything["z"])


@pytest.mark.parametrize("lab", ["neuron", "network"])
def test_switching_the_language_keeps_the_run(open_page: OpenPage, lab: str) -> None:
    """A person switches to Chinese at the end of a run: it is there again, told in Chinese."""
    small = "sigmoid-cross-entropy:scaled:0.5:5"
    epochs = {"neuron": "40", "network": "3"}[lab]
    prefix = {"neuron": "", "network": "network."}[lab]
    networks = f"&network.networks={small}" if lab == "network" else ""
    visit = open_page(f"/?lab={lab}&{prefix}epochs={epochs}&{prefix}speed=10{networks}")
    visit.button("Run").click()
    end = f"{epochs} / {epochs}"
    expect(visit.slider("Epoch")).to_have_attribute("aria-valuetext", end)
    _switch(visit, "Language", "zh")
    _ = translator("zh")
    expect(visit.slider(_("Epoch"))).to_have_attribute("aria-valuetext", end)
    expect(visit.page.get_by_role("status").first).to_contain_text(re.compile("[一-鿿]"))
    expect(visit.page.get_by_role("status").first).not_to_contain_text(_("Press Run."))


def _switch(visit: Visit, name: str, language: str) -> None:
    """Choose ``language`` in the list called ``name``, and wait for the page in it."""
    with visit.page.expect_navigation():
        visit.choice(name).select_option(language)
    visit.expect_ready()
    expect(visit.page.locator("html")).to_have_attribute("lang", language)
    assert parse_qs(urlsplit(visit.page.url).query)["lang"] == [language]


def test_the_theme_button_changes_everything(open_page: OpenPage) -> None:
    """A person turns the theme dark and light: page and plots follow, and so does the address."""
    visit = open_page()
    html = visit.page.locator("html")
    button = visit.button("Dark theme")
    expect(html).to_have_attribute("data-theme", "light")
    for theme, pressed in (("dark", "true"), ("light", "false"), ("dark", "true")):
        button.click()
        expect(html).to_have_attribute("data-theme", theme)
        expect(button).to_have_attribute("aria-pressed", pressed)
        visit.expect_query(theme=theme)
        for quantity in QUANTITIES:
            visit.expect_labels(quantity, bright=theme == "dark")
    visit.page.reload()
    visit.expect_ready()
    expect(html).to_have_attribute("data-theme", "dark")
    expect(button).to_have_attribute("aria-pressed", "true")
    visit.expect_query(theme="dark")
    for quantity in QUANTITIES:
        visit.expect_labels(quantity, bright=True)


def test_the_theme_is_that_of_the_system(open_page: OpenPage) -> None:
    """A person whose system is dark gets a dark page, and a light one where the link says so."""
    visit = open_page(color_scheme="dark")
    expect(visit.page.locator("html")).to_have_attribute("data-theme", "dark")
    assert visit.query() == {}
    for quantity in QUANTITIES:
        visit.expect_labels(quantity, bright=True)
    visit.go("/?theme=light")
    expect(visit.page.locator("html")).to_have_attribute("data-theme", "light")
    for quantity in QUANTITIES:
        visit.expect_labels(quantity, bright=False)


def test_who_chooses_a_lab_in_the_first_instant_gets_it(open_page: OpenPage) -> None:
    """The tab is clicked as soon as it does anything, before the first lab is drawn."""
    visit = open_page()
    visit.page.add_init_script(
        """const clicking = setInterval(() => {
          const tab = document.getElementById("tab-softmax");
          tab?.click();
          if (tab?.ariaSelected === "true") clearInterval(clicking);
        }, 1);"""
    )
    visit.page.reload()
    expect(visit.tab("Softmax")).to_have_attribute("aria-selected", "true")
    visit.expect_ready()
    visit.expect_query(lab="softmax")
