"""The controls of the Softmax lab, which also know which slider was moved last, and from where."""

from typing import Any, NamedTuple

from app.training_lab.controls import LabControls


class Moved(NamedTuple):
    """The z before a slider was moved, and its place from 0 on.

    There is none where several were set at once, or nothing.
    """

    before: tuple[float, ...]
    place: int | None = None


class MovedControls(LabControls):
    """The settings of the lab; ``moved`` is what became of z lately."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.moved = Moved(self.z)
        self.param.watch(self._note, "z")

    def _note(self, event: Any) -> None:
        """Note a move: one that goes on began where its slider was first touched."""
        pairs = enumerate(zip(event.old, event.new, strict=True))
        changed = [index for index, (old, new) in pairs if old != new]
        place = changed[0] if len(changed) == 1 else None
        if place is None:
            self.moved = Moved(event.new)
        elif place != self.moved.place:
            self.moved = Moved(event.old, place)
