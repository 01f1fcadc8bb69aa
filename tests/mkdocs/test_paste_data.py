"""What the paste box and other people's tools read: tables and reasons, per locale."""

from __future__ import annotations

import gzip
import json
from typing import Any

from fieldguide.messages.table import to_json
from fieldguide.project import load_sources
from tests.mkdocs.sites import ROOT, Site


def read(site: Site, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((site.path / name).read_text(encoding="utf-8"))
    return data


def test_each_locale_has_english_and_its_own_language(guide: Site) -> None:
    table = load_sources(ROOT / "docs", ROOT / "locales").messages
    data = read(guide, "messages.json")
    assert data.pop("$schema") == "https://cors-field-guide.example/schemas/messages-1.json"
    assert data == json.loads(json.dumps(to_json(table)))
    languages = {
        slug: {item["l"] for item in read(guide, f"{slug}/messages.json")["templates"]}
        for slug in ("en", "fr")
    }
    assert languages["fr"] == {"en", "fr"}
    assert "en" in languages["en"]
    assert "fr" not in languages["en"]


def test_a_reader_s_table_is_small(guide: Site) -> None:
    for slug in ("en", "fr"):
        packed = gzip.compress((guide.path / slug / "messages.json").read_bytes())
        assert len(packed) < 30_000


def test_reasons_are_told_in_the_reader_s_language(guide: Site) -> None:
    data = read(guide, "fr/reasons.json")
    assert (data["version"], data["locale"]) == (1, "fr")
    reason = data["reasons"]["CORSDisabled"]
    assert reason["title"] == "CORS désactivé"
    assert reason["url"] == "reasons/CORSDisabled/"
    assert reason["messages"]["firefox"] == ["CORSDisabled"]
    assert len(data["reasons"]) == 15
    assert data["lookalikes"]["csp"]["url"] == "guides/look-alikes/#csp"


def test_every_address_leads_somewhere(guide: Site) -> None:
    for slug in ("en", "fr"):
        data = read(guide, f"{slug}/reasons.json")
        entries = [*data["reasons"].values(), *data["lookalikes"].values(), *data["questions"]]
        for entry in entries:
            page, _, part = entry["url"].partition("#")
            html = guide.html(f"{slug}/{page}")
            assert not part or html.css(f"#{part}"), entry["url"]
