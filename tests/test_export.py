"""app.export, and the lessons that it writes: app.lesson.recording and app.lesson.document."""

import asyncio
import base64
import gzip
import json
import re
import subprocess
import sys
from typing import Any

import pytest

from app.export import BadAddress, lesson, main, query_of
from app.lesson import document
from app.lesson.document import MOST_BYTES, TooLarge
from app.lesson.recording import MOST_FRAMES
from app.ui.assets import ASSETS, scripts
from app.ui.bundle import bundle
from tests.scripts import modules_in
from tests.serving import ROOT

NETWORKS = (ASSETS / "js" / "networks.js").read_text("utf-8")
"""Its style sheets are those of every lab of networks, besides its own."""


def recorded(page: bytes) -> Any:
    """What was recorded in a lesson."""
    (packed,) = re.findall(rb'id="packed-run">([^<]+)<', page)
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def written(address: str, *languages: str) -> tuple[bytes, Any]:
    """The lesson of a run, and what was recorded in it."""
    page = asyncio.run(lesson(address, languages))
    assert len(page) <= MOST_BYTES
    return page, recorded(page)


def test_a_lesson_has_every_epoch_of_its_run_in_full():
    from core import PRESETS, Settings, train

    _page, found = written("?preset=badly-wrong")
    preset = PRESETS["badly-wrong"]
    frames = train(Settings(weight=preset.weight, bias=preset.bias, learning_rate=0.15))
    assert found["lab"] == "neuron"
    assert found["rows"]["run"]["epoch"] == list(range(301))
    for name in ("weight", "bias", "output", "cost"):
        assert found["rows"]["run"][name] == getattr(frames, name).tolist()
    assert found["rows"]["start"]["epoch"] == [0]


def test_a_lesson_says_what_the_page_says_in_each_of_its_languages():
    _page, found = written("?preset=badly-wrong-both", "en", "zh")
    assert list(found["languages"]) == ["en", "zh"]
    for code, word in (("en", "Quadratic"), ("zh", "代价")):
        told = found["languages"][code]
        assert told["run"]["after"]
        assert told["start"]["before"]
        assert word in json.dumps(told["run"], ensure_ascii=False)
        assert told["run"]["trained"] == 300
        assert told["start"]["trained"] == 0


def test_what_was_unfolded_is_unfolded_and_what_needs_a_server_is_named():
    _page, found = written("?open=questions,why,map,predict")
    told = found["languages"]["en"]
    assert told["model"]["settings"]["values"]["open"] == ["why", "map"]
    assert told["left_out"] == ["Questions", "Predict"]
    assert "Questions, Predict" in told["page"]["left_out"]
    assert list(told["sections"]) == ["why", "where", "map", "pins", "numbers"]


def test_what_is_said_at_each_epoch_is_recorded_at_each_where_there_are_not_too_many():
    _page, found = written("?lab=several&several.open=contributions&several.epochs=20")
    told = found["languages"]["en"]["sections"]["contributions"]
    assert [each["epoch"] for each in told] == list(range(21))
    _page, longer = written(
        f"?lab=several&several.open=contributions&several.epochs={MOST_FRAMES + 1}"
    )
    assert "contributions" not in longer["languages"]["en"]["sections"]


def test_the_longest_run_of_both_costs_in_both_languages_fits():
    page, found = written("?cost=both&epochs=5000&weight=1.37&target=0.21", "en", "zh")
    assert len(found["rows"]["run"]["epoch"]) == 2 * 5001
    assert len(page) <= MOST_BYTES


def test_the_numbers_of_a_run_that_would_be_too_large_are_rounded_and_the_file_says_so(monkeypatch):
    page, whole = written("?cost=both&epochs=2000")
    monkeypatch.setattr(document, "MOST_BYTES", len(page) - 20_000)
    _page, found = written("?cost=both&epochs=2000")
    for name, column in whole["rows"]["run"].items():
        assert found["rows"]["run"][name] == [float(f"{value:.9g}") for value in column]
    assert whole["languages"]["en"]["page"]["rounded"] == ""
    assert "9 digits" in found["languages"]["en"]["page"]["rounded"]


def test_a_long_run_of_several_inputs_fits():
    page, _found = written("?lab=several&several.cost=both&several.epochs=5000", "en", "zh")
    assert len(page) <= MOST_BYTES


