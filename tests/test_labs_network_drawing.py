"""app.labs.network.sections.draw: a drawing as hexadecimal digits, and nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.network.sections.draw import HEX_DIGITS, Ink, bitmap
from app.ui.fields import Refused
from app.ui.language import languages, translator
from app.ui.query import refusal
from core.data.drawing import CELLS

BLANK = "0" * 256


@given(st.binary(min_size=128, max_size=128))
def test_a_drawing_is_read_as_it_was_written(content):
    field, text = Ink(), content.hex()
    assert field.read(text) == text
    assert field.write(field.read(text)) == text
    cells = bitmap(text)
    assert (cells.shape, cells.dtype) == ((32, 32), np.dtype(bool))
    assert np.packbits(cells).tobytes() == content


def test_cells_are_row_by_row_from_the_left():
    assert np.argwhere(bitmap("8" + BLANK[1:])).tolist() == [[0, 0]]
    assert np.argwhere(bitmap("1" + BLANK[1:])).tolist() == [[0, 3]]
    assert np.argwhere(bitmap(BLANK[:8] + "4" + BLANK[9:])).tolist() == [[1, 1]]
    assert np.argwhere(bitmap(BLANK[:-1] + "1")).tolist() == [[31, 31]]


def test_none_is_a_drawing_without_ink():
    assert Ink().read("") == Ink().write("") == ""
    assert bitmap("").shape == (CELLS, CELLS)
    assert not bitmap("").any()


@pytest.mark.parametrize(
    "given",
    [
        *(BLANK[1:], BLANK + "0", BLANK[1:] + "g", BLANK[1:] + "A", BLANK + "\n", "\n" + BLANK[1:]),
        *(" ", "0", BLANK[1:] + " ", BLANK[1:] + "٠", "0x" + BLANK[2:], "\ud800" * 256),
        *(None, 0, True, 1.5, [], {}, [BLANK], BLANK.encode(), (BLANK,), float("nan"), 10**300),
    ],
    ids=lambda value: repr(value)[-9:],
)
def test_anything_else_is_refused(given):
    with pytest.raises(Refused):
        Ink().read(given)
    for language in languages():
        said = refusal(Ink(), given, "", translator(language))
        assert str(HEX_DIGITS) in said
        assert "ink" in said
