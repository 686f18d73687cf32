"""tests.stories: the right answer of every step, and the numbers it names, from the core."""

import math
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from app.labs.costs.curves import values_at
from app.labs.multi_input.settings import preset_values as several_values
from app.labs.multi_input.settings import settings_of as several_settings
from app.labs.multi_input.spec import SCHEMA as SEVERAL
from app.labs.network.settings import preset_values as network_values
from app.labs.network.settings import settings_of as network_settings
from app.labs.network.step import learn
from app.labs.overfitting.sections.weights import near_zero
from app.labs.overfitting.settings import settings_of as overfitting_settings
from app.labs.overfitting.spec import SCHEMA as OVERFITTING
from app.labs.softmax.settings import preset_values as softmax_values
from app.labs.softmax.settings import settings_of as softmax_settings
from app.networks import datasets
from app.networks.stack_records import StackRecord
from app.training_lab.controls import read as read_address
from core import COSTS, CROSS_ENTROPY, QUADRATIC, Settings, sigmoid, sigmoid_slope, train
from core.costs.entropy import average_surprise, binary_entropy
from core.costs.over_output import CURVES
from core.costs.power_family import integrated_cost
from core.multi_input.training import train as train_several
from core.network.backpropagation import Layer, as_layers, as_matrices, gradient, with_ones
from core.network.output_layers import OUTPUT_LAYERS
from core.network.saturation import hidden_layers
from core.network.training import start
from core.softmax import softmax
from core.softmax_costs import SOFTMAX_COSTS
from core.softmax_learning import train as train_softmax
from tests.stacks import records_of
from tests.stories import STORIES, right

BOTH = softmax_values("book-both")
BADLY_WRONG = Settings(weight=2.0, bias=2.0, learning_rate=0.15, cost=QUADRATIC)
BOOK = np.array([2.5, -1.0, 3.2, 0.5])


@cache
def several(preset: str, cost: str, data: str = "") -> Any:
    """Return the frames of a preset of the Several-inputs lab."""
    values = several_values(preset)
    if data:
        values["data"] = SEVERAL.fields["data"].read(data)
    return train_several(several_settings(values)[cost])


def test_a_badly_wrong_neuron_hardly_moves_for_half_of_the_run() -> None:
    output = train(BADLY_WRONG).output
    assert round(float(output[0]), 2) == 0.98
    assert 0.93 < output[150] < 0.95
    assert output[0] - output[100] < 0.02
    assert output[150] - output[300] > 0.7
    assert right(STORIES["neuron"], 0) == "Hardly at all for half of the run, then fast"


def test_the_factor_that_grows_is_the_slope() -> None:
    first = slice(0, 151)
    run = train(BADLY_WRONG)
    steps = run.output_error[first]
    assert steps[150] > 3.0 * steps[0]
    ends = [
        [f"{each[at]:.{digits}f}" for at in (0, 150)]
        for each, digits in ((run.residual, 2), (run.sigmoid_slope, 3))
    ]
    assert ends == [["0.98", "0.93"], ["0.018", "0.062"]]
    assert right(STORIES["neuron"], 1) == "σ′(z)"


def test_the_slope_is_made_from_the_output() -> None:
    z = np.linspace(-6.0, 6.0, 25)
    a = np.asarray(sigmoid(z))
    slope = np.asarray(sigmoid(z + 1e-6) - sigmoid(z - 1e-6)) / 2e-6
    candidates = {"a²": a * a, "1 − a": 1.0 - a, "a(1 − a)": a * (1.0 - a)}
    near = [name for name, each in candidates.items() if np.allclose(each, slope, atol=1e-8)]
    assert near == [right(STORIES["neuron"], 2)]


def test_with_cross_entropy_the_slope_has_cancelled() -> None:
    quadratic, other = train(BADLY_WRONG), train(replace(BADLY_WRONG, cost=CROSS_ENTROPY))
    assert f"{quadratic.output[300]:.4f}" == "0.2028"
    assert f"{quadratic.sigmoid_slope[0]:.4f}" == f"{other.sigmoid_slope[0]:.4f}" == "0.0177"
    assert np.allclose(other.output_error, other.residual, atol=1e-12)
    assert np.allclose(quadratic.output_error, quadratic.residual * quadratic.sigmoid_slope)
    assert right(STORIES["neuron"], 3) == "It has cancelled out"