def test_a_lesson_has_every_style_sheet_that_its_scripts_ask_for():
    bundled = modules_in(bundle("lesson.js", also="sections", address="document.baseURI"))
    asked = {
        sheet
        for name in bundled
        for call in re.findall(r"\bstyleSheets\(([^)]*)\)", scripts()[name])
        for sheet in re.findall(r'"([\w-]+)"', call)
    }
    assert {"base", "lab", "sections"} <= asked
    assert asked - {"story"} <= {*document.PAGE_STYLES, *document.LAST_STYLES}


def test_a_lesson_may_ask_for_nothing():
    page, _found = written("?")
    (policy,) = re.findall(rb'Content-Security-Policy" content="([^"]+)"', page)
    assert b"default-src &#39;none&#39;" in policy
    assert b"connect-src" not in policy
    assert b"unsafe-eval" not in policy
    assert not re.search(rb"(?:src|href)=\"(?!https?://)[^\"]", page)


def test_an_address_is_never_markup():
    page, _found = written('https://lab.example/?preset=badly-wrong#"><script>alert(1)</script>')
    assert b"alert(1)</script>" not in page


def test_a_network_is_in_a_lesson_as_its_recorded_frames():
    networks = "sigmoid-cross-entropy:scaled:0.5:4"
    address = f"?lab=network&network.networks={networks}&network.epochs=2&network.open=confusion"
    _page, found = written(address, "en", "zh")
    frames = len(found["rows"]["run"]["epoch"])
    assert found["rows"]["run"]["epoch"][-1] == 2.0
    assert frames > 10
    for told in found["languages"].values():
        assert told["run"]["after"]
        assert told["run"]["trained"] == frames - 1
        assert len(told["sections"]["confusion"]) == frames
        assert told["start"]["nothing"]


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("?preset=or", {"preset": "or"}),
        ("preset=or&speed=2", {"preset": "or", "speed": "2"}),
        ("http://127.0.0.1:5006/?lang=zh", {"lang": "zh"}),
        ("https://lab.example/lab/", {}),
        ("?", {}),
    ],
)
def test_an_address_is_read_whole_or_from_its_question_mark_on(address, query):
    assert query_of(address) == query


def test_what_is_no_address_is_refused():
    with pytest.raises(BadAddress, match="is no address"):
        query_of("badly-wrong")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("?weight=nan", "weight"),
        ("?wieght=1", "there is weight"),
        ("?lab=costs", "has no run"),
        ("badly-wrong", "is no address"),
    ],
)
def test_a_bad_address_gets_one_line(address, said, tmp_path, capsys):
    assert main([address, "-o", str(tmp_path / "lesson.html")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("python -m app export: ")
    assert said in told
    assert told.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_the_command_itself_gives_one_line():
    command = [sys.executable, "-m", "app", "export", "badly-wrong"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("python -m app export: ")
    assert done.stderr.count("\n") == 1


def test_a_file_that_cannot_be_written_gets_one_line(tmp_path, capsys):
    assert main(["?", "-o", str(tmp_path / "nowhere" / "lesson.html")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_lesson_that_would_be_too_large_is_refused(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(document, "MOST_BYTES", 1000)
    with pytest.raises(TooLarge):
        written("?")
    assert main(["?", "-o", str(tmp_path / "lesson.html")]) == 2
    assert "of at most 1,000" in capsys.readouterr().err


def test_languages_that_there_are_not_are_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["?", "--languages", "en,xx"])
    assert ended.value.code == 2
    assert "must be some of en, zh" in capsys.readouterr().err


@pytest.mark.parametrize("lab", document.LAB_STYLES)
def test_a_lesson_has_the_style_sheets_that_the_page_of_its_lab_has(lab):
    module = {"several": "multi-input"}.get(lab, lab)
    script = (ASSETS / "js" / f"{module}.js").read_text("utf-8")
    lists = re.findall(r"(?:styles: |renderNetworks\(context, )\[([^\]]*)\]", script)
    if "renderNetworks" in script:
        lists = [*re.findall(r"styles: \[([^\]]*)\]", NETWORKS), *lists]
    wanted = [name for each in lists for name in re.findall(r'"([\w-]+)"', each)]
    assert wanted, "no style sheet is named"
    page = [each for each in wanted if each not in document.PAGE_STYLES]
    assert page == list(document.LAB_STYLES[lab])
