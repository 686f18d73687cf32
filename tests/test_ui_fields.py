"""app.ui.fields and app.ui.query.

What may be given from outside, what is made of it, and how an address carries it.
"""

import json
import math
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.ui.fields import Choice, Choices, Field, Number, Numbers, Problem, Refused
from app.ui.language import languages, translator
from app.ui.query import read_fields, read_or_default, refusal, write_fields
from core import RANGES, Range

WEIGHT = Number("weight", RANGES["weight"])
RATE = Number("learning_rate", RANGES["learning_rate"], ".3g")
TARGET = Number("target", RANGES["target"])
EPOCHS = Number("epochs", RANGES["epochs"], "d")
COST = Choice("cost", ("quadratic", "cross-entropy", "both"))
SPEED = Choice("speed", (0.1, 1.0, 10.0))
Z = Numbers("z", 4, Range(-5.0, 5.0), decimals=2)
MAYBE = Numbers("curve", 3, Range(0.0, 1.0), decimals=2, optional=True)
OPEN = Choices("open", ("why", "where", "map"))

NUMBERS = (WEIGHT, RATE, TARGET, EPOCHS)
FIELDS: tuple[Field, ...] = (*NUMBERS, COST, SPEED, Z, MAYBE, OPEN)
DEFAULTS: dict[str, Any] = {
    "weight": 0.6,
    "learning_rate": 0.15,
    "target": 0.0,
    "epochs": 300,
    "cost": "quadratic",
    "speed": 1.0,
    "z": (2.5, -1.0, 3.2, 0.5),
    "curve": (),
    "open": (),
}
ENGLISH = translator("en")

by_name = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)

ODD_TEXTS = (
    *("", " ", "nan", "-NaN", "inf", "-Infinity", "1e400", "-1e400", "1e-400", "0x10", "1_0"),
    *("１", "٣", "½", "∞", "-0", "-0.0", "1,5", "true", "None", "{}", "{0}", "\x00", "\ud800"),
    *("9" * 5000, "-" + "9" * 5000, "1,2,3", "1,2,3,4", "1,2,3,nan", "1e400,0,0,0", ",,,"),
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400)])
    | st.floats()
    | st.text()
    | st.binary()
    | st.sampled_from(ODD_TEXTS)
    | st.from_regex(r"[-+]?\d{1,3}(\.\d{0,4})?(e[-+]?\d{1,3})?", fullmatch=True)
)
anything = scalars | st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(), inner, max_size=3)
        | st.tuples(inner)
    ),
    max_leaves=8,
)


def is_allowed(field: Field, value: Any) -> bool:
    """Whether ``value`` is one that ``field`` promises."""
    if isinstance(field, Choice):
        return value in field.options
    if isinstance(field, Choices):
        return isinstance(value, tuple) and value == tuple(
            option for option in field.options if option in value
        )
    if isinstance(field, Numbers):
        if field.optional and value == ():
            return True
        low, high = field.limits
        is_tuple = isinstance(value, tuple) and len(value) == field.count
        return is_tuple and all(type(each) is float and low <= each <= high for each in value)
    assert isinstance(field, Number)
    kind = int if field is EPOCHS else float
    return type(value) is kind and field.limits.low <= value <= field.limits.high


@by_name
@given(offered=anything)
@example(offered="1e400")
@example(offered=float("nan"))
@example(offered=10**400)
@example(offered=[10**400] * 4)
@example(offered=[None] * 4)
@example(offered=True)
def test_whatever_is_given_is_a_value_in_range_or_refused(field, offered):
    try:
        value = field.read(offered)
    except Refused:
        sentence = refusal(field, offered, DEFAULTS[field.name], ENGLISH)
        assert field.name in sentence
        assert len(sentence) < 200
    else:
        assert is_allowed(field, value)


