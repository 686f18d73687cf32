"""python -m app: its options, what it says of a mistake, and how it stops."""

import asyncio
import gzip
import pickle
import reprlib
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import app.cli
import app.server.room
from app.cli import main, planned, warn_of_little_room
from app.jobs.dask_executor import DaskExecutor
from app.jobs.job import TooManyJobs
from app.jobs.process_executor import processes_by_default
from app.networks.datasets import DIGITS, Dataset, images, side
from app.options.parser import parser, read_options
from app.server.room import Room
from tests.jobs import after
from tests.mnist import write_mnist
from tests.redirected import CANNOT_BE_WRITTEN, redirected_command, run_redirected
from tests.serving import Command, Visitors, free_port, running_command, soon
from tests.steps import add

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "app"]
LONGEST = 60
"""Seconds after which a command that should have ended counts as one that never does."""


Done = subprocess.CompletedProcess[str]


def run(*arguments: str) -> Done:
    """Run a command that ends by itself."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )


@pytest.fixture
def run_here(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Runs a command that ends by itself in this process, and fails where it serves."""

    def serves(*_arguments: object, **_options: object) -> None:
        raise AssertionError("it serves")

    # The log of this process is pytest's.
    monkeypatch.setattr(app.cli, "write_log", lambda: None)
    monkeypatch.setattr(app.cli, "announce", serves)

    def run_here(*arguments: str) -> Done:
        try:
            status = main([*arguments, "--no-browser"])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return subprocess.CompletedProcess(arguments, status, *capfd.readouterr())

    return run_here


def assert_refused(result: Done, *wanted: str) -> None:
    """Check that a mistake was told in one line."""
    assert result.returncode == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.endswith("\n")
    assert len(result.stderr.splitlines()) == 1
    assert len(result.stderr) < 300
    for text in wanted:
        assert text in result.stderr


def test_help_tells_of_every_option(run_here):
    result = run_here("--help")
    assert (result.returncode, result.stderr) == (0, "")
    options = {option for action in parser()._actions for option in action.option_strings}
    assert {"--port", "--address", "--no-browser", "--help", "--workers", "--origin"} <= options
    for option in options:
        assert option in result.stdout
    for default in ("5006", "127.0.0.1"):
        assert default in result.stdout
    for action in parser()._actions:
        assert action.help


