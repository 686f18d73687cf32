"""Texts of people whom nobody knows, shown so that nothing in them changes what stands beside."""

MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What turns the direction of writing, and can make a text read as another."""
REPLACEMENT = "\ufffd"


def has_marks(text: str) -> bool:
    """Return whether something in ``text`` turns the direction of writing."""
    return any(mark in text for mark in MARKS)


def without_marks(text: str) -> str:
    """Return ``text`` with a sign in place of each of these marks."""
    return text.translate(dict.fromkeys(map(ord, MARKS), REPLACEMENT))
