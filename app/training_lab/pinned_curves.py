"""The pinned curves in the plots: thin, and each with its number.

Their models are made when there is something to pin; a page without pins has none of them.
"""

from collections.abc import Sequence

from bokeh.core.properties import field
from bokeh.models import CategoricalColorMapper, ColumnDataSource, MultiLine, Plot, Text
from bokeh.models.renderers import GlyphRenderer

from app.training_lab.pins import MOST_PINS


def columns(quantities: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of the source: of each curve its label, its points, the label's place."""
    labels = (f"label_{quantity}" for quantity in quantities)
    return ("label", "epoch", *quantities, "label_epoch", *labels)


def pinned_curves(lab: str, quantities: Sequence[str], figures: Sequence[Plot]) -> ColumnDataSource:
    """Add them to ``figures``, one for each quantity, and return the source they are drawn from.

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
        # Below the level of the run, whose every frame would otherwise have them painted again.
        added = [GlyphRenderer(data_source=source, glyph=glyph) for glyph in (curve, number)]
        figure.renderers = [*added, *figure.renderers]
    return source
