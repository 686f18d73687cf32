"""What a hostile client may say, from a seed: values, messages and addresses.

Everything is drawn from a ``random.Random``, so that a seed that found a fault finds it again.
"""

import base64
import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any
from urllib.parse import quote, quote_plus

from bokeh.events import _CONCRETE_EVENT_CLASSES
from bokeh.model import Model

from app.labs.network.spec import SPEC as NETWORK
from app.labs.neuron.spec import SPEC as NEURON
from app.labs.softmax.spec import SPEC as SOFTMAX
from app.server.socket import LARGEST_MESSAGE

Fragments = list[str | bytes]
BROKEN = 0.06
"""The part of the messages that are none; after one, Bokeh or we close the connection."""
BOMB_BYTES = 60_000_000
"""What a bomb of a few kilobytes would grow to."""

TEXTS = (
    *("", " ", "0", "-1", "1e999", "-0", "0x10", "1_0", "nan", "NaN", "-inf", "Infinity", "None"),
    *(
        "٣",
        "１",
        "½",
        "∞",
        "−1",
        "\x00",
        "\ud800",
        "\u202e",
        "é" * 300,
        "𝟙",
        "x" * 5000,
        "9" * 5000,
    ),
    *(
        "<script>alert(1)</script>",
        "{0.__class__}",
        "%s%n",
        "../../etc/passwd",
        "Title\n<img src=x onerror=alert(1)> [a](javascript:alert(1))",
        "Title\nthis is \u202etxet\u2066 turned",
        "x" * 10_000,
        "'\"&;",
        "\r\nA: b",
    ),
    *(
        "run",
        "show",
        "both",
        "quadratic",
        "badly-wrong",
        "softmax",
        "zh",
        "dark",
        "1,2,3",
        "0,0,0,0",
    ),
)
NUMBERS = (0, 1, -1, 2, 5, 300, 301, 5000, 5001, 2**31, 2**63, 10**400, -(10**30))
NUMBERS += (-0.0, 0.1, 2.5, -5.01, 1e-320, 1e308)  # type: ignore[assignment]
MARKS = ("nan", "+inf", "-inf", "1e999", "x", "", [], None)
"""What may stand in Bokeh's way to write a number that JSON has none for."""
DEPTHS = (3, 90, 1000, 20_000)
TYPES = ("CustomJS", "ColumnDataSource", "File", "Plot", "FileInput", "builtins.open", "os.system")
TYPES += ("OpenURL", "panel.models.esm.ReactiveESM", "", "Model", "__main__", "Slider1", "Document")
KINDS = ("run", "show", "set", "set", "set", "resume", "reset", "section", "none", "")
KINDS += ("stop", "go-on", "table")
KINDS += ("set-outputs", *{**NEURON.handlers, **NETWORK.handlers, **SOFTMAX.handlers})
SETTINGS = ("preset", "epochs", "speed", "weight", "learning_rate", "cost", "data", "open", "pins")
SETTINGS += ("prediction", "networks", "mini_batch", "seed", "y", "a", "z1", "z5", "w1", "")
FIELDS = ("kind", "epoch", "value", "number", "done", "schedule", "lab", "section", "open")
FIELDS += ("tolerance", "prediction", "shape", "pin", "name", "hidden", "z", "weight", "bias")
FIELDS += ("learning_rate", "digit", "ink", "table", "text", "by", "outputs")
MESSAGE_TYPES = (
    "PATCH-DOC",
    "PULL-DOC-REQ",
    "PULL-DOC-REPLY",
    "PUSH-DOC",
    "SERVER-INFO-REQ",
    "ACK",
)
MESSAGE_TYPES += ("SERVER-INFO-REPLY", "OK", "ERROR", "NO-SUCH-TYPE", "")


def whole(kind: object, content: object, name: object = "1") -> list[str]:
    """Return the fragments of a message."""
    return [json.dumps({"msgid": name, "msgtype": kind}), "{}", written(content)]


def told(model: str, data: object) -> dict[str, Any]:
    """Return the part of a patch that says something to a component."""
    values = mapped(model={"id": model}, data=data)
    event = {"type": "event", "name": "data_event", "values": values}
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}


def mapped(**entries: object) -> dict[str, Any]:
    """Return a mapping in the form that Bokeh has for it."""
    return {"type": "map", "entries": [list(entry) for entry in entries.items()]}


@cache
def bomb() -> dict[str, Any]:
    """Return what Bokeh reads as many megabytes of zeros, packed small."""
    packed = base64.b64encode(gzip.compress(bytes(BOMB_BYTES))).decode()
    return {"type": "bytes", "data": packed}


def text(random: Random) -> str:
    """Return a text that nobody types."""
    if random.random() < 0.2:
        ends = random.choices((128, 0xD7FF), k=random.randrange(30))
        return "".join(chr(random.randrange(1, end)) for end in ends)
    return random.choice(TEXTS)


