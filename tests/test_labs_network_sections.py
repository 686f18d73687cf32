"""app.labs.network.sections: what the networks take for what, and where they are most wrong."""

import numpy as np
import pytest

from app.jobs.job import JobStatus
from app.labs.network.sections import confusion, worst
from app.labs.network.spec import SECTIONS
from app.ui.language import languages, translator
from core.network.evaluation import answers
from tests.networks import TWO, small, small_images, trainings_of
from tests.scripts import assert_is_what_the_script_uses

__all__ = ["small"]

ENGLISH = translator("en")
FAR = [0, 1, 5, 11, 12, 1000, 10**400]
CONTENTS = {"confusion": confusion.content, "worst": worst.content}

in_every_language = pytest.mark.parametrize("language", languages())
either = pytest.mark.parametrize("part", CONTENTS)


def networks_in(content):
    """What a part says of each network."""
    return content.get("tables", content.get("networks"))


@either
@in_every_language
@pytest.mark.parametrize("at", FAR)
def test_the_script_finds_what_it_uses(small, part, language, at):
    for trainings in (trainings_of(TWO, small), trainings_of(TWO, small, 0, 1)):
        content = CONTENTS[part](None, trainings, translator(language), at)
        assert_is_what_the_script_uses(part, content)


@either
@pytest.mark.parametrize("at", FAR)
def test_before_every_network_has_a_frame_there_is_nothing(small, part, at):
    content = CONTENTS[part](None, trainings_of(TWO, small, 2, 0), ENGLISH, at)
    assert networks_in(content) == []


@either
@pytest.mark.parametrize("at", FAR)
def test_a_frame_is_that_which_is_asked_for_or_the_last(small, part, at):
    trainings = trainings_of(TWO, small)
    content = CONTENTS[part](None, trainings, ENGLISH, at)
    records = trainings.networks[0].records
    epoch = records[min(at, len(records) - 1)].frame.epoch
    assert [float(each["epoch"]) for each in networks_in(content)] == [round(epoch, 2)] * 2


@either
def test_one_that_failed_is_shown_at_its_own_last_frame(small, part):
    trainings = trainings_of(TWO, small, 2, 4)
    trainings.networks[0].status = JobStatus.FAILED
    content = CONTENTS[part](None, trainings, ENGLISH, trainings.last)
    assert [each["epoch"] for each in networks_in(content)] == ["1", "3"]
    trainings = trainings_of(TWO, small, 0, 4)
    trainings.networks[0].status = JobStatus.FAILED
    content = CONTENTS[part](None, trainings, ENGLISH, trainings.last)
    assert [each["key"] for each in networks_in(content)] == ["run-2"]


@pytest.mark.parametrize("at", FAR)
def test_the_tables_count_the_test_digits(small, at):
    trainings = trainings_of(TWO, small)
    content = confusion.content(None, trainings, ENGLISH, at)
    most = []
    for table, network in zip(content["tables"], trainings.networks, strict=True):
        expected = network.records[min(at, trainings.last)]
        counts = np.array(table["counts"])
        assert (counts == expected.confusion).all()
        assert counts.sum() == len(small_images()[1])
        assert np.trace(counts) == round(expected.frame.test_accuracy * counts.sum())
        assert (table["key"], table["name"]) == (network.key, network.label)
        off = counts * (1 - np.eye(10, dtype=int))
        most.append(off.max())
        pairs = [f"{digit} taken for {answer}" for digit, answer in np.argwhere(off == off.max())]
        assert f"({off.max()} ×" in table["said"]
        assert [pair for pair in pairs if pair in table["said"]] == pairs[:3]
        assert ("each" in table["said"]) == (len(pairs) > 1)
        assert ("others" in table["said"]) == (len(pairs) > 3)
    # A colour means the same in every table.
    assert content["most"] == max(most)


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        (1, "Most often (1 ×): 0 taken for 1."),
        (2, "Most often (1 × each): 0 taken for 1, 1 taken for 2."),
        (3, "Most often (1 × each): 0 taken for 1, 1 taken for 2, 2 taken for 3."),
        (4, "Most often (1 × each): 0 taken for 1, 1 taken for 2, 2 taken for 3 and others."),
    ],
)
def test_what_is_most_often_wrong_is_said_of_all_that_is(small, ties, said):
    trainings = trainings_of("softmax-log-likelihood:unit:1:4", small, 1)
    counts = trainings.networks[0].records[0].confusion
    counts[:] = 5 * np.eye(10)
    counts[range(ties), range(1, ties + 1)] = 1
    (table,) = confusion.content(None, trainings, ENGLISH, 0)["tables"]
    assert table["said"] == said


@in_every_language
def test_where_nothing_is_wrong_that_is_said(small, language):
    trainings = trainings_of(TWO, small, 1, 1)
    for each in trainings.networks:
        each.records[0].confusion[:] = np.eye(10)
        object.__setattr__(each.records[0], "mistakes", ())
    translate = translator(language)
    content = confusion.content(None, trainings, translate, 0)
    assert content["most"] == 0
    for table in content["tables"]:
        assert table["said"] == translate("No test digit is answered wrongly.")
    content = worst.content(None, trainings, translate, 0)
    assert [each["mistakes"] for each in content["networks"]] == [[], []]


@pytest.mark.parametrize("at", FAR)
def test_mistakes_are_shown_with_their_image_and_outputs(small, at):
    trainings = trainings_of(TWO, small)
    test = small_images()[1]
    content = worst.content(None, trainings, ENGLISH, at)
    found = 0
    for shown, network, seen in zip(
        content["networks"], trainings.networks, trainings.at(at), strict=True
    ):
        assert (shown["key"], shown["name"]) == (network.key, network.label)
        assert shown["linear"] == (network.settings.output_layer.name == "linear-quadratic")
        mistakes = network.records[min(at, trainings.last)].mistakes
        for each, mistake in zip(shown["mistakes"], mistakes, strict=True):
            pixels = test.inputs[mistake.index].reshape(4, 4)
            assert np.abs(np.array(each["image"]) - pixels).max() <= 0.005 + 1e-9
            assert each["digit"] == test.labels[mistake.index] != each["answer"]
            given = test.inputs[[mistake.index]]
            (expected,) = answers(network.settings, seen.state, given).outputs
            np.testing.assert_allclose(each["outputs"], expected, atol=0.002)
            assert each["answer"] == mistake.answer == np.argmax(expected)
            said = f"test digit {mistake.index} is a {each['digit']}, taken for {each['answer']}"
            assert each["said"] == said
            found += 1
    assert found


def test_every_section_has_a_name_of_its_own():
    for language in languages():
        names = {translator(language)(each.label) for each in SECTIONS.values()}
        assert len(names) == len(SECTIONS)
    assert all(SECTIONS[name].at_epoch for name in CONTENTS)
    assert {name: SECTIONS[name].content for name in CONTENTS} == CONTENTS
