"""core.multi_input.table.

What is read, what is refused and where, and that what is written is read again.
"""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.multi_input.examples import MOST_EXAMPLES, MOST_INPUTS, Examples
from core.multi_input.presets import PRESETS
from core.multi_input.table import MESSAGES, TableError, TableFault, read, write
from tests.tables import tables

OR = PRESETS["or"].examples


@pytest.mark.parametrize(
    "text",
    [
        "0,0,0\n0,1,1\n1,0,1\n1,1,1\n",
        "0,0,0\n0,1,1\n1,0,1\n1,1,1",
        "x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n",
        "0\t0\t0\r\n0\t1\t1\r\n1\t0\t1\r\n1\t1\t1\r\n",
        "p;q;or\n0;0;0\n0;1;1\n1;0;1\n1;1;1\n",
        "0,0,0\r0,1,1\r1,0,1\r1,1,1\r",
        "\ufeff甲,乙,答\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n",
        "\ufeff0,0,0\n0,1,1\n1,0,1\n1,1,1\n",
        "\n \n0,0,0\n\n,,\n0,1,1\n   \n1,0,1\n1,1,1\n\n\n",
        ' 0 , 0 ,0\n0.0,+1, 1e0\n"1","0","1"\n１,1.,1.000\n',
        '"the first; the second","x, y",\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n',
        '"a header\nof two lines",,\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n',
    ],
)
def test_the_same_table_in_many_hands(text):
    assert read(text) == OR


def test_numbers():
    examples = read("-1.5e-3,−2,\u00a03,0.25\n")
    assert examples.inputs.tolist() == [[-0.0015, -2, 3]]
    assert examples.targets.tolist() == [0.25]
    assert read("-1e6,1e6,1\n").inputs.tolist() == [[-1e6, 1e6]]
    assert read("5,0").inputs.shape == (1, 1)


def test_limits():
    widest = ",".join(["1"] * (MOST_INPUTS + 1)) + "\n"
    assert read(widest * MOST_EXAMPLES).inputs.shape == (MOST_EXAMPLES, MOST_INPUTS)
    assert read("x1,y\n" + "1,1\n" * MOST_EXAMPLES).inputs.shape == (MOST_EXAMPLES, 1)


@pytest.mark.parametrize(
    ("text", "fault", "line", "column", "cell"),
    [
        ("", TableFault.EMPTY, 1, 1, ""),
        (" \n,,\n", TableFault.EMPTY, 1, 1, ""),
        ("x1,x2,y\n", TableFault.EMPTY, 1, 1, ""),
        ("x,y\n1,0\n1,one\n", TableFault.NOT_A_NUMBER, 3, 2, "one"),
        ("1,0\n\n\n2,0\nx,1\n", TableFault.NOT_A_NUMBER, 5, 1, "x"),
        ("1,x,0\n", TableFault.NOT_A_NUMBER, 1, 2, "x"),
        ("x,y\nx,y\n1,0", TableFault.NOT_A_NUMBER, 2, 1, "x"),
        ("nan,1\n0,1\n", TableFault.NOT_A_NUMBER, 1, 1, "nan"),
        ("1,0\ninf,0", TableFault.NOT_A_NUMBER, 2, 1, "inf"),
        ("1,0\n1e999,0", TableFault.NOT_A_NUMBER, 2, 1, "1e999"),
        ("1,0\n1_0,0", TableFault.NOT_A_NUMBER, 2, 1, "1_0"),
        ("1,0\n0x1,0", TableFault.NOT_A_NUMBER, 2, 1, "0x1"),
        ("1,0\n\0,0", TableFault.NOT_A_NUMBER, 2, 1, "\0"),
        ("1,0\n٣,0", TableFault.NOT_A_NUMBER, 2, 1, "٣"),
        ("1;0\n1,234;0\n", TableFault.UNCLEAR, 2, 1, "1,234"),
        ("1,234;1,000\n1;0\n", TableFault.UNCLEAR, 1, 1, "1,234"),
        ('1,0\n"1.234,5",0\n', TableFault.UNCLEAR, 2, 1, "1.234,5"),
        ("1,0\n1000001,0\n", TableFault.INPUT_OUTSIDE, 2, 1, "1000001"),
        ("1,0\n-1e7,0\n", TableFault.INPUT_OUTSIDE, 2, 1, "-1e7"),
        ("1,0\n1,2\n", TableFault.TARGET_OUTSIDE, 2, 2, "2"),
        ("1,-0.1\n", TableFault.TARGET_OUTSIDE, 1, 2, "-0.1"),
        ("1,2,0\n1,,0\n", TableFault.MISSING, 2, 2, ""),
        ("1,2,\n", TableFault.MISSING, 1, 3, ""),
        ("1,2,0\n1,0\n", TableFault.MISSING, 2, 3, ""),
        ("1,0\n1,0,7\n", TableFault.EXTRA, 2, 3, "7"),
        ("1\n0\n", TableFault.NO_INPUT, 1, 2, ""),
        ("x\n2\n", TableFault.NO_INPUT, 2, 2, ""),
        ("1 0\n1 1\n", TableFault.NO_INPUT, 2, 2, ""),
        ("1," * 9 + "0\n", TableFault.TOO_MANY_INPUTS, 1, 10, "0"),
        ("y,x\n" + "1,0\n" * 257, TableFault.TOO_MANY_EXAMPLES, 258, 1, "1"),
        ('1,0\n"1,0\n1,1\n', TableFault.QUOTES, 2, 1, ""),
        ('1,0\n"1"2,0\n', TableFault.QUOTES, 2, 1, ""),
        ('"a\nb",c\n1,0\n1,x\n', TableFault.NOT_A_NUMBER, 4, 2, "x"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text, fault, line, column, cell):
    with pytest.raises(TableError) as caught:
        read(text)
    error = caught.value
    assert (error.fault, error.line, error.column, error.text) == (fault, line, column, cell)
    assert str(error).startswith(f"line {line}, column {column}: ")
    assert isinstance(error, ValueError)


def test_messages_are_one_short_line_and_there_is_one_for_every_fault():
    assert set(MESSAGES) == set(TableFault)
    for fault in TableFault:
        error = TableError(fault, 3, 2, "a\nb" * 1000)
        assert len(str(error)) < 120
        assert "\n" not in str(error)
        again = pickle.loads(pickle.dumps(error))
        assert (again.fault, again.line, again.column, again.text) == (fault, 3, 2, error.text)
    assert str(TableError(TableFault.TARGET_OUTSIDE, 2, 3, "7")) == (
        "line 2, column 3: target '7' is not from 0 to 1"
    )


def test_what_is_written():
    assert write(OR) == "x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n"
    assert write(OR, header=False) == "0,0,0\n0,1,1\n1,0,1\n1,1,1\n"
    exact = Examples(np.array([[0.1, -1e6, 1e-7]]), np.array([1 / 3]))
    assert write(exact, header=False) == "0.1,-1000000,1e-07,0.3333333333333333\n"


@given(tables(), st.booleans(), st.sampled_from(",;\t"))
def test_what_is_written_is_read_again(examples, header, delimiter):
    assert read(write(examples, header).replace(",", delimiter)) == examples


@given(st.text(alphabet=st.sampled_from('01.-e,;\t\n\r" x"𝟙²'), max_size=60) | st.text())
def test_any_text_is_read_or_refused(text):
    try:
        examples = read(text)
    except TableError as refused:
        error = refused
    else:
        assert isinstance(examples, Examples)
        return
    assert 1 <= error.line <= len((text + "\n").splitlines()) + 1
    assert error.column >= 1
    assert str(error)
