"""Hidden neurons: histograms of z and of outputs, what is saturated, and all gradients.

Several frames travel at once, so that a run that plays needs few messages. Their histograms come
with the records, see ``app.labs.network.step``, and are only put into words here.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.labs.network.step import MOST_ASKED, Record
from app.labs.network.words import hidden_neurons, layer_name
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.ui.language import Translate
from app.ui.numbers import epoch_text, numeral, percent
from core.network.saturation import (
    SATURATED,
    SIGMOID_OUTPUT,
    SIGMOID_Z,
    WEIGHTED_INPUTS,
    Z_BINS,
    HiddenLayer,
    output_range,
)

FRAMES_AT_ONCE = 18
"""Three seconds at speed 1."""
REACHES = (5, 10, 20, 50)
"""How far from 0 an axis of z may reach."""
MOST_BARS = 40


def content(_controls: object, history: Trainings, _: Translate, epoch: int) -> dict[str, Any]:
    """Return of each network the frames from ``epoch`` on, up to ``FRAMES_AT_ONCE``."""
    first = min(epoch, history.last)
    numbers = range(first, min(first + FRAMES_AT_ONCE, history.last + 1)) if first >= 0 else []
    networks = [each for each in history.networks if each.records and first >= 0]
    reach = _reach(networks)
    return {
        "first": max(first, 0),
        "networks": [
            {
                "key": each.key,
                "name": each.label,
                "range": list(output_range(each.settings.hidden_neurons)),
                "layers": [
                    layer_name(each.settings, layer, _)
                    for layer in range(1, len(each.settings.hidden) + 1)
                ],
                "highest": _highest(each, reach),
                "start": [_charted(layer, reach) for layer in each.records[0].hidden],
            }
            for each in networks
        ],
        "frames": [_frame(networks, at, reach, _) for at in numbers],
        "reach": reach,
        "limits": {"z": SIGMOID_Z, "outputs": SIGMOID_OUTPUT},
        "texts": {
            "heading": _("{name}, epoch {epoch}"),
            "how": _how(history, reach, _),
            "z": _("z of {layer}"),
            "outputs": _("outputs a of {layer}"),
            "chart": _("{what}, {name}, epoch {epoch}: {percent} saturated"),
            "norms": _("Size of the gradient, layer by layer"),
            "saturated": _("saturated"),
            "start": _("the start"),
            "none": _("Press Run first."),
        },
    }


def _how(history: Trainings, reach: int, _: Translate) -> str:
    text = _(
        "z and output a of every hidden neuron at each of {count} test digits, in per cent of all."
        " Saturated is where σ′(z) < {slope}, a tenth of the most there is: |z| > {z}. The size of"
        " a weight is the root of the mean of w²."
    )
    said = text.format(
        count=min(MOST_ASKED, len(history.test)), slope=SATURATED / 4, z=round(SIGMOID_Z, 2)
    )
    if reach < WEIGHTED_INPUTS.high:
        return said
    beyond = _("What is beyond ±{reach} is in the outermost bars.").format(reach=reach)
    return f"{said}\n{beyond}"


def _reach(networks: Sequence[Training]) -> int:
    """Return how far from 0 all z of these networks reach that are known, so that axes stay."""
    z = [each.z for network in networks for record in network.records for each in record.hidden]
    used = np.flatnonzero(np.any(z, axis=0)) if z else np.array([Z_BINS // 2])
    width = 2 * WEIGHTED_INPUTS.high / Z_BINS
    furthest = abs(used + 0.5 - Z_BINS / 2).max() * width
    return next(each for each in REACHES if each > furthest)


def _highest(network: Training, reach: int) -> dict[str, float]:
    """Return the highest bar of all frames of a network in its histograms of z, and of outputs."""
    layers = [each for record in network.records for each in record.hidden]
    if not layers:
        return {}
    return {
        "z": float(_parts(_within(np.array([each.z for each in layers]), reach)).max()),
        "outputs": float(_parts(np.array([each.outputs for each in layers])).max()),
    }


def _within(counts: NDArray[Any], reach: int) -> NDArray[Any]:
    """Return the counts of z from ``-reach`` to ``reach``, some bins together if there are many."""
    cut = round(Z_BINS * (1 - reach / WEIGHTED_INPUTS.high) / 2)
    shown = counts[..., cut : Z_BINS - cut]
    together = math.ceil(shown.shape[-1] / MOST_BARS)
    return np.asarray(shown.reshape(*shown.shape[:-1], -1, together).sum(axis=-1))


def _parts(counts: NDArray[Any]) -> NDArray[np.float64]:
    """Return the counts in per cent of them all."""
    return np.asarray(np.round(100.0 * (counts / counts.sum(axis=-1, keepdims=True)), 1))


def _frame(networks: Sequence[Training], at: int, reach: int, _: Translate) -> list[dict[str, Any]]:
    """Return what is shown of each network at a frame."""
    records = [_record(each, at) for each in networks]
    largest = max(norm for record in records for norm in record.frame.gradient_norms)
    return [
        {
            "epoch": epoch_text(record.frame.epoch),
            "said": "\n".join(hidden_neurons(network.settings, network.records[0], record, _)),
            "layers": [_charted(layer, reach) for layer in record.hidden],
            "norms": _norms(record, largest),
        }
        for network, record in zip(networks, records, strict=True)
    ]


def _record(network: Training, at: int) -> Record:
    """Return the record of a frame, the last it has if it has not that one."""
    record: Record = network.records[min(at, len(network.records) - 1)]
    return record


def _charted(layer: HiddenLayer, reach: int) -> dict[str, Any]:
    return {
        "z": _parts(_within(layer.z, reach)).tolist(),
        "outputs": _parts(layer.outputs).tolist(),
        "saturated": percent(round(layer.saturated, 2)),
    }


def _norms(record: Record, largest: float) -> list[dict[str, Any]]:
    """Return a bar from 0 to 1 and a number for each layer; bars of all networks compare."""
    return [
        {
            "layer": f"‖∇{layer}‖",
            "number": numeral(norm),
            "part": round(norm / largest, 4) if largest else 0.0,
        }
        for layer, norm in enumerate(record.frame.gradient_norms, start=1)
    ]
