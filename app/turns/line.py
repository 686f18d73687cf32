"""Whose step is next: the pages in turn, however many runs each of them has."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Protocol, TypeVar


class Owned(Protocol):
    """A run, as far as it belongs to a page."""

    @property
    def owner(self) -> Hashable: ...


R = TypeVar("R", bound=Owned)


def line(
    ready: Sequence[R], in_flight: Mapping[Hashable, int], served: Mapping[Hashable, int]
) -> list[R]:
    """Return the runs that are ``ready``, oldest first, in the order in which they get a turn.

    First comes who has the fewest steps ``in_flight``, then who was ``served`` longest ago; a new
    owner counts as served when it came. The order is the one that giving them turn after turn makes
    if no step comes back meanwhile.
    """
    before: dict[Hashable, int] = {}
    keys: dict[int, tuple[int, int, int]] = {}
    for index, run in enumerate(ready):
        turn = before.get(run.owner, 0)
        before[run.owner] = turn + 1
        # Among those with as many in flight, one that gets its first turn now was served before
        # those who get another, and they follow each other as they did the turn before.
        keys[index] = (in_flight.get(run.owner, 0) + turn, turn, served[run.owner])
    return [ready[index] for index in sorted(keys, key=keys.__getitem__)]
