"""What the browser tests share: a visit to the page, and what the core says that it must show.

A visit finds everything by role and accessible name, as a person with a screen reader does, and
records what the page does unseen: requests, complaints of the browser, messages to the server.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import (
    Browser,
    CDPSession,
    ElementHandle,
    Locator,
    Page,
    ViewportSize,
    WebSocket,
    expect,
)
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from app.ui.numbers import numeral
from core import Frame

TIMEOUT = 20_000
"""Milliseconds after which something awaited counts as never coming."""

POLLING = 50
"""Milliseconds between two looks at the whole lab, which would slow it at each frame."""

QUANTITIES = ("weight", "bias", "output", "cost")
DRAWN = (
    *("weight", "bias", "output", "weighted_input"),
    *("sigmoid_slope", "residual", "weight_gradient"),
)
"""What the picture of the neuron and the push strip under it have numbers of."""
BUTTONS = ("Run", "Pause", "Step", "Back", "Reset")
START_SLIDERS = {"weight": "Starting weight", "bias": "Starting bias"}
ENGLISH, CHINESE = "en-US", "zh-CN"
LAPTOP, PHONE = (1280, 800), (390, 844)
WINDOWS: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": LAPTOP},
    "phone": {"viewport": PHONE, "touch": True},
    "small phone": {"viewport": (320, 640), "touch": True},
    "zoomed to 200 %": {"viewport": (640, 400), "device_scale_factor": 2},
}
WIDEST = {"neuron": "&cost=both&weight=-5&bias=-5&target=0.6"}
"""Settings of a lab that give it most to show."""

FLAT_TREE = """
const isNote = (node) => node.classList?.contains("notes");
const inside = (node) => [...(node.shadowRoot ?? node).childNodes];
const children = (node) => inside(node).filter((each) => !isNote(each));
const flat = (node) => [node, ...children(node).flatMap(flat)];
const isText = (node) => node.nodeType === Node.TEXT_NODE && node.parentNode?.localName !== "style";
const words = (node) => flat(node).filter(isText).map((text) => text.data).join(" ");
"""
"""JavaScript that walks what is on the page through its shadow roots.

