"""app.ui.help and the help of each lab: it says what is so, by the names that the page has."""

import re

import pytest

from app.labs.network.help import HELP as NETWORK
from app.labs.network.networks import START_LABELS
from app.labs.network.spec import SECTIONS
from app.labs.network.step import MOST_SEEN
from app.labs.network.view import texts
from app.labs.registry import LABS
from app.networks.side_by_side import MOST_NETWORKS
from app.page.shell import page_html, read_shell
from app.ui.help import EVERYWHERE
from app.ui.language import languages, translator
from core.network.frames import FRAMES_IN_EPOCHS

in_every_language = pytest.mark.parametrize("language", languages())


def texts_of(html: str, lab: str) -> list[str]:
    """The texts in the help of a lab, as the page has it."""
    found = re.search(rf'<template id="help-{lab}">(.*?)</template>', html, re.DOTALL)
    assert found
    return re.findall(r"<(?:p|dt|dd)>(.*?)</", found[1], re.DOTALL)


@in_every_language
def test_the_page_has_the_help_of_every_lab_and_what_holds_for_all_once(language):
    translate = translator(language)
    html = page_html(read_shell({"lang": language}, ""), "", "")
    for lab in LABS:
        terms = [text for pair in lab.help.terms for text in pair]
        assert texts_of(html, lab.name) == [
            translate(text) for text in (*lab.help.paragraphs, *terms)
        ]
    for text in EVERYWHERE:
        assert html.count(translate(text)) == 1


def test_no_two_labs_are_explained_in_the_same_words():
    first = [lab.help.paragraphs[0] for lab in LABS]
    assert len(set(first)) == len(LABS)
    # What is so in the Neuron lab alone is not said of another.
    for lab in LABS:
        said = " ".join(lab.help.paragraphs)
        assert ("five questions" in said) == (lab.name == "neuron")
        assert ("middle of a run goes on" in said) == (lab.name in ("neuron", "several"))
        assert ("Stop training" in said) == (lab.name in ("network", "overfitting"))


@in_every_language
def test_what_the_help_quotes_is_on_the_page(language):
    translate = translator(language)
    said = " ".join(map(translate, NETWORK.paragraphs))
    names = texts(translate)
    for name in ("stop", "go_on", "more"):
        assert f"“{names[name]}”" in said
    for name in ("run", "pause", "back", "step", "epoch"):
        assert names[name] in said
    assert f"“{translate(SECTIONS['numbers'].label)}”" in said


def test_what_the_help_says_of_networks_is_so():
    said = " ".join((*NETWORK.paragraphs, *(text for pair in NETWORK.terms for text in pair)))
    assert "Up to four networks" in said
    assert MOST_NETWORKS == 4
    assert "The first four epochs have up to ten frames each" in said
    assert (len(FRAMES_IN_EPOCHS), max(FRAMES_IN_EPOCHS)) == (4, 10)
    assert f"at most {MOST_SEEN:,} of MNIST" in said
    words = [word for word, _meaning in NETWORK.terms]
    assert set(START_LABELS.values()) <= set(words)
    for word in ("C", "|δ|", "σ′", "‖∇1‖", "wrong output", "Mini-batch", "Seed", "Hidden"):
        assert word in words
