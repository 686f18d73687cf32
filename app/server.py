"""The web server: the page at ``/``, its files under ``/assets``, its health at ``/healthz``."""

import logging
from types import SimpleNamespace
from typing import cast

import panel as pn
from bokeh.application.application import SessionContext
from bokeh.document import Document
from bokeh.server.server import Server
from panel.io.state import set_curdoc
from tornado.web import RequestHandler

from app.page import ASSETS, build, serve_page

log = logging.getLogger(__name__)


class CannotListen(OSError):
    """The server cannot listen where it was told to: another does, or there is no such address."""


class Health(RequestHandler):
    """``GET /healthz``: 200 only when a page can be built, which is tried."""

    def get(self) -> None:
        """Build a page that nobody sees, and take it down again."""
        document = Document()
        try:
            with set_curdoc(document):
                build(document, {}, "")
                document.to_json()
        except Exception:
            log.exception("health: a page cannot be built")
            self.set_status(503)
            self.finish("a page cannot be built\n")
        else:
            self.finish("ok\n")
        finally:
            gone = cast("SessionContext", SimpleNamespace(id="health", _document=document))
            for destroyed in document.session_destroyed_callbacks:
                destroyed(gone)


def start(address: str, port: int, *, show: bool) -> Server:
    """Return a server that is started at ``address`` and ``port`` (0: any that is free).

    The caller runs its loop. Raises CannotListen where it cannot.
    """
    pn.config.browser_info = False
    try:
        server: Server = pn.serve(
            {"/": serve_page},
            port=port,
            address=address,
            show=show,
            start=False,
            verbose=False,
            admin=False,
            static_dirs={"assets": str(ASSETS)},
            extra_patterns=[(r"/healthz", Health)],
        )
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "no such address"
        raise CannotListen(f"cannot listen at {address!r}, port {port}: {why}") from error
    server.start()
    return server
