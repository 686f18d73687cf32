"""app.turns.line: the order of turns is the one that giving them one by one makes."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.turns.line import line

unhurried = hypothesis_settings(deadline=None)


@dataclass(frozen=True)
class Run:
    """A run, as far as it waits in line."""

    owner: str
    number: int


@st.composite
def situations(draw):
    """Runs that are ready, steps in flight, and who was served when."""
    owners = draw(st.lists(st.sampled_from("abcde"), max_size=12))
    in_flight = draw(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3)))
    served = dict(zip("abcde", draw(st.permutations(range(5))), strict=True))
    return [Run(owner, number) for number, owner in enumerate(owners)], in_flight, served


def one_by_one(ready, in_flight, served):
    """Give a turn after the other, as the words say it."""
    waiting, in_flight, served = list(ready), dict(in_flight), dict(served)
    for clock in range(100, 100 + len(waiting)):
        owner = min(
            {run.owner for run in waiting}, key=lambda each: (in_flight.get(each, 0), served[each])
        )
        first = next(run for run in waiting if run.owner == owner)
        waiting.remove(first)
        in_flight[owner] = in_flight.get(owner, 0) + 1
        served[owner] = clock
        yield first


@unhurried
@given(situations())
def test_the_line_is_what_giving_turns_one_by_one_makes(situation):
    assert line(*situation) == list(one_by_one(*situation))


def test_four_runs_of_a_page_stand_behind_the_one_of_another():
    ready = [*(Run("a", number) for number in range(4)), Run("b", 4)]
    assert "".join(run.owner for run in line(ready, {}, {"a": 0, "b": 1})) == "abaaa"
    assert "".join(run.owner for run in line(ready, {"a": 1}, {"a": 0, "b": 1})) == "baaaa"
    assert line([], {}, {}) == []
