"""What the scripts of the folded parts take from what the server tells them; what a bundle has."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent.parent / "assets" / "js" / "sections"
TAKEN_APART = re.compile(r"\{([^{}]*)\} = (?:content|received)\b(?![.\[])")


def modules_in(bundle: str) -> list[str]:
    """The names of the modules in a bundle, in their order."""
    return re.findall(r"^'([\w/-]+\.js)': \(\) => \{$", bundle, re.MULTILINE)


def _names(inside: str) -> set[str]:
    """The names of the properties in ``one, other: alias, third: [a, b]``."""
    without_lists = re.sub(r"\[[^\]]*\]", "", inside)
    return {each.partition(":")[0].strip() for each in without_lists.split(",")} - {""}


def script_of(part: str) -> str:
    """The script of ``part``, with those that belong to it alone."""
    own = [SCRIPTS / f"{part}.js", *sorted(SCRIPTS.glob(f"{part}-*.js"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in own)


def content_used(part: str) -> set[str]:
    """The names of what the script of ``part`` takes from its content."""
    script = script_of(part)
    used = set(re.findall(r"\b(?:content|received)\.(\w+)", script))
    return used.union(*map(_names, TAKEN_APART.findall(script)))


def texts_used(part: str) -> set[str]:
    """The names of the texts that the script of ``part`` takes by name."""
    return set(re.findall(r"(?<!lab\.)\btexts\.(\w+)", script_of(part)))


def assert_is_what_the_script_uses(part: str, content: Mapping[str, Any]) -> None:
    """Check that the script finds all that it takes, that it takes all, and that it can travel."""
    assert content_used(part) <= set(content)
    assert texts_used(part) <= set(content["texts"])
    script = script_of(part)
    for name in {*content, *content["texts"]} - set(content.get("maps", ())):
        assert re.search(rf"\b{name}\b", script), name
    assert json.loads(json.dumps(content, allow_nan=False)) == content
    for text in content["texts"].values():
        assert text.strip() == text != ""