def typed(random: Random, ids: Sequence[str], depth: int) -> dict[str, Any]:
    """Return something in the form that Bokeh has for what JSON cannot say."""
    inner = [value(random, ids, depth + 1) for _ in range(random.randrange(3))]
    array = {"type": "ndarray", "array": inner, "order": "little"}
    number = {"type": "number", "value": random.choice(MARKS)}
    return random.choice(
        (
            number,
            number,
            {"type": "map", "entries": random.choice(([[each, each] for each in inner], inner, 1))},
            {"type": random.choice(("set", "array")), "entries": inner},
            {"type": "slice", "start": inner, "stop": 1, "step": None},
            {"type": "symbol", "name": text(random)},
            {"type": "typed_array", "array": inner, "order": "big", "dtype": "float64"},
            {**array, "shape": [10**9], "dtype": "float64"},
            {**array, "shape": [-1, 0], "dtype": random.choice(("object", "x", f"S{BOMB_BYTES}"))},
            bomb(),
            {"type": "bytes", "data": random.choice(({"id": "not sent"}, "no base64", 1))},
            {"type": "object", "name": random.choice(TYPES), "attributes": {"value": inner}},
            {
                "type": "object",
                "name": random.choice(TYPES),
                "id": random.choice((*ids, f"mine-{random.randrange(9)}")),
                "attributes": {random.choice(("code", "data", "name", "x")): inner},
            },
            {"type": random.choice(("value", "field", "expr", "event", "", None, [])), "x": inner},
        )
    )


def value(random: Random, ids: Sequence[str] = (), depth: int = 0) -> Any:
    """Return a value of any kind; ``ids`` are those of models that it may refer to."""
    draw = random.random()
    if draw < 0.25:
        return random.choice(NUMBERS)
    if draw < 0.5:
        return text(random)
    if draw < 0.6 or depth > 2:
        return random.choice((None, True, False))
    if draw < 0.8:
        return typed(random, ids, depth)
    if draw < 0.86:
        return {"id": random.choice((*ids, "p1", "no such model", None, 5, []))}
    if draw < 0.88 and depth == 0:
        return Deep(random.choice(DEPTHS))
    if draw < 0.94:
        return [value(random, ids, depth + 1) for _ in range(random.randrange(4))]
    return {text(random): value(random, ids, depth + 1) for _ in range(random.randrange(4))}


class Deep(list[Any]):
    """Lists in lists, ``depth`` of them, which no JSON writer follows: see ``written``."""

    def __init__(self, depth: int) -> None:
        super().__init__([f"deep-{depth}"])


def written(content: object) -> str:
    """Return ``content`` as JSON, however deep."""
    said = json.dumps(content)
    for depth in DEPTHS:
        said = said.replace(f'["deep-{depth}"]', "[" * depth + "]" * depth)
    return said


def said(random: Random, ids: Sequence[str]) -> Any:
    """Return what a component's script might say, or never would."""
    if random.random() < 0.3:
        return value(random, ids)
    entries: list[Any] = [["kind", random.choice(KINDS)], ["name", random.choice(SETTINGS)]]
    entries += [[random.choice(FIELDS), value(random, ids, 1)] for _ in range(random.randrange(4))]
    return {"type": "map", "entries": entries}


def event(random: Random, document: Mapping[str, Mapping[str, Any]]) -> Any:
    """Return a part of a patch for a page with these models."""
    ids = tuple(document)
    chosen = random.choice(ids)
    model = random.choice(({"id": chosen}, {"id": chosen}, {"id": chosen}, value(random, ids)))
    draw = random.random()
    if draw < 0.4:
        attributes = attributes_of(str(document[chosen]["name"]))
        attribute = random.choice((*attributes, "value", "value_throttled", value(random)))
        new = value(random, ids)
        return {"kind": "ModelChanged", "model": model, "attr": attribute, "new": new}
    if draw < 0.55:
        return told(chosen, said(random, ids))
    if draw < 0.75:
        return {
            "kind": "MessageSent",
            "msg_type": random.choice(("bokeh_event", "bokeh_event", "x", None)),
            "msg_data": {
                "type": random.choice(("event", "event", "event", "map")),
                "name": random.choice((*_CONCRETE_EVENT_CLASSES, text(random))),
                "values": {
                    "type": "map",
                    "entries": [["model", model], *random.sample(EXTRAS, random.randrange(3))],
                },
            },
        }
    any_value = value(random, ids)
    return random.choice(
        (
            {"kind": "ColumnDataChanged", "model": model, "attr": "data", "data": any_value},
            {"kind": "ColumnsStreamed", "model": model, "attr": "data", "data": any_value},
            {"kind": "ColumnsPatched", "model": model, "attr": "data", "patches": any_value},
            {"kind": "RootAdded", "model": model},
            {"kind": "RootRemoved", "model": model},
            {"kind": "TitleChanged", "title": any_value},
            {"kind": any_value},
            any_value,
        )
    )


