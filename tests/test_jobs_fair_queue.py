"""app.jobs.fair_queue: whose turn is next, by the time that each has used."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.jobs.fair_queue import MOST_AHEAD, Line

unhurried = hypothesis_settings(deadline=None)


@dataclass(frozen=True)
class Run:
    """A run, as far as it waits in line."""

    owner: str
    number: int = 0


def line_of(owners: str) -> Line[Run]:
    """A line of runs of these owners."""
    line: Line[Run] = Line()
    for number, owner in enumerate(owners):
        line.add(Run(owner, number))
    return line


def taken(line: Line[Run]) -> str:
    """Give turns until nobody waits, and say who got them."""
    return "".join(line.take().owner for _run in line.order())


def alternate(line: Line[Run], seconds: dict[str, float], turns: int) -> dict[str, float]:
    """Let one step after the other be taken, which take so long; return what each has used."""
    used = dict.fromkeys(seconds, 0.0)
    for _turn in range(turns):
        run = line.take()
        line.back(run.owner, seconds[run.owner])
        line.add(run)
        used[run.owner] += seconds[run.owner]
    return used


def test_four_runs_of_a_page_stand_behind_the_one_of_another():
    assert taken(line_of("aaaab")) == "abaaa"
    line = line_of("aaaab")
    assert line.take() == Run("a", 0)
    assert taken(line) == "baaa"


def test_among_those_with_as_many_in_flight_who_has_used_least_is_next():
    line = line_of("abc")
    for seconds in (3.0, 1.0, 2.0):
        run = line.take()
        line.back(run.owner, seconds)
        line.add(run)
    assert taken(line) == "bca"
    # Whoever has none in flight comes first all the same.
    line.add(Run("b", 1))
    line.back("a", 0.5)
    line.add(Run("a", 0))
    assert taken(line) == "ab"


def test_who_has_used_as_much_is_served_in_turn():
    line = line_of("aabbc")
    owners = []
    for _turn in range(9):
        run = line.take()
        owners.append(run.owner)
        line.back(run.owner, 1.0)
        line.add(run)
    assert "".join(owners) == "abcabcabc"


@unhurried
@given(st.lists(st.floats(0.01, 1.0), min_size=2, max_size=5), st.integers(1, 4))
def test_pages_use_as_much_time_however_long_their_steps_are_and_however_many_runs(times, runs):
    seconds = dict(zip("abcde", times, strict=False))
    used = alternate(line_of("a" * runs + "".join(seconds)), seconds, 300)
    assert max(used.values()) - min(used.values()) <= max(times) + 1e-9


def test_who_comes_or_comes_again_is_level_with_the_least_of_those_who_are_there():
    line = line_of("ab")
    alternate(line, {"a": 1.0, "b": 2.0}, 60)
    line.remove(Run("a", 0))
    alternate(line, {"b": 2.0}, 30)
    for owner in ("a", "new"):
        line.add(Run(owner))
    used = alternate(line, {"a": 1.0, "b": 1.0, "new": 1.0}, 300)
    assert max(used.values()) - min(used.values()) <= 1.0


def test_who_comes_when_all_are_gone_has_used_no_less_than_they():
    line = line_of("a")
    alternate(line, {"a": 1.0}, 300)
    line.remove(Run("a"))
    line.add(Run("new"))
    line.add(Run("a"))
    used = alternate(line, {"a": 1.0, "new": 1.0}, 20)
    assert used == {"a": 10.0, "new": 10.0}


def test_to_end_and_begin_again_makes_nobody_younger():
    line = line_of("ab")
    used = dict.fromkeys("ab", 0)
    for _turn in range(40):
        run = line.take()
        used[run.owner] += 1
        line.back(run.owner, 1.0)
        if run.owner == "a":
            run = Run("a", run.number + 2)
        line.add(run)
    assert used == {"a": 20, "b": 20}


def test_who_used_what_others_left_free_is_kept_waiting_for_a_while_only():
    line = line_of("ab")
    assert line.take().owner == "a"
    run = line.take()
    for _turn in range(1000):
        line.back("b", 1.0)
        line.add(run)
        run = line.take()
    line.back("b", 1.0)
    line.add(run)
    line.add(Run("new"))
    used = alternate(line, {"b": 1.0, "new": 1.0}, 40)
    assert used["new"] - used["b"] <= MOST_AHEAD + 1.0


def test_what_is_removed_waits_no_longer():
    line = line_of("ab")
    line.remove(Run("a", 0))
    line.remove(Run("a", 0))
    assert Run("a", 0) not in line
    assert line.order() == [Run("b", 1)]
    line.remove(Run("b", 1))
    assert not line
    assert line.order() == []


def test_of_an_owner_who_is_forgotten_nothing_stays():
    line = line_of("a")
    line.take()
    line.forget("a")
    assert line.in_flight == 1
    line.back("a", 7.0)
    assert (line.in_flight, line._used, line._level) == (0, {}, 0.0)


@st.composite
def lines(draw):
    """Lines to which anything may have happened."""
    line: Line[Run] = Line()
    away: list[Run] = []
    for number in range(draw(st.integers(0, 25))):
        what = draw(st.sampled_from(["add", "take", "back"]))
        if what == "take" and line:
            away.append(line.take())
        elif what == "back" and away:
            run = away.pop(draw(st.integers(0, len(away) - 1)))
            line.back(run.owner, draw(st.sampled_from([0.0, 1.0, 2.5])))
            line.add(run)
        else:
            line.add(Run(draw(st.sampled_from("abcde")), number))
    return line


@unhurried
@given(lines())
def test_the_order_is_the_one_that_giving_turns_makes(line):
    expected = line.order()
    assert [line.take() for _run in expected] == expected
    assert not line
