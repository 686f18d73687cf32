"""Panel components whose browser side is an ES module under ``assets/js``."""

from collections.abc import Callable
from functools import partial
from typing import Any

import panel as pn
from bokeh.document import Document
from bokeh.model import Model
from panel.custom import JSComponent
from panel.viewable import Viewable

from app.ui.assets import address_as_extension
from app.ui.bundle import BUNDLE


def in_turn(callback: Callable[[], None]) -> None:
    """Run ``callback`` as soon as the page's document may be changed.

    Panel hands on what a reader does with or without the lock of the document, as it comes; models
    of Bokeh may be changed under it alone.
    """
    pn.state.execute(callback, schedule=True)


def script(name: str) -> str:
    """Return the module that hands over to ``assets/js/<name>.js``.

    The browser fetches the script by its address, so that it is cached like any other file and may
    import its neighbours; a module that Panel sends with the page could do neither. Our own page
    says where its assets are, and has all scripts as one; on somebody's page ``host-page.js`` makes
    room for the lab first.
    """
    return (
        "const {assets = elsewhere} = document.documentElement.dataset;"
        "const folder = `${new URL(assets, document.baseURI).href}/js`;"
        "const host = assets === elsewhere && await import(`${folder}/host-page.js`);"
        f"const name = '{name}.js';"
        "const module = host ? await import(`${folder}/${name}`)"
        f" : (await import(`${{folder}}/{BUNDLE}`)).use(name);"
        "export const render = host ? host.within(module.render) : module.render;"
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
    def _render_esm(cls, *how: Any, **else_how: Any) -> str:
        """Return the script of the component, which is told where the assets are elsewhere."""
        module: str = super()._render_esm(*how, **else_how)
        return f"const elsewhere = '{address_as_extension(cls)}';{module}"

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
