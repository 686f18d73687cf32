"""A lab in the cell of a notebook, with settings that are checked before it is shown."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from app.notebook.origins import notebook_origins
from app.notebook.server import server_of_this_kernel
from app.page.checked import checked, lab_called
from app.page.shell import THEME
from app.server.embedding import sites_of
from app.ui.assets import assets_version, scripts
from app.ui.bundle import as_function
from app.ui.language import languages

HEIGHT = 760
"""Pixels in which the picture of one neuron has room."""
SCRIPT = "notebook-cell.js"
BEFORE_IT_IS_RUN = "The lab is shown when this cell is run."


@dataclass(frozen=True)
class LabCell:
    """A lab at the server of this kernel, which pages from ``origins`` may frame."""

    query: str
    port: int
    origins: frozenset[str]
    height: int

    def __repr__(self) -> str:
        """Return where to see it, for consoles that show no HTML."""
        return f"Neuron Lab: http://127.0.0.1:{self.port}/?{self.query}"

    def _repr_html_(self) -> str:
        """Return a place for the lab, and the script that frames it or says what to do there."""
        place = f"neuron-lab-{uuid4().hex}"
        told = {
            **{"place": place, "query": self.query, "height": self.height, "port": self.port},
            **{"origins": sorted(self.origins), "version": assets_version()},
        }
        script = as_function(SCRIPT, scripts()[SCRIPT])
        # Nothing that is told can end the script.
        given = json.dumps(told).replace("<", "\\u003c")
        call = f"(() => {{{script}}})().showLab({given});"
        return f'<div id="{place}">{BEFORE_IT_IS_RUN}</div><script>{call}</script>'


def lab(
    name: str = "neuron",
    *,
    language: str = "",
    theme: str = "",
    origin: str = "",
    height: int = HEIGHT,
    **settings: object,
) -> LabCell:
    """Return the lab ``name`` with these settings, by their names in an address.

    It is in ``language`` or the browser's, in ``theme`` or the notebook's, and ``height`` pixels
    high. ``origin`` is where the notebook's page is from, if the kernel cannot know that. Raises
    ValueError for a name or a value that there is not, RuntimeError where no server can start.
    """
    asked = lab_called(name)
    part = asked.written(checked(asked, settings))
    for given, known in ((language, languages()), (theme, THEME.options)):
        if given and given not in known:
            raise ValueError(f"{given!r} is none of {', '.join(known)}")
    page = {"embed": "1", "lab": name, "lang": language, "theme": theme, **part}
    query = urlencode({name: text for name, text in page.items() if text})
    server = server_of_this_kernel()
    server.serve(notebook_origins() | (sites_of(origin) if origin else frozenset()))
    return LabCell(query, server.port, server.origins, height)
