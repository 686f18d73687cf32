"""app.page.shell: the plain HTML around the labs, and what an address asks of it."""

import re
from html.parser import HTMLParser
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.registry import LABS
from app.page.shell import TITLE, notice_html, page_html, read_shell
from app.ui.assets import ASSETS, assets_version
from app.ui.bundle import BUNDLE
from app.ui.language import languages, own_name, translator
from app.ui.needed_scripts import BOKEH

NAMES = [lab.name for lab in LABS]


class Elements(HTMLParser):
    """The elements of a page, as pairs of tag and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def having(self, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of the elements that have these, which are written as in Python."""
        pairs = {name.replace("_", "-"): value for name, value in wanted.items()}.items()
        return [attributes for _tag, attributes in self.found if pairs <= attributes.items()]


def html(accept_language: str = "en", **query: str) -> str:
    """The page that a visit is answered with."""
    return page_html(read_shell(query, accept_language), "the token", "the-nonce")


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-US,en", "en"), ("fr", "en"), ("", "en"), (";;", "en")],
)
def test_the_language_is_the_one_that_the_browser_asks_for(accept_language, language):
    shell = read_shell({}, accept_language)
    assert (shell.language, shell.problems) == (language, ())
    assert f"<title>{translator(language)(TITLE)}</title>" in html(accept_language)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("accept_language", ["zh", "en"])
def test_the_language_of_the_address_wins(language, accept_language):
    tag, attributes = Elements(html(accept_language, lang=language)).found[0]
    assert (tag, attributes["lang"]) == ("html", language)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("accept_language", ["zh", "en"])
def test_problems_are_told_in_the_language_of_the_address(language, accept_language):
    (problem,) = read_shell({"lang": language, "theme": "?"}, accept_language).problems
    assert bool(re.search("[一-鿿]", problem.sentence)) == (language == "zh")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_the_address_wins(theme):
    tag, attributes = Elements(html(theme=theme)).found[0]
    assert (tag, attributes["data-theme"]) == ("html", theme)
    assert "system-theme.js" not in html(theme=theme)
    assert read_shell({"theme": theme}, "").problems == ()


def test_without_a_theme_the_system_decides():
    assert "system-theme.js" in html()
    script = (ASSETS / "js" / "system-theme.js").read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in script


@pytest.mark.parametrize("name", ["lab", "lang", "theme"])
def test_a_bad_choice_takes_the_default_and_is_told(name):
    plain, bad = read_shell({}, "zh"), read_shell({name: "{0}"}, "zh")
    assert (bad.language, bad.theme, bad.lab) == (plain.language, plain.theme, plain.lab)
    (problem,) = bad.problems
    assert problem.about == name
    assert problem.sentence.startswith(name)


@pytest.mark.parametrize(
    ("tag", "language"),
    [*((tag, "zh") for tag in ("zh-CN", "zh_Hans", "ZH", "zh-hans-cn")), ("en-US", "en")],
)
def test_a_language_may_have_a_script_or_a_country(tag, language):
    shell = read_shell({"lang": tag}, "fr")
    assert (shell.language, shell.problems) == (language, ())


def test_a_language_that_there_is_not_is_told():
    (problem,) = read_shell({"lang": "fr-FR"}, "zh").problems
    assert "fr-FR" in problem.sentence


def test_names_are_taken_in_any_case_and_the_right_one_counts():
    shell = read_shell({"WEIGHT": "2", "Several.Bias": "1", "bias": "3", "BIAS": "4"}, "")
    assert shell.query == {"weight": "2", "several.bias": "1", "bias": "3"}
    assert shell.problems == ()


@pytest.mark.parametrize("language", languages())
def test_every_unknown_name_is_told_or_counted(language):
    shell = read_shell({"eta": "0.5", "wieght": "2", "lang": language}, "")
    eta, weight = (problem.sentence for problem in shell.problems)
    assert "“eta”" in eta
    assert re.search(r"“wieght”.* weight\b", weight)
    assert read_shell({"utm_source": "news", "fbclid": "1"}, "").problems == ()
    many = read_shell({f"x{number}": "" for number in range(9)}, "").problems
    assert len(many) == 6
    assert "4 more" in many[-1].sentence
    long = read_shell({"y" * 5000: ""}, "").problems
    assert len(long[0].sentence) < 120


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_place_for_each_root_and_the_links_comes_first(name):
    page = html(lab=name)
    places = [each["id"] for each in Elements(page).having() if "data-root" in each]
    assert places == ["root-link", "root-lab", *(f"root-{n}" for n in range(1, len(NAMES)))]
    (panel,) = re.findall(r'<section id="lab-([^"]+)"(?:(?!</section>).)*root-lab', page, re.DOTALL)
    assert panel == name
    alone = [each["id"] for each in Elements(html(embed="1")).having() if "data-root" in each]
    assert alone == ["root-link", "root-lab"]


