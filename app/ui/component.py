"""Panel components whose browser side is an ES module under ``assets/js``."""

from collections.abc import Callable
from functools import partial
from typing import Any

import panel as pn
from bokeh.document import Document
from bokeh.model import Model
from panel.custom import JSComponent
from panel.viewable import Viewable


def in_turn(callback: Callable[[], None]) -> None:
    """Run ``callback`` as soon as the page's document may be changed.

    Panel hands on what a reader does with or without the lock of the document, as it comes; models
    of Bokeh may be changed under it alone.
    """
    pn.state.execute(callback, schedule=True)


def script(name: str) -> str:
    """Return the module that hands over to ``assets/js/<name>.js``.

    The browser fetches the script by its address, so that it is cached like any other file and may
    import its neighbours; a module that Panel sends with the page could do neither.
    """
    return (
        "const {assets} = document.documentElement.dataset;"
        f"const script = new URL(`${{assets}}/js/{name}.js`, document.baseURI);"
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

    @property
    def _linked_properties(self) -> tuple[str, ...]:
        return ()

    @classmethod
    def _patch_datamodel_ref(cls, props: Model, ref: str) -> None:
        # Panel would look for data models in all that the children are made of.
        if (tag := f"__ref:{ref}") not in props.tags:
            props.tags.append(tag)

    def _handle_msg(self, message: object) -> None:
        if self._receive is not None:
            in_turn(partial(self._receive, message))


class Drawn(Viewable):
    """A model of Bokeh as the child of a component.

    ``pn.pane.Bokeh`` would read every property of the model and of all that it refers to, for a
    theme and for sizes that may change; this hands it on as it is.
    """

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._drawn = model

    def _get_model(
        self,
        doc: Document,  # noqa: ARG002 - as Panel calls it
        root: Model | None = None,
        parent: Model | None = None,
        comm: object = None,  # noqa: ARG002
    ) -> Model:
        self._models[(root or self._drawn).ref["id"]] = (self._drawn, parent)
        return self._drawn