@by_name
def test_a_number_too_long_to_be_written_is_refused_too(field):
    longest = [10**5000] * field.count if isinstance(field, Numbers) else 10**5000
    with pytest.raises(Refused):
        field.read(longest)
    assert field.name in refusal(field, longest, DEFAULTS[field.name], ENGLISH)


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
@pytest.mark.parametrize(
    "offered",
    ["", "nan", "inf", "-inf", "1e400", "two", None, True, [], {}, math.nan, math.inf, 1j],
)
def test_what_is_no_number_is_refused(field, offered):
    with pytest.raises(Refused):
        field.read(offered)


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
def test_both_limits_are_allowed_and_nothing_beyond(field):
    low, high = field.limits
    for limit in (low, high):
        assert field.read(limit) == limit
        assert field.read(f"{limit:g}") == limit
    beyond = (low - 1, high + 1) if field is EPOCHS else (low - 1e-9, high + 1e-9)
    for number in beyond:
        with pytest.raises(Refused):
            field.read(number)
        with pytest.raises(Refused):
            field.read(repr(number))


@pytest.mark.parametrize("field", [WEIGHT, RATE, TARGET], ids=lambda field: field.name)
@given(data=st.data())
def test_a_number_in_range_survives_the_address(field, data):
    low, high = field.limits
    value = data.draw(st.floats(low, high))
    rounded = field.read(value)
    assert is_allowed(field, rounded)
    assert rounded == float(format(value, field.digits))
    assert field.read(repr(value)) == rounded
    assert field.read(field.write(value)) == rounded
    text = field.write(rounded)
    assert field.read(text) == rounded
    assert field.write(field.read(text)) == text
    assert text not in ("", "-0")
    assert "e" not in text
    if "." in text:
        assert not text.endswith(("0", "."))


@given(epochs=st.integers(1, 5000))
def test_a_whole_number_survives_the_address(epochs):
    assert EPOCHS.read(EPOCHS.write(epochs)) == EPOCHS.read(epochs) == EPOCHS.read(float(epochs))
    assert EPOCHS.read(epochs) == epochs
    assert EPOCHS.write(epochs) == str(epochs)
    for fraction in (f"{epochs}.5", epochs + 0.5):
        with pytest.raises(Refused):
            EPOCHS.read(fraction)


@pytest.mark.parametrize("language", languages())
def test_a_number_that_may_be_another_is_refused_and_told_why(language):
    translate = translator(language)
    said = refusal(WEIGHT, "1,234", 0.6, translate)
    assert "1,234" in said
    assert "0.6" in said
    assert WEIGHT.allowed(translate) not in said
    assert said != refusal(WEIGHT, "1,,234", 0.6, translate).replace("1,,234", "1,234")


@pytest.mark.parametrize("zero", [-0.0, "-0.0", -0.001, "-0.001", "-0"])
def test_there_is_no_minus_zero(zero):
    assert WEIGHT.write(WEIGHT.read(zero)) == "0"


@pytest.mark.parametrize("field", [COST, SPEED], ids=lambda field: field.name)
def test_each_option_survives_the_address(field):
    texts = [field.write(option) for option in field.options]
    assert len(set(texts)) == len(texts)
    for option, text in zip(field.options, texts, strict=True):
        assert field.read(option) == option
        assert field.read(text) == option


@pytest.mark.parametrize("offered", ["Quadratic", "quadratic ", "", "cross", 1, None, ["both"]])
def test_what_is_no_option_is_refused(offered):
    with pytest.raises(Refused):
        COST.read(offered)


def test_options_that_are_numbers_have_no_trailing_zeros():
    assert [SPEED.write(speed) for speed in SPEED.options] == ["0.1", "1", "10"]
    assert SPEED.read(1) == SPEED.read(1.0) == SPEED.read("1") == 1.0


@given(values=st.tuples(*[st.floats(-5, 5)] * 4))
def test_numbers_survive_the_address(values):
    rounded = Z.read(values)
    assert is_allowed(Z, rounded)
    assert rounded == pytest.approx(values, abs=0.005 + 1e-9)
    assert Z.read(list(values)) == rounded
    assert Z.read(Z.write(rounded)) == rounded
    assert Z.read(",".join(map(repr, values))) == rounded
    assert "-0" not in Z.write(rounded).split(",")