@pytest.mark.parametrize("rate", [0.05, 0.15, 0.5, 1.0])
def test_the_steps_are_largest_at_another_time_with_each_cost(rate: float) -> None:
    settings = replace(BADLY_WRONG, learning_rate=rate, epochs=1000)
    quadratic, other = train(settings), train(replace(settings, cost=CROSS_ENTROPY))
    assert np.argmax(np.abs(other.output_error)) == 0
    assert np.argmax(np.abs(quadratic.output_error)) > 20
    if rate == 0.5:
        assert f"{quadratic.output_error[0]:.4f}" == "0.0173"
        assert quadratic.output_error[60] > 0.1
        assert np.argmax(np.abs(quadratic.output_error)) < 120
    assert right(STORIES["neuron"], 4).startswith("Cross-entropy’s at the start")


def test_both_costs_have_the_two_properties_and_neither_other_answer_is_one() -> None:
    outputs = np.linspace(0.01, 0.99, 99)
    for name in ("quadratic", "cross-entropy"):
        for y in (0.0, 1.0):
            values = np.asarray(CURVES[name].value(outputs, np.float64(y)))
            assert np.all(values >= 0.0)
            assert values.min() == values[0 if y == 0.0 else -1] < 0.02
    assert f"{values_at(0.95, 0.0)['value']['cross-entropy']:.3f}" == "2.996"
    assert right(STORIES["costs"], 0).startswith("Never be negative")


def test_only_the_output_may_stand_in_the_logarithm() -> None:
    for y in (0.0, 1.0):
        found = values_at(0.5, y)["value"]
        assert math.isfinite(found["cross-entropy"])
        assert math.isinf(found["swapped"])
    assert math.isfinite(values_at(0.5, 0.1)["value"]["swapped"])
    assert right(STORIES["costs"], 1) == "a"


def test_the_gradient_that_is_the_error_makes_cross_entropy() -> None:
    outputs = np.linspace(0.05, 0.95, 19)
    difference = np.asarray(integrated_cost(outputs, 0.0, 0.0)) - np.asarray(
        CURVES["cross-entropy"].value(outputs, np.float64(0.0))
    )
    assert np.ptp(difference) < 1e-9
    assert right(STORIES["costs"], 2).startswith("Cross-entropy")


def test_cross_entropy_is_smallest_at_the_target() -> None:
    outputs = np.linspace(0.01, 0.99, 99)
    values = np.asarray(average_surprise(outputs, np.float64(0.3)))
    assert outputs[values.argmin()] == pytest.approx(0.3)
    assert f"{binary_entropy(np.float64(0.3)):.4f}" == f"{values.min():.4f}" == "0.6109"
    assert float(average_surprise(np.float64(0.5), np.float64(0.8))) == pytest.approx(math.log(2))
    assert right(STORIES["costs"], 3) == "At a = y, but not 0"


def test_the_pairs_of_target_and_output_make_equation_57() -> None:
    a, y = 0.6, 0.3
    of_pairs = -sum(p * math.log(q) for p, q in ((y, a), (1 - y, 1 - a)))
    assert of_pairs == pytest.approx(values_at(a, y)["value"]["cross-entropy"])
    swapped = -sum(p * math.log(q) for p, q in ((a, y), (1 - a, 1 - y)))
    assert swapped == pytest.approx(values_at(a, y)["value"]["swapped"])
    assert right(STORIES["costs"], 4) == "p = (y, 1 − y), q = (a, 1 − a)"


def test_the_weight_of_an_input_near_zero_hardly_moves_with_either_cost() -> None:
    for cost in ("quadratic", "cross-entropy"):
        frames = several("input-near-zero", cost)
        moved = np.abs(frames.weight[-1] - frames.weight[0])
        assert moved[1] < 0.15 * moved[0]
    assert right(STORIES["several"], 0) == "Each of its steps has the factor x₂"


def test_no_output_tells_which_input_it_came_from() -> None:
    settings = several_settings(several_values("input-near-zero"))["cross-entropy"]
    first, second = settings.examples.inputs[:2]
    assert (first.tolist(), second.tolist()) == ([0.0, 0.0], [0.0, 0.01])
    weight = several("input-near-zero", "cross-entropy").weight[100]
    bias = several("input-near-zero", "cross-entropy").bias[100]
    outputs = [float(sigmoid(each @ weight + bias)) for each in (first, second)]
    assert outputs[0] == pytest.approx(outputs[1], abs=0.005)
    assert right(STORIES["several"], 1).startswith("No")


def test_inputs_of_one_size_help() -> None:
    frames = several("input-near-zero", "cross-entropy", data="and")
    assert frames.accuracy[-1] == 1.0
    assert several("input-near-zero", "cross-entropy").accuracy[-1] < 1.0
    assert frames.weight[-1][1] == pytest.approx(frames.weight[-1][0])
    assert right(STORIES["several"], 2) == "Inputs of the same size"


