"""app.ui.story: each step can be set up, is said in every language, and can be answered wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.labs.costs.session import CostsSession
from app.labs.multi_input.history import columns as several_columns
from app.labs.multi_input.spec import SPEC as SEVERAL
from app.labs.network.plot_columns import COLUMNS
from app.labs.network.spec import SPEC as NETWORK
from app.labs.neuron.history import columns as neuron_columns
from app.labs.neuron.spec import SPEC as NEURON
from app.labs.overfitting.spec import SPEC as OVERFITTING
from app.labs.registry import LABS
from app.labs.softmax.history import columns as softmax_columns
from app.labs.softmax.spec import SPEC as SOFTMAX
from app.labs.tuning.plot_columns import NAMES as TUNING_COLUMNS
from app.labs.tuning.spec import SPEC as TUNING
from app.networks.stack_records import SUMMARY
from app.training_lab import controls
from app.ui.language import SOURCE_LANGUAGE, languages, translator
from app.ui.query import read_fields
from app.ui.story import Step, Story
from tests.histories import run
from tests.scripts import SCRIPTS
from tests.stories import STORIES

RUN_LABS = {spec.name: spec for spec in (NEURON, SEVERAL, NETWORK, SOFTMAX, OVERFITTING, TUNING)}
PLAIN_LABS = {"costs": CostsSession}
WORD = re.compile(r"[A-Za-z]{2,}")

every_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
every_step = pytest.mark.parametrize(
    ("story", "step"),
    [
        pytest.param(story, step, id=f"{story.lab} {number}")
        for story in STORIES.values()
        for number, step in enumerate(story.steps, start=1)
    ],
)


def problems(lab: str, address: dict[str, str]) -> list[Any]:
    """Return what is wrong in a lab's part of an address: values and names."""
    _ = translator("en")
    if lab in RUN_LABS:
        schema = RUN_LABS[lab].schema
        _values, told = controls.read(address, schema, _)
        known = set(schema.fields)
    else:
        spec = PLAIN_LABS[lab].spec
        _values, told = read_fields(address, spec.fields, spec.defaults, _)
        known = {field.name for field in spec.fields}
    return [*told, *(name for name in address if name not in known)]


def texts(told: object) -> list[str]:
    """Return every text in what a story tells the browser, but names and addresses."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, dict):
        left_out = ("lab", "prefix", "address", "link", "section", "when", "shows")
        inside = (each for name, each in told.items() if name not in left_out or told is each)
    else:
        inside = iter(told) if isinstance(told, list) else iter(())
    return [text for each in inside for text in texts(each)]


def columns(lab: str) -> set[str]:
    """Return what the browser knows of a frame, or of the state of a lab without runs."""
    if lab == "neuron":
        return {*neuron_columns(run(NEURON.controls().settings()).frames["quadratic"])}
    if lab == "several":
        history = run(SEVERAL.controls().settings())
        return {*several_columns(next(iter(history.frames.values())))}
    if lab == "network":
        return {*COLUMNS}
    if lab == "overfitting":
        return {*SUMMARY}
    if lab == "tuning":
        return {*TUNING_COLUMNS}
    if lab == "softmax":
        history = run(SOFTMAX.controls().settings())
        return {*softmax_columns(next(iter(history.frames.values())))}
    return {"value", "slope", "output_error", "a", "y", "p"}


@every_step
def test_the_experiment_of_a_step_is_accepted_by_its_lab(story: Story, step: Step) -> None:
    assert problems(story.lab, dict(step.address)) == []


@every_step
def test_a_step_opens_a_section_that_its_lab_has(story: Story, step: Step) -> None:
    if story.lab in RUN_LABS:
        assert step.section == "" or step.section in RUN_LABS[story.lab].sections
    elif step.section:
        script = (SCRIPTS.parent / f"{story.lab}.js").read_text("utf-8")
        visited = re.search(r"const part = \{(.*?)\}", script)
        assert visited
        assert re.search(rf"\b{step.section}\b", visited[1])


@every_step
def test_what_a_step_points_at_is_on_the_page(story: Story, step: Step) -> None:
    scripts = "\n".join(each.read_text("utf-8") for each in SCRIPTS.parent.glob("*.js"))
    for name in step.shows:
        is_plot = name in RUN_LABS[story.lab].plot_spec.quantities
        assert is_plot or re.search(rf'class: "{name}\b', scripts), name
    assert step.section or step.shows or story.lab == "costs"


@every_step
def test_a_step_has_one_right_answer_and_one_or_two_wrong_ones(story: Story, step: Step) -> None:
    assert len(step.answers) in (2, 3)
    assert sum(answer.right for answer in step.answers) == 1
    for answer in step.answers:
        assert answer.reply.startswith("Yes") == answer.right
        assert answer.right or re.search(
            r"\?|look|go back|read|compare|multiply", answer.reply, re.I
        )


@every_step
def test_what_is_waited_for_is_known_to_the_script(story: Story, step: Step) -> None:
    script = (SCRIPTS.parent / "story-conditions.js").read_text("utf-8")
    assert step.notices
    for notice in step.notices:
        assert notice.when.told
        for name in notice.when.told:
            assert re.search(rf"^  {name}: ", script, re.MULTILINE), name
        for name in (*notice.when.settings, *notice.when.between):
            known = {"z1", "z2", "z3", "z4"} if story.lab == "softmax" else None
            spec = PLAIN_LABS[story.lab].spec if story.lab in PLAIN_LABS else None
            fields = spec.fields if spec else RUN_LABS[story.lab].schema.fields.values()
            assert name in (known or {field.name for field in fields})


@every_step
def test_the_numbers_in_a_reply_are_those_of_the_page(story: Story, step: Step) -> None:
    known = columns(story.lab) | {"epoch", "predicted"}
    for notice in step.notices:
        for name in re.findall(r"\{(\w+)\}", notice.reply):
            assert re.sub(r"_\d$", "", name) in known


@every_story
def test_there_are_three_to_five_steps_and_a_link_to_the_end(story: Story) -> None:
    assert 3 <= len(story.steps) <= 5
    assert len({step.title for step in story.steps}) == len(story.steps)
    lab = next(each for each in LABS if each.name == story.lab)
    assert story.prefix == lab.prefix
    assert lab.part_of(story.link) == dict(story.address)
    assert problems(story.lab, dict(story.address)) == []
    # One sentence.
    assert len(re.findall(r"\.(?:\s|$)", story.ending)) == 1


@every_story
@pytest.mark.parametrize("language", languages())
def test_every_text_is_there_in_every_language(story: Story, language: str) -> None:
    source = texts(story.told(translator(SOURCE_LANGUAGE)))
    told = texts(story.told(translator(language)))
    assert len(told) == len(source) > 20
    for text, original in zip(told, source, strict=True):
        assert text.strip() == text != ""
        is_said = WORD.search(re.sub(r"\{\w+\}|\bln\b", "", original))
        if language != SOURCE_LANGUAGE and is_said:
            assert text != original
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", original))


@every_story
def test_the_script_uses_all_that_it_is_told(story: Story) -> None:
    told = story.told(translator(SOURCE_LANGUAGE))
    assert json.dumps(told, allow_nan=False)
    names = ("story-card.js", "plain-story.js", "sections/questions.js")
    scripts = "\n".join(Path(SCRIPTS.parent, name).read_text("utf-8") for name in names)
    step = told["steps"][0]
    for name in {*told, *told["texts"], *step, *step["notices"][0], *step["answers"][0]}:
        assert re.search(rf"\b{name}\b", scripts), name
