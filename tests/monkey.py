"""A monkey at a page: it clicks, drags, types and goes to addresses as a seed has it.

Nothing that it does may upset the page. The tests let it play for seconds, ``python -m tests.soak``
for minutes.
"""

import re
from collections import deque
from collections.abc import Callable
from random import Random
from urllib.parse import urlencode

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from app.labs.neuron.spec import SCHEMA, Controls
from app.page.shell import THEME
from app.training_lab import controls as address
from app.ui.language import languages, translator
from tests.addresses import NAMES
from tests.browser import FLAT_TREE, LAPTOP, Visit
from tests.histories import follow
from tests.hostile import text

REMEMBERED = 30
"""So many of its last doings are told where something went wrong."""

TARGETS = f"""() => {{
  {FLAT_TREE}
  const wanted = "a, button, input, select, summary, [role=tab], [role=img], [tabindex='0']";
  window.targets = flat(document.body).filter((each) => {{
    if (!each.matches?.(wanted)) return false;
    if (!each.checkVisibility({{visibilityProperty: true}})) return false;
    const {{width, bottom, top}} = each.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < innerHeight;
  }});
  return window.targets.map((each) => {{
    const {{x, y, width, height}} = each.getBoundingClientRect();
    return [each.localName, x, y, width, height];
  }});
}}"""
"""What can be done something with, each with its tag and its place in the window."""

ODDITIES = f"""() => {{
  {FLAT_TREE}
  // What the page warns of may quote anything that the monkey has written.
  const inner = ["header", "main", "#help-text"].map((part) => document.querySelector(part));
  const named = inner.flatMap(flat).map((each) => each.getAttribute?.("aria-label") ?? "");
  const said = [...inner.map(words), ...named];
  const inputs = inner.flatMap(flat).filter((each) => each.localName === "input");
  said.push(...inputs.map((each) => each.value));
  const odd = /.{{0,80}}(NaN|undefined|Infinity|\\[object|\\{{\\w+\\}}).{{0,80}}/g;
  return said.join("\\n").match(odd) ?? [];
}}"""
"""What no page should say."""

KEYS = (
    *("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"),
    *("Tab", "Shift+Tab", "Enter", " ", "Escape", "Backspace", "5", "-", "e"),
)
VIEWPORTS = ((1280, 800), (390, 844), (320, 640), (844, 390))


class NothingThere(Exception):
    """What it would do something with is not on the screen."""


