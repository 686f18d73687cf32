"""Which way of compressing a client reads, by its header."""

import pytest

from app.server.compression import QUICK, chosen


@pytest.mark.parametrize(
    ("accepted", "wanted", "quick"),
    [
        ("gzip, deflate, br, zstd", "br", "gzip"),
        ("gzip, deflate", "gzip", "gzip"),
        ("gzip;q=0.5,br;q=1.0", "br", "gzip"),
        ("BR, GZip", "br", "gzip"),
        ("br;\tq=0, gzip ; q=0.001", "gzip", "gzip"),
        ("br", "br", None),
        ("br;q=0.0, gzip;q=0", None, None),
        ("identity", None, None),
        ("brotli, x-gzip", None, None),
        ("", None, None),
        (";;q=,,q", None, None),
    ],
)
def test_the_best_that_is_read_is_taken(accepted, wanted, quick):
    assert chosen(accepted) == wanted
    assert chosen(accepted, QUICK) == quick
