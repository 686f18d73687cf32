"""Most wrong: the mistakes that cost each network most, with its outputs for them."""

from typing import Any

from app.networks.images import pixels
from app.networks.results import Trainings
from app.ui.language import Translate
from app.ui.numbers import epoch_text
from core.network.output_layers import LINEAR_QUADRATIC


def content(_controls: object, history: Trainings, _: Translate, epoch: int) -> dict[str, Any]:
    """Return for each network at a frame its costliest mistakes."""
    return {
        "networks": [
            {
                "key": seen.key,
                "name": seen.label,
                "epoch": epoch_text(seen.record.frame.epoch),
                "linear": seen.settings.output_layer is LINEAR_QUADRATIC,
                "mistakes": [
                    {
                        "image": pixels(history.test, mistake.index),
                        "said": _("test digit {number} is a {digit}, taken for {answer}").format(
                            number=mistake.index,
                            digit=int(history.test.labels[mistake.index]),
                            answer=mistake.answer,
                        ),
                        "digit": int(history.test.labels[mistake.index]),
                        "answer": mistake.answer,
                        "outputs": [round(each, 3) for each in mistake.outputs],
                    }
                    for mistake in seen.record.mistakes
                ],
            }
            for seen in history.at(epoch)
        ],
        "texts": {
            "heading": _("{name}, epoch {epoch}"),
            "how": _(
                "The test digits that are answered wrongly at the highest cost, each with its ten"
                " outputs. 2 → 8: the digit is a 2, the answer is 8."
            ),
            "wanted": _("the digit it is"),
            "answered": _("the answer"),
            "right": _("No test digit is answered wrongly."),
            "none": _("Press Run first."),
        },
    }
