"""One server in one process: what is answered at which path, how it starts and how it stops."""

import asyncio
from dataclasses import dataclass
from typing import Self

import panel as pn
from bokeh.document import Document
from bokeh.embed.bundle import extension_dirs
from bokeh.server.server import BaseServer
from bokeh.server.tornado import BokehTornado
from bokeh.settings import settings
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler

from app.jobs.scheduler import Scheduler
from app.page.shell import ASSETS
from app.server.application import PageApplication
from app.server.connections import Connections
from app.server.files import Assets, BokehFiles, ExtensionFiles
from app.server.headers import NotFound
from app.server.health import Health, Tries
from app.server.index import IndexHandler
from app.server.inline_executor import InlineExecutor
from app.server.probe_page import probe_page, scripts_and_styles
from app.server.quota import PageQuota
from app.server.room import Room
from app.server.server_context import ServerContext
from app.server.socket import GOING_AWAY, LARGEST_MESSAGE, Socket

UNUSED_SESSION_MS = 2_000
"""A page that lost its connection loads anew, so nobody comes back to a session."""
SECONDS_TO_SAY_GOODBYE = 2.0
LONGEST_QUEUE = 4096
"""So many newcomers wait until they are taken; the system lets others try again after seconds."""
CONNECTIONS_PER_PAGE = 7
"""A browser has as many for a page that loads: one for its websocket, six for all else."""


@dataclass(frozen=True)
class Where:
    """Where a server listens: at ``port`` (0: any that is free) of ``address``.

    ``shared`` lets other processes listen there too; ``behind_proxy`` believes a proxy's headers
    about who asks.
    """

    address: str = "127.0.0.1"
    port: int = 0
    shared: bool = False
    behind_proxy: bool = False


class CannotListen(OSError):
    """The server cannot listen where it was told to: another does, or there is no such address."""

    @classmethod
    def at(cls, where: Where, error: Exception) -> Self:
        """Return what to raise when trying to listen there came to ``error``."""
        why = getattr(error, "strerror", None) or "no such address"
        return cls(f"cannot listen at {where.address!r}, port {where.port}: {why}")


class Server:
    """A server that answers until it is stopped."""

    def __init__(
        self,
        where: Where,
        names: frozenset[str],
        secret: bytes,
        quota: PageQuota,
        scheduler: Scheduler,
        data: tuple[object, ...] = (),
        room: Room | None = None,
    ) -> None:
        """Start it on the loop that runs; ``scheduler`` is closed with it. Raises CannotListen."""
        room = room or Room.here()
        self._scheduler = scheduler
        asyncio.get_running_loop().set_default_executor(InlineExecutor())
        pn.config.browser_info = False
        # Bokeh's checks of documents and callbacks, which the tests make once for all pages.
        settings.perform_document_validation = False
        settings.perform_error_diagnostics = False
        try:
            sockets = bind_sockets(
                where.port, where.address, backlog=LONGEST_QUEUE, reuse_port=where.shared
            )
        except (OSError, UnicodeError) as error:
            raise CannotListen.at(where, error) from error
        self.port: int = sockets[0].getsockname()[1]
        with probe_page() as document:
            self.server_context = ServerContext(names, secret, quota, *scripts_and_styles(document))
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
        )
        self._tornado.add_handlers(".*", self._routes())
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

    def _routes(self) -> list[tuple[str, type[RequestHandler], dict[str, object]]]:
        """Return what is answered. The last line keeps all that Bokeh would answer besides."""
        session = {
            "application_context": self._tornado.applications["/"],
            "bokeh_websocket_path": "/ws",
        }
        shared: dict[str, object] = {"server_context": self.server_context}
        assets: dict[str, object] = {"path": str(ASSETS)}
        return [
            (r"/", IndexHandler, shared),
            (r"/ws", Socket, shared | session),
            (r"/healthz", Health, {"tries": Tries()}),
            (r"/assets/(?:(?P<version>[0-9a-f]{12})/)?(?P<path>.*)", Assets, assets),
            (r"/static/extensions/(.*)", ExtensionFiles, {"root": extension_dirs}),
            (r"/static/(.*)", BokehFiles, {}),
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
        for socket in list(self.server_context.sockets):
            socket.close(GOING_AWAY, "the server stops")
        for _turn in range(int(SECONDS_TO_SAY_GOODBYE / 0.05)):
            if not self.server_context.sockets:
                break
            await asyncio.sleep(0.05)
        self._bokeh.stop()
        await self._http.close_all_connections()


def log_no_request(_handler: RequestHandler) -> None:
    """Write nothing of who asked for what; what fails is logged where it does."""
