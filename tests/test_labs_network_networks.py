"""app.labs.network.networks: networks as an address has them, and what is none is refused."""

import math
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.network.networks import (
    OUTPUT_LAYER_LABELS,
    START_LABELS,
    Network,
    Networks,
)
from app.labs.network.settings import START_NAMES, labels
from app.networks.jobs import key
from app.networks.side_by_side import MOST_NETWORKS, NO_LAYER
from app.ui.fields import Number, Refused
from app.ui.language import languages, translator
from app.ui.query import refusal
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import MOST_HIDDEN_LAYERS, NETWORK_RANGES, Start

FIELD = Networks()
ENGLISH = translator("en")
RATE = Number("learning_rate", NETWORK_RANGES["learning_rate"], ".3g")
PARAMETER = Number("regularisation_parameter", NETWORK_RANGES["regularisation_parameter"], ".3g")
LOW, HIGH = (int(limit) for limit in NETWORK_RANGES["hidden"])
ONE = "sigmoid-quadratic:unit:0.5:30"

network = st.builds(
    Network,
    st.sampled_from(list(OUTPUT_LAYERS)),
    st.sampled_from(list(map(str, Start))),
    st.floats(*NETWORK_RANGES["learning_rate"]).map(RATE.read),
    st.lists(st.integers(LOW, HIGH), max_size=MOST_HIDDEN_LAYERS).map(tuple),
    st.just(0.0) | st.floats(*NETWORK_RANGES["regularisation_parameter"]).map(PARAMETER.read),
)
networks = st.lists(network, min_size=1, max_size=MOST_NETWORKS).map(tuple)

ODD = (
    *("", " ", "0", "-1", "１", "٣", "½", "1_0", "nan", "inf", "-inf", "1e400", "0x10", "None"),
    *("\x00", "\ud800", "x" * 100_000, "9" * 100_000, "," * 100_000, ":" * 100_000, "-" * 100_000),
    *("1,2,3,4", ":::", ",", "{0}", "%s"),
)
parts = st.sampled_from(
    [
        *ODD[:14],
        "\x00",
        "9" * 5000,
        *OUTPUT_LAYERS,
        *map(str, Start),
        "0.5",
        "30",
        "30-20",
        "3-",
        "-3",
    ]
)
nearly = st.lists(st.lists(parts, max_size=5).map(":".join), max_size=5).map(",".join)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | nearly,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=6,
)


@given(chosen=networks)
def test_networks_survive_the_address(chosen):
    written = FIELD.write(chosen)
    assert FIELD.read(written) == chosen
    assert FIELD.means(written, chosen)
    assert re.fullmatch(r"[-a-z0-9.:,]+", written)


@given(chosen=networks)
def test_blanks_around_the_parts_do_not_matter(chosen):
    spaced = re.sub("([:,])", r" \1 ", FIELD.write(chosen))
    assert FIELD.read(f" {spaced} ") == chosen


def test_what_is_written_is_what_was_promised():
    chosen = (
        Network("softmax-log-likelihood", "scaled", 0.25, ()),
        Network("linear-quadratic", Start.BADLY_WRONG, 10.0, (100, 1, 30)),
    )
    written = "softmax-log-likelihood:scaled:0.25:0,linear-quadratic:badly-wrong:10:100-1-30"
    assert FIELD.write(chosen) == written
    assert FIELD.read(written) == chosen
    assert FIELD.write([Network("linear-quadratic", "unit", 1.0, ())]).endswith(f":{NO_LAYER}")


@pytest.mark.parametrize("given_", ODD, ids=lambda each: repr(each[:12]))
def test_odd_texts_are_refused(given_):
    with pytest.raises(Refused):
        FIELD.read(given_)


