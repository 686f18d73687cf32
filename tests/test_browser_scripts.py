"""Scripts of the page that need no page: each by itself."""

import pytest

from app.ui import numbers
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

VALUES = [
    *(0.0, -0.0, 0.125, -2.5, 1 / 3, -1e-9, 1e-9, 12345.6, 999_949.5, 999_950.5, 1e6, -2.5e9),
    # Ties, and what rounding takes to the next power of ten.
    *(2.0625, -2.0625, 1.0005, 9.9995, 9.99951, 0.00099995, 0.00099994, 99995.0, 1234.5, 1235.5),
]
PARTS = [0.0, 1.0, 0.75, 0.9542, 0.99995, 1 / 3]

WRITE = """async ([values, parts]) => {
  const {numeral, percent, written} = await import("/assets/js/numbers.js");
  return {
    numerals: values.map(numeral),
    percents: parts.map(percent),
    columns: [written("training_accuracy", 0.5), written("output", 0.5)],
    nothing: [numeral(NaN), percent(NaN)],
  };
}"""

SAY = """async (curves) => {
  const {say} = await import("/assets/js/dom.js");
  const place = document.createElement("p");
  say(place, "For all of η = 1:\\nη = 10: σ′ = 0.2.\\nη = 1 is less.\\nSo is η = 10.", curves);
  const told = ({className, dataset, textContent}) => [className, dataset.curve ?? "", textContent];
  const parts = [...place.children].map(told);
  return {parts, text: place.textContent};
}"""

READ = """async () => {
  const {readCurves, frameAt, epochAt, evenly} = await import("/assets/js/frames.js");
  const data = {curve: [0, 1, 0, 1, 0, 0], epoch: [0, 0, 1, 1, 1, 1.5], a: [1, 2, 3, 4, 9, 5]};
  const curves = readCurves({data}, 2);
  return {
    curves,
    frame: frameAt(curves[0], 1),
    epochs: [epochAt(curves[0], 1), epochAt(curves[0], 2)],
    evenly: [evenly(0, 5), evenly(3, 5), evenly(10, 5)],
  };
}"""

TICKS = """async (axes) => {
  const {epochTicks} = await import("/assets/js/axis-ticks.js");
  return axes.map(([last, width]) => epochTicks(last, width));
}"""

PLAY = """async () => {
  const {Playhead} = await import("/assets/js/playhead.js");
  // Frames of the screen come when they are asked for: the time on the clock is the test's own.
  const {requestAnimationFrame, cancelAnimationFrame} = window;
  let waiting = null;
  window.requestAnimationFrame = (tick) => { waiting = tick; return 1; };
  window.cancelAnimationFrame = () => { waiting = null; };
  const seen = [];
  const told = [];
  const head = new Playhead(60, 1, () => told.push(head.epoch));
  const at = (now) => {
    const tick = waiting;
    waiting = null;
    tick?.(now);
    seen.push([head.epoch, head.playing]);
  };
  try {
    head.expectRun(false);
    head.replaced(30, 100);
    for (const now of [0, 200, 400, 600, 800]) at(now);   // It waits at 30, all that has come.
    head.streamed(100);
    for (const now of [1000, 1200, 9000]) at(now);         // Time asleep is not made up for.
    head.pause();
    at(9200);
    head.pause();
    head.speed = 10;
    for (const now of [9400, 9600, 9800]) at(now);         // The end.
    head.seek(40);
    const sought = [head.epoch, head.reach, head.playing, head.running];
    head.reset();
    return {seen, sought, reset: [head.epoch, head.reach], told: told.length > 0};
  } finally {
    Object.assign(window, {requestAnimationFrame, cancelAnimationFrame});
  }
}"""

CELL = """async ([folder, origins]) => {
  const {showLab} = await import("/assets/js/notebook-cell.js");
  const place = document.createElement("div");
  place.id = "place";
  document.body.append(place);
  if (folder) document.body.dataset.baseUrl = folder;
  const asked = [];
  const {fetch} = window;
  window.fetch = async (address) => { asked.push(address); return {status: 404}; };
  try {
    const query = "embed=1&lab=neuron&weight=2";
    await showLab({place: "place", port: 5, version: "v", height: 9, query, origins});
    const {role, innerText} = place;
    return {role, text: innerText, link: place.querySelector("a").href, asked};
  } finally {
    window.fetch = fetch;
    delete document.body.dataset.baseUrl;
    place.remove();
  }
}"""


