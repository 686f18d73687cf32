"""app.server.quota: pages are counted over all workers, and never miscounted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.server.quota import BUCKETS, PageQuota
from app.server.workers import new_counts

WORKERS = 3
KEY = b"key"


def workers_of(most: int = 1000, most_per_address: int = 1000) -> list[PageQuota]:
    """What several workers have, who count in the same memory."""
    counts = new_counts(WORKERS)
    return [PageQuota(most, most_per_address, KEY, counts, worker) for worker in range(WORKERS)]


@given(
    moves=st.lists(
        st.tuples(
            st.sampled_from(["take", "leave"]),
            st.integers(0, WORKERS - 1),
            st.integers(0, 9).map("page-{}".format),
            st.sampled_from(["10.0.0.1", "10.0.0.2", "2001:db8::1"]),
        )
    )
)
def test_no_number_of_moves_by_any_worker_is_miscounted(moves):
    workers = workers_of()
    held: dict[tuple[int, str], str] = {}
    for move, worker, page, address in moves:
        if move == "take":
            workers[worker].take(page, address)
            held.setdefault((worker, page), address)
        else:
            workers[worker].leave(page)
            held.pop((worker, page), None)
        assert workers[worker].holds(page) == ((worker, page) in held)
    counts = workers[0].counts
    assert sum(counts) == len(held)
    assert min(counts) >= 0
    for worker in range(WORKERS):
        row = counts[worker * BUCKETS : (worker + 1) * BUCKETS]
        assert sum(row) == sum(1 for holder, _page in held if holder == worker)
    for address in ("10.0.0.1", "10.0.0.2", "2001:db8::1"):
        there = sum(each == address for each in held.values())
        limits = [PageQuota(1000, most, KEY, counts) for most in (there, there + 1)]
        assert [limit.full(address) for limit in limits] == [True, False]


def test_all_places_are_given_and_no_more():
    first, second, third = workers_of(most=3)
    for number, worker in enumerate((first, second, first)):
        assert not any(each.full("10.0.0.9") for each in (first, second, third))
        worker.take(f"page-{number}", f"10.0.0.{number}")
    assert all(each.full("10.0.0.9") for each in (first, second, third))
    second.leave("page-1")
    assert not any(each.full("10.0.0.9") for each in (first, second, third))


def test_a_worker_takes_in_no_more_than_it_has_room_for():
    counts = new_counts(2)
    small, other = (PageQuota(1000, 1000, KEY, counts, worker, most_here=2) for worker in range(2))
    for number in range(2):
        assert not small.full("10.0.0.9")
        small.take(f"page-{number}", "10.0.0.1")
    assert small.full("10.0.0.9")
    assert not other.full("10.0.0.9")
    small.leave("page-0")
    assert not small.full("10.0.0.9")


def test_one_address_cannot_take_all_places():
    first, second, _third = workers_of(most_per_address=2)
    first.take("page-1", "10.0.0.1")
    second.take("page-2", "10.0.0.1")
    assert first.full("10.0.0.1")
    assert second.full("10.0.0.1")
    assert not first.full("10.0.0.2")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("10.0.0.1", "10.0.0.2", False),
        ("a socket", "a socket", True),
        ("", "", True),
    ],
)
def test_an_ipv6_network_is_one_address(one, other, same):
    quota, *_others = workers_of(most_per_address=1)
    quota.take("page", one)
    assert quota.full(other) == same


def test_no_address_is_kept():
    quota, *_others = workers_of()
    quota.take("page", "10.11.12.13")
    assert "10.11.12.13" not in repr(quota)
    assert "10.11.12.13" not in repr(vars(quota))


def test_where_an_address_is_counted_cannot_be_foreseen():
    counted = set()
    for number in range(8):
        quota = PageQuota(1000, 1000, bytes([number]), new_counts(1))
        quota.take("page", "10.0.0.1")
        counted.add(list(quota.counts).index(1))
    assert len(counted) > 1
