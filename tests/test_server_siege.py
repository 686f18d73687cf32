"""Hostile clients and addresses, for seconds; ``make soak`` takes minutes."""

from tests.addresses import check_answers, check_pages, check_shells
from tests.serving import server_of
from tests.siege import besiege

SEED = 3


async def test_hostile_messages_leave_no_trace():
    async with server_of() as visitors:
        await besiege(visitors, SEED, 30)


async def test_no_address_gets_a_fault_of_the_server():
    async with server_of() as visitors:
        await check_answers(visitors.port, SEED, 60)


def test_every_address_is_one_of_the_pages_that_there_are():
    check_shells(SEED, 60)


def test_every_address_builds_good_labs():
    check_pages(SEED, 2)