def test_help_that_cannot_be_written_is_told_in_one_line():
    # The other ways in which it cannot are in test_core_cli, which writes by the same function.
    redirected, why = CANNOT_BE_WRITTEN[1]
    done = run_redirected(redirected, "app", "--help")
    assert done.stderr == f"python -m app: cannot write to standard output: {why}\n"
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize(
    ("redirected", "why", "workers"), [(*CANNOT_BE_WRITTEN[0], "1"), (*CANNOT_BE_WRITTEN[1], "2")]
)
async def test_a_server_that_cannot_say_where_it_is_says_so_in_one_line_and_serves(
    redirected, why, workers, tmp_path
):
    # That it hands MNIST to its workers is seen here, too.
    port, folder = free_port(), str(write_mnist(tmp_path))
    options = ("--port", str(port), "--no-browser", "--workers", workers, "--mnist", folder)
    with subprocess.Popen(
        redirected_command(redirected, "app", *options),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            first = await soon(asyncio.to_thread(process.stderr.readline))
            async with Visitors(port) as visitors:
                assert (await visitors.ask()).code == 200
            process.terminate()
            _nothing, more = process.communicate(timeout=LONGEST)
        finally:
            process.kill()
    assert first + more == f"python -m app: cannot write to standard output: {why}\n"
    assert process.returncode == 0


def test_the_defaults_are_those_that_were_promised():
    options = parser().parse_args([])
    assert (options.port, options.address, options.no_browser) == (5006, "127.0.0.1", False)
    assert (options.workers, options.origin, options.behind_proxy) == (1, [], False)
    assert (options.trainers, options.dask, options.mnist) == (None, None, None)
    # A class of 300 behind one address gets in.
    assert options.max_pages_per_address >= 300
    assert options.max_pages >= options.max_pages_per_address


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--port", "abc"], "abc"),
        (["--port", "-1"], "-1"),
        (["--port", "65536"], "65536"),
        (["--port", "5006.5"], "5006.5"),
        (["--port", "٥٠٠٦"], "--port"),
        (["--port", ""], "--port"),
        (["--port", "9" * 9999], "--port"),
        (["--port"], "--port"),
        (["--port", "1\n2"], "--port"),
        (["--address"], "--address"),
        (["--browser"], "--browser"),
        (["--workers", "0"], "--workers"),
        (["--workers", "two"], "two"),
        (["--workers", "65"], "65"),
        (["--max-pages", "0"], "--max-pages"),
        (["--max-pages-per-address", "-1"], "--max-pages-per-address"),
        (["--address", ""], "--address"),
        (["--address", " "], "--address"),
        (["--origin"], "--origin"),
        *[
            (["--origin", origin], "--origin")
            for origin in ("", "lab example", "http://lab.example/lab", "ws://lab.example", "5006")
        ],
        (["--allow-frame"], "--allow-frame"),
        *[
            (["--allow-frame", origin], "--allow-frame")
            for origin in ("", "*.school.example", "http://school.example/a", "a.b; c", "[::1]")
        ],
        (["--trainers", "0"], "--trainers"),
        (["--trainers", "65"], "65"),
        *[
            (["--dask", address], "--dask")
            for address in (
                *("", "host:8786", "tcp://host", "tcp://:8786", "tcp://host:0", "tcp://host:99999"),
                *("http://host:8786", "tcp://host:8786/", "tcp://me@host:8786", "tcp://[::1:8786"),
                *("tcp://host:x", "tcp://host:8786?a", "tcp://host:8786\n"),
            )
        ],
        (["--dask", "tcp://host:8786", "--trainers", "2"], "not allowed with"),
        (["--mnist"], "--mnist"),
        (["serve"], "serve"),
        (["a\nb"], "a b"),
    ],
    ids=lambda value: reprlib.repr(value) if isinstance(value, list) else "",
)
def test_a_bad_option_is_told_in_one_line(arguments, wanted, run_here):
    assert_refused(run_here(*arguments), wanted, "python -m app")


def test_where_too_few_files_may_be_open_for_so_many_pages_a_line_says_so(monkeypatch, caplog):
    monkeypatch.setattr(app.server.room, "raise_limit", lambda: 1024)
    room = Room(1024, 1).pages
    for pages, workers, told in ((room, 1, 0), (room + 1, 1, 1), (2 * room, 2, 1)):
        options = ["--max-pages", str(pages), "--workers", str(workers), "--trainers", str(workers)]
        warn_of_little_room(planned(parser().parse_args(options)), workers)
        assert len(caplog.records) == told
    (record,) = caplog.records
    for number in (room + 1, room, 1024):
        assert f" {number}" in record.getMessage()


@pytest.mark.parametrize("origin", ["http://lab.example", "lab.example:5854", "LAB.example"])
def test_an_origin_may_be_a_name_alone_or_in_full(origin):
    assert "lab.example" in planned(parser().parse_args(["--origin", origin])).origins.names


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "tls://dask.example:1", "tcp://[::1]:2"]
)
def test_the_address_of_a_scheduler_is_taken_as_it_is(address):
    assert parser().parse_args(["--dask", address]).dask == address


@pytest.mark.parametrize(
    ("trainers", "workers", "each"),
    [("4", "2", (2, 2)), ("5", "3", (2, 2, 1)), ("2", "2", (1, 1)), ("5", "1", (5,))],
)
def test_as_many_trainers_as_were_asked_for_are_shared_out_among_the_workers(
    trainers, workers, each
):
    plan = planned(read_options(["--trainers", trainers, "--workers", workers]))
    assert plan.trainers == each
    assert sum(each) == int(trainers)
    counts = []
    for worker in range(int(workers)):
        scheduler = plan.scheduler(worker)
        counts.append(scheduler._executor.count)
        scheduler.close()
    assert tuple(counts) == each