class Monkey:
    """It plays with the page of ``visit``."""

    def __init__(self, visit: Visit, seed: int) -> None:
        self.visit = visit
        self.did: deque[str] = deque(maxlen=REMEMBERED)
        self._name = f"seed {seed}"
        self._random = Random(seed)
        self._doings: dict[Callable[[], str], int] = {
            self._click: 40,
            self._drag: 20,
            self._press: 25,
            self._type: 5,
            self._wheel: 5,
            self._resize: 2,
            self._go: 2,
            self._reload: 1,
        }

    def play(self, times: int) -> None:
        """Do so many things, and look after each whether the page bears it."""
        for _time in range(times):
            (doing,) = self._random.choices([*self._doings], [*self._doings.values()])
            try:
                self.did.append(doing())
                odd = self.visit.page.evaluate(ODDITIES)
            except NothingThere:
                # Either the lab is still to come, or the window is small: look at its top next.
                self.visit.expect_ready()
                self.visit.page.mouse.wheel(0, -5000)
            except PlaywrightError as error:
                # What it did may have led to another page, and that under its hands.
                if not re.search(r"navigation|navigating|context was destroyed", str(error)):
                    raise
                self.visit.page.wait_for_load_state()
            else:
                self._check(not odd, odd)
            self._check(not self.visit.complaints, self.visit.complaints)

    def check_run(self) -> None:
        """Run the neuron: to the last epoch all must be what the core says of the address."""
        try:
            self._run()
        except (AssertionError, PlaywrightError) as error:
            self._check(False, error)

    def _run(self) -> None:
        visit = self.visit
        visit.page.keyboard.press("Escape")
        # One that was just opened does nothing yet.
        visit.expect_ready()
        visit.open_lab("neuron")
        _ = translator(visit.page.evaluate("document.documentElement.lang"))
        last = visit.slider(_("Epoch"))
        # On a phone, a run that was paused offers to go on in place of Run; and there the numbers
        # of the plots, which are compared, stand elsewhere.
        width, height = LAPTOP
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.button(_("Run")).click()
        visit.press(last, "End")
        status = visit.page.get_by_role("status").first
        # With both costs each has a line, and the last epoch is not named.
        expect(status).not_to_contain_text(_("Press Run."))
        expect(last).to_have_value(str(last.get_attribute("max")))
        # Once more, in the language in which everything is compared.
        visit.go("/?" + urlencode({**visit.query(), "lab": "neuron", "lang": "en"}))
        values, problems = address.read(visit.query(), SCHEMA, _)
        self._check(not problems, problems)
        visit.button("Run").click()
        visit.press(visit.slider("Epoch"), "End")
        runs = list(follow(Controls(**values).stages()).frames.values())
        visit.expect_shows(values["epochs"], runs)

    def _check(self, right: bool, wrong: object) -> None:
        assert right, f"{self._name}: {wrong} after " + "; ".join(self.did)

    def _target(self, *without: str) -> tuple[int, str, tuple[float, float]]:
        """Return number, tag and a point of something on the screen."""
        targets = [
            (number, tag, (x + width * self._random.random(), y + height * self._random.random()))
            for number, (tag, x, y, width, height) in enumerate(self.visit.page.evaluate(TARGETS))
            if tag not in without
        ]
        if not targets:
            raise NothingThere
        return self._random.choice(targets)

    def _click(self) -> str:
        # The list of a select is a window of the system's, which no page sees.
        _number, tag, (x, y) = self._target("select")
        self.visit.page.mouse.click(x, y, click_count=self._random.choice((1, 1, 1, 2)))
        return f"clicked {tag} at {x:.0f}, {y:.0f}"

    def _drag(self) -> str:
        _number, tag, (x, y) = self._target("select", "a")
        mouse = self.visit.page.mouse
        mouse.move(x, y)
        mouse.down()
        for _step in range(self._random.randrange(1, 5)):
            x, y = x + self._random.gauss(0, 60), y + self._random.gauss(0, 20)
            mouse.move(x, y)
        mouse.up()
        return f"dragged {tag} to {x:.0f}, {y:.0f}"

    def _press(self) -> str:
        number, tag, _point = self._target()
        self.visit.page.evaluate("(number) => window.targets[number]?.focus()", number)
        keys = self._random.choices(KEYS, k=self._random.randrange(1, 5))
        for key in keys:
            self.visit.page.keyboard.press(key)
        return f"pressed {keys} at {tag}"

    def _type(self) -> str:
        number, tag, _point = self._target("a", "button", "select", "summary")
        self.visit.page.evaluate("(number) => window.targets[number]?.focus()", number)
        written = self._text()
        self.visit.page.keyboard.insert_text(written)
        self.visit.page.keyboard.press("Enter")
        return f"wrote {written!r} at {tag}"

    def _wheel(self) -> str:
        height = self._random.gauss(0, 600)
        self.visit.page.mouse.wheel(0, height)
        return f"scrolled by {height:.0f}"

    def _resize(self) -> str:
        width, height = self._random.choice(VIEWPORTS)
        self.visit.page.set_viewport_size({"width": width, "height": height})
        return f"made the window {width} × {height}"

    def _go(self) -> str:
        query = {"lang": self._random.choice(languages())}
        for _part in range(self._random.randrange(4)):
            number = str(round(self._random.gauss(0, 3), self._random.randrange(4)))
            query[self._random.choice(NAMES)] = self._random.choice((number, number, self._text()))
        query.setdefault("theme", self._random.choice(THEME.options))
        self.visit.page.goto(f"{self.visit.server}/?{urlencode(query)}")
        return f"went to {query}"

    def _reload(self) -> str:
        self.visit.page.reload()
        return "reloaded"

    def _text(self) -> str:
        return text(self._random)[:60].encode("utf-8", "replace").decode()
