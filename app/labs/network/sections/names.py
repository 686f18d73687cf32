"""The sections of the lab that unfold until a reader asks for them, in their order."""

from collections.abc import Mapping
from types import MappingProxyType

from app.ui.language import marked

SECTION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "draw": marked("Draw a digit"),
        "confusion": marked("Which digits are mixed up"),
        "worst": marked("Most wrong"),
        "pins": marked("Pinned networks"),
        "numbers": marked("In numbers"),
    }
)
"""What each section is called in the address, and on the page."""
