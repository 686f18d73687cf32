"""What a page may do to the server: a hostile one, and one that is closed."""

import gc
import logging
import weakref
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from core import Settings, train
from tests.browser import Visit
from tests.conftest import OpenPage
from tests.serving import ServerInThread

pytestmark = pytest.mark.browser

SEND = """([component, messages]) => {
  const {ModelEvent} = Bokeh.require("core/bokeh_events");
  class Message extends ModelEvent {
    constructor(data) { super(); this.data = data; }
    get event_values() { return {model: this.origin, data: this.data}; }
  }
  Message.prototype.event_name = "data_event";
  const models = [...Bokeh.documents[0]._all_models.values()];
  const type = (model) => model.attributes.data?.type ?? "";
  const found = models.find((model) => type(model).startsWith(component));
  for (const message of messages) found.trigger_event(new Message(message));
}"""
"""Send ``messages`` to a component of the page as its script does."""

INFINITE = [float("inf"), float("-inf"), float("nan")]
BAD_VALUES: dict[str, list[object]] = {
    "weight": [5.2, INFINITE[2]],
    "bias": [INFINITE[0]],
    "input": ["1,234"],
    "target": [-0.1],
    "learning_rate": [INFINITE[1]],
    "cost": ["no such cost"],
    "epochs": [2.5],
    "preset": [None],
    "speed": [{}],
}
"""For each setting what a hostile page sets it to; all else is in test_labs_neuron_session."""

ODD_MESSAGES: list[object] = [
    None,
    0,
    "run",
    [],
    {},
    {"kind": None},
    {"kind": ["run"]},
    {"kind": {"run": 1}},
    {"kind": "no such kind"},
    {"kind": "x" * 100_000},
    {"kind": "show"},
    *({"kind": "show", "epoch": epoch} for epoch in (-1, 301, 10**9, 2.5, "5", None, True, [1])),
    *({"kind": "show", "epoch": epoch} for epoch in INFINITE),
    *({"kind": "set", "name": name, "value": 1} for name in ("no such setting", "", None, 1, [])),
    *({"lab": lab} for lab in ("no such lab", None, 1, [], {})),
]


def test_what_no_control_and_no_script_sends_is_refused_and_harmless(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A hostile page is told so, nothing happens to it or to others, and Run still works."""
    mine = open_page("/?preset=badly-wrong&speed=10")
    hostile = open_page("/?speed=10")
    with subtests.test("settings out of range are refused, and nothing changes"):
        for name, values in BAD_VALUES.items():
            for value in values:
                message = {"kind": "set", "name": name, "value": value, "done": True}
                hostile.page.evaluate(SEND, ["NeuronView", [message]])
                _expect_refused(hostile, name)
        hostile.choose("Speed", "10×")
        hostile.expect_query(speed="10")
    with subtests.test("messages that no script sends are harmless, before and after a run"):
        for component in ("NeuronView", "PageLink"):
            hostile.page.evaluate(SEND, [component, ODD_MESSAGES])
        for _run in range(2):
            hostile.button("Run").click()
            hostile.expect_end()
            hostile.expect_shows(300, [train(Settings())])
            hostile.page.evaluate(SEND, ["NeuronView", ODD_MESSAGES])
    with subtests.test("softmax refuses what its sliders never send"):
        hostile.tab("Softmax").click()
        expect(hostile.slider("z₄")).to_be_visible()
        for value in (5.2, INFINITE[0]):
            z = [2.5, -1, 3.2, value]
            message = {"kind": "set", "name": "z", "value": z, "done": True}
            hostile.page.evaluate(SEND, ["SoftmaxView", [message]])
            expect(hostile.alert).to_contain_text("z4")
            expect(hostile.slider("z₄")).to_have_value("0.5")
            hostile.dismiss_alerts()
        hostile.press(hostile.slider("z₄"), "ArrowRight")
        z = "2.5,-1,3.2,0.6"
        hostile.expect_query(**{"lab": "softmax", "softmax.z": z, "speed": "10"})
    _expect_unaffected(mine)


def _expect_refused(visit: Visit, name: str) -> None:
    """Wait until the page warns of the setting, and shows that all settings are the defaults."""
    expect(visit.alert).to_contain_text(name)
    assert visit.alert.get_by_role("button").count() == 1, "an old warning came back"
    visit.dismiss_alerts()
    visit.expect_shows(0, [train(Settings())])
    assert visit.look().last == 300


def _expect_unaffected(visit: Visit) -> None:
    """Assert that a page that did nothing is as it was, and runs."""
    frames = [train(Settings(weight=2, bias=2))]
    visit.expect_shows(0, frames)
    expect(visit.alert).to_have_text("")
    visit.button("Run").click()
    visit.expect_end()
    visit.expect_shows(300, frames)


@pytest.fixture
def server_inside() -> Iterator[ServerInThread]:
    """A server in this process, so that a test can look into it."""
    # What is logged is kept until the test ends, and with it the objects that it is about.
    logging.disable()
    server = ServerInThread()
    yield server
    server.stop()
    logging.disable(logging.NOTSET)


def parts_of_pages() -> list[object]:
    """What there is in this process of pages and Neuron labs."""
    gc.collect()
    return [
        each
        for each in gc.get_objects()
        if type(each).__name__ in ("Page", "TrainingSession", "NeuronView")
        and type(each).__module__.startswith("app.")
    ]


def test_closing_the_page_ends_what_it_had_on_the_server(
    server_inside: ServerInThread, chromium: Browser
) -> None:
    """A person closes the page during a long run: no session, timer or training state is left."""
    # Other tests of this process stop their servers under pages that are open.
    earlier = weakref.WeakSet(parts_of_pages())
    visit = Visit(chromium, server_inside.address)
    visit.go("/?epochs=5000")
    visit.button("Run").click()
    visit.expect_epoch(1)
    (document,) = server_inside.server.documents
    assert len(document.session_callbacks) == 1, "the run has one timer"
    held = [weakref.ref(each) for each in parts_of_pages() if each not in earlier]
    assert len(held) >= 3
    visit.close()
    server_inside.wait_until(lambda: not server_inside.server.documents)
    # A timer that went on would hold the lab.
    del document

    def all_is_gone() -> bool:
        gc.collect()
        return all(each() is None for each in held)

    server_inside.wait_until(all_is_gone)
