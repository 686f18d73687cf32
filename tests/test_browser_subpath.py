"""The page below a path of a real nginx, which takes the path off or leaves it on."""

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from core import PRESETS, train
from tests.browser import Visit
from tests.nginx import WEBSOCKETS, proxy_configuration, running_nginx
from tests.serving import free_port, running_command

pytestmark = pytest.mark.browser

PREFIX = "/course/lab"
LOCATIONS = (
    WEBSOCKETS
    + """
proxy_set_header Host $http_host;
location = /stripped { proxy_pass http://127.0.0.1:PLAIN/; }
location /stripped/ { proxy_pass http://127.0.0.1:PLAIN/; }
location /doubled { proxy_pass http://127.0.0.1:PLAIN/; }
location /course/lab { proxy_pass http://127.0.0.1:PREFIXED; }
location /elsewhere/ { proxy_pass http://127.0.0.1:PREFIXED/; }
"""
)
PATHS = (
    *("/stripped/", "/stripped", "/doubled/", "/doubled"),
    *(f"{PREFIX}/", PREFIX, "/elsewhere/"),
)
RUN_BELOW = ("/stripped/", f"{PREFIX}/")
"""One path that is taken off, and one that is left on."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An nginx before two servers, of which one knows its path."""
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    with ExitStack() as running:
        locations = LOCATIONS
        for name, options in (("PLAIN", ()), ("PREFIXED", ("--prefix", PREFIX))):
            command = running_command(folder / name, "--port", "0", *options)
            locations = locations.replace(name, str(running.enter_context(command).port))
        running.enter_context(running_nginx(folder, proxy_configuration({port: locations})))
        yield f"http://127.0.0.1:{port}"


def test_a_page_runs_below_any_path_with_and_without_its_slash(
    proxy: str, chromium: Browser, subtests: pytest.Subtests
) -> None:
    """Nothing is asked for outside the path, and the address stays good for a reload.

    The address without the slash becomes that with it, which is opened here, too.
    """
    visit = Visit(chromium, proxy)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        below = f"{path.rstrip('/')}/"
        with subtests.test(path=path):
            asked.clear()
            visit.complaints.clear()
            visit.go(f"{path}?lang=en&preset=badly-wrong&speed=10")
            if path == below:
                pages = [urlsplit(each).path for each in asked if each.startswith("http")]
                assert [each for each in pages if not each.startswith(below)] == []
                assert visit.complaints == []
            visit.expect_query(preset="badly-wrong", speed="10")
            assert urlsplit(visit.page.url).path == below
            if path in RUN_BELOW:
                visit.button("Run").click()
                visit.expect_end()
                visit.expect_shows(300, [train(each) for each in PRESETS["badly-wrong"].settings()])
    assert visit.elsewhere == []
    visit.close()
