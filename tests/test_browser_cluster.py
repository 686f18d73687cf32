"""The Network lab with a cluster: from the button in a browser to workers elsewhere, and back."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.ui.numbers import percent
from tests.browser import Visit
from tests.clusters import cluster
from tests.serving import running_command
from tests.test_browser_network import (
    SLOW,
    SMALL,
    address,
    progress,
    run_to_the_end,
    sentence,
    settings,
    trained,
)

pytestmark = pytest.mark.browser


def test_workers_elsewhere_train_and_one_that_is_killed_ends_no_run(
    chromium: Browser, tmp_path: Path
) -> None:
    """A person trains on two workers of Dask: the numbers are the core's; then one is killed."""
    with (
        cluster(tmp_path, workers=2) as dask,
        running_command(tmp_path / "app.log", "--port", "0", "--dask", dask.address) as command,
    ):
        visit = Visit(chromium, command.address)
        visit.go(address(SMALL, 3))
        run_to_the_end(visit, 3)
        for chosen in settings(SMALL, 3):
            accuracy = trained(chosen)[-1].test_accuracy
            expect(sentence(visit)).to_contain_text(f"accuracy {percent(accuracy)}")
        visit.go(address(SLOW, 100, mini_batch="1"))
        visit.button("Run").click()
        bars = progress(visit).get_by_role("progressbar")
        for bar in bars.all():
            expect(bar).not_to_have_attribute("aria-valuenow", "0")
        dask.workers[0].kill()
        dask.workers[0].wait()
        # What comes next may have been learned before; what comes after that was not.
        for _more in range(3):
            for bar in bars.all():
                expect(bar).not_to_have_attribute("aria-valuenow", str(bar.get_attribute("value")))
        visit.button("Stop training").click()
        expect(visit.button("Go on training")).to_be_visible()
        assert visit.elsewhere == visit.complaints == []
        visit.close()
