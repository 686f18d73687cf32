"""Scripts of the page that need no page: numbers.js, frames.js and playhead.js, each by itself."""

import pytest

from app.ui import numbers
from tests.browser import decimal
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

VALUES = [0.0, -0.0, 0.125, 0.375, -0.125, 2.5, 1 / 3, -1e-9, 1e-9, 999_999.5, 1e6, -2.5e9, 12345.6]
DIGITS = [0, 1, 2, 4]

WRITE = """async ([values, digits]) => {
  const {decimals, significant} = await import("/assets/js/numbers.js");
  return {
    decimals: values.map((value) => digits.map((each) => decimals(value, each))),
    significant: values.map(significant),
    nothing: [decimals(NaN, 2), decimals(1 / 0, 2), significant(NaN)],
  };
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


def test_scripts_that_need_no_page_do_what_they_say(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A page imports each module and uses it, without the server or the clock."""
    page = open_page().page
    with subtests.test("numbers are written as Python writes them"):
        written = page.evaluate(WRITE, [VALUES, DIGITS])
        assert written["decimals"] == [
            [numbers.decimals(value, digits) for digits in DIGITS] for value in VALUES
        ]
        assert written["significant"] == [numbers.significant(value) for value in VALUES]
        assert written["nothing"] == ["—"] * 3
        assert decimal(0.125, 2) == "0.12"
    with subtests.test("rows become curves, and a row that comes twice counts once"):
        read = page.evaluate(READ)
        first = {"epoch": [0, 1, 1.5], "a": [1, 3, 5]}
        assert read["curves"] == [first, {"epoch": [0, 1], "a": [2, 4]}]
        assert read["frame"] == {"epoch": 1, "a": 3}
        assert read["epochs"] == ["1", "1.5"]
        assert read["evenly"] == [[0], [0, 1, 2, 3], [0, 2, 4, 6, 8, 10]]
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
