"""The files that a page asks for: compressed once, and kept by browsers while they are true."""

import gzip
from functools import cache, lru_cache
from pathlib import Path

from bokeh.server.views.multi_root_static_handler import MultiRootStaticHandler
from bokeh.server.views.static_handler import StaticHandler
from tornado.web import HTTPError, StaticFileHandler

from app.server.headers import FILE_POLICY, Answer
from app.ui.bundle import page_scripts

COMPRESSED = {".js", ".css", ".svg", ".json"}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


@lru_cache(maxsize=256)
def compressed(path: str, _modified: float) -> bytes:
    """Return the file at ``path``, compressed when it was first asked for in its present state."""
    return gzip.compress(Path(path).read_bytes(), mtime=0)


@cache
def bundled() -> tuple[bytes, bytes]:
    """Return the scripts of the page as one, as they are and compressed."""
    plain = page_scripts().encode()
    return plain, gzip.compress(plain, mtime=0)


class Files(Answer, StaticFileHandler):
    """Files below a folder. Where the address names their version, browsers need not ask again."""

    policy = FILE_POLICY

    def set_default_headers(self) -> None:
        """Let frames read files as well: they are the same for all."""
        super().set_default_headers()
        self.let_frames_read()

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send one, compressed for whoever can read that."""
        if "\0" in path:
            # No file can have such a name, and asking for one is an error to Python.
            raise HTTPError(404)
        self.set_header("Vary", "Accept-Encoding")
        if not self.reads_gzip() or Path(path).suffix not in COMPRESSED:
            await super().get(path, include_body)
            return
        self.path = self.parse_url_path(path)
        found = self.get_absolute_path(self.root, self.path)
        self.absolute_path = self.validate_absolute_path(self.root, found)
        if self.absolute_path is None:
            return
        self.modified = self.get_modified_time()
        self.set_headers()
        if self.should_return_304():
            self.set_status(304)
            return
        content = compressed(self.absolute_path, Path(self.absolute_path).stat().st_mtime)
        self.set_header("Content-Encoding", "gzip")
        self.set_header("Content-Length", len(content))
        self.clear_header("Accept-Ranges")
        if include_body:
            self.finish(content)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002
        """Say how long it may be kept."""
        self.set_header("Cache-Control", FOR_EVER if self.is_versioned() else ASK_AGAIN)

    def is_versioned(self) -> bool:
        """Return whether the address would be another if the file were."""
        return "v" in self.request.arguments


class Assets(Files):
    """The files in ``assets``, whose addresses may begin with their version."""

    def is_versioned(self) -> bool:
        """Return whether this address does."""
        return self.version is not None

    def prepare(self) -> None:
        """Put the version aside: it is for browsers to tell files apart."""
        self.version = self.path_kwargs.pop("version")


class Bundle(Answer):
    """The scripts of the page as one: see :mod:`app.ui.bundle`."""

    policy = FILE_POLICY

    def get(self, version: str | None) -> None:
        """Send them, unless the browser has them."""
        self.let_frames_read()
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Cache-Control", FOR_EVER if version else ASK_AGAIN)
        self.set_header("Content-Type", "text/javascript")
        plain, packed = bundled()
        if self.reads_gzip():
            self.set_header("Content-Encoding", "gzip")
        self.finish(packed if self.reads_gzip() else plain)

    head = get


class BokehFiles(Files, StaticHandler):
    """The scripts of Bokeh itself."""


class ExtensionFiles(Files, MultiRootStaticHandler):
    """The scripts and styles of Bokeh's extensions, which is Panel."""

    initialize = MultiRootStaticHandler.initialize
