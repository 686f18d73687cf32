"""app.labs.network.view: what the browser gets, and what it is told of a run."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.jobs.job import JobStatus
from app.labs.network import plot_columns, words
from app.labs.network.learning import LEARNING
from app.labs.network.networks import PARTS, Networks
from app.labs.network.settings import EPOCHS, preset_values
from app.labs.network.spec import SPEC, Controls
from app.labs.network.view import describe, texts
from app.networks import columns, datasets
from app.networks.data_choice import DIGITS
from app.networks.side_by_side import MOST_NETWORKS
from app.training_lab.plots import Plots
from app.ui.language import languages, translator
from app.ui.restriction import UNRESTRICTED
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
    table = columns.rows(LEARNING, trainings, 0, 0)
    assert [each["cost"] for each in found["curves"]] == ["run-1", "run-2"]
    assert [each["label"] for each in found["curves"]] == [
        *("1 Sigmoid, cross-entropy", "2 Linear, quadratic cost")
    ]
    for curve in found["curves"]:
        (line,) = curve["traces"]
        assert set(line["columns"]) == set(plot_columns.QUANTITIES)
        assert set(line["columns"].values()) <= set(table)
    assert len(found["values"]) == len(found["formulas"]) == len(found["curves"])
    for values in found["values"].values():
        assert {column for column, _symbol in values} <= set(table)
    tabled = [column for column, _symbol, _name in found["tabled"]]
    assert set(tabled) <= set(table)
    # The deeper of the two has two hidden layers and that of the outputs.
    norms = [each for each in tabled if each.startswith("norm")]
    assert norms == ["norm1", "norm2", "norm3"] == [each for each in table if "norm" in each]


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
        (",".join(["sigmoid-quadratic:unit:1:2"] * 4), 10),
        (",".join(f"{output_layer}:unit:1:2" for output_layer in OUTPUT_LAYERS), 8),
    ],
)
def test_there_is_room_for_the_words_at_the_end(small, networks, lines):
    assert described(trainings_of(networks, small))["lines"] == lines


def test_there_is_room_for_what_is_said_of_starts(small):
    trainings = trainings_of(",".join(["softmax-log-likelihood:unit:1:2"] * 3), small)
    assert describe(trainings, Controls(**preset_values("l2-alone")), ENGLISH)["lines"] == 8


def test_every_network_is_shown_with_its_formulas_and_their_numbers(small):
    every = ",".join(f"{output_layer}:scaled:1:2" for output_layer in OUTPUT_LAYERS)
    found = described(trainings_of(every, small, 1, 1, 1, 1))
    for formulas, output_layer in zip(
        found["formulas"].values(), OUTPUT_LAYERS.values(), strict=True
    ):
        assert [each["equation"] for each in formulas] == [
            output_layer.equation,
            output_layer.output_error_equation,
            output_layer.gradient_equation,
        ]
        assert all(each["math"].startswith("<math") for each in formulas)
    # Equation 54 is the cost of one output.
    assert [
        [each["equation"] for each in formulas if each["part"]]
        for formulas in found["formulas"].values()
    ] == [[54], [], [54], []]


@in_every_language
def test_the_script_finds_its_texts(language):
    found = texts(translator(language))
    used = set(re.findall(r"\btexts\.(\w+)", SCRIPT))
    assert used
    assert used <= set(found)
    assert set(plot_columns.QUANTITIES) <= set(found)
    # Where the short name would say nothing, there is none.
    blank = {"comma", "slope_short"}
    assert all(text.strip() for name, text in found.items() if name not in blank)
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
        view = SPEC.new_view(plots, Controls(), lambda _: None, translate, UNRESTRICTED)
        choices = view.choices
        assert set(re.findall(r"\bchoices\.(\w+)", SCRIPT)) <= set(choices)
        output_layer, start, rate, hidden, regularisation = choices["parts"]
        assert [name for name, _label in output_layer["options"]] == list(OUTPUT_LAYERS)
        assert [name for name, _label in start["options"]] == list(Start)
        assert choices["most"] == MOST_NETWORKS
        assert (rate["low"], rate["high"]) == NETWORK_RANGES["learning_rate"]
        assert hidden["kind"] == "text"
        limits_of_lambda = NETWORK_RANGES["regularisation_parameter"]
        assert (regularisation["low"], regularisation["high"]) == limits_of_lambda
        stops = regularisation["stops"]
        assert stops == sorted(stops)
        assert (stops[0], stops[-1]) == limits_of_lambda
        names_of_parts = [each["label"] for each in choices["parts"]]
        assert len({*names_of_parts}) == len(names_of_parts) == len(PARTS)
        described = {each["name"]: each for each in view.widgets}
        assert [name for name, _label in described["data"]["options"]] == names
        for name, limits_of in {**NETWORK_RANGES, "epochs": EPOCHS}.items():
            if name in described:
                assert (described[name]["low"], described[name]["high"]) == limits_of
        assert json.loads(json.dumps(choices)) == choices
        assert [name for name, _label in view.sections] == list(SPEC.sections)


def test_the_browser_s_controls_are_told_the_parts_of_each_network():
    plots = Plots("network", tuple(plot_columns.QUANTITIES), plot_columns.limits([]), 30, "Epoch")
    view = SPEC.new_view(plots, Controls(), lambda _: None, ENGLISH, UNRESTRICTED)
    controls = Controls(networks=Networks().read(TWO), seed=5)
    SPEC.present(view, controls, 3)
    shown = view.settings["values"]
    assert view.settings["answer"] == 3
    assert shown["networks"] == [[*each.split(":"), "0"] for each in TWO.split(",")]
    assert Networks().read(shown["networks"]) == controls.networks
    assert shown["seed"] == 5
    assert {each["name"] for each in view.widgets} <= shown.keys()
    assert list(settings_for(TWO)) == ["run-1", "run-2"]
