"""One reader's page: which labs are open on it. It wires, and decides nothing else.

Each lab has a place in the shell that stays empty until the lab is first shown.
"""

from collections.abc import Mapping
from functools import partial

import panel as pn
import param
from bokeh.document import Document
from panel.io.resources import LOCAL_DIST
from param.parameterized import no_instance_params

from app.labs.registry import LABS, Session
from app.page.shell import LAB, TITLE, Shell, read_shell
from app.ui.component import ScriptComponent, script
from app.ui.fields import Problem, Refused

MOST_PROBLEMS = 20


@no_instance_params
class PageLink(ScriptComponent):
    """What header and tabs, ``assets/js/page.js``, share with the server."""

    address = param.Dict(default={}, doc="the query of all labs")
    problems = param.List(default=[], doc="numbered sentences the reader should see, newest last")

    _esm = script("page")


class Page:
    """One reader's page: which lab is shown, and the labs opened so far."""

    def __init__(self, query: Mapping[str, str], shell: Shell) -> None:
        self.translate = shell.translate
        self._told = 0
        self._problems: dict[str, list[int | str]] = {}
        self.link = PageLink(self._receive)
        for problem in shell.problems:
            self._tell("", problem)
        self.places = {lab.name: pn.Column(sizing_mode="stretch_width") for lab in LABS}
        self._query = query
        self._sessions: dict[str, Session] = {}
        self.show(shell.lab)

    def show(self, name: str) -> None:
        """Show lab ``name``, which is opened now if it never was."""
        self.lab = name
        if name not in self._sessions:
            lab = next(each for each in LABS if each.name == name)
            part = lab.part_of(self._query)
            tell = partial(self._tell, lab.prefix)
            session = lab.open(part, self._readdress, tell, self.translate)
            self._sessions[name] = session
            self.places[name].append(session.view)
        self._readdress()

    def _readdress(self) -> None:
        address = {} if self.lab == LABS[0].name else {"lab": self.lab}
        for lab in LABS:
            if lab.name in self._sessions:
                address |= lab.written(self._sessions[lab.name].query)
            else:
                address |= lab.written(lab.part_of(self._query))
        self.link.address = address

    def _tell(self, prefix: str, problem: Problem) -> None:
        """Show the newest sentence about each thing, by its name in the address."""
        name = prefix + problem.about
        known = self._problems.pop(name, None)
        if problem.sentence:
            self._told += 1
            self._problems[name] = [self._told, problem.sentence]
        if problem.sentence or known:
            self.link.problems = list(self._problems.values())[-MOST_PROBLEMS:]

    def _receive(self, message: object) -> None:
        try:
            self.show(LAB.read(message["lab"] if isinstance(message, dict) else message))
        except (KeyError, Refused):
            return


def build(document: Document, query: Mapping[str, str], accept_language: str) -> Page:
    """Build a page into ``document`` for this address and these languages.

    Its roots are in the order in which ``assets/page.html`` has room for them.
    """
    # Or Panel would have the browser fetch its styles from the internet.
    document.template_variables["dist_url"] = LOCAL_DIST
    page = Page(query, read_shell(query, accept_language))
    # All roots are looked through for models once, at the end.
    with document.models.freeze():
        for root in (page.link, *page.places.values()):
            root.server_doc(document, title=page.translate(TITLE), location=False)
    return page
