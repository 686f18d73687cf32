"""Panel components whose browser side is an ES module under ``assets/scripts``."""

from collections.abc import Callable
from functools import partial
from typing import Any

import panel as pn
from panel.custom import JSComponent
from panel.widgets.base import Widget


def script(name: str) -> str:
    """Return the module that hands over to ``assets/scripts/<name>.js``.

    The browser fetches the script by its address, so that it is cached like any other file and may
    import its neighbours; a module that Panel sends with the page could do neither.
    """
    return (
        f'const module = await import(new URL("assets/scripts/{name}.js", document.baseURI).href);'
        "export const render = module.render;"
    )


def in_turn(callback: Callable[[], None]) -> None:
    """Run ``callback`` as soon as the page's document may be changed.

    Panel hands on what a reader does with or without the lock of the document, as it comes; models
    of Bokeh may be changed under it alone.
    """
    pn.state.execute(callback, schedule=True)


def when_moved(
    widget: Widget, accept: Callable[[object], None], commit: Callable[[], None]
) -> None:
    """Call ``accept(value)`` for each value a reader gives ``widget``, ``commit()`` at the last.

    Of a slider that is dragged the last is where it is let go; of any other widget, each is.
    """
    settled = "value_throttled" if "value_throttled" in widget.param else "value"
    widget.param.watch(lambda event: in_turn(partial(accept, event.new)), "value")
    widget.param.watch(lambda _event: in_turn(commit), settled)


class ScriptComponent(JSComponent):
    """A component that shows what it is given and takes nothing from the browser but messages.

    ``receive(message)`` is handed each message, unchecked: it may be anything a client can send.
    """

    __abstract = True

    def __init__(self, receive: Callable[[object], None] | None = None, **params: Any) -> None:
        self._receive = receive
        super().__init__(**params)

    def _handle_msg(self, message: object) -> None:
        if self._receive is not None:
            in_turn(partial(self._receive, message))
