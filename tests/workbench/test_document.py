"""The page's own files, and how they are put together."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.support import NullTranslations, Translations

import fieldguide
from fieldguide.l10n.locale import Locale
from fieldguide.workbench.document import Document, document

PAGE = Path(fieldguide.__file__).parent / "workbench" / "page"
ENGLISH, FRENCH, ARABIC = map(Locale.parse, ("en", "fr", "ar"))


def made(locale: Locale = FRENCH, catalog: NullTranslations | None = None) -> Document:
    return document(locale, ENGLISH, catalog or NullTranslations(), "guide")


def catalog_of(locale: Locale, share: float) -> Translations:
    """A catalog that has a share of the page's words."""
    source = (PAGE / "page.html").read_text(encoding="utf-8")
    words = sorted(set(re.findall(r'_\("([^"]+)"', source)))
    catalog = Catalog(locale=str(locale.babel))
    for word in words[: round(len(words) * share)]:
        catalog.add(word, f"«{word}»")
    file = BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return Translations(fp=file)


class Parts(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.insides: dict[str, list[str]] = {}
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.insides.setdefault(self._inside, []).append(data)


def test_the_policy_lets_in_what_is_in_the_page_and_nothing_else() -> None:
    page = made()
    parts = Parts(page.html)
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (content,) = (item for item in parts.insides[tag] if item.strip())
        hashed = b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{rule} 'sha256-{hashed}'" in page.policy
    rules = dict(rule.split(" ", 1) for rule in page.policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["connect-src"] == "'self'"
    assert rules["trusted-types"] == "'none'"
    assert "unsafe" not in page.policy


def test_the_page_needs_nothing_from_elsewhere() -> None:
    parts = Parts(made().html)
    assert [value for name, value in parts.attributes if name in ("src", "href")] == ["data:,"]
    assert not [name for name, _ in parts.attributes if name.startswith("on") or name == "style"]
    (style,) = (item for item in parts.insides["style"] if item.strip())
    assert not re.search(r"@import|url\(", style)


def test_the_script_parses_no_markup() -> None:
    for path in PAGE.glob("*.js"):
        script = path.read_text(encoding="utf-8")
        sinks = "innerHTML|outerHTML|insertAdjacentHTML|document.write|srcdoc|DOMParser|eval"
        assert not re.search(rf"{sinks}|\bimport\b|</script|<!--", script), path


def test_script_and_page_know_the_same_words_and_elements() -> None:
    parts = Parts(made().html)
    script = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.js"))
    known = {value for name, value in parts.attributes if name == "data-word"}
    states = {"missing", "outdated", "machine", "current", "unknown", "unsaid", "error", "warning"}
    said = set(re.findall(r'say\(\s*"([^"]+)"', script))
    assert said <= known
    assert known <= said | states
    assert len(parts.ids) == len(set(parts.ids))
    assert set(re.findall(r'\$\("([^"]+)"\)', script)) <= set(parts.ids)
    pointed = {"for", "aria-controls", "aria-labelledby", "aria-describedby"}
    named = {id for name, value in parts.attributes if name in pointed for id in value.split()}
    assert named <= set(parts.ids)


def test_every_script_is_in_the_page() -> None:
    html = made().html
    for path in PAGE.glob("*.js"):
        assert path.read_text(encoding="utf-8") in html, path


def test_it_speaks_the_language_if_the_catalog_does() -> None:
    for share, lang, direction in ((0.4, "en", "ltr"), (0.6, "ar", "rtl")):
        html = made(ARABIC, catalog_of(ARABIC, share)).html
        assert f'<html lang="{lang}" dir="{direction}">' in html
        assert ("«" in html) == (lang == "ar")
        assert '<textarea id="text" rows="2" lang="ar" dir="rtl" spellcheck="true"' in html


def test_words_and_names_cannot_become_markup() -> None:
    catalog = Catalog(locale="fr")
    source = (PAGE / "page.html").read_text(encoding="utf-8")
    for word in set(re.findall(r'_\("([^"]+)"', source)):
        catalog.add(word, '"><script>alert(1)</script>')
    file = BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    html = made(FRENCH, Translations(fp=file)).html
    assert "<script>alert" not in html
    assert '"><' not in html.replace('">\n', "").split("<style>")[0]