What is noted in a plot repeats its caption and the sentence, where there is room for it.
"""

NUMERAL = r"−?\d+(?:\.\d+)?(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
"""Matches what ``app.ui.numbers.numeral`` writes, in Python and in JavaScript."""

READY = f"""() => {{
  {FLAT_TREE}
  const isShown = (element) => element.checkVisibility?.();
  const labs = [...document.querySelectorAll("#labs > section")].filter(isShown);
  return labs.some((lab) => flat(lab).some((each) => each.type === "range" && isShown(each)));
}}"""
"""Whether the lab on the screen is there."""

LOOK = f"""(parts) => {{
  {FLAT_TREE}
  if (!parts.every((part) => part.isConnected)) throw Error("the lab was built anew");
  const [sentence, epoch, drawing, ...figures] = parts;
  const NUMERAL = /{NUMERAL}/g;
  const numerals = (part) => words(part).match(NUMERAL) ?? [];
  return {{
    sentence: words(sentence),
    epoch: epoch.valueAsNumber,
    last: Number(epoch.max),
    drawing: numerals(drawing),
    numbers: figures.map(numerals),
  }};
}}"""

RECORD = f"""(parts) => {{
  const look = {LOOK};
  const id = (window.recordingId = (window.recordingId ?? 0) + 1);
  window.recorded = [look(parts)];
  const note = () => {{
    if (id !== window.recordingId) return;
    const now = look(parts);
    if (JSON.stringify(now) !== JSON.stringify(window.recorded.at(-1))) window.recorded.push(now);
    requestAnimationFrame(note);
  }};
  requestAnimationFrame(note);
}}"""

SAYS_THE_END = r"((sentence) => !/^(Epoch \d+ of|Training)/.test(sentence))"
"""Whether what is said is not said on the way."""

TEXT = f"(element) => {{ {FLAT_TREE} return words(element); }}"

PRESS_EACH = "(buttons) => buttons.map((button) => (button.click(), button.innerText.trim()))"
"""Presses buttons, all at once, and gives their words."""

TWO_FRAMES = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""

EPOCHS_OVER_FRAMES = """([epoch, count]) => new Promise((resolve) => {
  const seen = [];
  const look = () => {
    seen.push(epoch.valueAsNumber);
    if (seen.length === count) resolve(seen);
    else requestAnimationFrame(look);
  };
  look();
})"""

PICTURES = """
const layers = flat(figure).filter((e) => e.localName === "canvas" && e.width && e.height);
const copy = new OffscreenCanvas(1, 1);
const paper = copy.getContext("2d", {willReadFrequently: true});
const pictures = layers.map((layer) => {
  [copy.width, copy.height] = [layer.width, layer.height];
  paper.drawImage(layer, 0, 0);
  return paper.getImageData(0, 0, layer.width, layer.height);
});
"""
"""JavaScript that copies what is painted in ``figure``."""

CURVES = f"""(figure) => {{
  {FLAT_TREE} {PICTURES}
  // What a plot has on both sides of its axes at most.
  const BORDERS = 62;
  const isNumber = (text) => /^\\s*[−-]?\\d+\\.\\d{{3,}}(e[−-]?\\d+)?\\s*$/.test(text.data);
  const numbers = flat(figure).filter((node) => isText(node) && isNumber(node));
  return numbers.map(({{parentElement}}) => {{
    const ink = getComputedStyle(parentElement).color.match(/\\d+/g).slice(0, 3).map(Number);
    const shares = pictures.map(({{data, width}}) => {{
      const columns = new Set();
      for (let at = 0; at < data.length; at += 4) {{
        const off = ink.reduce((sum, level, i) => sum + Math.abs(data[at + i] - level), 0);
        if (data[at + 3] > 200 && off < 24) columns.add((at / 4) % width);
      }}
      return columns.size / (width - BORDERS);
    }});
    return {{colour: ink.join(), width: Math.max(0, ...shares)}};
  }});
}}"""
"""For each number of a plot its colour, and over which part of the width that colour is drawn."""

LABELS = f"""(figure) => {{
  {FLAT_TREE} {PICTURES}
  let [sum, count] = [0, 0];
  for (const {{data, width}} of pictures) {{
    for (let at = 0; at < data.length; at += 4) {{
      const [red, green, blue, alpha] = data.slice(at, at + 4);
      const isLeft = (at / 4) % width < 34;
      if (isLeft && alpha > 160) [sum, count] = [sum + (red + green + blue) / 765, count + 1];
    }}
  }}
  return count ? sum / count : null;
}}"""
"""How bright the labels left of a plot's axis are, from 0 to 1; null where there are none."""

HIDDEN_BY = """(element) => {
  const {left, right, top, bottom} = element.getBoundingClientRect();
  if (left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5) {
    return `the edge of the window, as it is at ${[left, right, top, bottom]}`;
  }
  let hit = null;
  for (let root = document; root; root = hit.shadowRoot) {
    const inner = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  const inside = (node, other) =>
    node !== null && (node === other || inside(node.parentNode ?? node.host ?? null, other));
  return inside(hit, element) || inside(element, hit) ? null : (hit?.outerHTML ?? "nothing");
}"""
"""What keeps a person from seeing or touching an element, or null where nothing does."""


@dataclass(frozen=True)
class Look:
    """Everything that the Neuron lab says at one instant."""

    epoch: int
    last: int
    sentence: str
    numbers: dict[str, list[str]]
    drawing: list[str]

    @property
    def said_epoch(self) -> int:
        """The epoch that the sentence is about; with both costs it does not name the last."""
        found = re.search(r"\bEpoch(?:s 0–| )(\d+)", self.sentence)
        assert found or len(self.numbers["output"]) > 1, self.sentence
        return int(found[1]) if found else self.last

    def said(self, quantity: Literal["output", "cost"]) -> list[str]:
        """What the sentence says the output or the cost is, once for each curve."""
        return re.findall(rf"\b{quantity} (?:{NUMERAL} → )?({NUMERAL})", self.sentence)


