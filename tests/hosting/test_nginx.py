"""What the container serves, by the very configuration that it has, and in a browser."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mkdocs.sites import ROOT, Site, build

MAIN = """\
daemon off;
{user}
pid {folder}/pid;
error_log stderr warn;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    port: int
    site: Site

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=names)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        assert len(found) == len(answer.getheaders()), "no header is sent twice"
        body = answer.read()
        connection.close()
        return Answer(answer.status, found, body)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        assert not os.environ.get("CI"), "CI has nginx"
        pytest.skip("no nginx")
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"http://127.0.0.1:{port}/")
        site = build(ROOT / "mkdocs.yml", folder / "site")
    own = (ROOT / "container" / "nginx.conf").read_text(encoding="utf-8")
    own = own.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    own = own.replace("/srv/guide", str(site.path))
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(MAIN.format(folder=folder, server=own, user=user), encoding="utf-8")
    process = subprocess.Popen([program, "-c", str(config)], stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            if process.poll() is not None:
                pytest.fail(process.stderr.read() if process.stderr else "")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Server(port, site)
    finally:
        process.terminate()
        process.communicate(timeout=10)


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/fr/", 200, "text/html; charset=utf-8"),
        ("/fr/nothing/", 404, "text/html; charset=utf-8"),
        ("/assets/stylesheets/*.css", 200, "text/css; charset=utf-8"),
        ("/assets/javascripts/trusted-types.js", 200, "javascript; charset=utf-8"),
        ("/en/messages.json", 200, "application/json; charset=utf-8"),
        ("/assets/images/favicon.svg", 200, "image/svg+xml; charset=utf-8"),
        ("/en/sitemap.xml", 200, "xml; charset=utf-8"),
    ],
)
def test_every_file_has_its_headers(server: Server, path: str, status: int, kind: str) -> None:
    if "*" in path:
        (file,) = server.site.path.glob(path.lstrip("/"))
        path = path.replace("*.css", file.name)
    answer = server.get(path)
    assert answer.status == status
    assert answer.headers["content-type"].endswith(kind)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["server"] == "nginx", "and says no version"


@pytest.mark.parametrize(
    ("path", "lang"), [("/fr/nothing", "fr"), ("/en/reasons/Nothing/", "en"), ("/nothing", "en")]
)
def test_what_is_not_there_is_said_in_the_readers_language(
    server: Server, path: str, lang: str
) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert f'<html lang="{lang}"'.encode() in answer.body


@pytest.mark.parametrize("path", ["/.nginx.conf", "/.htaccess", "/fr/.git/config"])
def test_hidden_files_stay_hidden(server: Server, path: str) -> None:
    assert server.get(path).status == 404


def test_a_folder_without_its_slash_is_found(server: Server) -> None:
    answer = server.get("/fr/reasons/CORSDisabled")
    assert (answer.status, answer.headers["location"]) == (301, "/fr/reasons/CORSDisabled/")


def test_what_may_change_is_asked_for_again_and_the_rest_is_kept(server: Server) -> None:
    page = server.get("/en/")
    assert page.headers["cache-control"] == "no-cache"
    again = server.get("/en/", If_None_Match=page.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assets = server.site.path / "assets"
    (bundle,) = assets.glob("javascripts/bundle.*.min.js")
    kept = server.get(f"/assets/javascripts/{bundle.name}").headers["cache-control"]
    assert kept == "public, max-age=31536000, immutable"
    worker = server.get("/offline-worker.js").headers
    assert worker["cache-control"] == "no-cache"
    assert "javascript" in worker["content-type"]
    own = server.get("/assets/javascripts/paste.js").headers["cache-control"]
    assert own == "no-cache"
    gone = server.get("/assets/javascripts/gone.00000000.min.js").headers
    assert "immutable" not in gone.get("cache-control", "")


def test_texts_are_sent_compressed(server: Server) -> None:
    for path in ("/en/", "/en/messages.json", "/assets/javascripts/paste.js"):
        plain = server.get(path)
        packed = server.get(path, Accept_Encoding="gzip")
        assert packed.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in packed.headers["vary"].lower()
        assert len(packed.body) < len(plain.body) / 2


def test_the_containers_context_is_enough_to_build(server: Server, tmp_path: Path) -> None:
    """`.dockerignore` names all that the build reads."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in (line[1:] for line in lines if line.startswith("!")):
        source, target = ROOT / name, tmp_path / "context" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"http://127.0.0.1:{server.port}/")
        patch.setenv("PYTHONPATH", str(tmp_path / "context" / "src"))
        built = build(tmp_path / "context" / "mkdocs.yml", tmp_path / "site")
    assert built.files() == server.site.files()


def test_the_dockerfile_copies_what_is_there(server: Server) -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "COPY container/nginx.conf /etc/nginx/conf.d/default.conf\n" in text
    assert "COPY --from=build /guide/site /srv/guide\n" in text
    assert (server.site.path / ".nginx.conf").is_file()
