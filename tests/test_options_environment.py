"""app.options.environment: what variables give, and that the command line outdoes them."""

import pytest

from app.options.environment import variables
from app.options.parser import parser, read_options


def read(*arguments: str, **environment: str):
    named = {f"NEURON_LAB_{name}": text for name, text in environment.items()}
    return read_options(arguments, named)


def test_every_option_has_a_variable():
    options = {action.option_strings[-1]: name for name, action in variables(parser()).items()}
    assert options["--port"] == "NEURON_LAB_PORT"
    assert options["--max-pages-per-address"] == "NEURON_LAB_MAX_PAGES_PER_ADDRESS"
    known = {action.option_strings[-1] for action in parser()._actions}
    assert options.keys() == known - {"--help"}


def test_variables_are_read_as_options_are():
    options = read(
        PORT="7860",
        ADDRESS="0.0.0.0",
        ORIGIN="lab.example https://course.example:8443",
        PREFIX="/lab/",
        BEHIND_PROXY="1",
        NO_BROWSER="yes",
        WORKERS="2",
        DASK="tcp://host:8786",
    )
    assert (options.port, options.address, options.prefix) == (7860, "0.0.0.0", "/lab")
    assert options.origin == ["lab.example", "https://course.example:8443"]
    assert options.behind_proxy is True
    assert options.no_browser is True
    assert (options.workers, options.dask) == (2, "tcp://host:8786")


def test_the_command_line_comes_first():
    options = read(
        *("--port", "0", "--origin", "mine.example", "--behind-proxy"),
        PORT="7860",
        ORIGIN="lab.example",
        BEHIND_PROXY="0",
        ADDRESS="0.0.0.0",
    )
    assert (options.port, options.origin, options.behind_proxy) == (0, ["mine.example"], True)
    assert options.address == "0.0.0.0"


def test_without_variables_the_defaults_hold():
    assert read() == read_options([], {})
    assert read() == parser().parse_args([])
    assert read(PORT="", ORIGIN="", BEHIND_PROXY="", NO_SUCH_OPTION="x") == read()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "abc"),
        # Kubernetes sets this for a service of that name.
        ("PORT", "tcp://10.0.0.1:5006"),
        ("ADDRESS", " "),
        ("ORIGIN", "lab.example http://lab.example/lab"),
        ("PREFIX", "/../lab"),
        ("BEHIND_PROXY", "maybe"),
        ("NO_BROWSER", "2"),
        ("MAX_PAGES", "0"),
        ("DASK", "host"),
        ("MNIST", "no such folder"),
        ("WORKERS", "x" * 5000),
        ("PORT", "1\n2"),
    ],
)
def test_a_bad_variable_is_told_in_one_line_with_its_name(name, text, capsys):
    with pytest.raises(SystemExit) as ended:
        read(**{name: text})
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    assert printed.err.startswith(f"python -m app: variable NEURON_LAB_{name}: ")
    assert len(printed.err.splitlines()) == 1
    assert len(printed.err) < 300


def test_what_does_not_go_together_is_refused_wherever_it_is_given(capsys):
    with pytest.raises(SystemExit):
        read("--trainers", "2", DASK="tcp://host:8786")
    assert "not allowed with" in capsys.readouterr().err


def test_a_mistake_on_the_command_line_is_told_before_those_in_variables(capsys):
    with pytest.raises(SystemExit):
        read("--port", "x", PORT="y")
    assert "argument --port" in capsys.readouterr().err