def test_no_line_parts_the_answers_of_xor() -> None:
    frames = several("xor", "cross-entropy")
    assert f"{frames.cost[-1]:.4f}" == f"{math.log(2):.4f}" == "0.6931"
    assert np.abs([*frames.weight[-1], frames.bias[-1]]).max() < 1e-5
    assert right(STORIES["several"], 3) == "No line parts the answers"


def test_the_sigmoid_output_with_the_quadratic_cost_has_learned_nothing_by_epoch_three() -> None:
    data = next(each for each in datasets.datasets_of_page() if each.name == "digits")
    accuracies = []
    for settings in network_settings(network_values("four-outputs")).values():
        state, frames = None, []
        while not frames or frames[-1].epoch < 3.0:
            state, learned = learn(settings, data, state)
            frames += [record.frame for record in learned.records]
        at = next(frame for frame in frames if frame.epoch >= 3.0)
        accuracies.append((frames[0].test_accuracy, at.test_accuracy))
    (first, then), *others = accuracies
    assert first == then
    assert all(after > before + 0.5 for before, after in others)
    assert right(STORIES["network"], 0).startswith("1: sigmoid, quadratic")


def test_output_and_cost_decide_together() -> None:
    slow = []
    for name, output in OUTPUT_LAYERS.items():
        z = np.array([[8.0, -8.0]])
        error = output.output_error(z, np.array([[0.0, 1.0]]))
        if np.abs(error).max() < 0.1:
            slow.append(name)
    assert slow == ["sigmoid-quadratic"]
    assert right(STORIES["network"], 1) == "Output and cost together"


def test_the_delta_of_hidden_neurons_has_the_factor_of_their_slope_with_cross_entropy_too() -> None:
    rng = np.random.default_rng(0)
    hidden = Layer(rng.normal(size=(3, 4)), np.array([0.1, -0.5, 0.7, 20.0]))
    last = Layer(rng.normal(size=(4, 2)), rng.normal(size=2))
    given, wanted = rng.normal(size=(1, 3)), np.array([[1.0, 0.0]])
    layers = as_matrices([hidden, last])
    error = OUTPUT_LAYERS["sigmoid-cross-entropy"].output_error
    by_hidden, by_last = as_layers(gradient(layers, with_ones(given), wanted, error))
    z = given @ hidden.weights + hidden.biases
    output = np.asarray(sigmoid(np.asarray(sigmoid(z)) @ last.weights + last.biases))
    assert by_last.biases == pytest.approx((output - wanted)[0])
    # ∂C/∂b is δ: what comes back from the outputs, times σ′(z).
    back = (last.weights @ by_last.biases) * np.asarray(sigmoid_slope(z))[0]
    assert by_hidden.biases == pytest.approx(back)
    assert np.abs(by_last.biases).max() > 0.1
    # The last of them is saturated, and gets nothing of that.
    assert abs(by_hidden.biases[3]) < 1e-6 < np.abs(by_hidden.biases[:3]).min()
    assert right(STORIES["network"], 2) == "No, only in the output layer"


def test_a_start_divided_by_the_root_of_n_leaves_no_hidden_neuron_saturated() -> None:
    training, test = datasets.digits()
    for settings, least, most in zip(
        network_settings(network_values("two-starts")).values(), (0.3, 0), (0.36, 0), strict=True
    ):
        (layer,) = hidden_layers(settings, start(settings, training), test.inputs)
        assert least <= layer.saturated <= most
    assert right(STORIES["network"], 3) == "2: Gaussian/√n"


def test_the_error_goes_up_to_one_output_and_down_in_the_others() -> None:
    before, up = softmax(BOOK), softmax(BOOK + np.array([0, 0, 0, 2.5]))
    assert up[3] > before[3]
    assert np.all(up[:3] < before[:3])
    assert right(STORIES["softmax"], 0) == "All three shrank"
    down = softmax(BOOK - np.array([2.5, 0, 0, 0]))
    assert down[0] < before[0]
    assert np.all(down[1:] > before[1:])
    assert right(STORIES["softmax"], 1) == "Positive if j = k, else negative"


