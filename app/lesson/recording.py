"""What of a run goes into a lesson: all that its server would send, in each of some languages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from bokeh.core.json_encoder import serialize_json
from bokeh.document import Document
from panel.io.state import set_curdoc

from app.training_lab.session import TrainingSession
from app.ui.component import ScriptComponent
from app.ui.language import translator

MOST_FRAMES = 400
"""What a section says at every epoch is recorded of runs of so many frames at most."""
NOTHING: Mapping[str, list[Any]] = {"curve": [], "epoch": []}


def record(session: TrainingSession, languages: Sequence[str]) -> dict[str, Any]:
    """Return the run of ``session`` as values that JSON can write.

    ``start`` and ``run`` are the rows before the run and of it; each of the ``languages`` has what
    is said of both, and what the lab's script and its plots are made from. The session stays as it
    is: each language has a session of its own, on no page.
    """
    spec = replace(session.spec, trainer=session.trainer.copied)
    told: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    for code in languages:
        document = Document()
        with set_curdoc(document):
            _ = translator(code)
            part = _query(session)
            copy = TrainingSession(spec, part, _ignore, _ignore, _, session.restriction)
            told[code], rows = _told(copy, document)
    return {"lab": spec.name, "rows": rows, "languages": told}


def _query(session: TrainingSession) -> dict[str, Any]:
    """Return what the lab is opened by; what no address can carry is there as it is."""
    controls, fields = session.controls, session.controls.schema.fields
    return {
        name: text if fields[name].means(text, getattr(controls, name)) else getattr(controls, name)
        for name, text in session.query.items()
    }


def _ignore(*_told: object) -> None:
    """Hear what a page would be told."""


def _told(copy: TrainingSession, document: Document) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is said of a run in the language of ``copy``, and the rows of start and run."""
    run, rows = _sent(copy)
    sections = _sections(copy, rows)
    program = copy.spec.program(copy.history, copy.controls)
    copy.plots.show({}, dict(NOTHING))
    for figure in copy.plots.figures:
        document.add_root(figure)
    plots = json.loads(serialize_json(document.to_json()))
    copy.trainer.start_anew()
    start, first_rows = _sent(copy)
    view, settings = copy.view, copy.view.settings
    here = [name for name in copy.controls.open if name in sections]
    names = [name for name in view.param if issubclass(view.param[name].owner, ScriptComponent)]
    told = {
        "title": copy.translate(copy.spec.title),
        "model": {
            **{name: getattr(view, name) for name in names if name != "plots"},
            "sections": [pair for pair in view.sections if pair[0] in sections],
            "experiments": [],
            "settings": {**settings, "values": {**settings["values"], "open": here}},
        },
        "left_out": [label for name, label in view.sections if name not in sections],
        "sections": sections,
        "program": program,
        "plots": plots,
        "start": start,
        "run": run,
    }
    return told, {"start": first_rows, "run": rows}


def _sent(copy: TrainingSession) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Return what the browser has been sent of a run: its description, and its rows."""
    (described,) = copy.plots.run.tags
    return described, {name: _plain(column) for name, column in copy.plots.run.data.items()}


def _plain(column: Any) -> Any:
    """Return a column, or a value of it, as JSON has it, which has no word for NaN."""
    if isinstance(column, np.ndarray | np.generic):
        return _plain(column.tolist())
    if isinstance(column, list):
        return [*map(_plain, column)]
    return None if isinstance(column, float) and column != column else column


def _sections(copy: TrainingSession, rows: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """Return the content of each section that needs no server, at each frame where it is other.

    What takes long, or is other at each frame, is there only where it is unfolded.
    """
    frames = len(set(rows["epoch"]))
    found = {}
    for name, section in copy.spec.sections.items():
        is_open = name in copy.controls.open
        costly = section.long or section.at_epoch
        if not section.alone or not copy.restriction.shows(name) or (costly and not is_open):
            continue
        if section.at_epoch and frames > MOST_FRAMES:
            continue
        told = range(frames if section.at_epoch else 1)
        found[name] = [copy.sections.content(name, frame) for frame in told]
    return found