@pytest.mark.parametrize(
    "offered", ["1,2,3", "1,2,3,4,5", "1,2,3,", "1,2,3,x", "1,2,3,5.1", "1;2;3;4", 7, None, [1] * 3]
)
def test_numbers_of_which_one_is_wrong_are_refused(offered):
    with pytest.raises(Refused):
        Z.read(offered)


@given(chosen=st.lists(st.sampled_from(OPEN.options), max_size=6))
@example(chosen=[])
@example(chosen=["map", "why"])
@example(chosen=["map", "why", "map"])
def test_choices_survive_the_address_each_once_and_in_their_order(chosen):
    value = OPEN.read(chosen)
    assert set(value) == set(chosen)
    assert [*value] == sorted(value, key=OPEN.options.index)
    assert OPEN.read(tuple(chosen)) == OPEN.read(",".join(chosen)) == value
    assert OPEN.read(OPEN.write(value)) == value
    assert OPEN.write(value) == ",".join(value)


@pytest.mark.parametrize(
    "offered",
    [
        *("Why", " why", "why,", ",", "why;map", "why,all", "all", ["all"], ["why", None]),
        *([["why"]], [0], None, 7, True, math.nan, {}, {"why": True}, {"why"}),
    ],
)
def test_choices_of_which_one_is_wrong_are_refused(offered):
    with pytest.raises(Refused):
        OPEN.read(offered)


@given(values=st.tuples(*[st.floats(0, 1)] * 3))
def test_optional_numbers_are_numbers_or_none(values):
    rounded = MAYBE.read(values)
    assert is_allowed(MAYBE, rounded)
    assert MAYBE.read(MAYBE.write(rounded)) == rounded != ()
    for none in ("", ()):
        assert MAYBE.read(none) == ()
        assert MAYBE.means(none, ())
        assert not MAYBE.means(none, rounded)
    assert MAYBE.write(()) == ""


@pytest.mark.parametrize("offered", [" ", ",", ",,", "0", "0,0", "0,0,0,0", [], [0.5] * 2, None, 0])
def test_optional_numbers_of_which_some_are_missing_are_refused(offered):
    with pytest.raises(Refused):
        MAYBE.read(offered)


@pytest.mark.parametrize("none", ["", ()])
def test_numbers_that_are_not_optional_cannot_be_none(none):
    with pytest.raises(Refused):
        Z.read(none)


@by_name
def test_however_deep_a_list_is_it_is_refused_and_quoted(field):
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(Refused):
        field.read(deep)
    sentence = refusal(field, deep, DEFAULTS[field.name], ENGLISH)
    assert field.name in sentence
    assert len(sentence) < 200


@by_name
@pytest.mark.parametrize("language", languages())
def test_what_is_allowed_is_said_in_every_language(field, language):
    said = field.allowed(translator(language))
    if isinstance(field, Choice):
        wanted = [field.write(option) for option in field.options]
    elif isinstance(field, Choices):
        wanted = list(field.options)
    else:
        wanted = [f"{limit:g}" for limit in field.limits]
    assert all(text in said for text in wanted)
    assert "{" not in said


def test_whole_numbers_are_said_in_full():
    seed = Number("seed", Range(0, 1_000_000), "d")
    assert seed.allowed(ENGLISH) == "a whole number from 0 to 1000000"


def test_what_is_missing_takes_its_default_in_silence():
    assert read_fields({}, FIELDS, DEFAULTS, ENGLISH) == (DEFAULTS, [])


