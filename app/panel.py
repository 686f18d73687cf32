"""Labs in somebody's Panel app: ``from app.panel import lab``, then ``lab("neuron").servable()``.

Each page that shows one has a lab of its own, with a session of its own.
"""

from typing import Any

import panel as pn
import param
from bokeh.document import Document
from bokeh.model import Model
from panel.io.state import set_curdoc
from panel.reactive import Reactive
from panel.viewable import Child, Layoutable
from param.parameterized import no_instance_params

from app.labs.registry import Lab
from app.page.checked import checked, lab_called
from app.ui.assets import offer_as_extension
from app.ui.component import ScriptComponent, script
from app.ui.fields import Problem
from app.ui.language import languages, preferred, translator
from app.ui.restriction import UNRESTRICTED

# Of several processes each must have imported this before it is asked for a script.
offer_as_extension()


@no_instance_params
class LabPlace(ScriptComponent):
    """A lab on a page that has nothing of ours around it, and what the lab has to tell."""

    lab = Child(doc="the view of the lab")
    problems = param.List(default=[], doc="what is wrong and a sentence about it, newest last")

    _esm = script("host-page")

    def tell(self, problem: Problem) -> None:
        """Show the newest sentence about each thing, or none any more."""
        others = [each for each in self.problems if each[0] != problem.about]
        self.problems = [*others, [*problem]] if problem.sentence else others


class EmbeddedLab(Reactive):
    """A lab that can be put wherever Panel puts something, on as many pages as there are."""

    def __init__(self, lab: Lab, part: dict[str, str], language: str) -> None:
        """Show ``lab`` with its ``part`` of an address, in ``language`` or in each reader's own."""
        super().__init__(sizing_mode="stretch_width")
        self._lab = lab
        self._part = part
        self._language = language
        self._places: dict[str, LabPlace] = {}
        """By the root of each page that shows it."""

    def _get_model(
        self,
        doc: Document,
        root: Model | None = None,
        parent: Model | None = None,
        comm: Any = None,
    ) -> Model:
        with set_curdoc(doc):
            place = self._open()
            model: Model = place._get_model(doc, root, parent, comm)
        page = (root or model).ref["id"]
        self._places[page] = place
        self._models[page] = (model, parent)
        return model

    def _cleanup(self, root: Model | None = None) -> None:
        if root is not None and (place := self._places.pop(root.ref["id"], None)):
            place._cleanup(root)
            del self._models[root.ref["id"]]
        super()._cleanup(root)

    def _open(self) -> LabPlace:
        """Return the lab, opened for the page that is being built."""
        size = {name: getattr(self, name) for name in Layoutable.param if name != "name"}
        place = LabPlace(**size)
        language = self._language or preferred(str(pn.state.headers.get("Accept-Language", "")))
        _ = translator(language)
        place.lab = self._lab.open(self._part, lambda: None, place.tell, _, UNRESTRICTED).view
        return place


def lab(name: str = "neuron", *, language: str = "", **settings: object) -> EmbeddedLab:
    """Return the lab ``name`` with these settings, by their names in an address.

    It is in ``language``, a code such as "zh", or else in each reader's own. Raises ValueError for
    a name or a value that there is not.
    """
    asked = lab_called(name)
    if language and language not in languages():
        raise ValueError(f"there is no language {language!r}, but {', '.join(languages())}")
    part = checked(asked, settings)
    return EmbeddedLab(asked, part, language)