def test_the_token_and_what_must_be_loaded_are_in_the_page():
    elements = Elements(html())
    assert elements.having(data_token="the token")
    scripts = [each for tag, each in elements.found if tag == "script" and "src" in each]
    (bokeh,) = (each for each in scripts if str(each["src"]).endswith("/js/bokeh.js"))
    assert bokeh["nonce"] == "the-nonce"
    # The page's own runs after it.
    assert "defer" in bokeh
    last = [each for tag, each in elements.found if tag == "script"][-1]
    assert (last["type"], last["nonce"]) == ("module", "the-nonce")


def test_two_scripts_stand_in_the_page_with_the_nonce_and_nothing_of_the_reader():
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html(), re.DOTALL)
    inside = [each for each in scripts if each[1].strip()]
    assert all('nonce="the-nonce"' in attributes for attributes, _code in inside)
    # One puts the final slash into the page's own address, the other starts it.
    (_, slash), (_, start) = inside
    template = (ASSETS / "page.html").read_text(encoding="utf-8")
    assert slash in template
    assert "{{" not in slash
    bundle = f"./assets/{assets_version()}/js/{BUNDLE}"
    assert start.split() == f'import {{use}} from "{bundle}"; use("start.js").start();'.split()
    assert not re.search(r"<[^>]+ on[a-z]+=", html())


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("shown", NAMES)
def test_the_template_has_a_tab_and_a_panel_for_each_lab(language, shown):
    text = html(language, lab=shown)
    elements = Elements(text)
    tabs = elements.having(role="tab")
    assert [tab["data-lab"] for tab in tabs] == NAMES
    for tab in tabs:
        chosen = tab["data-lab"] == shown
        assert tab["aria-selected"] == str(chosen).lower()
        (place,) = elements.having(id=tab["aria-controls"])
        assert place["role"] == "tabpanel"
        assert ("hidden" not in place) == chosen
    for lab in LABS:
        assert translator(language)(lab.title) in text


@pytest.mark.parametrize("language", languages())
def test_labs_of_a_group_stand_side_by_side_under_its_name(language):
    names = [name for name, _labs in groupby(LABS, lambda lab: lab.group)]
    assert len(names) == len(set(names))
    text = html(language)
    for lab, tab in zip(LABS, Elements(text).having(role="tab"), strict=True):
        described = re.search(rf'id="{tab["aria-describedby"]}"[^>]*>([^<]*)<', text)
        assert described
        assert described[1] == translator(language)(lab.group)


def test_one_lab_alone_has_no_menu():
    assert Elements(html()).having(id="lab-menu")
    assert not Elements(html(lab="several", lock="data")).having(id="lab-menu")


def test_the_template_offers_every_language_by_its_own_name():
    elements = Elements(html())
    (chosen,) = [each for each in elements.having() if "selected" in each]
    assert chosen["value"] == "en"
    for language in languages():
        assert elements.having(value=language, lang=language)
        assert f">{own_name(language)}</option>" in html()


def test_what_the_page_refers_to_is_in_its_assets():
    found = 0
    for attributes in Elements(html()).having():
        for name in ("href", "src"):
            address = attributes.get(name) or ""
            if address.startswith("assets/"):
                found += 1
                _assets, version, path = address.split("/", 2)
                assert version == assets_version()
                assert path == f"js/{BOKEH}" or (ASSETS / path).is_file()
    assert found > 3


@given(
    query=st.dictionaries(st.sampled_from(["lab", "lang", "theme", "weight", "z"]), st.text()),
    accept_language=st.text(),
)
def test_no_address_breaks_the_page(query, accept_language):
    shell = read_shell(query, accept_language)
    assert len(shell.problems) <= len(query) + 1
    assert shell.lab in NAMES
    assert "</html>" in page_html(shell, "", "")


def test_text_from_the_address_is_never_markup():
    script = "<script>alert(1)</script>"
    for name in ("lab", "lang", "theme", "preset", "weight", "z"):
        assert script not in html(**{name: script})
    assert script not in notice_html(read_shell({}, ""), script, script)


@pytest.mark.parametrize("language", languages())
def test_a_notice_says_why_and_tries_again_where_that_helps(language):
    shell = read_shell({"lang": language}, "")
    text = notice_html(shell, "Full", "Too many pages.", retry=7)
    assert Elements(text).found[0][1]["lang"] == language
    assert "<h1>Full</h1>" in text
    assert "Too many pages." in text
    assert Elements(text).having(http_equiv="refresh", content="7")
    assert not Elements(notice_html(shell, "", "")).having(http_equiv="refresh")
