"""Widgets of panel-material-ui for settings that must not be taken on trust.

A client can send any value to any widget of its page. These let every value in, so that the field
of the setting can refuse it with a sentence, where the widgets as they come would raise.

Classes with ``no_instance_params`` change nothing about the params of one widget, and are spared
the copies that param makes of all of them for each widget: some forty, on every page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import panel as pn
import panel_material_ui as pmui
import param
from param.parameterized import edit_constant, no_instance_params

STYLE = """
.MuiSlider-thumb.Mui-focusVisible, .MuiRadio-root.Mui-focusVisible, .MuiButton-root:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
}
.MuiRadio-root.Mui-focusVisible { outline-offset: -3px; }
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; animation: none !important; }
}
"""
"""What the widgets lack in their shadow roots: a focus with contrast, and no motion for some."""


def in_turn(callback: Callable[[], None]) -> None:
    """Run ``callback`` as soon as the page's document may be changed.

    Panel hands on what a reader does with or without the lock of the document, as it comes; models
    of Bokeh may be changed under it alone.
    """
    pn.state.execute(callback, schedule=True)


class Setting(param.Parameterized):
    """A widget for one setting.

    ``on_move(accept, commit)`` has ``accept(value)`` called for what a reader gives, and
    ``commit()`` at the last: of a slider that is dragged, where it is let go.
    ``present(value)`` makes the widget say what the setting is, which is no move.
    """

    value = param.Parameter()
    stylesheets = param.List([STYLE])
    _accept: Callable[[object], None] | None = None
    _presenting = False
    _moves_to_come = 0

    @property
    def _linked_properties(self) -> tuple[str, ...]:
        """What a reader can change; Panel would listen to every property of the widget."""
        return tuple(name for name in ("value", "value_throttled") if name in self.param)

    def on_move(self, accept: Callable[[object], None], commit: Callable[[], None]) -> None:
        """Tell of what the reader does; of moves faster than can be dealt with, the last."""

        def move() -> None:
            accept(self.value)

        def settle() -> None:
            # The last move may not have been dealt with yet.
            accept(self.value)
            commit()

        self._accept = accept
        settled = "value_throttled" if "value_throttled" in self.param else "value"
        self.param.watch(lambda _event: self._moved(move), "value")
        self.param.watch(lambda _event: self._moved(settle), settled)

    def _moved(self, callback: Callable[[], None]) -> None:
        if self._presenting:
            return

        def deal_with() -> None:
            self._moves_to_come -= 1
            callback()

        self._moves_to_come += 1
        in_turn(deal_with)

    @contextmanager
    def presenting(self) -> Iterator[None]:
        """Let no change within be taken for a move."""
        self._presenting = True
        try:
            yield
        finally:
            self._presenting = False

    def present(self, value: object) -> None:
        """Show ``value``, and forget where a slider was last let go: the next time counts again.

        Not for a value that the widget shows already: the reader may have moved on meanwhile. A
        move that has come and has not been dealt with is not undone.
        """
        if self._moves_to_come:
            return
        with self.presenting(), edit_constant(self):
            self.value = value
            if "value_throttled" in self.param:
                self.value_throttled = None

    def _process_property_change(self, msg: dict[str, Any]) -> dict[str, Any]:
        said = msg.get("value")
        try:
            changed: dict[str, Any] = super()._process_property_change(msg)  # type: ignore[misc]
            if "value" not in changed or self._in_browser(changed["value"]) == said:
                return changed
        except (IndexError, KeyError, TypeError, ValueError):
            pass
        # Nothing that the widget can say: it shows again what it showed.
        if self._accept is not None:
            in_turn(partial(self._accept, said))
        with self.presenting():
            self.param.trigger("value")
        return {}

    def _in_browser(self, value: object) -> object:
        """Return what the widget's browser side calls ``value``."""
        return self._process_param_change({"value": value})["value"]  # type: ignore[attr-defined]


@no_instance_params
class Slider(Setting, pmui.FloatSlider):  # type: ignore[misc]
    """A slider for a number; its label has the value, and no tooltip is to cover that."""

    tooltips = param.Parameter(False)
    value_throttled = param.Parameter()


class Ladder(Setting, pmui.DiscreteSlider):  # type: ignore[misc]
    """A slider from one of its options to the next."""

    tooltips = param.Parameter(False)
    value_throttled = param.Parameter(constant=True)


@no_instance_params
class Radios(Setting, pmui.RadioBoxGroup):  # type: ignore[misc]
    """One of a few options, all of them in sight."""
