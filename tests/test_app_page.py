"""app.page: one reader's page, built into a document without a server."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import panel as pn
import pytest
from bokeh.document import Document
from bokeh.embed import file_html
from bokeh.resources import Resources
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from panel.io.state import set_curdoc

from app.labs import LABS
from app.language import languages, own_name, translator
from app.page import ASSETS, TITLE, Page, build

NAMES = [lab.name for lab in LABS]
ROOTS = ["root-link", *(f"root-{name}" for name in NAMES)]


class Visit:
    """A page in a document of its own."""

    def __init__(self, query: dict[str, str], accept_language: str) -> None:
        self.document = Document()
        with set_curdoc(self.document):
            self.page: Page = build(self.document, query, accept_language)

    def send(self, message: object) -> None:
        """Hand a message of the browser's to the page."""
        with set_curdoc(self.document):
            self.page.link._handle_msg(message)

    @property
    def built(self) -> list[str]:
        """The labs that have something in their place."""
        return [name for name, place in self.page.places.items() if len(place)]

    @property
    def address(self) -> dict[str, str]:
        return dict(self.page.link.address)

    @property
    def problems(self) -> list[str]:
        return [problem for _number, problem in self.page.link.problems]

    def html(self) -> str:
        """The page as the browser gets it."""
        return file_html(
            self.document.roots,
            resources=Resources(mode="server"),
            title=self.document.title,
            template=self.document.template,
            template_variables=self.document.template_variables,
        )


class Elements(HTMLParser):
    """The elements of a page, as pairs of tag and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def having(self, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of the elements that have these, which are written as in Python."""
        pairs = {name.replace("_", "-"): value for name, value in wanted.items()}.items()
        return [attributes for _tag, attributes in self.found if pairs <= attributes.items()]


Open = Callable[..., Visit]


@pytest.fixture
def visit() -> Iterator[Open]:
    """Open a page with a query, and with the languages that its reader prefers."""
    yield lambda accept_language="en", **query: Visit(query, accept_language)
    pn.state.reset()


def test_there_is_a_lab_for_the_neuron_and_one_for_softmax():
    assert NAMES == ["neuron", "softmax"]


def test_only_the_lab_that_is_shown_is_built(visit):
    assert visit().built == ["neuron"]
    assert visit(lab="neuron").built == ["neuron"]
    page = visit(lab="softmax")
    assert page.built == ["softmax"]
    assert page.document.get_model_by_name("neuron-run") is None


def test_the_other_lab_is_built_when_it_is_asked_for(visit):
    page = visit()
    neuron = page.document.get_model_by_name("neuron-run")
    first = len(list(page.document.models))
    page.send({"lab": "softmax"})
    assert page.built == ["neuron", "softmax"]
    models = len(list(page.document.models))
    assert models > first
    page.send({"lab": "neuron"})
    page.send({"lab": "softmax"})
    assert page.built == ["neuron", "softmax"]
    assert len(list(page.document.models)) == models
    assert page.document.get_model_by_name("neuron-run") is neuron


def test_odd_messages_are_ignored(visit):
    page = visit()
    before = (page.built, page.address, page.problems, len(list(page.document.models)))
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    ).filter(lambda message: message not in NAMES)

    @settings(deadline=None)
    @given(message=anything | st.fixed_dictionaries({"lab": anything}))
    @example(message={"lab": []})
    @example(message={"lab": {}})
    @example(message={"lab": ["softmax"]})
    @example(message={"lab": None})
    @example(message={"lab": "__class__"})
    @example(message=["lab"])
    def send(message: object) -> None:
        page.send(message)
        assert before == (page.built, page.address, page.problems, len(list(page.document.models)))

    send()


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-US,en", "en"), ("fr", "en"), ("", "en"), (";;", "en")],
)
def test_the_language_is_the_one_that_the_browser_asks_for(visit, accept_language, language):
    page = visit(accept_language)
    assert page.page.language == language
    assert page.document.title == translator(language)(TITLE)
    assert page.problems == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("accept_language", ["zh", "en"])
def test_the_language_of_the_address_wins(visit, language, accept_language):
    page = visit(accept_language, lang=language)
    assert page.page.language == language
    tag, attributes = Elements(page.html()).found[0]
    assert (tag, attributes["lang"]) == ("html", language)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_the_address_wins(visit, theme):
    page = visit(theme=theme)
    assert page.page.theme == theme
    tag, attributes = Elements(page.html()).found[0]
    assert (tag, attributes["data-theme"]) == ("html", theme)
    assert "prefers-color-scheme: dark" not in page.html()
    assert page.problems == []


def test_without_a_theme_the_system_decides(visit):
    assert "prefers-color-scheme: dark" in visit().html()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["lab", "lang", "theme"])
def test_a_bad_choice_takes_the_default_and_is_told(visit, language, name):
    plain = visit(language)
    page = visit(language, **{name: "{0}<b>"})
    assert (page.built, page.address) == (plain.built, plain.address)
    assert (page.page.language, page.page.theme) == (plain.page.language, plain.page.theme)
    (problem,) = page.problems
    assert problem.startswith(name)
    assert "{0}<b>" in problem
    # And what is used instead has a name.
    assert not re.search(r"[ ：:。.]\s*[.。]", problem)
    assert re.search(r"\w\W?$", problem)


