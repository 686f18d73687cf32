"""app.training_lab.experiments: the row of pictures above a lab, and the names in it."""

import json

import pytest

from app.labs.multi_input.spec import SPEC as MULTI_INPUT
from app.labs.network.spec import SPEC as NETWORK
from app.labs.neuron.spec import SPEC as NEURON
from app.labs.registry import LABS
from app.labs.softmax.spec import SPEC as SOFTMAX
from app.training_lab.experiments import POINTS, lines
from app.training_lab.spec import LabSpec
from app.ui.language import languages, translator
from core import PRESETS, train
from core.multi_input.presets import PRESETS as PROBLEMS
from core.multi_input.training import train as train_examples

SPECS = (NEURON, MULTI_INPUT, NETWORK, SOFTMAX)


def percent(values, epochs):
    """Return what is drawn of the values of a run, from epoch 0 to its last."""
    at = [round(index * epochs / (POINTS - 1)) for index in range(POINTS)]
    return [round(100 * float(values[epoch])) for epoch in at]


@pytest.mark.parametrize("name", PRESETS)
def test_a_picture_of_the_neuron_is_its_output_over_the_run(name):
    curves = NEURON.experiments.curves[name]
    preset = PRESETS[name]
    assert [each["cost"] for each in curves] == list(preset.costs)
    for curve, settings in zip(curves, preset.settings(), strict=True):
        assert curve["points"] == percent(train(settings).output, settings.epochs)


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_picture_of_several_inputs_is_the_accuracy_over_the_run(name):
    for curve, settings in zip(
        MULTI_INPUT.experiments.curves[name], PROBLEMS[name].settings(), strict=True
    ):
        assert curve["points"] == percent(train_examples(settings).accuracy, settings.epochs)


def test_networks_take_too_long_to_train_for_a_picture():
    assert not any(NETWORK.experiments.curves.values())


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_pictures_are_trained_once(spec: LabSpec):
    first, second = (
        spec.experiments.described(translator(code), spec.schema.run.presets)
        for code in languages()
    )
    assert all(a["curves"] is b["curves"] for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_experiments_are_the_presets_with_their_names_in_two_lines(spec: LabSpec, code: str):
    described = spec.experiments.described(translator(code), spec.schema.run.presets)
    options = next(
        each for each in spec.widgets(spec.schema, translator(code)) if each.name == "preset"
    ).options
    assert [(each["name"], each["label"]) for each in described] == list(options)[:-1]
    assert len({each["label"] for each in described}) == len(described)
    for each in described:
        what, how = each["lines"]
        assert each["label"] in (f"{what}, {how}", f"{what}，{how}")
    json.dumps(described)


def test_a_name_has_its_second_line_after_its_first_comma():
    assert lines("Start 2 / 2, both, side by side") == ["Start 2 / 2", "both, side by side"]


def test_the_row_of_the_neuron_leads_on_to_softmax_with_the_outputs_of_the_book():
    lead = NEURON.experiments.lead
    assert lead is not None
    told = lead.described(translator("en"))
    assert told["lab"] in {lab.name for lab in LABS}
    assert told["lines"] == ["Softmax", "four outputs"]
    assert told["bars"] == [31, 1, 63, 4]
    json.dumps(told)


@pytest.mark.parametrize("code", languages())
def test_each_lab_has_a_headline_of_its_own(code: str):
    headlines = [translator(code)(lab.headline) for lab in LABS]
    assert len(set(headlines)) == len(LABS)
    assert all(headline[-1] in ".?。？" for headline in headlines)
