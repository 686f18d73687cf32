"""app.ui.language: every sentence is in every catalogue, and every reader gets the right one."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from app.ui import language
from app.ui.language import (
    CATALOGUES,
    DOMAIN,
    SOURCE_LANGUAGE,
    languages,
    marked,
    own_name,
    preferred,
    sentences,
    translator,
)

ROOT = Path(__file__).parent.parent
SOURCES = {
    **dict.fromkeys(sorted((ROOT / "app").rglob("*.py")), "python"),
    **dict.fromkeys(sorted((ROOT / "assets").rglob("*.html")), "jinja2"),
}
KEYWORDS = {"_": None, "marked": None}
FOUND = sorted(path.name for path in (ROOT / "assets" / "locale").iterdir() if path.is_dir())

in_every_language = pytest.mark.parametrize("code", FOUND)


@cache
def marked_messages() -> dict[str, str]:
    """Every message that is marked in the code and in the templates, with where it stands."""
    messages = {}
    for path, method in SOURCES.items():
        with path.open("rb") as lines:
            for number, message, _comments, _context in extract(method, lines, KEYWORDS):
                messages[message] = f"{path.relative_to(ROOT)}:{number}"
    return messages


@cache
def catalogue(code: str) -> Catalog:
    """The catalogue of a language, as it was written."""
    with (CATALOGUES / code / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as lines:
        return read_po(lines, locale=code, abort_invalid=True)


def entries(code: str) -> dict[str, str]:
    """What a catalogue makes of each message."""
    return {message.id: message.string for message in catalogue(code) if message.id}


def places(text: str) -> set[str | None]:
    """The names in braces that are filled in later."""
    return {name for _text, name, _form, _conversion in Formatter().parse(text)} - {None}


def test_there_are_messages_in_the_code_and_in_the_template():
    found = {place.partition(":")[0] for place in marked_messages().values()}
    assert "app/labs/neuron/words.py" in found
    assert "app/labs/softmax/view.py" in found
    assert "assets/page.html" in found
    assert all(isinstance(message, str) and message.strip() for message in marked_messages())


def test_chinese_and_english_have_a_catalogue():
    assert {"en", "zh"} <= set(FOUND)
    assert set(languages()) == set(FOUND)
    assert languages()[0] == SOURCE_LANGUAGE == "en"


@in_every_language
def test_no_line_ends_before_a_per_cent_sign(code):
    written = [message for message in marked_messages() if " %" in message]
    assert written
    assert not [each for each in written if " %" in translator(code)(each)]


@in_every_language
def test_no_message_is_missing(code):
    missing = {
        text: where for text, where in marked_messages().items() if text not in entries(code)
    }
    assert missing == {}


@in_every_language
def test_no_message_is_unused(code):
    assert sorted(set(entries(code)) - set(marked_messages())) == []
    assert list(catalogue(code).obsolete) == []


@in_every_language
def test_every_message_is_translated(code):
    untranslated = [text for text, string in entries(code).items() if not string.strip()]
    if code != SOURCE_LANGUAGE:
        assert untranslated == []
    assert [message.id for message in catalogue(code) if message.id and message.fuzzy] == []


@in_every_language
def test_translations_have_the_same_places(code):
    different = {
        text: string
        for text, string in entries(code).items()
        if string and places(text) != places(string)
    }
    assert different == {}


@in_every_language
def test_translations_begin_and_end_like_their_source(code):
    for text, string in entries(code).items():
        if string:
            assert string == string.strip()
            assert ("\n" in string) == ("\n" in text)


@in_every_language
def test_the_translator_says_what_the_catalogue_says(code):
    translate = translator(code)
    for text, string in entries(code).items():
        assert translate(text) == (string or text).replace(" %", "\u00a0%")
    assert translate("no message of the catalogue") == "no message of the catalogue"


@in_every_language
def test_the_catalogue_says_what_it_is(code):
    assert str(catalogue(code).locale) == code
    assert catalogue(code).charset == "utf-8"


@pytest.mark.parametrize("code", ["", "fr", "EN", "zh-CN", "../en", "en/LC_MESSAGES"])
def test_an_unknown_language_is_a_key_error(code):
    with pytest.raises(KeyError):
        translator(code)


def test_what_is_marked_stays_as_it_is():
    assert marked("Run") == "Run"
    assert translator("en")("Run") == "Run"
    assert translator("zh")("Run") != "Run"


def test_languages_call_themselves_by_their_own_names():
    assert own_name("en") == "English"
    assert own_name("zh") == "中文"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-CN,zh;q=0.8,zh-TW;q=0.7,zh-HK;q=0.5,en-US;q=0.3,en;q=0.2", "zh"),
        ("zh-TW", "zh"),
        ("zh-Hans-CN", "zh"),
        ("ZH", "zh"),
        ("en-US", "en"),
        ("en-US,en;q=0.5", "en"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.8,zh;q=0.9", "zh"),
        ("en;q=0.9, zh", "zh"),
        ("fr", "en"),
        ("fr-CA,fr;q=0.8", "en"),
        ("de, zh;q=0.5", "zh"),
        ("de;q=0.9, zh;q=0.5, en;q=0.1", "zh"),
        ("de , zh ; q=0.5", "zh"),
        ("fr, zh;Q=0.5", "zh"),
        ("de, zh;q=0.001", "zh"),
        ("zh;q=0", "en"),
        ("zh;q=0.0, en;q=0.1", "en"),
        ("zh-CN;q=0, zh;q=0, de", "en"),
        ("en;q=0, zh;q=0.1", "zh"),
        ("*", "en"),
        ("*;q=0.5, zh;q=0.1", "zh"),
        ("", "en"),
        (",,;;==", "en"),
        ("zh;q=much", "en"),
        ("zh;q=nan", "en"),
        ("\x00\xff", "en"),
    ],
)
def test_the_preferred_language_is_the_one_that_the_browser_asks_for(header, code):
    assert preferred(header) == code


@given(header=st.text() | st.text("enzh-,;q=.019* "))
def test_whatever_the_browser_asks_for_there_is_a_language(header):
    assert preferred(header) in languages()


@pytest.fixture
def one_more_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A folder with one language more, as a translator adds it."""
    shutil.copytree(CATALOGUES, tmp_path / "locale")
    folder = tmp_path / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=utf-8\\n"\n\n'
    run = 'msgid "Run"\nmsgstr "Démarrer"\n\n#, fuzzy\nmsgid "Pause"\nmsgstr "Peut-être"\n'
    (folder / f"{DOMAIN}.po").write_text(header + run, encoding="utf-8")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path / "locale")
    for cached in (languages, translator):
        cached.cache_clear()
    yield "fr"
    for cached in (languages, translator):
        cached.cache_clear()


def test_a_folder_is_all_that_a_new_language_needs(one_more_language):
    assert languages() == ("en", *sorted({*FOUND, "fr"} - {"en"}))
    translate = translator(one_more_language)
    assert translate("Run") == "Démarrer"
    # What is not translated yet, or not surely, is said in the source language.
    assert translate("Step") == "Step"
    assert translate("Pause") == "Pause"
    assert preferred("fr-CA, en;q=0.5") == "fr"
    assert own_name("fr") == "français"


def test_sentences_are_joined_as_each_script_does():
    assert sentences(["Epoch 0:", "output 0.5.", "Press Run."]) == "Epoch 0: output 0.5. Press Run."
    assert sentences(["第 0 轮：", "输出 0.5。", "按“运行”。"]) == "第 0 轮：输出 0.5。按“运行”。"
    assert sentences([]) == ""
