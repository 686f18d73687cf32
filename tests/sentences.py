"""What must hold of every sentence that a person reads."""

import re


def assert_readable(sentence: str) -> None:
    """Check that a sentence has nothing in it that a person should not read."""
    assert sentence.strip() == sentence != ""
    assert not re.search(r"\b(nan|inf|None|np|array|float64)\b", sentence, re.IGNORECASE)
    assert not re.search(r"[{}\[\]]|  |%\(", sentence)


EXPONENT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number_in(text: str) -> float:
    """Return the number that ``app.ui.numbers.numeral`` wrote."""
    assert "-" not in text
    mantissa, times, power = text.replace("−", "-").partition(" × 10")
    return float(f"{mantissa}e{power.translate(EXPONENT)}" if times else mantissa)
