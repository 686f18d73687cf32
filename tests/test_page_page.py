"""app.page.page: one reader's page, built into a document without a server."""

import re
from collections.abc import Callable, Iterator

import panel as pn
import pytest
from bokeh.document import Document
from bokeh.models import ImportedStyleSheet
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from panel.io.state import set_curdoc

from app.labs.registry import LABS
from app.page.page import MOST_PROBLEMS, Page, build
from app.ui.language import languages, translator

NAMES = [lab.name for lab in LABS]


BAD_NUMBERS = {
    "malformed": ("half", "0,,5", "1e", "0x1", "3.5.1", "--1"),
    "out of range": ("5.01", "-6", "10.5", "-5.1", "1.01", "5001"),
    "not finite": ("nan", "-inf", "NaN", "Infinity", "1e999", "nan"),
    "empty": ("", "", "", "", "", ""),
    "huge": ("9" * 5000, "-" + "9" * 5000, "9" * 5000, "1e308", "9" * 400, "9" * 5000),
}
"""For each kind of nonsense what it is for weight, bias, learning rate, input, target, epochs."""
NUMBERS = ("weight", "bias", "learning_rate", "input", "target", "epochs")
BAD_CHOICES = {
    "malformed": "no such thing",
    "out of range": "3",
    "not finite": "nan",
    "empty": "",
    "huge": "x" * 5000,
}
BAD_Z = ("a,b,c,d", "1,2,3", "5.1,0,0,0", "0,nan,0,inf", "9" * 5000)


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
        """The labs that there are, in the order in which they were first shown."""
        sessions = self.page._sessions
        views = [session.view._documents[self.document] for session in sessions.values()]
        assert self.document.roots[1:] == views
        return list(sessions)

    @property
    def address(self) -> dict[str, str]:
        return dict(self.page.link.address)

    @property
    def problems(self) -> list[str]:
        return [problem for _number, problem in self.page.link.problems]


Open = Callable[..., Visit]


@pytest.fixture
def visit() -> Iterator[Open]:
    """Open a page with a query, and with the languages that its reader prefers."""
    yield lambda accept_language="en", **query: Visit(query, accept_language)
    pn.state.reset()


def test_these_labs_there_are():
    assert NAMES == ["neuron", "costs", "several", "softmax", "network", "overfitting", "tuning"]


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


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["lab", "lang", "theme"])
def test_a_bad_choice_takes_the_default_and_is_told(visit, language, name):
    plain = visit(language)
    page = visit(language, **{name: "{0}<b>"})
    assert (page.built, page.address) == (plain.built, plain.address)
    (problem,) = page.problems
    assert problem.startswith(name)
    assert "{0}<b>" in problem
    # And what is used instead has a name.
    assert not re.search(r"[ ：:。.]\s*[.。]", problem)
    assert re.search(r"\w\W?$", problem)


@pytest.mark.parametrize("kind", BAD_NUMBERS)
def test_a_bad_address_opens_the_defaults_and_each_name_is_told(visit, kind):
    query = dict(zip(NUMBERS, BAD_NUMBERS[kind], strict=True))
    query |= dict.fromkeys(("cost", "speed", "lab", "lang"), BAD_CHOICES[kind])
    if kind != "empty":
        # An empty preset is that of own settings, an empty theme that of the system.
        query |= dict.fromkeys(("preset", "theme"), BAD_CHOICES[kind])
    plain, page = visit(), visit(**query)
    told = {problem.partition(":")[0] for problem in page.problems}
    assert told == set(query)
    assert (page.built, page.address) == (plain.built, plain.address) == (["neuron"], {})
    columns = [
        {
            name: list(each)
            for name, each in one.document.get_model_by_name("neuron-run").data.items()
        }
        for one in (plain, page)
    ]
    assert columns[0] == columns[1]


@pytest.mark.parametrize("z", BAD_Z)
def test_a_bad_softmax_address_opens_the_book_s_values_and_is_told(visit, z):
    page = visit(**{"lab": "softmax", "softmax.z": z})
    (problem,) = page.problems
    assert problem.startswith("softmax.z:")
    assert (page.built, page.address) == (["softmax"], {"lab": "softmax"})


def test_what_a_lab_finds_wrong_is_told_too(visit):
    page = visit(lab="lobby", weight="heavy", epochs="0")
    assert [problem.partition(":")[0] for problem in page.problems] == ["lab", "weight", "epochs"]
    page = visit(lab="softmax", z="1,2", lang="tlh")
    assert [problem.partition(":")[0] for problem in page.problems] == ["lang", "softmax.z"]


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
    page = visit(**{"lab": "softmax", "softmax.z": "1,1,1,1"})
    assert page.address == {"lab": "softmax", "softmax.z": "1,1,1,1"}
    page.send({"lab": "neuron"})
    assert page.address == {"softmax.z": "1,1,1,1"}
    page.send({"lab": "softmax"})
    assert page.address == {"lab": "softmax", "softmax.z": "1,1,1,1"}


