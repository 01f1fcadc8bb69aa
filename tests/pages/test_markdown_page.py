"""Pages as Markdown: the same words as the article, in files that link to each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from fieldguide.entries.servers import Servers
from fieldguide.pages.markdown import page as markdown
from fieldguide.pages.markdown.page import markdown_page
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.project import load, open_locale
from fieldguide.prose.grammar import parse
from fieldguide.prose.render import to_text
from tests.guides import guide, reason, write

ROOT = Path(__file__).resolve().parents[2]
READER = MarkdownIt("commonmark")
ENGINES = {"firefox": "Firefox", "chromium": "Chrome", "webkit": "Safari"}
EXCHANGE = """
  request: {method: PUT}
  broken:
    preflight: {status: 401}
  fixed:
    preflight:
      status: 204
      headers: [[X-Allowed, "PUT"]]
    status: 200"""


def renderer_of(docs: Path, locales: Path, tag: str) -> PageRenderer:
    project = load(docs, locales)
    data, _ = open_locale(project, tag)
    return PageRenderer(project, data, ENGINES)


def made(
    root: Path, name: str, tag: str = "en", site: Site | None = None, **files: str | None
) -> str:
    """A page of a small guide as Markdown."""
    write(root, {path.replace("__", "/") + ".yml": text for path, text in files.items()})
    renderer = renderer_of(root / "docs", root / "locales", tag)
    assert not renderer.project.findings
    return markdown_page(renderer, renderer.render(name), site or Site("Test Guide"))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("tag", ["en", "fr"])
def test_all_prose_of_the_guide_is_there_word_for_word(tag: str) -> None:
    renderer = renderer_of(ROOT / "docs", ROOT / "locales", tag)
    site = Site("CORS Field Guide")
    for name, source in renderer.project.sources.items():
        page = renderer.render(name)
        read = READER.render(markdown_page(renderer, page, site))
        text = words(LexborHTMLParser(read).body.text())  # type: ignore[union-attr]
        localized = renderer.localized(name)
        for field in source.fields:
            if isinstance(source.entry, Servers) and field.path[0] in ("concerns", "probes"):
                continue  # what other pages call them
            own = localized.text(field.path)
            locale = renderer.project.source_locale if own is None else renderer.data.locale
            prose = to_text(parse(own or field.text, field.kind), locale.typographer)
            for line in words(prose).split(". "):
                assert line in text, f"{name}: {field.name}"


def test_what_a_reason_has(tmp_path: Path) -> None:
    text = made(tmp_path, "reasons/Alpha", docs__reasons__Alpha=reason("Alpha", exchange=EXCHANGE))
    assert text.startswith(
        "# Something happened\n\nIt broke, see [the standard](https://standard.example/#thing).\n"
    )
    assert "**Firefox**\n\n```text\nBlocked at {url}.\n```" in text
    assert "```console\n$ curl -i https://api.example/\n```" in text
    assert "```http\nOPTIONS /items HTTP/1.1\n" in text
    assert "```http\nHTTP/1.1 401 Unauthorized\n```" in text
    assert "```http\nHTTP/1.1 204 No Content\nX-Allowed: PUT\n```" in text
    parts = [line for line in text.splitlines() if line.startswith("## ")]
    assert "## Which cause is it?" in parts
    assert parts.index("## How to fix it") < parts.index("## In the standard")
    assert "## Related reasons" not in parts, "nothing is below it"


LINKS = """|
  See [that](guide:basics), [its start](guide:basics#start) and [below](#fix-send)."""


def test_links_lead_to_markdown_and_to_parts_of_pages(tmp_path: Path) -> None:
    linking = reason("Alpha", explanation=LINKS, related="[Beta]")
    text = made(tmp_path, "reasons/Alpha", docs__reasons__Alpha=linking)
    assert "[that](../../guides/basics/index.md)" in text
    assert "[its start](../../guides/basics/#start)" in text
    assert "[below](./#fix-send)" in text
    assert "- [Something happened](../Beta/index.md)" in text
    whole = Site("Test Guide", url="https://x.example/")
    text = made(tmp_path, "reasons/Alpha", site=whole, docs__reasons__Alpha=linking)
    assert "[that](https://x.example/en/guides/basics/index.md)" in text
    assert "[its start](https://x.example/en/guides/basics/#start)" in text
    assert "[below](https://x.example/en/reasons/Alpha/#fix-send)" in text


def test_without_folders_for_pages_it_lies_beside_them(tmp_path: Path) -> None:
    site = Site("Test Guide", directory_urls=False)
    text = made(tmp_path, "index", site=site)
    assert "(reasons/Alpha.md)" in text
    assert "[Test Guide](index.html)" in text


def test_a_page_says_what_is_not_translated(tmp_path: Path) -> None:
    text = made(tmp_path, "reasons/Beta", "fr")
    assert "Cette page n’est pas encore traduite" in text or "not translated yet" in text
    assert "# Something happened" in text
    partial = (tmp_path / "locales/fr/reasons/Alpha.yml").read_text(encoding="utf-8")
    path = tmp_path / "locales/fr/reasons/Alpha.yml"
    path.write_text(partial.partition("standard:")[0], encoding="utf-8")
    renderer = renderer_of(tmp_path / "docs", tmp_path / "locales", "fr")
    text = markdown_page(renderer, renderer.render("reasons/Alpha"), Site("Test Guide"))
    assert "*Not translated yet*\n\nIt must be there." in text


def test_a_kind_without_its_own_form_has_its_prose_under_its_headings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown, "_KINDS", {})
    text = made(tmp_path, "reasons/Alpha")
    assert "## How to fix it\n\n### Send it\n\nSend it every time.\n" in text
    assert "### It was forgotten\n\nNobody sent it.\n\nThe header is absent.\n" in text
    text = made(tmp_path, "guides/basics", docs__guides__basics=guide("basics"))
    assert text.startswith("# Basics\n\nWhat to know first.\n\n## Start here\n\nOpen the console.")


def test_a_missing_header_is_called_so_in_the_readers_language() -> None:
    renderer = renderer_of(ROOT / "docs", ROOT / "locales", "fr")
    page = renderer.render("reasons/CORSMissingAllowOrigin")
    text = markdown_page(renderer, page, Site("CORS Field Guide"))
    assert "`Access-Control-Allow-Origin` (absent)" in text
