"""app.options.values: which prefixes there are; tests/test_cli.py has the other options."""

from argparse import ArgumentTypeError

import pytest

from app.options.values import prefix


@pytest.mark.parametrize(
    ("given", "path"),
    [
        *[(given, "/lab") for given in ("/lab", "lab", "/lab/", "lab/", "//lab//")],
        ("/", ""),
        ("/a/b", "/a/b"),
        ("/lab/ws", "/lab/ws"),
        ("/user/anna@x.org/proxy/absolute/5006", "/user/anna@x.org/proxy/absolute/5006"),
        ("/user/anna%20b/proxy", "/user/anna%20b/proxy"),
        ("/~anna/lab-2_x.y/", "/~anna/lab-2_x.y"),
    ],
)
def test_a_prefix_is_read_as_requests_begin_with_it(given, path):
    assert prefix(given) == path


@pytest.mark.parametrize(
    "given",
    [
        *("", " ", " /lab", "/lab ", "/a b", "/a//b", "/..", "/../lab", "/lab/..", "/./lab"),
        *("/%2e%2e/lab", "/%2E", "/a%2fb", "/a%5cb", "/a\\b", "/%00", "/%zz", "/%"),
        *("/lab?x", "/lab#x", "http://lab.example/lab", "/<script>", '/"', "/实验", "/\u202elab"),
        *("/ws", "/assets", "/static/lab", "/healthz/"),
        *("/lab\n", "/lab\nX: y", "/" + "x" * 101, "/x" * 200),
    ],
)
def test_what_is_no_path_or_stands_for_another_is_refused(given):
    with pytest.raises(ArgumentTypeError, match="must be a path like /lab"):
        prefix(given)
