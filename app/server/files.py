"""The files that a page asks for: compressed once, and kept by browsers while they are true."""

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from bokeh.server.views.multi_root_static_handler import MultiRootStaticHandler
from tornado.web import HTTPError, StaticFileHandler

from app.server.compression import WAYS
from app.server.headers import FILE_POLICY, Answer

COMPRESSED = {".js", ".css", ".svg", ".json"}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


@lru_cache(maxsize=512)
def compressed(path: str, _modified: float, encoding: str) -> bytes:
    """Return the file at ``path``, compressed when it was first asked for in its present state."""
    return WAYS[encoding](Path(path).read_bytes())


@cache
def made(script: Callable[[], str], encoding: str | None) -> bytes:
    """Return what ``script`` makes, compressed unless there is no encoding."""
    return WAYS[encoding](made(script, None)) if encoding else script().encode()


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
        self.sent_in = encoding = self.encoding() if Path(path).suffix in COMPRESSED else None
        if encoding is None:
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
        modified = Path(self.absolute_path).stat().st_mtime
        content = compressed(self.absolute_path, modified, encoding)
        self.set_header("Content-Encoding", encoding)
        self.set_header("Content-Length", len(content))
        self.clear_header("Accept-Ranges")
        if include_body:
            self.finish(content)

    def compute_etag(self) -> str | None:
        """Return a tag of the content in the encoding in which it is sent."""
        tag: str | None = super().compute_etag()
        return f'{tag[:-1]}-{self.sent_in}"' if tag and self.sent_in else tag

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


class Made(Answer):
    """A script that is made of several: see :mod:`app.ui.bundle`, :mod:`app.ui.needed_scripts`."""

    policy = FILE_POLICY

    def initialize(self, script: Callable[[], str]) -> None:
        """Keep what makes it."""
        self._script = script

    def get(self, version: str | None) -> None:
        """Send it, unless the browser has it."""
        self.let_frames_read()
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Cache-Control", FOR_EVER if version else ASK_AGAIN)
        self.set_header("Content-Type", "text/javascript")
        encoding = self.encoding()
        if encoding:
            self.set_header("Content-Encoding", encoding)
        self.finish(made(self._script, encoding))

    head = get


class ExtensionFiles(Files, MultiRootStaticHandler):
    """The scripts and styles of Bokeh's extensions, which is Panel."""

    initialize = MultiRootStaticHandler.initialize
