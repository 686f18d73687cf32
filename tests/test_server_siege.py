"""Hostile clients and addresses, for seconds; ``make soak`` takes minutes."""

from app.server.listening import Where
from tests.addresses import (
    check_answers,
    check_class_links,
    check_pages,
    check_paths,
    check_prefixes,
    check_shells,
)
from tests.serving import server_of
from tests.siege import besiege

SEED = 3


async def test_hostile_messages_leave_no_trace():
    async with server_of() as visitors:
        await besiege(visitors, SEED, 30)


async def test_no_address_gets_a_fault_of_the_server():
    async with server_of() as visitors:
        await check_answers(visitors.port, SEED, 60)


def test_every_prefix_is_a_plain_path_or_refused():
    check_prefixes(SEED, 2000)


async def test_no_path_gets_a_fault_of_the_server():
    async with server_of(Where(prefix="/course/lab")) as visitors:
        await check_paths(visitors.port, SEED, 200)


def test_every_address_is_one_of_the_pages_that_there_are():
    check_shells(SEED, 60)


def test_no_class_link_is_markup_or_a_riddle():
    check_class_links(SEED, 60)


def test_every_address_builds_good_labs():
    check_pages(SEED, 2)
