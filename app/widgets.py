"""Widgets of panel-material-ui for settings that must not be taken on trust.

A client can send any value to any widget of its page. These let every value in, so that the field
of the setting can refuse it with a sentence, where the widgets as they come would raise.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import panel as pn
import panel_material_ui as pmui
import param


def in_turn(callback: Callable[[], None]) -> None:
    """Run ``callback`` as soon as the page's document may be changed.

    Panel hands on what a reader does with or without the lock of the document, as it comes; models
    of Bokeh may be changed under it alone.
    """
    pn.state.execute(callback, schedule=True)


class Setting(param.Parameterized):
    """A widget for one setting.

    ``on_move(accept, commit)`` has ``accept(value)`` called for each value that a reader gives,
    and ``commit()`` at the last: of a slider that is dragged, where it is let go.
    ``present(value)`` makes the widget say what the setting is.
    """

    value = param.Parameter()
    _accept: Callable[[object], None] | None = None

    def on_move(self, accept: Callable[[object], None], commit: Callable[[], None]) -> None:
        """Tell of what the reader does."""
        self._accept = accept
        settled = "value_throttled" if "value_throttled" in self.param else "value"
        self.param.watch(lambda event: in_turn(partial(accept, event.new)), "value")
        self.param.watch(lambda _event: in_turn(commit), settled)

    def present(self, value: object) -> None:
        """Show ``value``, also where the browser has made something else of it."""
        self.value = value

    def _process_property_change(self, msg: dict[str, Any]) -> dict[str, Any]:
        try:
            changed: dict[str, Any] = super()._process_property_change(msg)  # type: ignore[misc]
        except (IndexError, KeyError, TypeError, ValueError):
            # No option of the widget: what the client says is shown again as it was.
            if self._accept is not None:
                in_turn(partial(self._accept, msg.get("value")))
            in_turn(partial(self.param.trigger, "value"))
            return {}
        return changed


class Slider(Setting, pmui.FloatSlider):  # type: ignore[misc]
    """A slider for a number."""

    value_throttled = param.Parameter()


class Ladder(Setting, pmui.DiscreteSlider):  # type: ignore[misc]
    """A slider from one of its options to the next."""

    value_throttled = param.Parameter(constant=True)


class WholeNumber(Setting, pmui.IntInput):
    """A whole number to be typed."""

    value_throttled = param.Parameter(constant=True)


class Radios(Setting, pmui.RadioBoxGroup):  # type: ignore[misc]
    """One of a few options, all of them in sight."""