def test_a_name_of_before_is_still_read_and_written_as_it_is_now(visit):
    page = visit(lab="softmax", z="1,1,1,1")
    assert page.problems == []
    assert page.address == {"lab": "softmax", "softmax.z": "1,1,1,1"}
    # The name of now counts where there are both.
    page = visit(**{"lab": "softmax", "z": "1,1,1,1", "softmax.z": "2,2,2,2"})
    assert page.address == {"lab": "softmax", "softmax.z": "2,2,2,2"}


def test_a_lab_reads_its_part_of_the_address_when_it_is_opened(visit):
    page = visit(lab="softmax", weight="heavy", bias="2", speed="9", z="0,0,0,0")
    assert page.problems == []
    page.send({"lab": "neuron"})
    assert [problem.partition(":")[0] for problem in page.problems] == ["weight", "speed"]
    assert page.address == {"bias": "2", "softmax.z": "0,0,0,0"}


def test_what_was_set_in_a_lab_not_opened_is_kept_in_the_address(visit):
    query = {"lab": "softmax", "weight": "2", "softmax.z": "1,1,1,1"}
    assert visit(**query).address == query
    del query["lab"]
    assert visit(**query).address == query


def test_problems_are_numbered_and_the_newest_are_kept(visit):
    query = dict.fromkeys(["weight", "bias", "input", "target", "epochs", "cost", "speed"], "?")
    page = visit(lang="tlh", **query)
    numbers, sentences = zip(*page.page.link.problems, strict=True)
    assert list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))
    assert len(set(sentences)) == len(sentences) > 1
    assert sentences[-1].startswith("speed")


def test_of_very_many_problems_the_newest_are_kept(visit):
    names = [name for lab in LABS for name in lab.names]
    page = visit(**dict.fromkeys(names, "?"))
    first, _sentence = page.page.link.problems[0]
    for lab in LABS:
        page.send({"lab": lab.name})
    numbers = [number for number, _sentence in page.page.link.problems]
    assert numbers == list(range(numbers[-1] - MOST_PROBLEMS + 1, numbers[-1] + 1))
    assert numbers[0] > first


def test_a_new_sentence_about_a_thing_replaces_the_old_one_and_a_right_value_takes_it_away(visit):
    page = visit(weight="99", epochs="0")
    first, of_epochs = page.page.link.problems
    neuron = page.page._sessions["neuron"]
    neuron.accept("weight", "98")
    kept, newest = page.page.link.problems
    assert kept == of_epochs
    assert newest[0] > of_epochs[0] > first[0]
    assert "98" in newest[1]
    neuron.accept("weight", "2")
    assert page.page.link.problems == [of_epochs]
    # A preset sets all settings.
    neuron.accept("preset", "badly-wrong")
    assert page.problems == []


def test_what_is_said_of_one_lab_stays_whatever_is_right_in_another(visit):
    page = visit(epochs="0", **{"several.epochs": "0"})
    page.send({"lab": "several"})
    assert len(page.problems) == 2
    page.page._sessions["several"].accept("epochs", "7")
    (problem,) = page.problems
    assert "Using 300" in problem


def test_each_lab_keeps_what_was_set_in_it(visit):
    page = visit(weight="2")
    page.send({"lab": "softmax"})
    page.send({"lab": "neuron"})
    assert page.address == {"weight": "2"}
    page.send({"lab": "softmax"})
    assert page.address == {"lab": "softmax", "weight": "2"}


@pytest.mark.parametrize("lab", NAMES)
def test_its_roots_are_the_link_and_each_lab_in_the_order_they_are_shown_in(visit, lab):
    page = visit(lab=lab)
    link = page.page.link._documents[page.document]
    assert page.document.roots[0] is link
    other = NAMES[-1] if lab != NAMES[-1] else NAMES[0]
    for name in (other, lab, other):
        page.send({"lab": name})
    assert page.document.roots[0] is link
    assert page.built == [lab, other]


def test_its_styles_come_from_the_server(visit):
    page = visit(lab="softmax")
    page.send({"lab": "neuron"})
    styles = [style.url for style in page.document.select({"type": ImportedStyleSheet})]
    assert styles
    assert [url for url in styles if "//" in url] == []


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


def test_what_the_address_of_a_lab_got_wrong_has_the_name_that_it_has_there(visit):
    page = visit(**{"lab": "several", "several.bias": "much", "network.seed": "x"})
    (problem,) = page.problems
    assert problem.startswith("several.bias: ")
    page.send({"lab": "network"})
    assert page.problems[-1].startswith("network.seed: ")


def test_of_pins_in_the_address_the_bad_ones_are_left_out_by_their_number(visit):
    good = "2,2,1,0,300,0:0.15:quadratic,"
    page = visit(pins=f"{good}one;nonsense;{good}three;2,2,9,0,300,0:0.15:quadratic,four")
    (problem,) = page.problems
    assert problem.startswith("pins: ")
    assert "run 2, 4" in problem
    assert page.address["pins"] == f"{good}one;{good}three"
    many = visit(pins=";".join([good] * 10))
    assert "run 9, 10" in many.problems[0]
    assert many.address["pins"].count(";") == 7
