"""The guide itself: complete in both languages, and set as its languages want it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from fieldguide.entries.models import Reason
from fieldguide.l10n.translation import State
from fieldguide.project import Project, load, open_locale
from tests.mkdocs.sites import ROOT, Site, attribute, one

REASONS = [
    "CORSDisabled",
    "CORSDidNotSucceed",
    "CORSOriginHeaderNotAdded",
    "CORSExternalRedirectNotAllowed",
    "CORSRequestNotHttp",
    "CORSMissingAllowOrigin",
    "CORSAllowOriginNotMatchingOrigin",
    "CORSNotSupportingCredentials",
    "CORSMethodNotFound",
    "CORSMissingAllowCredentials",
    "CORSPreflightDidNotSucceed",
    "CORSInvalidAllowMethod",
    "CORSInvalidAllowHeader",
    "CORSMissingAllowHeaderFromPreflight",
    "CORSMultipleAllowOriginNotAllowed",
]


@pytest.fixture(scope="module")
def project() -> Project:
    loaded = load(ROOT / "docs", ROOT / "locales")
    assert not loaded.findings
    return loaded


@pytest.mark.parametrize("id", REASONS)
def test_every_reason_is_whole(project: Project, id: str) -> None:
    reason = project.sources[f"reasons/{id}"].entry
    assert isinstance(reason, Reason)
    assert list(reason.messages) == ["firefox", "chromium", "webkit"]
    # Firefox numbers new wordings of a message: CORSMissingAllowOrigin2
    assert [key.rstrip("0123456789") for key in reason.messages["firefox"]] == [id]
    assert reason.exchange is not None
    assert reason.avoid
    assert reason.related
    commands = [reason.snippets[key].text for key in reason.verify.code]
    assert any(re.search(r"^\$ curl ", command, re.M) for command in commands)
    assert all(cause.fixes for cause in reason.causes.values())


def test_there_is_no_sixteenth(project: Project) -> None:
    names = {name.partition("/")[2] for name in project.sources if name.startswith("reasons/")}
    assert names == set(REASONS)


def test_french_is_complete_and_current(project: Project) -> None:
    french, findings = open_locale(project, "fr")
    assert not findings
    stale = [
        f"{name}: {field.name} is {translation.state(field)}"
        for name, source in project.sources.items()
        for translation in [french.translations[name]]
        for field in source.fields
        if translation.state(field) is not State.CURRENT
    ]
    assert not stale


#: The page's own messages, not those of the exchanges on which browsers differ.
MESSAGES = "#messages + .fg-messages"


def test_french_pages_show_firefox_s_own_french_line(guide: Site) -> None:
    text = one(guide.html("fr/reasons/CORSMissingAllowOrigin"), MESSAGES).text()
    assert "l’en-tête CORS «\u00a0Access-Control-Allow-Origin\u00a0» est manquant" in text
    english = one(guide.html("en/reasons/CORSMissingAllowOrigin"), MESSAGES).text()
    assert "CORS header ‘Access-Control-Allow-Origin’ missing" in english


def texts(node: LexborNode) -> list[str]:
    """Prose only: code and the browsers' own messages are left out."""
    prose = node.css("p, li, h1, h2, h3, figcaption")
    found = []
    for element in prose:
        if element.css_first("ul, ol, p") is not None:
            continue
        clone = re.sub(r"<code.*?</code>|<bdi.*?</bdi>", "\ufffc", element.html or "", flags=re.S)
        found.append(re.sub(r"<[^>]+>", "", clone))
    return found


def french_pages() -> list[str]:
    folders = (ROOT / "docs" / "reasons", ROOT / "docs" / "guides")
    names = [f"{f.name}/{p.stem}" for f in folders for p in sorted(f.glob("*.yml"))]
    return ["fr", *(f"fr/{name}" for name in names)]


@pytest.mark.parametrize("address", french_pages())
def test_french_spaces_are_narrow_and_do_not_break(guide: Site, address: str) -> None:
    article = one(guide.html(address), "article")
    for text in texts(article):
        assert not re.search("[ \u00a0][;:!?»]|«[ \u00a0]", text), text
        assert not re.search("«[^\u202f]|[^\u202f]»", text), text
        assert "'" not in text, text


def test_typography_stays_out_of_code(guide: Site) -> None:
    for page in (guide.path / "fr").rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        for code in re.findall(r"<code[^>]*>(.*?)</code>", text, flags=re.S):
            assert "\u202f" not in code, page
            assert "\u00a0" not in code, page


def test_edit_links_lead_to_existing_files(guide: Site) -> None:
    for address in ("en", "fr", "fr/guides/preflight", "en/reasons/CORSDisabled"):
        href = attribute(one(guide.html(address), "a[rel=edit]"), "href")
        assert (ROOT / href.partition("/edit/main/")[2]).is_file(), href


def test_the_theme_s_script_has_no_host_to_ask(guide: Site) -> None:
    """Material asks a repository's host for figures where it finds this component."""
    for page in guide.path.rglob("*.html"):
        assert 'data-md-component="source"' not in page.read_text(encoding="utf-8"), page


def test_search_finds_ids_as_tags(guide: Site) -> None:
    for tag in ("en", "fr"):
        index = json.loads(
            Path(guide.path / tag / "search" / "search_index.json").read_text(encoding="utf-8")
        )
        tagged = {name for doc in index["docs"] for name in doc.get("tags", [])}
        assert set(REASONS) <= tagged


def test_schemas_are_current() -> None:
    from fieldguide.entries.schema import schemas
    from fieldguide.pages.data import published_schemas

    on_disk = {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schemas").glob("*.json")
    }
    assert on_disk == {**schemas(), **published_schemas()}, "run `fieldguide schema`"


def test_catalogs_are_current() -> None:
    from babel.messages.pofile import read_po

    from fieldguide.l10n.extract import render_catalog, render_template, template_catalog

    template = template_catalog(ROOT, ROOT / "overrides")
    pot = ROOT / "locales" / "fieldguide.pot"
    assert render_template(template, pot.read_bytes()) == pot.read_bytes(), "run `make catalogs`"
    for path in (ROOT / "locales").glob("*/LC_MESSAGES/fieldguide.po"):
        old = path.read_bytes()
        loaded = load(ROOT / "docs", ROOT / "locales")
        locale = loaded.locales[path.parts[-3]]
        assert render_catalog(template, locale, old) == old, "run `make catalogs`"
        with path.open("rb") as file:
            untranslated = [m.id for m in read_po(file) if m.id and not m.string]
        assert not untranslated
