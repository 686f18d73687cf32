"""app.server.files: what browsers get of scripts and styles, and for how long they may keep it."""

import gzip
import os
import re
from pathlib import Path

import brotli
import pytest

from app.server.files import compressed
from app.ui.assets import ASSETS, assets_version
from app.ui.bundle import BUNDLE
from tests.scripts import modules_in
from tests.serving import server_of

PANEL = "/static/extensions/panel/css/loading.css"
IMPORT = re.compile(r'(?<![\w-])(?:from|import)\s*"([^"]+)"')
FILE = re.compile(r'"([^"\s]+\.(?:js|css)(?:\?[^"\s]*)?)"')
FOR_EVER = "public, max-age=31536000, immutable"


async def test_every_asset_is_served_as_what_it_is_and_imports_its_neighbours():
    kinds = {".js": "javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    async with server_of() as visitors:
        for file in sorted(ASSETS.rglob("*")):
            if file.suffix not in kinds:
                continue
            path = f"/assets/{file.relative_to(ASSETS).as_posix()}"
            response = await visitors.ask(path)
            assert response.code == 200
            assert response.body == file.read_bytes()
            assert kinds[file.suffix] in response.headers["Content-Type"]
            if file.suffix == ".js":
                for imported in IMPORT.findall(response.body.decode()):
                    assert imported.startswith(("./", "../"))
                    assert (file.parent / imported).is_file()


@pytest.mark.parametrize("lab", ["neuron", "softmax"])
async def test_all_files_that_the_models_refer_to_are_there(lab):
    async with server_of() as visitors:
        page = visitors.page(f"?lab={lab}")
        await page.visit()
        await page.knock()
        await page.receive_one("ACK")
        await page.send("PULL-DOC-REQ")
        text = str((await page.receive_one("PULL-DOC-REPLY")).content).replace("'", '"')
        files = {each for each in FILE.findall(text) if "://" not in each}
        # The scripts of components are in the bundle.
        components = {each for each in files if "/" not in each}
        assert components == {"page.js", f"{lab}.js"}
        bundle = await visitors.ask(f"/assets/js/{BUNDLE}")
        assert components <= set(modules_in(bundle.body.decode()))
        for file in files - components:
            response = await visitors.ask("/" + file.removeprefix("./"))
            assert response.code == 200, file


@pytest.mark.parametrize("path", ["/assets/css/page.css", PANEL, f"/assets/js/{BUNDLE}"])
@pytest.mark.parametrize(
    ("accepted", "encoding", "decompress"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=0, gzip;q=0.9", "gzip", gzip.decompress),
    ],
)
async def test_a_file_is_compressed_for_whoever_can_read_that(path, accepted, encoding, decompress):
    async with server_of() as visitors:
        plain = await visitors.ask(path)
        packed = await visitors.ask(path, Accept_Encoding=accepted)
        assert plain.code == packed.code == 200
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == encoding
        assert decompress(packed.body) == plain.body
        assert len(packed.body) < 0.6 * len(plain.body)
        assert int(packed.headers["Content-Length"]) == len(packed.body)
        assert "Accept-Ranges" not in packed.headers
        for response in (plain, packed):
            assert response.headers["Vary"] == "Accept-Encoding"


async def test_a_picture_is_not_compressed_again():
    async with server_of() as visitors:
        path = "/assets/pictures/neuron-lab.png"
        response = await visitors.ask(path, Accept_Encoding="gzip, br")
        assert "Content-Encoding" not in response.headers
        assert response.body == (ASSETS / "pictures" / "neuron-lab.png").read_bytes()


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
async def test_what_a_browser_has_is_not_sent_again(encoding):
    async with server_of() as visitors:
        for path in ("/assets/css/page.css", PANEL, f"/assets/js/{BUNDLE}"):
            first = await visitors.ask(path, Accept_Encoding=encoding)
            headers = {"Accept_Encoding": encoding, "If_None_Match": first.headers["Etag"]}
            again = await visitors.ask(path, **headers)
            assert (again.code, again.body) == (304, b"")
            assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
            assert again.headers["Vary"] == "Accept-Encoding"
            other = await visitors.ask(path, **headers | {"If_None_Match": '"other"'})
            assert other.code == 200


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
async def test_head_says_how_large_a_file_is(encoding):
    async with server_of() as visitors:
        for path in ("/assets/css/page.css", f"/assets/js/{BUNDLE}"):
            whole = await visitors.ask(path, Accept_Encoding=encoding)
            head = await visitors.ask(path, "HEAD", Accept_Encoding=encoding)
            assert (head.code, head.body) == (200, b"")
            for name in ("Content-Length", "Content-Type", "Etag", "Cache-Control"):
                assert head.headers[name] == whole.headers[name]


async def test_what_is_compressed_otherwise_has_another_tag():
    async with server_of() as visitors:
        for path in ("/assets/css/page.css", PANEL, f"/assets/js/{BUNDLE}"):
            answers = [
                await visitors.ask(path, Accept_Encoding=each) for each in ("", "gzip", "br")
            ]
            assert len({each.headers["Etag"] for each in answers}) == 3


async def test_only_an_address_with_a_version_is_kept_for_ever():
    async with server_of() as visitors:
        for encoding in ("", "gzip", "br"):
            for path, kept in [
                ("/assets/css/page.css", "no-cache"),
                (f"/assets/{assets_version()}/css/page.css", FOR_EVER),
                (f"/assets/js/{BUNDLE}", "no-cache"),
                (f"/assets/{assets_version()}/js/{BUNDLE}", FOR_EVER),
                ("/assets/pictures/neuron-lab.png", "no-cache"),
                (PANEL, "no-cache"),
                (f"{PANEL}?v=1", FOR_EVER),
            ]:
                response = await visitors.ask(path, Accept_Encoding=encoding)
                assert response.code == 200
                assert response.headers["Cache-Control"] == kept, path


async def test_all_scripts_and_styles_of_a_page_can_be_kept_for_ever():
    async with server_of() as visitors:
        shell = (await visitors.ask()).body.decode()
        # What Panel bundles has the version in its name, and browsers ask whether it is the same.
        files = [each for each in FILE.findall(shell) if "/" in each and "/bundled/" not in each]
        assert len(files) > 5
        for file in files:
            response = await visitors.ask("/" + file.removeprefix("./"))
            assert response.headers["Cache-Control"] == FOR_EVER, file


async def test_an_address_of_an_older_version_still_answers():
    async with server_of() as visitors:
        response = await visitors.ask("/assets/0123456789ab/css/page.css")
        assert response.body == (ASSETS / "css" / "page.css").read_bytes()


def test_a_file_that_was_changed_is_compressed_anew(tmp_path: Path):
    file = tmp_path / "file.js"
    for number, content in enumerate((b"first", b"second")):
        file.write_bytes(content)
        os.utime(file, (number, number))
        for encoding, decompress in (("gzip", gzip.decompress), ("br", brotli.decompress)):
            packed = compressed(str(file), file.stat().st_mtime, encoding)
            assert decompress(packed) == content
            assert compressed(str(file), file.stat().st_mtime, encoding) is packed


UNREACHABLE = [
    "/assets/../app/server/serve.py",
    "/assets/../pyproject.toml",
    "/assets/0123456789ab/../../pyproject.toml",
    "/assets/%2e%2e/pyproject.toml",
    "/assets/%2e%2e%2fpyproject.toml",
    "/assets/..%2fpyproject.toml",
    "/assets/..%5cpyproject.toml",
    "/assets/....//pyproject.toml",
    "/assets/js/../../pyproject.toml",
    "/assets/js/%2e%2e/%2E%2E/pyproject.toml",
    "/assets/%252e%252e/pyproject.toml",
    "/assets//etc/passwd",
    "/assets/%2fetc/passwd",
    "/assets/" + "../" * 12 + "etc/passwd",
    "/assets/",
    "/assets/js/",
    "/assets/js",
    "/assets/no-such-file.js",
    "/assets/%00",
    "/assets/css/page.css%00.js",
    "/static/../../../../../../../../../etc/passwd",
    "/static/",
    "/static/js/",
    "/static/js/bokeh.min.js",
    "/static/js/%00.js",
    "/static/extensions/",
    "/static/extensions/panel",
    "/static/extensions/no-such-extension/file.js",
    "/static/extensions/panel/../../../__init__.py",
    "/static/extensions/panel/%00.js",
    "/static/extensions//etc/passwd",
    "/app/server/serve.py",
    "/pyproject.toml",
]


async def test_nothing_outside_the_folders_can_be_reached(caplog):
    async with server_of() as visitors:
        for path in UNREACHABLE:
            for encoding in ("", "gzip", "br"):
                response = await visitors.ask(path, Accept_Encoding=encoding)
                assert response.code in (400, 403, 404), path
                assert "Content-Encoding" not in response.headers
                for secret in (b"[project]", b"root:", b"import ", b"dom.js"):
                    assert secret not in response.body, path
    assert [each.getMessage() for each in caplog.records if each.levelname != "INFO"] == []
