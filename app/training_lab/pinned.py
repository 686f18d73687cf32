"""The pinned runs on the page: thin curves in the plots, each with its number, and a table.

The models of the curves are made when there is something to pin; a page without pins has none.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from bokeh.core.properties import field
from bokeh.models import CategoricalColorMapper, ColumnDataSource, MultiLine, Plot, Text
from bokeh.models.renderers import GlyphRenderer

from app.training_lab.pins import LONGEST_NAME, MOST_PINS, Pin
from app.training_lab.plot_spec import PlotSpec
from app.training_lab.sections import Section
from app.ui.language import Translate, marked


def columns(quantities: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of the source: of each curve its label, its points, the label's place."""
    labels = (f"label_{quantity}" for quantity in quantities)
    return ("label", "epoch", *quantities, "label_epoch", *labels)


def pinned_curves(lab: str, quantities: Sequence[str], figures: Sequence[Plot]) -> ColumnDataSource:
    """Add the curves to ``figures``, one for each quantity; return the source of what they draw.

    The colours are set in the browser, as they are the theme's.
    """
    source = ColumnDataSource({column: [] for column in columns(quantities)}, name=f"{lab}-pins")
    numbers = [str(number + 1) for number in range(MOST_PINS)]
    mapper = CategoricalColorMapper(
        factors=numbers, palette=["#808080"] * MOST_PINS, name=f"{lab}-pin-colours"
    )
    colour = field("label", mapper)
    for figure, quantity in zip(figures, quantities, strict=True):
        curve = MultiLine(xs="epoch", ys=quantity, line_color=colour, line_width=1.2)
        number = Text(
            x="label_epoch",
            y=f"label_{quantity}",
            text="label",
            text_color=colour,
            text_font_size="13px",
            text_font_style="bold",
            text_align="center",
            text_baseline="middle",
        )
        # Below the level of the run, which the browser cuts off while it plays.
        added = [GlyphRenderer(data_source=source, glyph=glyph) for glyph in (curve, number)]
        figure.renderers = [*added, *figure.renderers]
    return source


FramesOf = Callable[[Any], Any]
"""What is known of the run of a pin: frames with their ``epoch`` as an array, or None."""
Outcomes = Callable[[Any, Translate], dict[str, tuple[str, str]]]
"""What the run of a pin came to, as :meth:`app.training_lab.pins.Pin.outcomes` does."""


def label(index: int) -> str:
    """Return what the curve of a pin is called in the plots."""
    return str(index + 1)


def curves(
    pins: Sequence[Pin], epochs: int, plot_spec: PlotSpec, frames_of: FramesOf
) -> dict[str, list[Any]]:
    """Return a row for each line of each pin that is not hidden, and where its label stands.

    The plots show ``epochs`` epochs, which a pin may have more of, or less. A line that is not in a
    plot has nothing but NaN there. A pin of whose run nothing is known has no row.

    Labels are spread along the curves, as most of these end in the same place.
    """
    rows: dict[str, list[Any]] = {name: [] for name in columns(tuple(plot_spec.quantities))}
    for index, pin in enumerate(pins):
        frame = None if pin.hidden else frames_of(pin)
        if frame is None:
            continue
        values, count = plot_spec.columns(frame), len(frame.epoch)
        place = (index + 1) * min(epochs, frame.epoch[-1]) / (MOST_PINS + 1)
        at = int(np.searchsorted(frame.epoch, place, side="right")) - 1
        for line in plot_spec.traces(frame):
            rows["label"].append(label(index))
            rows["epoch"].append(frame.epoch.tolist())
            rows["label_epoch"].append(frame.epoch[at].item())
            for name in plot_spec.quantities:
                nowhere = np.full(count, np.nan)
                column = values[line.columns[name]] if name in line.columns else nowhere
                rows[name].append([float(f"{value:.5g}") for value in column])
                rows[f"label_{name}"].append(float(column[at]))
    return rows


def content(outcomes_of: Outcomes, controls: Any, _history: object, _: Translate) -> dict[str, Any]:
    """Return the rows of the table."""
    outcomes = [outcomes_of(pin, _) for pin in controls.pins]
    heads = outcomes[0] if outcomes else {}
    return {
        "pins": [
            _row(index, pin, came_to, _)
            for index, (pin, came_to) in enumerate(zip(controls.pins, outcomes, strict=True))
        ],
        "outcomes": [[name, text] for name, (text, _value) in heads.items()],
        "most": MOST_PINS,
        "longest_name": LONGEST_NAME,
        "texts": {
            "pin": _("Pin the run on the screen"),
            "full": _("{most} runs are pinned; remove one to pin another."),
            "cannot": _("This run cannot be pinned: its settings are too long for an address."),
            "none": _("A pinned run stays in all plots, and in the address of this page."),
            "caption": _("Table of pinned runs"),
            "name": _("Name"),
            "start": _("Start"),
            "rate": _("η"),
            "cost": _("Cost"),
            "actions": _("Actions"),
            "name_of": _("Name of run {number}"),
            "show": _("Show run {number} in the plots"),
            "take": _("Use"),
            "take_of": _("Use the settings of run {number}"),
            "remove": _("Remove"),
            "remove_of": _("Remove run {number}"),
        },
    }


def _row(index: int, pin: Pin, came_to: dict[str, tuple[str, str]], _: Translate) -> dict[str, Any]:
    return {
        "number": label(index),
        "name": pin.name,
        "hidden": pin.hidden,
        "start": pin.start_text(_),
        "rate": pin.rate_text(_),
        "cost": pin.cost_text(_),
        **{name: text for name, (_label, text) in came_to.items()},
    }


SECTION = Section(marked("Pinned runs"), content, frozenset({"pins"}), alone=True)
