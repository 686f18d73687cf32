"""app.jobs.fair_queue: whose turn is next, by the time that each has used."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.jobs.fair_queue import MOST_AHEAD, FairQueue


@dataclass(frozen=True)
class Run:
    """A run, as far as it waits in line."""

    owner: str
    number: int = 0


def line_of(owners: str) -> FairQueue[Run]:
    """A line of runs of these owners."""
    queue: FairQueue[Run] = FairQueue()
    for number, owner in enumerate(owners):
        queue.add(Run(owner, number))
    return queue


def taken(queue: FairQueue[Run]) -> str:
    """Give turns until nobody waits, and say who got them."""
    return "".join(queue.take().owner for _run in queue.order())


def alternate(queue: FairQueue[Run], seconds: dict[str, float], scheduler: int) -> dict[str, float]:
    """Let one step after the other be taken, which take so long; return what each has used."""
    used = dict.fromkeys(seconds, 0.0)
    for _turn in range(scheduler):
        job = queue.take()
        queue.back(job.owner, seconds[job.owner])
        queue.add(job)
        used[job.owner] += seconds[job.owner]
    return used


def test_four_runs_of_a_page_stand_behind_the_one_of_another():
    assert taken(line_of("aaaab")) == "abaaa"
    queue = line_of("aaaab")
    assert queue.take() == Run("a", 0)
    assert taken(queue) == "baaa"


def test_among_those_with_as_many_in_flight_who_has_used_least_is_next():
    queue = line_of("abc")
    for seconds in (3.0, 1.0, 2.0):
        job = queue.take()
        queue.back(job.owner, seconds)
        queue.add(job)
    assert taken(queue) == "bca"
    # Whoever has none in flight comes first all the same.
    queue.add(Run("b", 1))
    queue.back("a", 0.5)
    queue.add(Run("a", 0))
    assert taken(queue) == "ab"


def test_who_has_used_as_much_is_served_in_turn():
    queue = line_of("aabbc")
    owners = []
    for _turn in range(9):
        job = queue.take()
        owners.append(job.owner)
        queue.back(job.owner, 1.0)
        queue.add(job)
    assert "".join(owners) == "abcabcabc"


@given(st.lists(st.floats(0.01, 1.0), min_size=2, max_size=5), st.integers(1, 4))
def test_pages_use_as_much_time_however_long_their_steps_are_and_however_many_runs(times, jobs):
    seconds = dict(zip("abcde", times, strict=False))
    used = alternate(line_of("a" * jobs + "".join(seconds)), seconds, 300)
    assert max(used.values()) - min(used.values()) <= max(times) + 1e-9


def test_who_comes_or_comes_again_is_level_with_the_least_of_those_who_are_there():
    queue = line_of("ab")
    alternate(queue, {"a": 1.0, "b": 2.0}, 60)
    queue.remove(Run("a", 0))
    alternate(queue, {"b": 2.0}, 30)
    for owner in ("a", "new"):
        queue.add(Run(owner))
    used = alternate(queue, {"a": 1.0, "b": 1.0, "new": 1.0}, 300)
    assert max(used.values()) - min(used.values()) <= 1.0


def test_who_comes_when_all_are_gone_has_used_no_less_than_they():
    queue = line_of("a")
    alternate(queue, {"a": 1.0}, 300)
    queue.remove(Run("a"))
    queue.add(Run("new"))
    queue.add(Run("a"))
    used = alternate(queue, {"a": 1.0, "new": 1.0}, 20)
    assert used == {"a": 10.0, "new": 10.0}


def test_to_end_and_begin_again_makes_nobody_younger():
    queue = line_of("ab")
    used = dict.fromkeys("ab", 0)
    for _turn in range(40):
        job = queue.take()
        used[job.owner] += 1
        queue.back(job.owner, 1.0)
        if job.owner == "a":
            job = Run("a", job.number + 2)
        queue.add(job)
    assert used == {"a": 20, "b": 20}


def test_who_used_what_others_left_free_is_kept_waiting_for_a_while_only():
    queue = line_of("ab")
    assert queue.take().owner == "a"
    job = queue.take()
    for _turn in range(1000):
        queue.back("b", 1.0)
        queue.add(job)
        job = queue.take()
    queue.back("b", 1.0)
    queue.add(job)
    queue.add(Run("new"))
    used = alternate(queue, {"b": 1.0, "new": 1.0}, 40)
    assert used["new"] - used["b"] <= MOST_AHEAD + 1.0


def test_what_is_removed_waits_no_longer():
    queue = line_of("ab")
    queue.remove(Run("a", 0))
    queue.remove(Run("a", 0))
    assert Run("a", 0) not in queue
    assert queue.order() == [Run("b", 1)]
    queue.remove(Run("b", 1))
    assert not queue
    assert queue.order() == []


def test_of_an_owner_who_is_forgotten_nothing_stays():
    queue = line_of("a")
    queue.take()
    queue.forget("a")
    assert queue.in_flight == 1
    queue.back("a", 7.0)
    assert (queue.in_flight, queue._used, queue._level) == (0, {}, 0.0)


@st.composite
def lines(draw):
    """Lines to which anything may have happened."""
    queue: FairQueue[Run] = FairQueue()
    away: list[Run] = []
    for number in range(draw(st.integers(0, 25))):
        what = draw(st.sampled_from(["add", "take", "back"]))
        if what == "take" and queue:
            away.append(queue.take())
        elif what == "back" and away:
            job = away.pop(draw(st.integers(0, len(away) - 1)))
            queue.back(job.owner, draw(st.sampled_from([0.0, 1.0, 2.5])))
            queue.add(job)
        else:
            queue.add(Run(draw(st.sampled_from("abcde")), number))
    return queue


@given(lines())
def test_the_order_is_the_one_that_giving_turns_makes(queue):
    expected = queue.order()
    assert [queue.take() for _run in expected] == expected
    assert not queue
