"""Over real HTTP: who is let in, who isn't, and what is sent."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workbench.running import FRENCH, Bench, bench_on

ALPHA = "/api/field?page=reasons/Alpha&field=summary"
CHECK = {"page": "reasons/Alpha", "field": "summary", "text": "Cassé.", "current": True}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench_on(tmp_path_factory.mktemp("guide")) as bench:
        yield bench


def files(bench: Bench) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in bench.root.rglob("*") if path.is_file()}


def test_the_page_holds_no_secret_and_needs_none(bench: Bench) -> None:
    status, headers, body = bench.ask("/", headers={"Authorization": None})
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert bench.server.guard.token.encode() not in body
    assert b"Il s" not in body, "texts are for those with the token"


def test_the_address_has_the_token_where_browsers_keep_it(bench: Bench) -> None:
    guard = bench.server.guard
    assert guard.address == f"{bench.origin}/#token={guard.token}"
    assert len(guard.token) >= 32
    assert guard.token not in repr(guard)


@pytest.mark.parametrize("path", ["/", ALPHA, "/api/pages", "/elsewhere"])
def test_every_answer_is_for_this_page_alone(bench: Bench, path: str) -> None:
    _, headers, _ = bench.ask(path)
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert not [name for name in headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": None}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": "Bearer x" + "y" * 42}, 401),
        ({"Authorization": "Bearer \xff\xfe"}, 401),
        ({"Authorization": "Basic dG9rZW4="}, 401),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "127.0.0.1:1"}, 421),
        ({"Host": "localhost.evil.example:80"}, 421),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_strangers_may_not_read(bench: Bench, headers: dict[str, str | None], status: int) -> None:
    got, answer = bench.json(ALPHA, headers=headers)
    assert got == status
    assert ("text" in answer) == (status == 200)


def test_a_foreign_name_is_not_even_shown_the_page(bench: Bench) -> None:
    status, _, body = bench.ask("/", headers={"Host": "evil.example"})
    assert (status, b"<" in body) == (421, False)


def test_both_names_of_this_machine_are_known(bench: Bench) -> None:
    host = f"localhost:{bench.server.guard.port}"
    assert bench.json(ALPHA, headers={"Host": host})[0] == 200
    same = {"Host": host, "Origin": f"http://{host}"}
    assert bench.json("/api/check", CHECK, headers=same)[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Authorization": None}, 401),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/json; charset=utf-8"}, 200),
    ],
)
def test_strangers_may_not_write(bench: Bench, headers: dict[str, str | None], status: int) -> None:
    before = files(bench)
    save = {**CHECK, "seen": bench.field("reasons/Alpha", "summary")["seen"]}
    assert bench.json("/api/check", CHECK, headers=headers)[0] == status
    if status != 200:
        assert bench.json("/api/save", save, headers=headers)[0] == status
    assert files(bench) == before


@pytest.mark.parametrize("length", [None, "-1", "1e3", "many", "١٢", "999999999999", "524289"])
def test_a_body_has_a_length_and_a_limit(bench: Bench, length: str | None) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", bench.server.guard.port, timeout=10)
    connection.putrequest("POST", "/api/check")
    connection.putheader("Authorization", f"Bearer {bench.server.guard.token}")
    connection.putheader("Origin", bench.origin)
    connection.putheader("Content-Type", "application/json")
    if length is not None:
        connection.putheader("Content-Length", length.encode())
    connection.endheaders()
    assert connection.getresponse().status == (413 if length and length.isascii() and
                                               length.isdecimal() else 411)  # fmt: skip
    connection.close()


def test_what_is_too_long_is_refused_and_the_answer_arrives(bench: Bench) -> None:
    status, answer = bench.json("/api/check", {**CHECK, "text": "x" * 600_000})
    assert (status, answer) == (413, {"message": "the text is too long"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        {**CHECK, "path": "/etc/passwd"},
        {**CHECK, "text": 1},
        {**CHECK, "current": "yes"},
        {key: value for key, value in CHECK.items() if key != "field"},
        json.dumps(CHECK).replace("Cass\\u00e9", "\\ud800").encode(),
    ],
)
def test_only_what_the_page_sends_is_taken(bench: Bench, body: object) -> None:
    assert bench.json("/api/check", body)[0] == 400


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("", ""),
        ("reasons/Alpha", ""),
        ("reasons/Alpha", "source.title"),
        ("reasons/Alpha", "translators"),
        ("reasons/Alpha", "machine"),
        ("reasons/Alpha", "causes"),
        ("reasons/Alpha", "../title"),
        ("reasons/Alpha.yml", "title"),
        ("reasons/../reasons/Alpha", "title"),
        ("../fr/reasons/Alpha", "title"),
        ("/etc/passwd", "title"),
        ("..\\reasons\\Alpha", "title"),
        ("reasons/Alpha\0", "title"),
        ("glossary", "title"),
        ("team", "reviewers"),
    ],
)
def test_what_the_guide_has_not_is_nowhere(bench: Bench, page: str, field: str) -> None:
    before = files(bench)
    body = {**CHECK, "page": page, "field": field}
    assert bench.json("/api/check", body)[0] == 404
    assert bench.json("/api/save", {**body, "seen": "x"})[0] == 404
    confirm = {"page": page, "field": field, "seen": "x"}
    assert bench.json("/api/confirm", confirm)[0] == 404
    assert files(bench) == before


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/save", "/page.js", "/../pyproject.toml", "//evil.example/"]
)
def test_there_is_nothing_else(bench: Bench, path: str) -> None:
    assert bench.json(path)[0] == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
def test_there_are_no_other_methods(bench: Bench, method: str) -> None:
    status, headers, _ = bench.ask("/api/pages", method=method)
    assert status == 501
    assert not [name for name in headers if name.startswith("Access-Control")]


def test_hostile_text_is_kept_as_text_and_rendered_inert(tmp_path: Path) -> None:
    hostile = (
        "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3))\n"
        "{{ 7 * 7 }} *a* `<b>` &lt;i&gt; [y](https://evil.example)"
    )
    with bench_on(tmp_path) as bench:
        field = bench.field("reasons/Alpha", "explanation")
        body = {"page": "reasons/Alpha", "field": "explanation", "text": hostile, "current": True}
        status, answer = bench.json("/api/save", {**body, "seen": field["seen"]})
        assert status == 200
        assert answer["field"]["text"] == hostile
        assert [item["id"] for item in answer["field"]["findings"]].count("prose-html") == 3
        (paragraph,) = [node for node in answer["field"]["preview"] if node != "\n"]
        assert paragraph[0] == "p"
        names = {node[0] for node in paragraph[2] if isinstance(node, list)}
        assert names <= {"em", "code", "a"}
        assert "<script>alert(1)</script>" in paragraph[2][0]
        links = [node[1] for node in paragraph[2] if isinstance(node, list) and node[0] == "a"]
        assert all("href" not in link for link in links), "nothing leads to what it names"
        text = (tmp_path / FRENCH).read_text(encoding="utf-8")
        assert "  <script>alert(1)</script> <img src=x" in text
        assert bench.field("reasons/Alpha", "title")["text"] == "Il s’est passé quelque chose"