EXTRAS: tuple[list[Any], ...] = (
    ["data", {"type": "map", "entries": [["kind", "run"]]}],
    ["node", "msg"],
    ["node", "click"],
    ["value", "nan"],
    ["x", 10**30],
    ["self", 1],
    ["no such name", None],
)
"""What an event may carry besides its model."""


@cache
def attributes_of(name: str) -> tuple[str, ...]:
    """Return the properties of the models that are called ``name``."""
    known = Model.model_class_reverse_map.get(name)
    return tuple(sorted(known.properties())) if known else ("name",)


def message(random: Random, document: Mapping[str, Mapping[str, Any]]) -> Fragments:
    """Return the fragments of a message for a page with these models.

    Most are whole messages with hostile contents; a few are no messages at all.
    """
    draw = random.random()
    if draw < 0.85:
        kind = "PATCH-DOC"
        content: Any = {"events": [event(random, document) for _ in range(random.randrange(1, 4))]}
    else:
        kind = random.choice((*MESSAGE_TYPES[:-2], *MESSAGE_TYPES))
        content = random.choice(({}, {"doc": {"roots": [], "title": "x"}}, value(random)))
    fragments: Fragments = [*whole(kind, content, random.randrange(10**9))]
    return fragments if random.random() > BROKEN else random.choice(BREAKAGES)(random, fragments)


def _headless(random: Random, given: Fragments) -> Fragments:
    header = {"msgid": value(random), "msgtype": random.choice(MESSAGE_TYPES), "reqid": 1}
    for name in random.sample(tuple(header), random.randrange(3)):
        del header[name]
    return [written(random.choice((header, value(random)))), *given[1:]]


def _buffers(random: Random, given: Fragments) -> Fragments:
    count = random.choice((1, 1, 2, -1, 0, 10**9, "1", None, 1.5, [], True))
    header = {"msgid": "b", "msgtype": "PATCH-DOC", "num_buffers": count}
    parts: tuple[str | bytes, ...] = ('{"id": "a"}', b"\x00" * 9, "{}", "", '{"id": []}', "[]")
    return [json.dumps(header), *given[1:], *random.choices(parts, k=random.randrange(4))]


BREAKAGES: tuple[Callable[[Random, Fragments], Fragments], ...] = (
    _headless,
    _headless,
    _buffers,
    _buffers,
    lambda random, given: [str(part)[: random.randrange(1, 40)] for part in given],
    lambda random, given: random.sample(given, 2),
    lambda random, given: [*given, *given[:2], *given],
    lambda random, given: [str(part).encode("utf-8", "replace") for part in given],
    lambda random, given: [random.randbytes(random.randrange(200))],
    lambda random, given: ["", "", ""],
    lambda random, given: [given[0], "{}", "x" * (LARGEST_MESSAGE + 1)],
    lambda random, given: [given[0], *["{}" * (LARGEST_MESSAGE // 8)] * 9],
    lambda random, given: [given[0], "[" * 100_000, "{}"],
)
"""Ways in which fragments are no message."""


def address(random: Random, names: Sequence[str]) -> str:
    """Return a query that nobody got from the page; ``names`` are those that mean something."""
    parts = []
    for _part in range(random.choice((0, 1, 1, 2, 3, 5, 40))):
        name = random.choice((*names, *names, text(random)))
        given = random.choice(
            (text(random), str(random.choice(NUMBERS[:11])), str(random.random()))
        )
        spell = random.choice((quote_plus, quote, lambda part: part[:200], _percent_rubbish))
        parts.append(
            spell(name.encode("utf-8", "replace").decode())
            + random.choice(("=", "=", "=", "", "=="))
            + spell(given.encode("utf-8", "replace").decode())
        )
    return random.choice(("&", "&", "&", "&&", ";")).join(parts)


PATH_PARTS = (
    *("", ".", "..", "lab", "course", "ws", "assets", "static", "healthz", "js", "start.js"),
    *("%2e%2e", "%2f", "%5c..", "%00", "%ff", "%", "%u1234", "\\", "..;", "\u202e", "é", "//"),
    *("@evil.example", "evil.example", "http:", "javascript:alert(1)", "<script>", '"', "'", "`"),
    *("?", "#", " ", "\t", "\n", "*", "(", ")", "[", ".*", "(?:", "\\d+", "$", "^", "x" * 5000),
)


def path(random: Random) -> str:
    """Return what somebody might take for a path, or hope that others do."""
    parts = random.choices((*PATH_PARTS, text(random)), k=random.choice((1, 1, 2, 3, 9)))
    return random.choice(("/", "", "//", "\\")) + random.choice(("/", "/", "//")).join(parts)


def _percent_rubbish(part: str) -> str:
    return "%" + "%".join((quote(part), "ff%fe", "u1234", "zz"))