@pytest.mark.parametrize("workers", [1, 2, 9])
def test_without_a_number_every_worker_has_a_trainer_and_there_are_no_more_than_cores(workers):
    trainers = planned(read_options(["--workers", str(workers)])).trainers
    assert len(trainers) == workers
    assert min(trainers) >= 1
    assert sum(trainers) == max(processes_by_default(), workers)


@pytest.mark.parametrize(("trainers", "workers"), [("1", "2"), ("3", "4")])
def test_less_trainers_than_workers_are_refused_in_one_line(trainers, workers, run_here):
    refused = run_here("--trainers", trainers, "--workers", workers, "--port", "0")
    assert_refused(refused, "--trainers", f"{workers} workers", f"not {trainers}")


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_all_pages_that_may_be_open_can_have_eight_jobs_wait_at_one_worker(workers):
    plan = planned(parser().parse_args(["--max-pages", "30", "--workers", workers]))
    scheduler = plan.scheduler(0)

    def begin(page: int) -> None:
        scheduler.begin(page, partial(add, 1), 0, after(1), lambda _progress: None)

    for page in [*range(30)] * 8:
        begin(page)
    for page, of_page in ((0, True), (30, False)):
        with pytest.raises(TooManyJobs) as caught:
            begin(page)
        assert caught.value.of_page is of_page
    # Before the loop goes on, so that no process has been started.
    scheduler.close()


@pytest.mark.parametrize("zipped", [False, True])
def test_the_folder_of_mnist_becomes_a_data_set_of_the_server(zipped, tmp_path, monkeypatch):
    write_mnist(tmp_path, zipped=zipped)
    monkeypatch.chdir(tmp_path.parent)
    plan = planned(parser().parse_args(["--mnist", tmp_path.name]))
    assert plan.data == (DIGITS, Dataset("mnist", str(tmp_path)))
    # Workers get the plan in processes of their own.
    assert pickle.loads(pickle.dumps(plan)) == plan
    assert [side(part) for part in images(plan.data[1])] == [28, 28]


