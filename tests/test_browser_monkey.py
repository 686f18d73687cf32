"""A monkey plays with the page for a while; ``python -m tests.soak monkey`` lets it for longer."""

import pytest

from tests.browser import CHINESE, ENGLISH, LAPTOP, PHONE
from tests.conftest import OpenPage
from tests.monkey import Monkey

pytestmark = pytest.mark.browser

DOINGS = 15


@pytest.mark.parametrize(
    ("seed", "locale", "viewport"), [(1, ENGLISH, LAPTOP), (2, CHINESE, PHONE)]
)
def test_a_monkey_upsets_nothing(
    open_page: OpenPage, seed: int, locale: str, viewport: tuple[int, int]
) -> None:
    """Whatever it does, no oddity is on the page, no one complains, and Run works after."""
    monkey = Monkey(open_page("/", locale=locale, viewport=viewport), seed)
    monkey.play(DOINGS)
    monkey.check_run()
