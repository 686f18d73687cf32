"""app.page.address_words: what an address says, as labels on the page call it."""

import pytest

from app.labs.registry import LABS
from app.page.address_words import LONGEST_VALUE, lines, parts_of, settings_of
from app.page.sharing import query_in
from app.ui.language import languages, translator

ENGLISH = translator("en")


def said(query: str, language: str = "en") -> dict[str, str]:
    return dict(lines(query_in(f"http://lab.example/?{query}"), translator(language)))


def test_every_thing_is_called_as_on_the_page():
    query = (
        "preset=badly-wrong&cost=both&open=why,map&learning_rate=0.15&pins=a;b&lang=zh&theme=dark"
    )
    assert said(query) == {
        "Lab": "One neuron",
        "Preset": "Start 2 / 2, quadratic",
        "Cost": "Both costs",
        "Open sections": "The gradient, Slowdown map",
        "Learning rate η": "0.15",
        "Pinned runs": "2",
        "Language": "中文",
        "Theme": "dark",
    }


def test_the_changes_of_a_run_are_told_in_sentences():
    assert said("changes=90:0.05:cross-entropy")["Changes"] == (
        "From epoch 90 on: Cross-entropy, η = 0.05"
    )
    assert said("changes=90:0.05")["Changes"] == "90:0.05"


def test_what_is_set_in_other_labs_comes_after_and_says_where():
    told = said("lab=costs&y=0.4&weight=2&several.epochs=9")
    assert list(told.items()) == [
        ("Lab", "Costs"),
        ("Target y", "0.4"),
        ("One neuron: Starting weight w₀", "2"),
        ("Several inputs: Number of epochs", "9"),
    ]


def test_what_is_said_to_a_class_is_told():
    told = said("show=why,experiments&lock=z,weight,power&sheet=Why slow%3F%0ARun it")
    assert told == {
        "Lab": "One neuron",
        "The class sees": "The gradient, Experiments",
        "The class may not change": "z, Starting weight w₀, Power of σ′",
        "Class sheet": "Why slow?\nRun it",
    }
    assert said("show=")["The class sees"] == "–"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_no_name_is_without_a_label(lab, language):
    for name in lab.names:
        told = lines({"lab": lab.name, name: "1"}, translator(language))
        assert len(told) == 2
        assert told[1][0] not in {name, *lab.fields}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_nothing_that_is_hidden_or_locked_is_without_a_label(lab, language):
    for called in (parts_of, settings_of):
        labels = called(lab, translator(language))
        assert all(labels.values())
        assert not labels.keys() & labels.values()


def test_marks_that_turn_the_direction_of_writing_are_not_repeated():
    assert said("preset=a\u202eb")["Preset"] == "a\ufffdb"


def test_what_is_long_is_cut():
    assert len(said(f"several.data={'0,0,1;' * 99}")["Several inputs: Examples"]) == LONGEST_VALUE


@pytest.mark.parametrize("address", ["", "http://[", "no address", "http://x/?%ff=%00&a", "\ud800"])
def test_what_is_no_address_says_nothing(address):
    assert lines(query_in(address), ENGLISH) == [("Lab", "One neuron")] or query_in(address)
