"""What a server holds for all of its pages, as one of them finds it."""

from typing import Any


def service_of(context: object, name: str) -> Any:
    """Return what the application holds by this name at which ``context``, a page's session, is.

    It is None where there is no such thing, or no session at a server, as in a notebook or a test.
    """
    server = getattr(context, "server_context", None)
    held = getattr(server, "application_context", None)
    return getattr(getattr(held, "application", None), name, None)
