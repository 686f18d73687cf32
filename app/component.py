"""Panel components whose browser side is an ES module under ``assets/scripts``."""

from collections.abc import Callable
from functools import partial
from typing import Any

from panel.custom import JSComponent

from app.widgets import in_turn


def script(name: str) -> str:
    """Return the module that hands over to ``assets/scripts/<name>.js``.

    The browser fetches the script by its address, so that it is cached like any other file and may
    import its neighbours; a module that Panel sends with the page could do neither.
    """
    return (
        "const {assets} = document.documentElement.dataset;"
        f"const script = new URL(`${{assets}}/scripts/{name}.js`, document.baseURI);"
        "const module = await import(script.href);"
        "export const render = module.render;"
    )


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