def test_a_constant_added_to_all_changes_nothing() -> None:
    assert np.allclose(softmax(BOOK), softmax(BOOK + 1.0))
    assert [f"{each:.4g}" for each in softmax(BOOK)] == ["0.3145", "0.009498", "0.6334", "0.04257"]
    z = np.log(softmax(BOOK))
    assert np.allclose(z - z[0], BOOK - BOOK[0])
    moved = softmax(BOOK + np.array([0.1, 0, 0, 0]))
    assert moved.argsort().tolist() == softmax(BOOK).argsort().tolist()
    assert right(STORIES["softmax"], 2) == "Their differences"


def test_with_the_log_likelihood_the_step_is_as_large_as_the_error() -> None:
    z = np.array([-4.0, 0.0, 0.0, 5.0])
    costs = [-math.log(softmax(z + np.array([step, 0, 0, 0]))[0]) for step in (-1e-5, 1e-5)]
    slope = (costs[1] - costs[0]) / 2e-5
    assert slope == pytest.approx(softmax(z)[0] - 1.0, abs=1e-6)
    assert slope == pytest.approx(-1.0, abs=0.01)
    assert right(STORIES["softmax"], 3) == "About −1"


def test_softmax_outputs_learn_slowly_by_the_quadratic_cost_as_a_factor_is_near_0() -> None:
    z = np.array(BOOK)
    quadratic, likelihood = (cost.gradient(z, 1)[1] for cost in SOFTMAX_COSTS.values())
    assert [f"{each:.4g}" for each in (quadratic, likelihood)] == ["-0.01409", "-0.9905"]
    # What is left of the quadratic one without the factor is no smaller than the other.
    assert abs(quadratic / softmax(z)[1]) > abs(likelihood)
    slow, fast = (train_softmax(settings) for settings in softmax_settings(BOTH).values())
    assert slow.right_output[-1] < 0.25 < 0.9 < fast.right_output[-1]
    assert slow.cost[-1] < slow.cost[-2] - 1e-3
    assert right(STORIES["softmax"], 4) == "a₂ is a factor of its ∂C/∂z₂, and near 0"


def test_the_costs_that_the_stories_name_are_there() -> None:
    assert {"quadratic", "cross-entropy"} <= set(COSTS)


@cache
def overfitted(step: int) -> list[tuple[StackRecord, ...]]:
    """Return the records of each network of a step of the Overfitting lab's story."""
    values, _problems = read_address(STORIES["overfitting"].steps[step].address, OVERFITTING, str)
    return [records_of(settings) for settings in overfitting_settings(values).values()]


def medians(records: tuple[StackRecord, ...], quantity: str) -> list[float]:
    return [record.frame.median(quantity) for record in records]


def test_the_network_agrees_with_more_labels_than_are_right_as_it_has_learned_wrong_ones() -> None:
    (records,) = overfitted(0)
    last = records[-1]
    assert last.frame.median("training_accuracy") > 0.85
    assert last.learned_by_heart.sum() > 0.4 * 3 * len(last.learned_by_heart)
    assert right(STORIES["overfitting"], 0) == "It has learned wrong labels by heart"


def test_from_epoch_twenty_on_training_gets_better_and_the_test_worse() -> None:
    (records,) = overfitted(1)
    training, test = (medians(records, f"{name}_accuracy") for name in ("training", "test"))
    for epoch in range(12, 31):
        assert training[-1] > training[epoch] + 0.05
        assert test[-1] < test[epoch] - 0.02
    assert right(STORIES["overfitting"], 1) == "Training gets better, the test worse"


def test_l2_keeps_weights_small_and_the_test_better() -> None:
    plain, penalised = overfitted(2)
    assert medians(penalised, "weight_norm")[-1] < medians(plain, "weight_norm")[-1] / 2
    assert medians(penalised, "test_accuracy")[-1] > medians(plain, "test_accuracy")[-1] + 0.04
    assert right(STORIES["overfitting"], 2) == "It keeps them small"


def test_l1_leaves_most_weights_near_zero_and_l2_does_not() -> None:
    shares = []
    for records in overfitted(3):
        weights = np.concatenate([layer.weights.ravel() for layer in records[-1].layers])
        shares.append(np.mean(np.abs(weights) <= near_zero(64)))
    assert shares[0] < 0.3
    assert shares[1] > 0.5
    assert right(STORIES["overfitting"], 3) == "L1"


def test_with_dropout_far_fewer_wrong_labels_are_learned_by_heart() -> None:
    plain, dropout = overfitted(4)
    assert dropout[-1].learned_by_heart.sum() < plain[-1].learned_by_heart.sum() / 3
    ends = [medians(each, "test_accuracy")[-1] for each in (plain, dropout)]
    assert ends[1] > ends[0] + 0.02
    assert right(STORIES["overfitting"], 4) == "No neuron can rely on certain others"
