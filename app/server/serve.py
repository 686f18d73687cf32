"""One server in one process: what is answered at which path, how it starts and how it stops."""

import asyncio
import re

import panel as pn
from bokeh.document import Document
from bokeh.embed.bundle import extension_dirs
from bokeh.server.server import BaseServer
from bokeh.server.tornado import BokehTornado
from bokeh.settings import settings
from tornado.ioloop import IOLoop
from tornado.web import RequestHandler

from app.jobs.background import InlineExecutor
from app.jobs.scheduler import Scheduler
from app.server.application import PageApplication
from app.server.connections import Connections
from app.server.embedding import NOWHERE, Embedding
from app.server.files import Assets, ExtensionFiles, Made
from app.server.headers import NotFound
from app.server.health import Health, Tries
from app.server.index import IndexHandler
from app.server.listening import Where, listen
from app.server.origins import Origins
from app.server.pauses import Pauses
from app.server.probe_page import warm_up
from app.server.quota import PageQuota
from app.server.refusals import Refusals
from app.server.room import Room
from app.server.socket import GOING_AWAY, LARGEST_MESSAGE, Socket
from app.ui.assets import ASSETS
from app.ui.bundle import BUNDLE, page_scripts
from app.ui.needed_scripts import BOKEH, needed_scripts

VERSION = "(?:(?P<version>[0-9a-f]{12})/)?"
"""Matches the version of the assets, with which their addresses may begin."""
UNUSED_SESSION_MS = 2_000
"""A page that lost its connection loads anew, so nobody comes back to a session."""
SECONDS_TO_SAY_GOODBYE = 2.0
CONNECTIONS_PER_PAGE = 7
"""A browser has as many for a page that loads: one for its websocket, six for all else."""


class Server:
    """A server that answers until it is stopped."""

    def __init__(
        self,
        where: Where,
        origins: Origins,
        secret: bytes,
        quota: PageQuota,
        scheduler: Scheduler,
        data: tuple[object, ...] = (),
        room: Room | None = None,
        embedding: Embedding = NOWHERE,
    ) -> None:
        """Start it on the loop that runs; ``scheduler`` is closed with it. Raises CannotListen."""
        room = room or Room.here()
        self._scheduler = scheduler
        asyncio.get_running_loop().set_default_executor(InlineExecutor())
        pn.config.browser_info = False
        # Bokeh's checks of documents and callbacks, which the tests make once for all pages.
        settings.perform_document_validation = False
        settings.perform_error_diagnostics = False
        sockets = listen(where)
        self.port: int = sockets[0].getsockname()[1]
        self.quota = quota
        self._pauses = Pauses()
        self._tries = Tries(self._pauses)
        warm_up()
        self.sockets: set[Socket] = set()
        """Those that are open."""
        self._tornado = BokehTornado(
            {"/": PageApplication(quota, scheduler, data)},
            secret_key=secret,
            sign_sessions=True,
            use_index=False,
            websocket_max_message_size_bytes=LARGEST_MESSAGE,
            unused_session_lifetime_milliseconds=UNUSED_SESSION_MS,
            check_unused_sessions_milliseconds=UNUSED_SESSION_MS,
            default_handler_class=NotFound,
            log_function=log_no_request,
            embedding=embedding,
        )
        self._tornado.add_handlers(".*", self._routes(where.prefix, origins, secret))
        most = min(CONNECTIONS_PER_PAGE * quota.most_per_address, room.connections * 3 // 4)
        self._http = Connections(
            self._tornado,
            room=room,
            # A proxy has one address for all.
            most_per_network=None if where.behind_proxy else most,
            xheaders=where.behind_proxy,
        )
        self._http.add_sockets(sockets)
        self._bokeh = BaseServer(IOLoop.current(), self._tornado, self._http)
        self._bokeh.start()

    def _routes(
        self, prefix: str, origins: Origins, secret: bytes
    ) -> list[tuple[str, type[RequestHandler], dict[str, object]]]:
        """Return what is answered. The last line keeps all that Bokeh would answer besides.

        A proxy may have taken the prefix off, or left a slash twice.
        """
        shared: dict[str, object] = {"origins": origins, "secret": secret, "quota": self.quota}
        session = {
            "sockets": self.sockets,
            "refusals": Refusals(),
            "pauses": self._pauses,
            "application_context": self._tornado.applications["/"],
            "bokeh_websocket_path": "/ws",
        }
        assets: dict[str, object] = {"path": str(ASSETS)}
        top = f"(?:{re.escape(prefix)})?"
        return [
            (rf"{top}/*", IndexHandler, shared),
            (rf"{top}/+ws", Socket, shared | session),
            (rf"{top}/+healthz", Health, {"tries": self._tries}),
            (rf"{top}/+assets/{VERSION}js/{re.escape(BUNDLE)}", Made, {"script": page_scripts}),
            (rf"{top}/+assets/{VERSION}js/{re.escape(BOKEH)}", Made, {"script": needed_scripts}),
            (rf"{top}/+assets/{VERSION}(?P<path>.*)", Assets, assets),
            (rf"{top}/+static/extensions/(.*)", ExtensionFiles, {"root": extension_dirs}),
            (r".*", NotFound, {}),
        ]

    @property
    def documents(self) -> list[Document]:
        """The documents of the pages that are open."""
        return [session.document for session in self._tornado.get_sessions("/")]

    async def stop(self) -> None:
        """Let nobody in any more, tell the open pages, and end."""
        self._http.stop()
        self._scheduler.close()
        self._tries.close()
        for socket in list(self.sockets):
            socket.close(GOING_AWAY, "the server stops")
        for _turn in range(int(SECONDS_TO_SAY_GOODBYE / 0.05)):
            if not self.sockets:
                break
            await asyncio.sleep(0.05)
        self._bokeh.stop()
        await self._http.close_all_connections()


def log_no_request(_handler: RequestHandler) -> None:
    """Write nothing of who asked for what; what fails is logged where it does."""
