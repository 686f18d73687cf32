"""app.labs.network.view: what the browser gets, and what it is told of a run."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.jobs.job import JobStatus
from app.labs.network import datasets, plot_columns, words
from app.labs.network.controls import Controls
from app.labs.network.networks import MOST_NETWORKS, Networks
from app.labs.network.settings import DIGITS
from app.labs.network.spec import SPEC
from app.labs.network.view import describe, texts
from app.training_lab.plots import Plots
from app.ui.language import languages, translator
from app.ui.numbers import decimals
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import NETWORK_RANGES, Start
from tests.networks import TWO, Small, settings_for, small, trainings_of

__all__ = ["small"]

ENGLISH = translator("en")
SCRIPTS = (Path(__file__).parent.parent / "assets" / "js").glob("network*.js")
SCRIPT = "\n".join(path.read_text("utf-8") for path in SCRIPTS)

in_every_language = pytest.mark.parametrize("language", languages())


def described(trainings: Any, language: str = "en", **chosen: Any) -> dict[str, Any]:
    controls = Controls(networks=Networks().read(TWO), epochs=3, **chosen)
    return describe(trainings, controls, translator(language))


@in_every_language
@pytest.mark.parametrize("steps", [(0, 0), (1, 0), (2, 3), (4, 4)])
def test_a_run_is_described_by_what_can_travel(small, language, steps):
    found = described(trainings_of(TWO, small, *steps), language)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    written = json.dumps(found, ensure_ascii=False)
    assert not re.search(r"\bnan\b|\{[a-z_]+\}", written)


def test_the_columns_that_are_told_of_are_sent(small):
    trainings = trainings_of(TWO, small)
    found = described(trainings)
    columns = plot_columns.rows(trainings, 0, 0)
    assert [each["cost"] for each in found["curves"]] == ["run-1", "run-2"]
    assert [each["label"] for each in found["curves"]] == [
        *("1 Sigmoid, cross-entropy", "2 Linear, quadratic cost")
    ]
    for curve in found["curves"]:
        (line,) = curve["traces"]
        assert set(line["columns"]) == set(plot_columns.QUANTITIES)
        assert set(line["columns"].values()) <= set(columns)
    assert len(found["values"]) == len(found["formulas"]) == len(found["curves"])
    for values in found["values"]:
        assert {column for column, _symbol, _digits in values} <= set(columns)
    tabled = [column for column, _symbol, _name in found["tabled"]]
    assert set(tabled) <= set(columns)
    # The deeper of the two has two hidden layers and that of the outputs.
    norms = [each for each in tabled if each.startswith("norm")]
    assert norms == ["norm1", "norm2", "norm3"] == [each for each in columns if "norm" in each]


def test_how_far_a_run_goes_is_known_from_its_first_frame_and_at_its_end(small):
    before = described(trainings_of(TWO, small, 0, 0))
    assert (before["trained"], before["after"]) == (0, "")
    assert before["nothing"]
    # Of one that has a frame, as long as another has none.
    assert described(trainings_of(TWO, small, 1, 0))["trained"] == 0
    begun = trainings_of(TWO, small, 1, 2)
    begun.networks[0].status = JobStatus.RUNNING
    found = described(begun)
    assert found["trained"] == found["last"] == begun.frames - 1 > begun.last
    assert found["nothing"] == ""
    assert found["after"] == ""
    begun.networks[0].status = JobStatus.STOPPED
    found = described(begun)
    assert found["trained"] == begun.last == 0
    assert found["last"] == begun.frames - 1
    assert found["after"] == words.after(begun, "", DIGITS, ENGLISH)
    whole = trainings_of(TWO, small)
    found = described(whole)
    assert found["trained"] == found["last"] == whole.last == whole.frames - 1


@pytest.mark.parametrize(
    ("networks", "lines"),
    [
        ("softmax-log-likelihood:unit:1:2", 5),
        (",".join(["sigmoid-quadratic:unit:1:2"] * 4), 8),
        (",".join(f"{output_layer}:unit:1:2" for output_layer in OUTPUT_LAYERS), 5),
    ],
)
def test_there_is_room_for_the_words_at_the_end(small, networks, lines):
    assert described(trainings_of(networks, small))["lines"] == lines


def test_every_network_is_shown_with_its_formulas_and_their_numbers(small):
    every = ",".join(f"{output_layer}:scaled:1:2" for output_layer in OUTPUT_LAYERS)
    found = described(trainings_of(every, small, 1, 1, 1, 1))
    for formulas, output_layer in zip(found["formulas"], OUTPUT_LAYERS.values(), strict=True):
        assert [each["equation"] for each in formulas] == [
            output_layer.equation,
            output_layer.output_error_equation,
        ]
        assert all(each["math"].startswith("<math") for each in formulas)
    # Equation 54 is the cost of one output, and 65 that of the gradient, of which δ is a part.
    assert [
        [each["equation"] for each in formulas if each["part"]] for formulas in found["formulas"]
    ] == [[54, 65], [], [54], []]


def test_an_accuracy_is_written_so_that_one_wrong_answer_of_ten_thousand_shows(small):
    for values in described(trainings_of(TWO, small, 1, 1))["values"]:
        digits = {column: digits for column, _symbol, digits in values}
        assert digits["accuracy"] == digits["training_accuracy"] == 4
        assert decimals(0.9999, 4) == "0.9999"


@in_every_language
def test_the_script_finds_its_texts(language):
    found = texts(translator(language))
    used = set(re.findall(r"\btexts\.(\w+)", SCRIPT))
    assert used
    assert used <= set(found)
    assert set(plot_columns.QUANTITIES) <= set(found)
    assert all(text.strip() for name, text in found.items() if name != "comma")
    places = {"progress": {"name", "done", "epochs"}, "waiting": {"name", "place"}}
    for name, wanted in {**places, "stopped": {"name", "done"}, "number": {"number"}}.items():
        assert set(re.findall(r"{(\w+)}", found[name])) == wanted


@in_every_language
def test_what_can_be_chosen_is_what_the_core_has_and_the_server(language, monkeypatch):
    limits = plot_columns.limits([])
    translate = translator(language)
    for names in (["digits"], ["digits", "mnist"]):
        plots = Plots("network", tuple(plot_columns.QUANTITIES), limits, 30, "Epoch")
        sets = tuple(map(Small, names))
        monkeypatch.setattr(datasets, "datasets_of_page", lambda sets=sets: sets)
        view = SPEC.new_view(plots, lambda _: None, translate)
        choices = view.choices
        assert set(re.findall(r"\bchoices\.(\w+)", SCRIPT)) <= set(choices)
        assert [name for name, _label in choices["output_layers"]] == list(OUTPUT_LAYERS)
        assert [name for name, _label in choices["starts"]] == list(Start)
        assert choices["most"] == MOST_NETWORKS
        assert choices["rates"] == list(NETWORK_RANGES["learning_rate"])
        described = {each["name"]: each for each in view.widgets}
        assert [name for name, _label in described["data"]["options"]] == names
        for name in ("mini_batch", "epochs", "seed"):
            limits_of_field = (described[name]["low"], described[name]["high"])
            assert limits_of_field == NETWORK_RANGES[name]
        assert json.loads(json.dumps(choices)) == choices
        assert [name for name, _label in view.sections] == list(SPEC.section_labels)


def test_the_browser_s_controls_are_told_the_parts_of_each_network():
    plots = Plots("network", tuple(plot_columns.QUANTITIES), plot_columns.limits([]), 30, "Epoch")
    view = SPEC.new_view(plots, lambda _: None, ENGLISH)
    controls = Controls(networks=Networks().read(TWO), seed=5)
    view.present(controls, 3)
    shown = view.settings["values"]
    assert view.settings["answer"] == 3
    assert shown["networks"] == [each.split(":") for each in TWO.split(",")]
    assert Networks().read(shown["networks"]) == controls.networks
    assert shown["seed"] == 5
    assert {each["name"] for each in view.widgets} <= shown.keys()
    assert list(settings_for(TWO)) == ["run-1", "run-2"]
