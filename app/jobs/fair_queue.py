"""Whose step is next: the pages take turns by time, however many jobs each of them has."""

from collections import Counter
from collections.abc import Hashable
from itertools import count
from typing import Generic, Protocol, TypeVar

MOST_AHEAD = 5.0
"""By so many seconds at most an owner who used what others left free has to wait for them."""


class Owned(Protocol):
    """A job, as far as it belongs to a page."""

    @property
    def owner(self) -> Hashable: ...


R = TypeVar("R", bound=Owned)


class FairQueue(Generic[R]):
    """The jobs that are ready for a step, and what of their owners decides who gets a turn.

    First comes who has the fewest steps in flight, then who has used the least time, then who was
    served longest ago; of an owner's jobs the one that waits longest. An owner who comes, or comes
    again, counts as having used no less than whoever has used least of those who have jobs.
    """

    def __init__(self) -> None:
        self._ready: dict[Hashable, dict[R, None]] = {}
        self._in_flight: Counter[Hashable] = Counter()
        self._used: dict[Hashable, float] = {}
        self._served: dict[Hashable, int] = {}
        self._clock = count()
        self._level = 0.0
        """The least that any of those who have jobs has used; it never falls, nor when all go."""

    def __bool__(self) -> bool:
        return bool(self._ready)

    def __contains__(self, job: R) -> bool:
        return job in self._ready.get(job.owner, ())

    @property
    def in_flight(self) -> int:
        """How many steps are under way."""
        return self._in_flight.total()

    def add(self, job: R) -> None:
        """Have ``job`` wait for a step."""
        self._served.setdefault(job.owner, next(self._clock))
        self._used[job.owner] = max(self._used.get(job.owner, 0.0), self._level)
        self._ready.setdefault(job.owner, {})[job] = None

    def remove(self, job: R) -> None:
        """Have ``job`` wait no longer, if it does."""
        jobs = self._ready.get(job.owner, {})
        jobs.pop(job, None)
        if not jobs:
            self._ready.pop(job.owner, None)

    def take(self) -> R:
        """Give the next job its turn: a step of its owner is in flight until it is ``back``."""
        owner = min(
            self._ready,
            key=lambda each: (self._in_flight[each], self._used[each], self._served[each]),
        )
        job = next(iter(self._ready[owner]))
        self.remove(job)
        self._in_flight[owner] += 1
        self._served[owner] = next(self._clock)
        return job

    def back(self, owner: Hashable, seconds: float) -> None:
        """A step of ``owner`` is no longer in flight, and took so long."""
        if owner in self._used:
            self._used[owner] = min(self._used[owner] + seconds, self._level + MOST_AHEAD)
            present = (self._ready.keys() | self._in_flight.keys()) & self._used.keys()
            self._level = max(self._level, min(self._used[each] for each in present))
        self._in_flight -= Counter({owner: 1})

    def forget(self, owner: Hashable) -> None:
        """Forget what ``owner`` has used, who has no job and will have none."""
        self._used.pop(owner, None)
        self._served.pop(owner, None)

    def order(self) -> list[R]:
        """Return all jobs in the order in which they get a turn if no step comes back meanwhile.

        It is the order of `take`: an owner's second job comes when one step more is in flight, and
        owners who are served in the same round keep the order in which they were served before.
        """
        keys = {
            job: (self._in_flight[owner] + turn, self._used[owner], turn, self._served[owner])
            for owner, jobs in self._ready.items()
            for turn, job in enumerate(jobs)
        }
        return sorted(keys, key=keys.__getitem__)
