"""docs/, the README and the other documents: what they name is in the code, and the reverse."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from app.export import parser as export_parser
from app.labs.costs.controls import FIELDS as COSTS_FIELDS
from app.labs.multi_input.spec import SCHEMA as MULTI_INPUT
from app.labs.network.networks import PARTS
from app.labs.network.spec import SCHEMA as NETWORK
from app.labs.neuron.spec import SCHEMA as NEURON
from app.labs.overfitting.networks import PARTS as OVERFITTING_PARTS
from app.labs.overfitting.spec import SCHEMA as OVERFITTING
from app.labs.registry import LABS, Lab
from app.labs.softmax.spec import SCHEMA as SOFTMAX
from app.labs.tuning.spec import SCHEMA as TUNING
from app.options.parser import parser
from app.page.class_link import NAMES as CLASS_NAMES
from app.page.class_link import fields_of
from app.page.shell import EMBED, LAB, PRESENT, THEME
from app.ui.fields import Choice, Choices, Field, Number, Numbers
from app.ui.language import languages
from core import COSTS, RANGES
from core.cli import _parsers
from tests.bench.__main__ import KINDS
from tests.soak import PARTS as SOAKED

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
FOLDERS = "app|assets|core|docs|tests"
MOST_LINES_OF_THE_README = 120


@cache
def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def every_document() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def test_the_documents_are_there() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in DOCUMENTS}
    known = (
        *("address", "architecture", "command-line", "contributing"),
        *("networks", "notebook", "serving"),
    )
    assert names >= {
        "README.md",
        "SECURITY.md",
        "CHANGELOG.md",
        *(f"docs/{name}.md" for name in known),
    }


def test_the_readme_is_short() -> None:
    assert len(read("README.md").splitlines()) <= MOST_LINES_OF_THE_README


def test_the_changelog_has_the_version_of_the_project() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert (
        re.findall(r"^## \[(\d.*?)\] - \d{4}-\d\d-\d\d$", read("CHANGELOG.md"), re.M)[0] == version
    )


# Paths.


@every_document()
def test_every_path_that_is_named_exists(path: Path) -> None:
    """A path is what begins with a folder of the top level; capitals stand for a name to choose."""
    named = re.findall(rf"(?<![\w./-])(?:{FOLDERS})/[\w./*-]*\w[\w*/]*", path.read_text("utf-8"))
    to_choose = re.compile(r"[A-Z]{3,}")
    missing = [each for each in named if not to_choose.search(each) and not any(ROOT.glob(each))]
    assert missing == []


@every_document()
def test_every_link_within_the_repository_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


FOUND = re.findall(r"^\| [^|]+\? \| `([^`|]+)` \| ([^|]+) \|$", read("docs/architecture.md"), re.M)


def test_the_table_of_where_to_find_what_is_read() -> None:
    assert len(FOUND) >= 12


@pytest.mark.parametrize(("file", "names"), FOUND, ids=[f"{file}-{names}" for file, names in FOUND])
def test_what_is_to_be_found_in_a_file_is_defined_there(file: str, names: str) -> None:
    defined = r"^(export |    )?(def |class |function )?{}\b( ?[:=({{]| extends)"
    for name in re.findall(r"`(\w+)`", names):
        assert re.search(defined.format(name), read(file), re.M), f"{name} is not in {file}"


# The command line.


def options_of_app() -> list[str]:
    return [
        name for action in parser()._actions for name in action.option_strings if name[1] == "-"
    ]


def options_of_export() -> list[str]:
    return [
        name
        for action in export_parser()._actions
        for name in action.option_strings
        if name[1] == "-"
    ]


@cache
def options_of_core() -> list[str]:
    """Return the options that the help of the only command lists."""
    _parser, train_parser = _parsers()
    return re.findall(r"^  (?:-h, )?(--[a-z-]+)", train_parser.format_help(), re.M)


def part_of(document: str, heading: str) -> str:
    """Return what is below a heading, up to the next of that kind."""
    return read(document).split(f"\n## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("option", options_of_app())
def test_every_option_of_the_app_is_documented(option: str) -> None:
    assert re.search(rf"^\| `{option}[ `]", part_of("docs/command-line.md", "`make run`"), re.M)


@pytest.mark.parametrize("option", options_of_export())
def test_every_option_of_export_is_documented(option: str) -> None:
    assert f"`{option}`" in part_of("docs/command-line.md", "`python -m app export`")


@pytest.mark.parametrize("option", options_of_core())
def test_every_option_of_the_core_is_documented(option: str) -> None:
    rows = re.findall(r"^\| (.*?) \|", part_of("docs/command-line.md", "`python -m core`"), re.M)
    assert f"`{option}`" in ", ".join(rows).split(", ")


@every_document()
def test_every_option_that_is_named_exists(path: Path) -> None:
    of_others = {
        *("--curve", "--curve-NAME", "--slope", "--seed", "--all", "--upgrade"),
        *("--no-deps", "--setup", "--user", "--name", "--env"),
    }
    known = {*options_of_app(), *options_of_export(), *options_of_core(), *of_others}
    assert set(re.findall(r"(?<![\w-])--[a-zA-Z][\w-]*", path.read_text("utf-8"))) <= known


@every_document()
def test_every_make_target_that_is_named_exists(path: Path) -> None:
    targets = re.findall(r"(?:`|^    )make ([a-z]+)", path.read_text("utf-8"), re.M)
    assert [each for each in targets if f"\n{each}:" not in read("Makefile")] == []


def test_what_make_bench_can_measure_is_documented() -> None:
    row = re.search(r"^\| `make bench` .*$", read("docs/command-line.md"), re.M)
    assert row
    assert [name for name in KINDS if f"`{name}`" not in row.group()] == []


@every_document()
def test_what_is_measured_or_soaked_by_name_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    for target, known in (("bench", KINDS), ("soak", SOAKED)):
        for given in re.findall(rf"`make {target} ARGS='?([a-z ]+)", text):
            assert set(given.split()) <= set(known)


@pytest.mark.parametrize("cost", COSTS)
def test_every_cost_of_the_core_is_documented(cost: str) -> None:
    assert f"`{cost}`" in part_of("docs/command-line.md", "`python -m core`")


# The address.


def row_of(name: str) -> list[str]:
    """Return the names, the values and the default in the row for a name of the address."""
    rows = re.findall(r"^\| (`.*?) \| (.*) \| (.*) \|$", read("docs/address.md"), re.M)
    found = [list(row) for row in rows if f"`{name}`" in row[0]]
    assert len(found) == 1, f"{name} has {len(found)} rows in docs/address.md"
    return found[0]


WITHIN_A_ROW = re.compile(r"several\.w[2-7]")
NAMES = [name for lab in LABS for name in lab.names if not WITHIN_A_ROW.fullmatch(name)]
DOCUMENTED = (*NAMES, *CLASS_NAMES, LAB.name, THEME.name, PRESENT.name, EMBED.name, "lang")


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_name_in_an_address_is_documented(name: str) -> None:
    assert all(row_of(name))


def test_every_name_that_is_documented_exists() -> None:
    rows = re.findall(r"^\| (`.*?) \|", read("docs/address.md"), re.M)
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert named == set(DOCUMENTED)


FIELDS: list[tuple[str, Field]] = [
    *(("", field) for field in (LAB, THEME, PRESENT, EMBED, Choice("lang", languages()))),
    *(("", field) for field in (*NEURON.fields.values(), *COSTS_FIELDS.values())),
    *(("several.", field) for field in MULTI_INPUT.fields.values()),
    *(("network.", field) for field in NETWORK.fields.values()),
    *(("softmax.", field) for field in SOFTMAX.fields.values()),
    *(("overfitting.", field) for field in OVERFITTING.fields.values()),
    *(("tuning.", field) for field in TUNING.fields.values()),
]
"""What reads each name of an address, and what stands before its own name there."""


def every(*kinds: type[Field]) -> pytest.MarkDecorator:
    known = {prefix + field.name: field for prefix, field in FIELDS if isinstance(field, kinds)}
    fields = {name: field for name, field in known.items() if name in DOCUMENTED}
    return pytest.mark.parametrize(("name", "field"), fields.items(), ids=fields)


@every(Number, Numbers)
def test_the_range_of_every_number_is_documented(name: str, field: Number | Numbers) -> None:
    low, high = (f"{limit:.12g}".replace("-", "−") for limit in field.limits)
    assert re.search(rf"(^|, | ){low} to {high}\b", row_of(name)[1])


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_everything_that_can_be_hidden_or_locked_is_documented(lab: Lab) -> None:
    for field in fields_of(lab):
        for option in getattr(field, "options", ()):
            if not WITHIN_A_ROW.fullmatch(f"several.{option}"):
                assert f"`{option}`" in part_of("docs/address.md", "For a class")


@every(Choice, Choices)
def test_every_value_to_choose_is_documented(name: str, field: Choice | Choices) -> None:
    listed = re.findall(r"`([^`]+)`|\b(\d[\d.]*)", row_of(name)[1])
    options = {each if isinstance(each, str) else f"{each:g}" for each in field.options if each}
    assert options <= {code or number for code, number in listed}


@pytest.mark.parametrize(
    ("lab", "part"),
    [
        (lab, each)
        for lab, parts in (("Network", PARTS), ("Overfitting", OVERFITTING_PARTS))
        for each in parts.values()
        if isinstance(each, Choice)
    ],
)
def test_every_value_of_a_network_is_documented(lab: str, part: Choice) -> None:
    text = part_of("docs/address.md", lab)
    assert [each for each in part.options if f"`{each}`" not in text] == []


def test_ranges_are_those_of_the_core() -> None:
    assert RANGES["weight"] == RANGES["bias"] == RANGES["input"] == (-5, 5)
    for name, text in {
        "learning_rate": "0.001 to 10",
        "target": "0 to 1",
        "epochs": "1 to 5000",
    }.items():
        low, high = RANGES[name]
        assert text == f"{low:g} to {high:g}"
        assert f"| `{name}` | {text} |" in read("docs/address.md")
        option = name.replace("_", "-")
        assert f"| `--{option}` | {text} |" in read("docs/command-line.md")