def test_mnist_in_its_folder_is_found_from_anywhere(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(app.cli, "MNIST_FOLDER", tmp_path / "mnist")
    options = read_options([], {})
    assert planned(options).data == (DIGITS,)
    (tmp_path / "mnist").mkdir()
    write_mnist(tmp_path / "mnist")
    monkeypatch.chdir("/")
    assert planned(options).data == (DIGITS, Dataset("mnist", str(tmp_path / "mnist")))
    for others in (["--mnist", "none"], ["--dask", "tcp://host:8786"]):
        assert planned(read_options(others, {})).data == (DIGITS,)
    assert planned(read_options([], {"NEURON_LAB_MNIST": "none"})).data == (DIGITS,)
    assert caplog.records == []


def test_mnist_in_its_folder_that_cannot_be_used_is_a_line_in_the_log(
    tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(app.cli, "MNIST_FOLDER", write_mnist(tmp_path))
    (tmp_path / "t10k-labels-idx1-ubyte").unlink()
    assert planned(read_options([], {})).data == (DIGITS,)
    (record,) = caplog.records
    assert f"{tmp_path}: t10k-labels-idx1-ubyte: there is no such file" in record.getMessage()


def spoil(path: Path, how: str, *, zipped: bool) -> str:
    """Spoil one of MNIST's files; return how the line about it ends."""
    content = gzip.decompress(path.read_bytes()) if zipped else path.read_bytes()
    spoiled, said = {
        "missing": (None, "there is no such file"),
        "truncated": (content[:-1], "the file ends before all that it announces"),
        "not IDX": (b"P6 28 28 255", "this is not an IDX file"),
        "empty": (b"", "the file ends before all that it announces"),
    }[how]
    path.unlink()
    if spoiled is not None:
        path.write_bytes(gzip.compress(spoiled) if zipped else spoiled)
    return said


NAMES = [
    f"{part}-{kind}-ubyte" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")
]


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", ["missing", "truncated", "not IDX", "empty"])
def test_a_file_of_mnist_that_cannot_be_used_is_told_in_one_line(
    how, name, zipped, tmp_path, run_here
):
    write_mnist(tmp_path, zipped=zipped)
    path = tmp_path / (f"{name}.gz" if zipped else name)
    said = spoil(path, how, zipped=zipped)
    named = name if how == "missing" else path.name
    done = run_here("--mnist", str(tmp_path))
    assert_refused(done, "--mnist", f"{named}: {said}", "python -m app")


def test_a_folder_that_is_none_and_images_that_are_too_small_are_told_in_one_line(
    tmp_path, run_here
):
    missing = "train-images-idx3-ubyte: there is no such file"
    assert_refused(run_here("--mnist", str(tmp_path / "no"), "--port", "0"), "--mnist", missing)
    write_mnist(tmp_path, side=8)
    refused = run_here("--mnist", str(tmp_path), "--port", "0")
    assert_refused(refused, "train-images-idx3", "28 × 28")


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(run_here, monkeypatch):
    monkeypatch.setattr(app.cli, "DaskExecutor", partial(DaskExecutor, seconds=0.5))
    address = f"tcp://127.0.0.1:{free_port()}"
    assert_refused(run_here("--dask", address, "--port", "0"), address, "no Dask")


@pytest.mark.parametrize("sharing", [False, True])
def test_a_port_in_use_is_told_in_one_line(sharing, run_here):
    with socket.socket() as taken:
        if sharing:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        wanted = (port, "127.0.0.1", "python -m app")
        assert_refused(run_here("--port", port, "--workers", "2"), *wanted)
        if not sharing:
            assert_refused(run_here("--port", port), *wanted)


@pytest.mark.parametrize(
    ("address", "workers"), [("203.0.113.1", "2"), ("no such host", "1"), ("no such host", "2")]
)
def test_an_address_that_is_not_this_machine_is_told_in_one_line(address, workers, run_here):
    result = run_here("--address", address, "--port", "0", "--workers", workers)
    assert_refused(result, address, "python -m app")


def test_the_command_itself_tells_so_too():
    address = "203.0.113.1"
    assert_refused(run("--address", address, "--port", "0"), address, "python -m app")


async def assert_stops(command: Command, how: signal.Signals) -> None:
    """Stop a command by a signal; it must say no more than it has, and give its port back."""
    command.process.send_signal(how)
    printed, _none = await asyncio.to_thread(command.process.communicate, timeout=LONGEST)
    assert (command.process.returncode, printed) == (0, "")
    assert command.logged() == []
    with socket.create_server(("127.0.0.1", command.port)):
        pass


async def test_it_prints_an_address_that_answers_and_stops_by_ctrl_c(tmp_path):
    with running_command(tmp_path / "log", "--port", "0") as command:
        assert command.address == f"http://127.0.0.1:{command.port}/"
        async with Visitors(command.port) as visitors:
            assert (await visitors.ask("/healthz")).body == b"ok\n"
        await assert_stops(command, signal.SIGINT)


async def test_it_listens_where_it_is_told_to_and_takes_leave_of_its_pages(tmp_path):
    port = free_port()
    options = ("--port", str(port), "--address", "localhost")
    with running_command(tmp_path / "log", *options) as command:
        assert command.address == f"http://localhost:{port}/"
        async with Visitors(port) as visitors:
            assert b"Neuron Lab" in (await visitors.ask()).body
            page = visitors.page()
            await page.open()
            stopping = asyncio.create_task(assert_stops(command, signal.SIGTERM))
            assert await page.end() == (1001, "the server stops")
            await stopping
