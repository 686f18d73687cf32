"""A QR code of an address, for phones in a room."""

import segno

LIGHT, DARK = "#fff", "#000"
"""Its colours, in every theme: what reads a code expects dark on light."""


def qr_code(address: str) -> str:
    """Return the code of ``address`` as an SVG picture in a data address; "" where none holds it.

    The largest code holds 2,953 bytes.
    """
    try:
        code = segno.make_qr(address, error="l")
    except segno.DataOverflowError:
        return ""
    return code.svg_data_uri(omitsize=True, dark=DARK, light=LIGHT)
