"""The servers behind the page, over raw sockets."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from fieldguide.entries.models import Outcome, Request
from fieldguide.lab.models import LabError, Scenario
from fieldguide.lab.reader.app import ReaderLab, Title, Topic
from tests.lab.sockets import run, send, status, values

TOPIC = Topic(
    "Alpha",
    Title("<b>Quelque chose</b>", "fr"),
    "fr/reasons/Alpha/",
    [
        (Scenario("Alpha broken", "Alpha", Request(), Outcome(status=200)), None),
        (
            Scenario("Alpha other", "Alpha", Request(method="PUT"), Outcome(), is_variant=True),
            Title("Another", "en"),
        ),
    ],
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    page = site / "fr" / "reasons" / "Alpha"
    page.mkdir(parents=True)
    (page / "index.html").write_text("<title>Alpha</title>")
    (site / "a b.css").write_text("a {}")
    (site / "out").symlink_to(tmp_path)
    return site


def served(site: Path, work: Callable[[ReaderLab, str], Awaitable[Any]]) -> Any:
    async def all_of_it() -> Any:
        async with ReaderLab([TOPIC], site, 0) as lab:
            return await work(lab, lab.address.removesuffix("/"))

    return run(all_of_it)


def request(
    origin: str,
    target: str = "/",
    *headers: str,
    method: str = "GET",
    body: bytes = b"",
    host: str = "",
) -> bytes:
    lines = [
        f"{method} {target} HTTP/1.1",
        f"Host: {host or origin.removeprefix('http://')}",
        *headers,
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def get(site: Path, *targets: str) -> list[bytes]:
    async def work(lab: ReaderLab, origin: str) -> list[bytes]:
        return [await send(origin, request(origin, target)) for target in targets]

    found: list[bytes] = served(site, work)
    return found


def test_the_page_and_its_parts(site: Path) -> None:
    parts = ["/", "/lab.css", "/lab.js", "/ask.js", "/show.js", "/state.js", "/from-disk.html"]
    kinds = [values(answer, "Content-Type")[0].rpartition("/")[2] for answer in get(site, *parts)]
    script = "javascript; charset=utf-8"
    html = "html; charset=utf-8"
    assert kinds == [html, "css; charset=utf-8", script, script, script, script, html]


def test_only_scripts_of_its_own_run_in_the_page(site: Path) -> None:
    (page,) = get(site, "/")
    (policy,) = values(page, "Content-Security-Policy")
    assert "script-src 'self'" in policy
    assert "connect-src" not in policy, "what the page asks for is the reader's choice"
    assert b"<script>" not in page
    assert not re.search(rb"\son\w+=", page)


def test_topics(site: Path) -> None:
    (answer,) = get(site, "/topics.json")
    (topic,) = json.loads(body(answer))
    assert (topic["title"], topic["language"]) == ("<b>Quelque chose</b>", "fr")
    assert topic["address"] == "guide/fr/reasons/Alpha/"
    assert [trial["name"] for trial in topic["trials"]] == ["broken", "other"]
    assert topic["trials"][1]["title"] == "Another"
    assert topic["trials"][1]["request"]["method"] == "PUT"


def test_the_built_site(site: Path) -> None:
    page, folder, style = get(
        site, "/guide/fr/reasons/Alpha/", "/guide/fr/reasons/Alpha", "/guide/a%20b.css?v=1"
    )
    assert body(page) == b"<title>Alpha</title>"
    assert (status(folder), values(folder, "Location")) == (301, ["Alpha/"])
    assert body(style) == b"a {}"


@pytest.mark.parametrize(
    "target",
    [
        "/../app.py",
        "/page/../../app.py",
        "/%2e%2e/app.py",
        "/nothing",
        "/guide/../secret.txt",
        "/guide/%2e%2e/secret.txt",
        "/guide/..%2fsecret.txt",
        "/guide//etc/passwd",
        "/guide/out/secret.txt",
        "/guide/nothing.html",
        "/guide/%00",
        "/trials/00000000",
        "*",
    ],
)
def test_nothing_else_is_served(target: str, site: Path) -> None:
    (answer,) = get(site, target)
    assert status(answer) == 404
    assert b"secret" not in answer


def test_a_site_that_is_not_built(tmp_path: Path) -> None:
    (answer,) = get(tmp_path / "none", "/guide/fr/")
    assert status(answer) == 404


def test_the_extension(site: Path) -> None:
    (answer,) = get(site, "/lab.xpi")
    with zipfile.ZipFile(io.BytesIO(body(answer))) as archive:
        assert sorted(archive.namelist()) == ["manifest.json", "script.js"]
        assert json.loads(archive.read("manifest.json"))["manifest_version"] == 2


WISH = json.dumps(
    {
        "request": {},
        "outcome": {"status": 302, "headers": [["Location", "{other}/x"], ["X-Page", "{origin}"]]},
    }
).encode()


def wish(origin: str, *headers: str, data: bytes = WISH) -> bytes:
    own = headers or (f"Origin: {origin}", "Content-Type: application/json")
    return request(origin, "/trials", *own, method="POST", body=data)


def test_a_trial_from_beginning_to_end(site: Path) -> None:
    async def work(lab: ReaderLab, origin: str) -> None:
        made = json.loads(body(await send(origin, wish(origin))))
        server, _, rest = made["url"].removeprefix("http://").partition("/")
        own = f"http://{server}"
        assert own != origin
        first = await send(own, request(own, f"/{rest}"))
        assert (status(first), values(first, "X-Page")) == (302, [origin])
        (location,) = values(first, "Location")
        host, _, target = location.removeprefix("http://").partition("/")
        other = f"http://{host}"
        assert other not in (own, origin)
        second = await send(other, request(other, f"/{target}", "X-Sent: 1"))
        assert values(second, "Access-Control-Allow-Origin") == ["*"]
        answer = await send(origin, request(origin, f"/trials/{made['token']}"))
        seen = json.loads(body(answer))["seen"]
        assert [one["url"] for one in seen] == [made["url"], location]
        assert ["X-Sent", "1"] in seen[1]["headers"]
        assert ["X-Page", origin] in seen[0]["answered"]
        assert made["decision"]["reason"] == "CORSMissingAllowOrigin"

    served(site, work)


def test_head_has_no_body_and_preflights_neither(site: Path) -> None:
    async def work(lab: ReaderLab, origin: str) -> None:
        data = json.dumps({"request": {}, "outcome": {}}).encode()
        made = json.loads(body(await send(origin, wish(origin, data=data))))
        server, _, rest = made["url"].removeprefix("http://").partition("/")
        own = f"http://{server}"
        asked = "Access-Control-Request-Method: PUT"
        for one in (
            request(own, f"/{rest}", method="HEAD"),
            request(own, f"/{rest}", asked, method="OPTIONS"),
        ):
            assert body(await send(own, one)) == b""
        assert body(await send(own, request(own, f"/{rest}"))) != b""

    served(site, work)


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Type: application/json",),
        ("Origin: null", "Content-Type: application/json"),
        ("Origin: https://evil.example", "Content-Type: application/json"),
        ("Origin: {origin}", "Content-Type: text/plain"),
        ("Origin: {origin}.evil.example", "Content-Type: application/json"),
    ],
)
def test_other_pages_cannot_ask_for_a_trial(headers: tuple[str, ...], site: Path) -> None:
    async def work(lab: ReaderLab, origin: str) -> None:
        sent = [header.replace("{origin}", origin) for header in headers]
        answer = await send(origin, wish(origin, *sent))
        assert status(answer) == 403
        assert values(answer, "Access-Control-Allow-Origin") == []

    served(site, work)


def test_a_wish_that_cannot_be_met_is_answered_with_why(site: Path) -> None:
    async def work(lab: ReaderLab, origin: str) -> None:
        data = b'{"request": {"url": "https://example.com/"}, "outcome": {}}'
        answer = await send(origin, wish(origin, data=data))
        assert status(answer) == 400
        assert body(answer) == b"https://example.com/ is not on this machine\n"

    served(site, work)


def test_other_names_for_this_machine_are_refused(site: Path) -> None:
    async def work(lab: ReaderLab, origin: str) -> None:
        port = origin.rpartition(":")[2]
        made = json.loads(body(await send(origin, wish(origin))))
        own, _, rest = made["url"].removeprefix("http://").partition("/")
        for host in (
            f"evil.example:{port}",
            f"localhost:{port}",
            "127.0.0.1",
            f"127.0.0.1:{port}.",
        ):
            for server, target in ((origin, "/topics.json"), (f"http://{own}", f"/{rest}")):
                answer = await send(server, request(server, target, host=host))
                assert status(answer) == 421
        twice = request(origin, "/", f"Host: 127.0.0.1:{port}")
        assert status(await send(origin, twice)) == 421
        without = b"GET / HTTP/1.1\r\n\r\n"
        assert status(await send(origin, without)) == 421

    served(site, work)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "POST", "X"])
def test_other_methods_are_refused(method: str, site: Path) -> None:
    async def work(lab: ReaderLab, origin: str) -> None:
        assert status(await send(origin, request(origin, "/", method=method))) == 405

    served(site, work)


def test_a_port_can_be_chosen_once(site: Path) -> None:
    async def work(lab: ReaderLab, origin: str) -> None:
        port = int(origin.rpartition(":")[2])
        with pytest.raises(LabError, match=f"port {port} of 127.0.0.1: Address already in use"):
            async with ReaderLab([TOPIC], site, port):
                pass

    served(site, work)