def test_scripts_that_need_no_page_do_what_they_say(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A page imports each module and uses it, without the server or the clock."""
    page = open_page().page
    with subtests.test("numbers are written as Python writes them"):
        written = page.evaluate(WRITE, [VALUES, PARTS])
        assert written["numerals"] == list(map(numbers.numeral, VALUES))
        assert written["percents"] == list(map(numbers.percent, PARTS))
        assert written["columns"] == ["50\u00a0%", "0.5000"]
        assert written["nothing"] == ["—"] * 2
    with subtests.test("rows become curves, and a row that comes twice counts once"):
        read = page.evaluate(READ)
        first = {"epoch": [0, 1, 1.5], "a": [1, 3, 5]}
        assert read["curves"] == [first, {"epoch": [0, 1], "a": [2, 4]}]
        assert read["frame"] == {"epoch": 1, "a": 3}
        assert read["epochs"] == ["1", "1.5"]
        assert read["evenly"] == [[0], [0, 1, 2, 3], [0, 2, 4, 6, 8, 10]]
    with subtests.test("the last epoch has a tick, and no two ticks touch"):
        ticks = page.evaluate(TICKS, [[300, 450], [300, 100], [5000, 150], [7, 400], [1, 40]])
        assert ticks == [
            [0, 100, 200, 300],
            [0, 150, 300],
            [0, 2500, 5000],
            [0, 2, 4, 6, 7],
            [0, 1],
        ]
    with subtests.test("the playhead keeps its pace and never runs past what has come"):
        played = page.evaluate(PLAY)
        assert played["seen"] == [
            *([0, True], [12, True], [24, True], [30, True], [30, True]),
            # The clock starts anew when more has come.
            *([30, True], [42, True], [57, True]),
            [57, False],
            *([57, True], [100, False], [100, False]),
        ]
        assert played["sought"] == [40, 100, False, True]
        assert played["reset"] == [0, 0]
        assert played["told"]
    with subtests.test("a cell of a notebook without a way to its lab says what to do"):
        here = page.evaluate("() => location.origin")
        near, proxied = (
            f"{at}5/assets/v/icon.svg" for at in ("http://127.0.0.1:", f"{here}/a/proxy/")
        )
        told = page.evaluate(CELL, ["/a/", [here]])
        assert told["role"] == "alert"
        assert "does not reach the server of the lab, at port 5" in told["text"]
        assert "install jupyter-server-proxy" in told["text"]
        assert "ssh -L 5:127.0.0.1:5" in told["text"]
        assert told["link"] == "http://127.0.0.1:5/?lab=neuron&weight=2"
        assert told["asked"] == [near, proxied]
        unknown = page.evaluate(CELL, ["/a/", ["http://localhost:8888"]])
        assert f'lab(…, origin="{here}")' in unknown["text"]
        assert unknown["asked"] == [proxied]
        # No Jupyter shows this page.
        saved = page.evaluate(CELL, ["", []])
        assert "does not reach" in saved["text"]
        assert saved["asked"] == []


def test_a_line_that_begins_with_the_label_of_a_curve_has_its_sample(open_page: OpenPage) -> None:
    """Of labels that begin alike it is the longest; within a line there is none."""
    curves = [{"cost": f"run-{rate}", "label": f"η = {rate}"} for rate in (1, 10)]
    said = open_page().page.evaluate(SAY, [*curves, {"cost": "run-3", "label": ""}])
    assert said["parts"] == [
        ["sample", "run-10", "η = 10"],
        ["slope", "", "σ′ = 0.2"],
        ["sample", "run-1", "η = 1"],
    ]
    assert said["text"] == "For all of η = 1:\nη = 10: σ′ = 0.2.\nη = 1 is less.\nSo is η = 10."