class Visit:
    """One person's visit, in a browser profile of its own."""

    def __init__(
        self,
        browser: Browser,
        server: str,
        *,
        locale: str = ENGLISH,
        viewport: tuple[int, int] = LAPTOP,
        touch: bool = False,
        script: str = "",
        **preferences: Any,
    ) -> None:
        """Make the profile; ``preferences`` are further ones, such as ``reduced_motion``.

        ``script`` runs before those of each page.
        """
        self.server = server.rstrip("/")
        self._viewport = ViewportSize(width=viewport[0], height=viewport[1])
        self.context = browser.new_context(
            locale=locale,
            viewport=self._viewport,
            has_touch=touch,
            is_mobile=touch,
            **preferences,
        )
        self._found: list[ElementHandle] = []
        self._screen: CDPSession | None = None
        self.elsewhere: list[str] = []
        """The addresses of requests to anywhere but the server."""
        self.complaints: list[str] = []
        """Errors and warnings in the browser's console, and uncaught errors."""
        self.sent: list[str] = []
        self.received: list[str] = []
        """Frames on the websocket, in their order."""
        self.context.on("request", lambda request: self._note_address(request.url))
        if script:
            self.context.add_init_script(script)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(TIMEOUT)
        self.page.on("console", lambda message: self._note_complaint(message.type, message.text))
        self.page.on("pageerror", lambda error: self._note_complaint("error", str(error)))
        self.page.on("websocket", self._note_websocket)

    def _note_address(self, address: str) -> None:
        parts = urlsplit(address.removeprefix("blob:"))
        if parts.scheme != "data" and parts.netloc != urlsplit(self.server).netloc:
            self.elsewhere.append(address)

    def _note_complaint(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"{kind}: {text}")

    def _note_websocket(self, websocket: WebSocket) -> None:
        self._note_address(websocket.url)
        websocket.on("framesent", lambda frame: self.sent.append(str(frame)))
        websocket.on("framereceived", lambda frame: self.received.append(str(frame)))

    def go(self, path: str) -> None:
        """Go to ``path`` and wait until the lab there can be used."""
        self.page.goto(self.server + path, wait_until="commit")
        self.expect_ready()

    def expect_ready(self) -> None:
        """Wait until the lab of a page that was just opened is on the screen."""
        self._found = []
        # A locator would be asked ever less often, every half a second in the end.
        self.page.wait_for_function(READY, polling=POLLING)

    def close(self) -> None:
        """Close the page and the profile."""
        self.context.close()

    @property
    def can_be_taken_back(self) -> bool:
        """Whether nothing was done to the window or the profile that ``take_back`` leaves."""
        return self._screen is None and self.context.pages == [self.page]

    def take_back(self) -> None:
        """Leave the page and forget what it kept, but for files and the history of the window.

        The window stays: a page opens in it in two thirds of the time.
        """
        self.page.goto(f"{self.server}/assets/css/page.css")
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.set_viewport_size(self._viewport)
        self.page.mouse.move(0, 0)
        self.context.clear_cookies()
        for noted in (self.elsewhere, self.complaints, self.sent, self.received):
            noted.clear()

    # What is on the page, by role and name.

    def button(self, name: str) -> Locator:
        """Return the button called ``name``."""
        return self.page.get_by_role("button", name=name, exact=True)

    def slider(self, name: str) -> Locator:
        """Return the slider called ``name``."""
        return self.page.get_by_role("slider", name=name, exact=True)

    def number(self, name: str) -> Locator:
        """Return the number field beside the slider called ``name``."""
        return self.page.get_by_role("spinbutton", name=f"{name}: value", exact=True)

    def choice(self, name: str) -> Locator:
        """Return the list or the row of buttons called ``name`` to choose one thing from."""
        row = self.page.get_by_role("radiogroup", name=name, exact=True)
        return self.page.get_by_role("combobox", name=name, exact=True).or_(row)

    def tab(self, name: str) -> Locator:
        """Return the tab called ``name``."""
        return self.page.get_by_role("tab", name=name, exact=True)

    def open_lab(self, name: str) -> None:
        """Choose the lab that has ``name`` in the address, from a menu where tabs have no room."""
        menu = self.page.locator("#lab-menu")
        if menu.is_visible() and menu.get_attribute("aria-expanded") == "false":
            menu.click()
        self.page.locator(f"[role=tab][data-lab={name}]").click()

    def plot(self, quantity: str) -> Locator:
        """Return the live plot of weight, bias, output or cost."""
        plots = self.page.get_by_role("region", name="Live curves")
        # On a phone one of them is in sight at a time.
        name = re.compile(rf"\b{quantity}\b")
        return plots.get_by_role("figure", name=name, include_hidden=True)

    def part(self, name: str) -> Locator:
        """Return the part of the lab that is unfolded under ``name``."""
        return self.page.get_by_role("region", name=name, exact=True)

    @property
    def number_of_epochs(self) -> Locator:
        """The field for the length of a run."""
        shown = self.page.get_by_role("tabpanel")
        return shown.get_by_label("Number of epochs", exact=True)

    @property
    def drawing(self) -> Locator:
        """The neuron with its numbers and bars."""
        return self.page.get_by_role("region", name="The neuron")

    @property
    def sentence(self) -> Locator:
        """The Neuron lab's sentence that says what happened."""
        return self.page.get_by_role("status").filter(has_text=re.compile("epoch", re.IGNORECASE))

    @property
    def alert(self) -> Locator:
        """What the page warns of."""
        return self.page.get_by_role("alert")

    # What a person does.

    def press(self, control: Locator, *keys: str) -> None:
        """Move to ``control`` and press ``keys`` one after the other."""
        control.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, name: str, option: str) -> None:
        """Choose ``option`` of what is called ``name``."""
        choice = self.choice(name)
        menu = self.page.locator(".more-playback:visible")
        if name == "Speed" and menu.count():  # On a phone it is in a menu.
            menu.click()
        kind = choice.evaluate("(element) => element.role ?? element.localName")
        if kind == "radiogroup":
            choice.get_by_role("radio", name=option, exact=True).check()
        elif kind == "select":
            choice.select_option(label=option)
        else:
            choice.click()
            self.page.get_by_role("option", name=option, exact=True).click()
            expect(choice).to_have_text(option)

    def type(self, field: Locator, text: str) -> None:
        """Write ``text`` into ``field`` instead of what is there, and press Enter."""
        field.fill(text)
        field.press("Enter")

    def swipe(self, start: tuple[float, float], way: tuple[float, float], steps: int = 3) -> None:
        """Put a finger on the screen at ``start``, go ``way`` from there, and take it away.

        With few ``steps`` the first shows that it moves: one that rests for half a second presses.
        """
        touch = self.context.new_cdp_session(self.page)

        def send(kind: str, *points: dict[str, float]) -> None:
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})

        (x, y), (across, along) = start, way
        send("touchStart", {"x": x, "y": y})
        for step in range(1, steps + 1):
            send("touchMove", {"x": x + across * step / steps, "y": y + along * step / steps})
            self.epochs_over_frames(1)
        send("touchEnd")
        touch.detach()

    def grab(self, slider: Locator) -> tuple[float, float]:
        """Take ``slider`` with the mouse, and return where it is held."""
        x, y = middle_of(slider)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        return x, y

    def resize(
        self,
        viewport: tuple[int, int],
        *,
        touch: bool = False,
        device_scale_factor: int = 1,
    ) -> None:
        """Give the page another window, as if it had been opened in that."""
        width, height = viewport
        self.page.set_viewport_size({"width": width, "height": height})
        self._screen = self._screen or self.context.new_cdp_session(self.page)
        metrics = {"width": width, "height": height, "deviceScaleFactor": device_scale_factor}
        self._screen.send("Emulation.setDeviceMetricsOverride", {**metrics, "mobile": touch})
        self._screen.send("Emulation.setTouchEmulationEnabled", {"enabled": touch})
        self.page.wait_for_function("(width) => innerWidth === width", arg=width)
        self.page.evaluate(TWO_FRAMES)

    def open_settings(self) -> Locator:
        """Open the sheet that has the settings on a phone."""
        self.page.locator(".settings-opener:visible").click()
        sheet = self.page.get_by_role("dialog")
        expect(sheet).to_be_visible()
        return sheet

    def reset(self) -> None:
        """Press Reset, which on a phone is in a menu."""
        menu = self.button("Speed and Reset")
        if menu.is_visible():
            menu.click()
        self.button("Reset").click()

    def unfold(self) -> None:
        """Open the controls that are folded away."""
        self.page.get_by_text("Input, target, epochs", exact=True).click()

    def open_part(self, name: str) -> Locator:
        """Unfold part ``name``, and wait until something is in it."""
        self.page.get_by_role("button", name=name, exact=True).click()
        expect(self.part(name)).not_to_be_empty()
        return self.part(name)

    def unfold_all(self) -> None:
        """Open everything that is folded away in the lab on the screen, and wait until it is."""
        panel = self.page.get_by_role("tabpanel")
        for summary in panel.locator("summary:visible").all():
            summary.click()
        folded = panel.get_by_role("button", expanded=False)
        while folded.count():
            names = folded.evaluate_all(PRESS_EACH)
            for name in names:
                expect(panel.get_by_role("region", name=name, exact=True)).not_to_be_empty()

    def dismiss_alerts(self) -> None:
        """Close every warning."""
        close = self.alert.get_by_role("button")
        while close.count():
            close.first.click()
        expect(self.alert).to_have_text("")

    # What a person sees.

    def _parts(self) -> list[ElementHandle]:
        """Return what ``LOOK`` reads, found once for each page."""
        if not self._found:
            parts = [self.sentence, self.slider("Epoch"), self.drawing]
            plots = self.page.get_by_role("region", name="Live curves")
            figures = plots.get_by_role("figure", include_hidden=True).element_handles()
            assert len(figures) == len(QUANTITIES)
            self._found = [*(part.element_handle() for part in parts), *figures]
        return self._found

    def look(self) -> Look:
        """Read all that the Neuron lab says, at one instant."""
        return _as_look(self.page.evaluate(LOOK, self._parts()))

    def record(self) -> None:
        """From now on look at each frame that the browser draws."""
        self.page.evaluate(RECORD, self._parts())

    def recorded(self) -> list[Look]:
        """Return the different looks since ``record``, in their order."""
        return [_as_look(seen) for seen in self.page.evaluate("() => window.recorded")]

    def text(self, part: Locator) -> str:
        """Return all text in ``part``."""
        found: str = part.evaluate(TEXT)
        return found

    def query(self) -> dict[str, str]:
        """Return the settings in the address, but for the language, which is always there."""
        pairs = parse_qsl(urlsplit(self.page.url).query, keep_blank_values=True)
        assert len(pairs) == len(dict(pairs)), self.page.url
        return {name: text for name, text in pairs if name != "lang"}

    def expect_query(self, **settings: str) -> None:
        """Wait until the address has these settings, and no others."""
        try:
            self.page.wait_for_function(
                """(settings) => {
                  const query = new URLSearchParams(location.search);
                  query.delete("lang");
                  const wanted = Object.entries(settings);
                  const isThere = ([name, text]) => query.get(name) === text;
                  return query.size === wanted.length && wanted.every(isThere);
                }""",
                arg=settings,
            )
        except PlaywrightTimeoutError:
            assert self.query() == settings  # Tells what is wrong.
            raise

    def expect_epoch(self, at_least: int) -> None:
        """Wait until a run shows epoch ``at_least`` or a later one."""
        self.page.wait_for_function(
            "([epoch, least]) => epoch.valueAsNumber >= least",
            arg=[self._parts()[1], at_least],
        )

    def expect_number(self, quantity: str, number: float) -> None:
        """Wait until the plot of ``quantity`` shows ``number``."""
        expect(self.plot(quantity)).to_contain_text(numeral(number))

    def expect_shows(self, epoch: int, frames: Sequence[Frame]) -> None:
        """Wait until the lab shows ``epoch`` of these runs; everything there must agree then."""
        wanted = list(numbers_at(epoch, frames).values())
        try:
            self.page.wait_for_function(
                f"""([parts, epoch, wanted]) => {{
                  const seen = ({LOOK})(parts);
                  const names = seen.sentence.match(/\\d+/g)?.includes(`${{epoch}}`);
                  // Where each of several curves has its line, the last epoch is not named.
                  const isOver = epoch === seen.last && wanted[0].length > 1;
                  const isTold = isOver ? {SAYS_THE_END}(seen.sentence) : names;
                  return seen.epoch === epoch && isTold && `${{seen.numbers}}` === `${{wanted}}`;
                }}""",
                arg=[self._parts(), epoch, wanted],
                polling=POLLING,
            )
        except PlaywrightTimeoutError:
            self._assert_shows(epoch, frames)  # Tells what is wrong.
            raise
        self._assert_shows(epoch, frames)

    def _assert_shows(self, epoch: int, frames: Sequence[Frame]) -> None:
        look = self.look()
        assert look.epoch == epoch
        assert_shows(look, frames)

    def expect_end(self) -> None:
        """Wait until a run has come to its last epoch and the page says what it did."""
        self.page.wait_for_function(
            f"""(parts) => {{
              const {{epoch, last, sentence}} = ({LOOK})(parts);
              return epoch === last && {SAYS_THE_END}(sentence);
            }}""",
            arg=self._parts(),
            polling=POLLING,
        )

    def epochs_over_frames(self, count: int) -> list[int]:
        """Return the epochs on the screen in the next ``count`` frames that the browser draws."""
        seen: list[int] = self.page.evaluate(EPOCHS_OVER_FRAMES, [self._parts()[1], count])
        return seen

    def curves(self, quantity: str) -> dict[str, float]:
        """Return for the colour of each number over which part of the plot's width it is drawn."""
        found = self.plot(quantity).evaluate(CURVES)
        return {curve["colour"]: curve["width"] for curve in found}

    def expect_curves(self, count: int, *, width: float) -> None:
        """Wait until each plot draws ``count`` curves in colours of their own that are so wide."""
        for quantity in QUANTITIES:
            self.page.wait_for_function(
                f"""([figure, count, width]) => {{
                  const curves = ({CURVES})(figure);
                  const colours = new Set(curves.map(({{colour}}) => colour));
                  return colours.size === count && curves.every((curve) => curve.width >= width);
                }}""",
                arg=[self.plot(quantity).element_handle(), count, width],
            )

    def expect_labels(self, quantity: str, *, bright: bool) -> None:
        """Wait until the labels of the plot's axes are bright, or dark."""
        self.page.wait_for_function(
            f"""([figure, bright]) => {{
              const brightness = ({LABELS})(figure);
              return brightness !== null && (brightness > 0.5) === bright;
            }}""",
            arg=[self.plot(quantity).element_handle(), bright],
        )

    def assert_in_sight(self, control: Locator, name: str) -> None:
        """Assert that ``control`` is within the window and that nothing covers its middle."""
        hidden_by = control.evaluate(HIDDEN_BY)
        assert hidden_by is None, f"{name} is hidden by {hidden_by}"

    def messages_sent(self) -> list[str]:
        """Return the messages that the page sent to the server, each its first frame."""
        return [frame for frame in self.sent if _kind(frame)]

    def messages_received(self) -> list[str]:
        """Return the messages that the page got, but for mere confirmations."""
        return [frame for frame in self.received if _kind(frame) not in ("", "OK", "ACK")]


