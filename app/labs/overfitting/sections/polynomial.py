"""Ten points and a polynomial: its degree, and a penalty that bends it back to the line."""

from typing import Any

import numpy as np

from app.training_lab.controls import LabControls
from app.ui.fields import Number
from app.ui.language import Translate, sentences
from app.ui.mathml import mathml
from app.ui.numbers import numeral, short
from app.ui.widgets import Slider, field_label
from core.polynomials import (
    DEGREES,
    HIGH,
    LOW,
    PENALTIES,
    SLOPE,
    fitted,
    mean_distance,
    points,
    values,
)

NAME = "polynomial"
"""The name of the section, where the sliders stand."""
DEGREE = Number("degree", DEGREES, "d")
RIDGE = Number("ridge", PENALTIES, ".3g")
"""The λ of the penalty on the coefficients."""
STOPS = (0.0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
CURVE_POINTS = 151
SHOWN = (-8.0, 18.0)
"""What of y is in the picture: a polynomial may be far outside between two points."""
COST = r"C = \frac{1}{2n} \sum_x \left(p(x) - y\right)^2 + \frac{\lambda}{2n} \sum_{k \ge 1} w_k^2"


def sliders(_: Translate) -> list[Slider]:
    """Return the sliders for degree and λ."""
    degree, penalty = _("Degree of the polynomial"), _("Penalty on its coefficients")
    return [
        Slider(
            name=DEGREE.name,
            label=degree,
            field_label=field_label(degree, _),
            symbol="",
            place=NAME,
            low=DEGREES.low,
            high=DEGREES.high,
            decimals=0,
        ),
        Slider(
            name=RIDGE.name,
            label=penalty,
            field_label=field_label(penalty, _),
            symbol="λ",
            place=NAME,
            low=PENALTIES.low,
            high=PENALTIES.high,
            stops=STOPS,
        ),
    ]


def content(controls: LabControls, _history: object, _: Translate) -> dict[str, Any]:
    """Return the points, the line that they are near, and the polynomial that is fitted."""
    x, y = points(controls.seed)
    coefficients = fitted(x, y, controls.degree, controls.ridge)
    grid = np.linspace(LOW, HIGH, CURVE_POINTS)
    curve, line = values(coefficients, grid), SLOPE * grid
    at_points = mean_distance(values(coefficients, x), y)
    between = mean_distance(curve, line)
    of_the_line = mean_distance(SLOPE * x, y)
    return {
        "formula": mathml(COST),
        "points": np.column_stack([x, y]).round(4).tolist(),
        "curve": np.column_stack([grid, curve]).round(4).tolist(),
        "line": [[LOW, SLOPE * LOW], [HIGH, SLOPE * HIGH]],
        "across": [LOW, HIGH],
        "along": list(SHOWN),
        "said": _said(controls, at_points, between, of_the_line, _),
        "texts": {
            "how": _(
                "Ten points, made from the dotted line y = 2x and noise; the first seed decides the"
                " noise. A polynomial with as many coefficients as points goes through all of them,"
                " noise included: it has learned them by heart."
            ),
            "chart": _("Ten points near a line, and a polynomial of degree {degree}.").format(
                degree=controls.degree
            ),
        },
    }


def _said(
    controls: LabControls, at_points: float, between: float, of_the_line: float, _: Translate
) -> str:
    """Say how far the polynomial is from the points that it learned, and from the line."""
    text = _(
        "Degree {degree}, λ = {penalty}: on average {points} from the ten points, and {line} from"
        " the line they come from. The line itself is {noise} from the points."
    )
    said = text.format(
        degree=controls.degree,
        penalty=short(controls.ridge),
        points=numeral(round(at_points, 6)),
        line=numeral(between),
        noise=numeral(of_the_line),
    )
    by_heart = at_points < between / 2
    more = _("Nearer to the points than to the line: that is overfitting.")
    return sentences([said, *([more] if by_heart else [])])