@by_name
@pytest.mark.parametrize("language", languages())
def test_what_is_malformed_takes_its_default_and_one_sentence(field, language):
    translate = translator(language)
    values, problems = read_fields({field.name: "{bad}"}, FIELDS, DEFAULTS, translate)
    assert values == DEFAULTS
    (problem,) = problems
    used = field.write(DEFAULTS[field.name])
    for part in (field.name, "{bad}", field.allowed(translate), used):
        assert part in problem.sentence
    assert problem.about == field.name


@pytest.mark.parametrize("language", languages())
def test_a_default_that_is_none_is_not_left_blank(language):
    for field in (MAYBE, OPEN):
        said = refusal(field, "x", (), translator(language))
        assert not re.search(r"(Using|改用) *[.。]", said)
    assert "none" in refusal(OPEN, "x", (), ENGLISH)
    assert "none" not in refusal(OPEN, "x", ("why",), ENGLISH)


def test_a_long_text_is_quoted_in_part():
    ((_name, sentence),) = read_fields({"weight": "x" * 9999}, [WEIGHT], DEFAULTS, ENGLISH)[1]
    assert "xxxxxxxx" in sentence
    assert "…" in sentence
    assert len(sentence) < 200


def test_every_wrong_field_has_its_own_sentence_and_the_right_ones_count():
    query = {"weight": "6", "epochs": "2.5", "cost": "both", "z": "0,0,0,0"}
    values, problems = read_fields(query, FIELDS, DEFAULTS, ENGLISH)
    assert values == DEFAULTS | {"cost": "both", "z": (0.0, 0.0, 0.0, 0.0)}
    assert len(problems) == 2
    assert [problem.about for problem in problems] == ["weight", "epochs"]
    assert ["weight" in problem.sentence for problem in problems] == [True, False]
    assert ["epochs" in problem.sentence for problem in problems] == [False, True]


def test_what_is_told_is_the_sentence_or_that_all_is_well():
    told: list[Problem] = []
    assert read_or_default(WEIGHT, "9", 1.0, told.append, ENGLISH) == 1.0
    assert read_or_default(WEIGHT, "2", 1.0, told.append, ENGLISH) == 2.0
    assert told == [Problem("weight", refusal(WEIGHT, "9", 1.0, ENGLISH)), Problem("weight", "")]


def test_names_that_are_no_field_are_let_be():
    query = {"utm_source": "mail", "": "", "Weight": "9", "weight": "1"}
    assert read_fields(query, [WEIGHT], DEFAULTS, ENGLISH) == ({"weight": 1.0}, [])


def test_only_what_differs_from_its_default_is_written():
    assert write_fields(DEFAULTS, FIELDS, DEFAULTS) == {}
    assert write_fields(DEFAULTS | {"weight": 0.601}, FIELDS, DEFAULTS) == {}
    values = DEFAULTS | {"weight": 1.1, "speed": 10.0, "z": (0.0, 1.0, 2.0, -0.5)}
    written = {"weight": "1.1", "speed": "10", "z": "0,1,2,-0.5"}
    assert write_fields(values, FIELDS, DEFAULTS) == written


@given(data=st.data())
def test_what_is_written_is_read_again(data):
    values = {
        field.name: field.read(data.draw(st.floats(*field.limits)))
        for field in (WEIGHT, RATE, TARGET)
    }
    values |= {"epochs": data.draw(st.integers(1, 5000))}
    values |= {field.name: data.draw(st.sampled_from(field.options)) for field in (COST, SPEED)}
    values |= {"z": Z.read(data.draw(st.tuples(*[st.floats(-5, 5)] * 4)))}
    values |= {"curve": MAYBE.read(data.draw(st.just(()) | st.tuples(*[st.floats(0, 1)] * 3)))}
    values |= {"open": OPEN.read(data.draw(st.lists(st.sampled_from(OPEN.options))))}
    query = write_fields(values, FIELDS, DEFAULTS)
    assert read_fields(query, FIELDS, DEFAULTS, ENGLISH) == (values, [])
    assert query == {name: text for name, text in query.items() if values[name] != DEFAULTS[name]}
    assert json.loads(json.dumps(query)) == query