def test_what_a_lab_finds_wrong_is_told_too(visit):
    page = visit(lab="lobby", weight="heavy", epochs="0")
    assert [problem.partition(":")[0] for problem in page.problems] == ["lab", "weight", "epochs"]
    page = visit(lab="softmax", z="1,2", lang="tlh")
    assert [problem.partition(":")[0] for problem in page.problems] == ["lang", "z"]


@pytest.mark.parametrize("language", languages())
def test_problems_are_told_in_the_language_of_the_page(visit, language):
    (problem,) = visit("en", lang=language, weight="9").problems
    kind = translator(language)("a number from {low} to {high}").format(low=-5, high=5)
    assert kind in problem


def test_the_address_is_that_of_the_lab_on_the_screen(visit):
    assert visit().address == {}
    assert visit(lang="zh", theme="dark").address == {}
    assert visit(weight="2", cost="both").address == {"weight": "2", "cost": "both"}
    assert visit(lab="softmax").address == {"lab": "softmax"}
    page = visit(lab="softmax", z="1,1,1,1")
    assert page.address == {"lab": "softmax", "z": "1,1,1,1"}
    page.send({"lab": "neuron"})
    assert page.address == {"z": "1,1,1,1"}
    page.send({"lab": "softmax"})
    assert page.address == {"lab": "softmax", "z": "1,1,1,1"}


def test_a_lab_reads_its_part_of_the_address_when_it_is_opened(visit):
    page = visit(lab="softmax", weight="heavy", bias="2", speed="9", z="0,0,0,0")
    assert page.problems == []
    page.send({"lab": "neuron"})
    assert [problem.partition(":")[0] for problem in page.problems] == ["weight", "speed"]
    assert page.address == {"bias": "2", "z": "0,0,0,0"}


def test_what_was_set_in_a_lab_not_opened_is_kept_in_the_address(visit):
    query = {"lab": "softmax", "weight": "2", "z": "1,1,1,1"}
    assert visit(**query).address == query
    assert visit(weight="2", z="1,1,1,1").address == {"weight": "2", "z": "1,1,1,1"}


def test_problems_are_numbered_and_the_newest_are_kept(visit):
    query = dict.fromkeys(["weight", "bias", "input", "target", "epochs", "cost", "speed"], "?")
    page = visit(lang="tlh", **query)
    numbers, sentences = zip(*page.page.link.problems, strict=True)
    assert list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))
    assert len(set(sentences)) == len(sentences) > 1
    assert sentences[-1].startswith("speed")


def test_each_lab_keeps_what_was_set_in_it(visit):
    page = visit(weight="2")
    page.send({"lab": "softmax"})
    page.send({"lab": "neuron"})
    assert page.address == {"weight": "2"}
    page.send({"lab": "softmax"})
    assert page.address == {"lab": "softmax", "weight": "2"}


def test_the_roots_are_named_as_the_template_wants_them(visit):
    for page in (visit(), visit(lab="softmax")):
        assert [root.name for root in page.document.roots] == ROOTS
        wanted = {root.id for root in page.document.roots}
        elements = Elements(page.html()).having()
        placed = [each["data-root-id"] for each in elements if "data-root-id" in each]
        assert sorted(placed) == sorted(wanted)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("shown", NAMES)
def test_the_template_has_a_tab_and_a_panel_for_each_lab(visit, language, shown):
    page = visit(language, lab=shown)
    elements = Elements(page.html())
    tabs = elements.having(role="tab")
    assert [tab["data-lab"] for tab in tabs] == NAMES
    for tab in tabs:
        chosen = tab["data-lab"] == shown
        assert tab["aria-selected"] == str(chosen).lower()
        (place,) = elements.having(id=tab["aria-controls"])
        assert place["role"] == "tabpanel"
        assert ("hidden" not in place) == chosen
    for lab in LABS:
        assert translator(language)(lab.title) in page.html()


def test_the_template_offers_every_language_by_its_own_name(visit):
    html = visit().html()
    elements = Elements(html)
    (chosen,) = [each for each in elements.having() if "selected" in each]
    assert chosen["value"] == "en"
    for language in languages():
        assert elements.having(value=language, lang=language)
        assert f">{own_name(language)}</option>" in html


def test_what_the_page_refers_to_is_in_its_assets(visit):
    for attributes in Elements(visit().html()).having():
        for name in ("href", "src"):
            address = attributes.get(name) or ""
            if address.startswith("assets/"):
                assert (ASSETS / address.removeprefix("assets/")).is_file()


def test_text_from_the_address_is_never_markup(visit):
    script = "<script>alert(1)</script>"
    for name in ("lab", "lang", "theme", "preset", "weight", "z"):
        assert script not in visit(**{name: script}).html()


def test_two_pages_share_nothing(visit):
    first, second = visit(), visit()
    models = [{model.id for model in page.document.models} for page in (first, second)]
    assert not models[0] & models[1]
    assert all(models)
    first.send({"lab": "softmax"})
    with set_curdoc(first.document):
        first.page.link.problems = ["told"]
    assert second.built == ["neuron"]
    assert second.address == {}
    assert second.problems == []
    assert second.document.template_variables["shown"] == "neuron"


# To look for a shorter query that fails would take long, as each is a whole page.
@settings(deadline=None, max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    query=st.dictionaries(
        st.sampled_from(["lab", "lang", "theme", "preset", "weight", "epochs", "z"]), st.text()
    ),
    accept_language=st.text(),
)
def test_no_address_breaks_the_page(query, accept_language):
    page = Visit(query, accept_language)
    assert len(page.built) == 1
    assert len(page.problems) <= len(query)
    pn.state.reset()
