"""The Atom feed: RFC 4287's rules, and which changes the readers of a language are told of."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

from fieldguide.l10n.digests import digest
from fieldguide.pages.feed import Change, changes, feed
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.project import load, open_locale
from tests.guides import french_reason, write

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = Site("Test & Guide", "What <went> wrong", "https://x.example/a/", "CC BY")
#: YAML's block of the explanation, as it is read.
TODAY = "The browser looked for `X-Thing` and found nothing.\n"
BEFORE = "The browser found nothing.\n"


def record(field: str, text: str, day: str) -> str:
    data = {"digest": digest(text), "field": field, "recorded": day, "text": text}
    return json.dumps(data) + "\n"


LEDGER = (
    record("title", "Something happened", "2026-01-01")
    + record("explanation", BEFORE, "2026-01-01")
    + record("fixes.gone.title", "Not there any more", "2026-01-15")
    + record("explanation", TODAY, "2026-02-01")
    + record("fixes.send.title", "Send it", "2026-02-01")
    + record("title", "Something happened", "2026-03-01")
)


def renderer_of(root: Path, tag: str, translated: str = TODAY) -> PageRenderer:
    stamps = f"\n  explanation: {digest(translated)}"
    files: dict[str, str | bytes | None] = {
        "docs/.ledger/reasons/Alpha.jsonl": LEDGER,
        "docs/.ledger/reasons/Beta.jsonl": record("title", "Something happened", "2026-02-01"),
        "locales/fr/reasons/Alpha.yml": french_reason(source=stamps),
    }
    project = load(write(root, files).parent / "docs", root / "locales")
    data, _ = open_locale(project, tag)
    return PageRenderer(project, data, {"firefox": "Firefox"})


def summary(found: list[Change]) -> list[tuple[str, str, bool, list[str]]]:
    return [
        (item.page.name, item.day.isoformat(), item.is_new, [field.name for field in item.fields])
        for item in found
    ]


def test_each_page_has_one_change_a_day_the_newest_first(tmp_path: Path) -> None:
    renderer = renderer_of(tmp_path, "en")
    assert summary(changes(renderer, renderer.render_all())) == [
        ("reasons/Alpha", "2026-03-01", False, ["title"]),
        ("reasons/Alpha", "2026-02-01", False, ["explanation", "fixes.send.title"]),
        ("reasons/Beta", "2026-02-01", True, ["title"]),
        ("reasons/Alpha", "2026-01-01", True, ["title", "explanation"]),
    ]


def test_a_translation_tells_what_its_readers_see(tmp_path: Path) -> None:
    renderer = renderer_of(tmp_path, "fr")
    current = summary(changes(renderer, renderer.render_all()))
    assert {name for name, *_ in current} == {"reasons/Alpha"}, "Beta isn't translated"
    assert ("reasons/Alpha", "2026-02-01", False, ["explanation"]) in current
    renderer = renderer_of(tmp_path, "fr", translated=BEFORE)
    assert summary(changes(renderer, renderer.render_all())) == [
        ("reasons/Alpha", "2026-01-01", True, ["explanation"]),
    ]


def test_it_is_valid_atom(tmp_path: Path) -> None:
    renderer = renderer_of(tmp_path, "en")
    text = feed(renderer, renderer.render_all(), SITE)
    assert text is not None
    root = ET.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 4
    for node in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = node.findall(f"{ATOM}{name}")
            assert found.text
        updated = node.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", updated), "RFC 3339"
        links = [link.attrib for link in node.findall(f"{ATOM}link")]
        assert len([link for link in links if link["rel"] == "alternate"]) == 1
        assert all(link["href"].startswith("https://x.example/a/en/") for link in links)
    (own,) = (link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own.get("href") == "https://x.example/a/en/feed.xml" == root.findtext(f"{ATOM}id")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Test & Guide"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "tag:x.example,2026-03-01:/a/en/reasons/Alpha/"
    dates = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert root.findtext(f"{ATOM}updated") == dates[0] == max(map(str, dates))


def test_an_entry_names_the_parts_that_changed_and_leads_there(tmp_path: Path) -> None:
    renderer = renderer_of(tmp_path, "en")
    root = ET.fromstring(feed(renderer, renderer.render_all(), SITE) or "")
    contents = root.findall(f"{ATOM}entry/{ATOM}content")
    assert {node.get("type") for node in contents} == {"html"}
    page = "https://x.example/a/en/reasons/Alpha/"
    headings = renderer.render("reasons/Alpha").headings
    (heading,) = (item.text for item in headings if item.id == "explanation")
    assert contents[0].text == "<p>What has changed:</p>\n<ul><li>The title</li></ul>"
    assert contents[1].text == (
        f'<p>What has changed:</p>\n<ul><li><a href="{page}#explanation">{heading}</a></li>'
        f'<li><a href="{page}#fix-send">Send it</a></li></ul>'
    )
    assert contents[3].text == ("<p>New page.</p>\n<p>It broke, see the standard.</p>"), (
        "the answer as plain text"
    )


def test_there_is_none_without_a_ledger_or_an_address(tmp_path: Path) -> None:
    renderer = renderer_of(tmp_path / "kept", "en")
    pages = renderer.render_all()
    assert feed(renderer, pages, Site("Test Guide")) is None
    write(tmp_path / "plain")
    project = load(tmp_path / "plain/docs", tmp_path / "plain/locales")
    data, _ = open_locale(project, "en")
    renderer = PageRenderer(project, data, {"firefox": "Firefox"})
    assert feed(renderer, renderer.render_all(), SITE) is None


def test_old_entries_are_left_out(tmp_path: Path) -> None:
    renderer = renderer_of(tmp_path, "en")
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 29)]
    lines = [record("title", f"Title {number}", day) for number, day in enumerate(days)]
    ledger = tmp_path / "docs/.ledger/reasons/Alpha.jsonl"
    ledger.write_text("".join(lines), encoding="utf-8")
    root = ET.fromstring(feed(renderer, renderer.render_all(), SITE) or "")
    dates = [node.text for node in root.findall(f"{ATOM}entry/{ATOM}updated")]
    assert len(dates) == 100
    assert dates == sorted(map(str, dates), reverse=True)