def middle_of(part: Locator) -> tuple[float, float]:
    """Return where the middle of ``part`` is in the window."""
    box = part.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def bring_to_middle(part: Locator) -> tuple[float, float]:
    """Scroll ``part`` to the middle of the window, and return where its own middle is."""
    part.evaluate("(each) => each.scrollIntoView({block: 'center', behavior: 'instant'})")
    return middle_of(part)


def _kind(frame: str) -> str:
    """Return the kind of the message that ``frame`` begins, or nothing where it begins none."""
    if not frame.startswith('{"msgid"'):
        return ""
    return str(json.loads(frame).get("msgtype", ""))


def _as_look(seen: dict[str, Any]) -> Look:
    """Return what ``LOOK`` has read."""
    return Look(**seen | {"numbers": dict(zip(QUANTITIES, seen["numbers"], strict=True))})


def numbers_at(epoch: int, frames: Sequence[Frame]) -> dict[str, list[str]]:
    """Return what the plots must say at ``epoch`` of these runs, one for each curve."""
    return {name: [numeral(getattr(frame, name)[epoch]) for frame in frames] for name in QUANTITIES}


def assert_shows(look: Look, frames: Sequence[Frame]) -> None:
    """Assert that everything in ``look`` is what the core computes for its epoch."""
    assert look.numbers == numbers_at(look.epoch, frames)
    assert look.said_epoch == look.epoch, look.sentence
    outputs = [numeral(frame.output[look.epoch]) for frame in frames]
    said = look.said("output")
    # At the end it is said why, where there is a reason, and of one of several curves no more.
    is_told = len(frames) == 1 or look.epoch != look.last
    assert said == outputs if is_told else set(said) <= set(outputs), look.sentence
    # At the end no cost leads to one of another kind, nor stands beside one.
    is_alone = len(frames) == 1 and frames[0].slope_power[0] == frames[0].slope_power[-1]
    costs = [numeral(frame.cost[look.epoch]) for frame in frames]
    told = costs if is_alone or look.epoch != look.last else []
    assert look.said("cost") == told, look.sentence
    for name in DRAWN:
        for frame in frames:
            assert numeral(getattr(frame, name)[look.epoch]) in look.drawing, name
