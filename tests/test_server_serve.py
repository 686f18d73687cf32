"""app.server.serve: what is answered at which path, with a prefix and without one."""

import pytest

from app.server.listening import Where
from tests.serving import server_of

PREFIX = "/course/lab"
FOUND = ("/", "/assets/css/page.css", "/assets/js/bokeh.js", "/healthz")


@pytest.mark.parametrize("path", FOUND)
async def test_all_is_below_the_prefix_and_where_a_proxy_takes_that_off(path):
    async with server_of(Where(prefix=PREFIX)) as visitors:
        for before in (PREFIX, "", "/", f"{PREFIX}/"):
            answer = await visitors.ask(before + path)
            assert answer.code == 200, before
            assert answer.body
        for before in (f"{PREFIX}{PREFIX}", "/course", "/Course/lab", f"{PREFIX}ws"):
            assert (await visitors.ask(before + path)).code == 404, before


async def test_the_prefix_needs_no_slash_behind_it():
    async with server_of(Where(prefix=PREFIX)) as visitors:
        assert (await visitors.ask(f"{PREFIX}?lab=softmax")).code == 200


@pytest.mark.parametrize("prefix", ["/lab/ws", "/a.b", "/lab(x)"])
async def test_a_prefix_is_taken_as_it_is_written(prefix):
    async with server_of(Where(prefix=prefix)) as visitors:
        for before in (prefix, ""):
            for path in FOUND:
                assert (await visitors.ask(before + path)).code == 200, before + path
        assert (await visitors.ask("/aXb/")).code == 404
        await visitors.page().open()


async def test_without_a_prefix_nothing_is_below_any():
    async with server_of() as visitors:
        assert (await visitors.ask("/lab/")).code == 404