@pytest.mark.parametrize(
    "given_",
    [
        *(None, True, 0, 1, 10**400, 10**5000, 0.5, math.nan, math.inf, 1j, [], {}, (), b""),
        *(object(), [ONE], (ONE,), {ONE: ONE}, ONE.encode(), [[[]]]),
        [Network("linear-quadratic", "unit", 1.0)],
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_is_no_text_is_refused(given_):
    with pytest.raises(Refused):
        FIELD.read(given_)


@pytest.mark.parametrize(
    "layers",
    [
        *("", " ", "-", "3-", "-3", "3--3", "00-3", "0-3", "3-0", "-1", "101", "30-101", "1.5"),
        *("1e9", "nan", "inf", "½", "\x00", "3\x000", "0x10", "thirty", "9" * 5000, "1-1-1-1"),
        "1-" * 5000,
    ],
    ids=lambda each: repr(each[:8]),
)
def test_layers_that_are_none_are_refused(layers):
    with pytest.raises(Refused):
        FIELD.read(f"sigmoid-quadratic:unit:0.5:{layers}")


@given(size=st.integers(-(10**30), 10**30) | st.integers(LOW - 2, HIGH + 2))
@example(size=LOW)
@example(size=HIGH)
@example(size=LOW - 1)
@example(size=HIGH + 1)
def test_a_layer_has_1_to_100_neurons(size):
    # As one of two, since 0 alone stands for no layer.
    text = f"sigmoid-quadratic:unit:0.5:7-{size}"
    if LOW <= size <= HIGH:
        assert FIELD.read(text)[0].hidden == (7, size)
    else:
        with pytest.raises(Refused):
            FIELD.read(text)
    assert (LOW, HIGH) == (1, 100)


@pytest.mark.parametrize(
    "rate",
    ["", "0", "-1", "nan", "inf", "1e400", "100.1", "0.0009", "½", "\x00", "0x1", "x", "0,5"],
)
def test_a_learning_rate_that_is_none_is_refused(rate):
    with pytest.raises(Refused):
        FIELD.read(f"sigmoid-quadratic:unit:{rate}:30")


@pytest.mark.parametrize(
    "text",
    [
        "sigmoid:unit:0.5:30",
        ":unit:0.5:30",
        "sigmoid-quadratic::0.5:30",
        "sigmoid-quadratic:wrong:0.5:30",
        "Sigmoid-quadratic:unit:0.5:30",
        "sigmoid-quadratic:unit:0.5",
        "sigmoid-quadratic:unit:0.5:30:0:0",
        "sigmoid-quadratic:unit:0.5:30:",
        "sigmoid-quadratic:unit:0.5:30:-1",
        "sigmoid-quadratic:unit:0.5:30:1001",
        "sigmoid-quadratic:unit:0.5:30:nan",
        f"{ONE},",
        f",{ONE}",
        f"{ONE},,{ONE}",
        f"{ONE}\x00",
        f"{ONE};{ONE}",
        ",".join([ONE] * (MOST_NETWORKS + 1)),
    ],
)
def test_what_is_nearly_networks_is_refused(text):
    assert FIELD.read(ONE)
    with pytest.raises(Refused):
        FIELD.read(text)


def test_without_lambda_there_is_none_and_old_addresses_stay_as_they_are():
    (found,) = FIELD.read(ONE)
    assert found.regularisation_parameter == 0
    assert FIELD.read(f"{ONE}:0") == (found,)
    assert FIELD.write([found]) == ONE
    assert FIELD.edited([found]) == [["sigmoid-quadratic", "unit", "0.5", "30", "0"]]
    assert FIELD.read(FIELD.edited([found])) == (found,)
    (regularised,) = FIELD.read(f"{ONE}:5")
    assert regularised.regularisation_parameter == 5
    assert FIELD.write([regularised, found]) == f"{ONE}:5,{ONE}"


def test_there_can_be_as_many_as_four():
    assert MOST_NETWORKS == 4
    assert len(FIELD.read(",".join([ONE] * 4))) == 4


@given(offered=anything)
@example(offered="sigmoid-quadratic:unit:0.5:1_0")
@example(offered="sigmoid-quadratic:unit:１:１")
def test_whatever_is_given_is_networks_or_refused(offered):
    try:
        read = FIELD.read(offered)
    except Refused:
        sentence = refusal(FIELD, offered, (Network("linear-quadratic", "unit", 0.1),), str)
        assert sentence.startswith(("networks", "Network "))
        assert len(sentence) < 500
    else:
        assert 0 < len(read) <= MOST_NETWORKS
        for each in read:
            assert each.output_layer in OUTPUT_LAYERS
            assert each.start in list(Start)
            low, high = NETWORK_RANGES["learning_rate"]
            assert type(each.learning_rate) is float
            assert low <= each.learning_rate <= high
            low, high = NETWORK_RANGES["regularisation_parameter"]
            assert type(each.regularisation_parameter) is float
            assert low <= each.regularisation_parameter <= high
            assert len(each.hidden) <= MOST_HIDDEN_LAYERS
            assert all(type(size) is int and LOW <= size <= HIGH for size in each.hidden)
        assert FIELD.read(FIELD.write(read)) == read


@pytest.mark.parametrize("language", languages())
def test_what_is_allowed_is_said_with_an_example_that_is(language):
    said = FIELD.allowed(translator(language))
    assert not re.search(r"[{}]", said)
    (found,) = re.findall(r"[-a-z]+:[-a-z]+:[0-9.]+:[-0-9]+", said)
    assert FIELD.read(found)
    for number in (MOST_NETWORKS, "0.001", 100, MOST_HIDDEN_LAYERS, LOW, HIGH, 1000):
        assert re.search(rf"(?<![\d.]){number}(?![\d.]*\d)", said), number


@pytest.mark.parametrize("language", languages())
def test_every_network_has_a_name_of_its_own(language):
    translate = translator(language)
    assert list(OUTPUT_LAYER_LABELS) == list(OUTPUT_LAYERS)
    assert list(START_LABELS) == list(START_NAMES) == list(Start)
    every = [Network(output_layer, "unit", 1.0) for output_layer in OUTPUT_LAYERS]
    same = [every[0]] * MOST_NETWORKS
    for chosen in (every, same):
        names = labels(chosen, translate)
        assert len(set(names)) == len({key(index) for index in range(len(chosen))}) == len(chosen)
        # What differs is said where the number and the pairing do not say it, and nothing else.
        for index, (name, each) in enumerate(zip(names, chosen, strict=True)):
            assert name == f"{index + 1} {translate(OUTPUT_LAYER_LABELS[each.output_layer])}"
    assert key(0) == "run-1"


def test_networks_of_the_same_outputs_are_called_by_what_differs():
    networks = FIELD.read(
        "sigmoid-cross-entropy:unit:0.5:30,sigmoid-cross-entropy:scaled:0.5:30,"
        "linear-quadratic:badly-wrong:0.1:0"
    )
    assert labels(networks, ENGLISH) == [
        "1 Sigmoid, cross-entropy, unit Gaussian",
        "2 Sigmoid, cross-entropy, Gaussian/√n",
        "3 Linear, quadratic cost",
    ]
    networks = FIELD.read(f"{ONE},sigmoid-quadratic:unit:3:30-20,sigmoid-quadratic:unit:3:0")
    assert labels(networks, ENGLISH) == [
        "1 Sigmoid, quadratic cost, η = 0.5, 30 hidden",
        "2 Sigmoid, quadratic cost, η = 3, 30-20 hidden",
        "3 Sigmoid, quadratic cost, η = 3, no hidden layer",
    ]
    assert labels(FIELD.read(f"{ONE}:5,{ONE}"), ENGLISH) == [
        "1 Sigmoid, quadratic cost, λ = 5",
        "2 Sigmoid, quadratic cost, λ = 0",
    ]


@given(chosen=networks, language=st.sampled_from(languages()))
def test_names_without_their_numbers_are_the_same_for_the_same_networks_alone(chosen, language):
    names = [name.partition(" ")[2] for name in labels(chosen, translator(language))]
    for one, name in zip(chosen, names, strict=True):
        for other, another in zip(chosen, names, strict=True):
            assert (name == another) == (one == other)


USED = FIELD.read("sigmoid-quadratic:unit:3:30,linear-quadratic:scaled:0.1:0")


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (
            "sigmoid-quadratic:unit:999:30,linear-quadratic:scaled:0.1:0",
            "Network 1, η: “999” is not a number from 0.001 to 100. Using 3.",
        ),
        (
            "sigmoid-quadratic:unit:3:30,linear-quadratic:scaled:0.1: abc ",
            "Network 2, hidden layers: “abc” is not up to 3 numbers of neurons from 1 to 100 with -"
            " between them, or 0 for none. Using 0.",
        ),
        (
            "sigmoid-quadratic:unit:3:30,linear:scaled:0.1:0",
            "Network 2, output and cost: “linear” is not one of sigmoid-quadratic,"
            " sigmoid-cross-entropy, linear-quadratic, softmax-log-likelihood."
            " Using linear-quadratic.",
        ),
        (
            "sigmoid-quadratic::3:30,linear-quadratic:scaled:0.1:0",
            "Network 1, start: “” is not one of unit, scaled, badly-wrong. Using unit.",
        ),
        (
            "sigmoid-quadratic:unit:3:30:-1,linear-quadratic:scaled:0.1:0",
            "Network 1, λ: “-1” is not a number from 0 to 1000. Using 0.",
        ),
    ],
)
def test_the_part_of_a_network_that_is_wrong_is_named(given_, said):
    assert refusal(FIELD, given_, USED, ENGLISH) == said


@pytest.mark.parametrize(
    "given_",
    [
        # Another network, one more, and one less than those that are used instead.
        "sigmoid-quadratic:unit:999:30,linear-quadratic:scaled:0.2:0",
        f"{FIELD.write(USED)},sigmoid-quadratic:unit:999:30",
        "sigmoid-quadratic:unit:999:30",
    ],
)
def test_where_more_than_the_wrong_part_is_replaced_all_of_it_is_told(given_):
    said = refusal(FIELD, given_, USED, ENGLISH)
    assert re.match(r"Network [13], η: “999” is not a number", said)
    assert said.endswith(f"Using {FIELD.write(USED)}.")


def test_two_wrong_parts_are_replaced_by_all():
    said = refusal(
        FIELD, "sigmoid-quadratic:unit:999:x,linear-quadratic:scaled:0.1:0", USED, ENGLISH
    )
    assert said.startswith("Network 1, η: “999”")
    assert said.endswith(f"Using {FIELD.write(USED)}.")


def test_in_chinese_the_parts_have_chinese_names():
    said = refusal(FIELD, "sigmoid-quadratic:unit:3:x", USED[:1], translator("zh"))
    assert said.startswith("网络 1，隐藏层：“x”")
    assert not re.search("hidden|networks", said)
