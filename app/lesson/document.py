"""The one HTML file of a lesson: all that it needs is in it, and it asks for nothing."""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader

from app.lesson.assets import styles
from app.ui.assets import ASSETS
from app.ui.bundle import bundle
from app.ui.language import Translate, own_name, translator
from app.ui.needed_scripts import drawing_script

MOST_BYTES = 2_000_000
DIGITS = (17, 9, 6, 5)
"""So many digits the numbers of a run have: all of them, or if that is too much fewer."""
PAGE_STYLES = ("tokens", "base", "page", "lab", "experiments", "sections", "charts")
LAB_STYLES: Mapping[str, tuple[str, ...]] = {
    "neuron": ("neuron",),
    "several": ("neuron", "multi-input"),
    "network": ("network",),
    "softmax": ("softmax",),
    "overfitting": ("network", "overfitting"),
    "tuning": ("network", "tuning"),
}
LAST_STYLES = ("phone", "lesson", "print")
"""The style sheets, in the order in which a page has them."""

UNPACK = """\
globalThis.unpacked = async (id) => {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(packed, (each) => each.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).text();
};
unpacked("packed-script").then((text) => {
  const script = document.createElement("script");
  script.textContent = text;
  document.head.append(script);
});
"""
"""Runs the script that is packed into the page: as it is, it would be most of the file."""


class TooLarge(ValueError):
    """A lesson would be larger than MOST_BYTES."""


def lesson_html(recording: Mapping[str, Any], address: str, theme: str) -> bytes:
    """Return the file of what :func:`app.lesson.recording.record` made of the run at ``address``.

    Its first language is the one that it is shown in. The numbers of a long run have fewer digits,
    and the file says so. Raises TooLarge.
    """
    sizes = []
    for digits in DIGITS:
        page = _page(recording, digits, address, theme)
        if len(page) <= MOST_BYTES:
            return page
        sizes.append(len(page))
    raise TooLarge(f"{sizes[-1]:,} bytes, of at most {MOST_BYTES:,}: take fewer epochs")


def _page(recording: Mapping[str, Any], digits: int, address: str, theme: str) -> bytes:
    """Return the file, with numbers of so many digits in it."""
    languages = {
        code: {**told, "page": _texts(told, digits, translator(code))}
        for code, told in recording["languages"].items()
    }
    rows = recording["rows"] if digits == DIGITS[0] else _rounded(recording["rows"], digits)
    run = {**recording, "languages": languages, "rows": rows}
    first = next(iter(languages))
    sheets = (*PAGE_STYLES, *LAB_STYLES[recording["lab"]], *LAST_STYLES)
    return (
        _environment()
        .get_template("lesson.html")
        .render(
            language=first,
            languages={code: own_name(code) for code in languages},
            theme=theme,
            page=languages[first]["page"],
            address=address,
            link=address.startswith(("http://", "https://")),
            policy=_policy(UNPACK, _script()),
            unpack=UNPACK,
            styles="\n".join(styles()[name] for name in sheets),
            script=_packed_script(),
            run=_packed(json.dumps(run, allow_nan=False, default=_plain)),
        )
        .encode()
    )


def _rounded(value: Any, digits: int) -> Any:
    """Return rows with all their numbers rounded to so many digits."""
    if isinstance(value, float):
        return float(f"{value:.{digits}g}")
    if isinstance(value, list):
        return [_rounded(each, digits) for each in value]
    if isinstance(value, Mapping):
        return {name: _rounded(each, digits) for name, each in value.items()}
    return value


def _texts(told: Mapping[str, Any], digits: int, _: Translate) -> dict[str, str]:
    """Return what a lesson says of itself."""
    rounded = _("As it is long, its numbers have {digits} digits here.").format(digits=digits)
    left_out = _("Only in the lab itself: {sections}.")
    return {
        "title": _("Neuron Lab: {lab}").format(lab=told["title"]),
        "recorded": _("A recorded run; its settings are fixed in this file."),
        "rounded": "" if digits == DIGITS[0] else rounded,
        "made_from": _("Made from"),
        "left_out": left_out.format(sections=_(", ").join(told["left_out"])),
        "needs_lab": _("This file has one run. To change something, open the lab."),
        "language": _("Language"),
        "theme": _("Dark theme"),
    }


def _policy(*scripts: str) -> str:
    """Return the content security policy under which only ``scripts`` run, and nothing is asked."""
    hashes = (hashlib.sha256(script.encode()).digest() for script in scripts)
    allowed = " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline';"
        " img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _script() -> str:
    """Return Bokeh and all scripts of the labs with runs."""
    own = bundle("lesson.js", also="sections", address="document.baseURI")
    return f'{drawing_script()}\n(() => {{\n"use strict";\n{own}use("lesson.js");\n}})();\n'


@cache
def _packed_script() -> str:
    return _packed(_script())


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _plain(value: Any) -> Any:
    """Return what JSON can write in place of a number of numpy."""
    return value.item() if hasattr(value, "item") else list(value)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(ASSETS), autoescape=True, trim_blocks=True)
