"""One reader's page: which labs are open on it. It wires, and decides nothing else.

A lab is built when it is first shown, and is a root of the page's document from then on.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import param
from bokeh.document import Document
from bokeh.model import Model
from panel.io.resources import LOCAL_DIST
from panel.viewable import Viewable
from param.parameterized import no_instance_params

from app.labs.registry import LAB_BY_NAME, LABS, Session
from app.page.save_lesson import LessonSaver
from app.page.sharing import Sharing
from app.page.shell import EMBED, LAB, TITLE, Shell, read_shell
from app.ui.component import ScriptComponent, script
from app.ui.fields import Problem, Refused

MOST_PROBLEMS = 20


@no_instance_params
class PageLink(ScriptComponent):
    """What header and tabs, ``assets/js/page.js``, share with the server."""

    address = param.Dict(default={}, doc="the query of all labs")
    problems = param.List(default=[], doc="numbered sentences the reader should see, newest last")
    opened = param.List(default=[], doc="the labs that are open, in the order of their roots")

    _esm = script("page")

    def hand_over(self, name: str, lesson: str) -> None:
        """Have the browser save ``lesson`` as a file of that name."""
        self._send_msg({"name": name, "lesson": lesson})

    def tell_of_address(self, told: dict[str, Any]) -> None:
        """Have the Share dialog say this of an address."""
        self._send_msg({"share": told})


class Page:
    """One reader's page: which lab is shown, and the labs opened so far.

    ``add(root)`` is called with what the document is to show: first the link, then each lab.
    """

    def __init__(self, shell: Shell, add: Callable[[Viewable], object]) -> None:
        self.translate = shell.translate
        self._told = 0
        self._problems: dict[str, list[int | str]] = {}
        self.link = PageLink(self._receive)
        self._lessons = LessonSaver(
            *(shell.language, shell.theme, self.link.hand_over),
            *(partial(self._tell, str), self.translate),
        )
        self._sharing = Sharing(self.link.tell_of_address, shell.language, self.translate)
        for problem in shell.problems:
            self._tell(str, problem)
        self.labs = tuple(lab.name for lab in shell.labs)
        self._add = add
        self._add(self.link)
        self._query = shell.query
        framed = {EMBED.name: shell.embed} if shell.embed else {}
        self._fixed = {**framed, **shell.class_link.written}
        self._restriction = shell.restriction
        self._sessions: dict[str, Session] = {}
        self.show(shell.lab)

    def show(self, name: str) -> None:
        """Show lab ``name``, which is opened now if it never was."""
        self.lab = name
        if name not in self._sessions:
            lab = LAB_BY_NAME[name]
            part = lab.part_of(self._query)
            tell = partial(self._tell, lab.name_of)
            session = lab.open(part, self._readdress, tell, self.translate, self._restriction)
            # Before the lab comes, its place is to be where it belongs.
            self.link.opened = [*self._sessions, name]
            self._add(session.view)
            self._sessions[name] = session
        self._readdress()

    def close(self, models: Iterable[Model]) -> None:
        """Take apart what the page is made of, and the ``models`` that its document had.

        All of it refers to each other. Once it does not, it is freed at once, and nobody has to
        look for it among all objects of all pages. To be called when nobody uses it any more.
        """
        parts: list[object] = [self, self.link, self._lessons, self._sharing, *models]
        for session in self._sessions.values():
            parts += session.parts()
        for part in parts:
            vars(part).clear()

    def _readdress(self) -> None:
        address = dict(self._fixed)
        if self.lab != LABS[0].name:
            address["lab"] = self.lab
        for lab in LABS:
            if lab.name in self._sessions:
                address |= lab.written(self._sessions[lab.name].query)
            else:
                address |= lab.written(lab.part_of(self._query))
        self.link.address = address

    def _tell(self, name_of: Callable[[str], str], problem: Problem) -> None:
        """Show the newest sentence about each thing, by its name in the address."""
        name = name_of(problem.about)
        known = self._problems.pop(name, None)
        if problem.sentence:
            self._told += 1
            is_named = problem.sentence.startswith(f"{problem.about}:")
            rest = problem.sentence.removeprefix(problem.about)
            sentence = name + rest if is_named else problem.sentence
            self._problems[name] = [self._told, sentence]
        if problem.sentence or known:
            self.link.problems = list(self._problems.values())[-MOST_PROBLEMS:]

    def _receive(self, message: object) -> None:
        asked = message if isinstance(message, dict) else {}
        if isinstance(lesson := asked.get("lesson"), dict):
            self._lessons.save(self._sessions[self.lab], lesson)
        elif isinstance(share := asked.get("share"), dict):
            self._sharing.describe(share)
        else:
            self._choose(asked.get("lab") if asked else message)

    def _choose(self, given: object) -> None:
        try:
            name = LAB.read(given)
        except Refused:
            return
        if name in self.labs:
            self.show(name)


def models_of(document: Document) -> list[Model]:
    """Return all models of a document, also those that are its configuration."""
    return [*document.models, *document.config.references()]


def build(document: Document, query: Mapping[str, str], accept_language: str) -> Page:
    """Build a page into ``document`` for this address and these languages.

    The browser has places for its roots in their order, see ``assets/js/start.js``.
    """
    # Or Panel would have the browser fetch its styles from the internet.
    document.template_variables["dist_url"] = LOCAL_DIST
    shell = read_shell(query, accept_language)
    title = shell.translate(TITLE)

    def add(root: Viewable) -> None:
        root.server_doc(document, title=title, location=False)

    # All roots are looked through for models once, at the end.
    with document.models.freeze():
        return Page(shell, add)
