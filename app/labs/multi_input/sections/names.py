"""The sections of the lab that unfold until a reader asks for them, in their order."""

from collections.abc import Mapping
from types import MappingProxyType

from app.ui.language import marked

SECTION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "examples": marked("Examples"),
        "contributions": marked("Who moves the weights"),
        "pins": marked("Pinned runs"),
        "numbers": marked("In numbers"),
    }
)
"""What each section is called in the address, and on the page."""
