"""The web server: the page at ``/``, its files under ``/assets``, its health at ``/healthz``."""

import errno
import logging
from typing import Any

import panel as pn
from bokeh.document import Document
from bokeh.server.server import Server
from panel.io.state import set_curdoc
from tornado.web import RequestHandler

from app.page import ASSETS, build, serve_page

log = logging.getLogger(__name__)


class PortInUse(OSError):
    """Another program listens where the server was told to."""


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
            for root in list(document.roots):
                document.remove_root(root)


def start(address: str, port: int, *, show: bool) -> Server:
    """Return a server that listens at ``address`` and ``port`` (0: any that is free).

    The caller runs its loop. Raises PortInUse where something else listens there.
    """
    pn.config.browser_info = False
    names = {address, "localhost"} if address == "127.0.0.1" else {address}
    options: dict[str, Any] = {}
    if port:
        options["websocket_origin"] = [f"{name}:{port}" for name in sorted(names)]
    try:
        return pn.serve(
            {"/": serve_page},
            port=port,
            address=address,
            show=show,
            start=False,
            verbose=False,
            admin=False,
            static_dirs={"assets": str(ASSETS)},
            extra_patterns=[(r"/healthz", Health)],
            **options,
        )
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise PortInUse(f"{address}:{port}: {error.strerror}") from error
        raise
