"""app.page.qr_code: the QR code of an address."""

from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import segno

from app.page.qr_code import DARK, LIGHT, qr_code

ADDRESS = "https://lab.example/?lang=en&preset=badly-wrong&cost=both"


def picture(code: str) -> ElementTree.Element:
    kind, written = code.split(",", 1)
    assert kind.startswith("data:image/svg+xml")
    return ElementTree.fromstring(unquote(written))


def test_it_is_a_picture_of_the_code_that_holds_the_address():
    light, dark = picture(qr_code(ADDRESS))
    assert (light.get("fill"), dark.get("stroke")) == (LIGHT, DARK)
    matrix = segno.make_qr(ADDRESS, error="l").matrix
    # Each run of dark modules in a row is one line.
    rows = ["".join("#" if module else " " for module in row).split() for row in matrix]
    assert dark.get("d", "").count("h") == sum(map(len, rows))


def test_there_is_a_quiet_zone_around_it():
    found = picture(qr_code(ADDRESS))
    side = len(segno.make_qr(ADDRESS, error="l").matrix) + 2 * 4
    assert found.get("viewBox") == f"0 0 {side} {side}"


@pytest.mark.parametrize(("length", "is_held"), [(2953, True), (2954, False), (16_384, False)])
def test_what_no_code_holds_has_none(length, is_held):
    assert bool(qr_code("a" * length)) == is_held
