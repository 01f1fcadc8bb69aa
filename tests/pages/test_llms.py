"""`llms.txt`: what it lists, and what it keeps quiet about."""

from __future__ import annotations

from pathlib import Path

from fieldguide.pages.llms import llms_txt
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.project import load, open_locale
from tests.guides import write

STALE = Path(__file__).resolve().parents[1] / "projects" / "stale"


def renderer_of(root: Path, tag: str) -> PageRenderer:
    project = load(root / "docs", root / "locales")
    data, _ = open_locale(project, tag)
    return PageRenderer(project, data, {"firefox": "Firefox"})


def test_pages_stand_under_the_groups_of_home_with_their_answers(tmp_path: Path) -> None:
    write(tmp_path)
    text = llms_txt(renderer_of(tmp_path, "en"), Site("A *guide*", "What\nfor"))
    assert text.startswith(
        "# A \\*guide\\*\n\n> What for\n\n## All reasons\n\n"
        "- [Something happened](reasons/Alpha/index.md): It broke, see the standard.\n"
        "- [Something happened](reasons/Beta/index.md): It broke, see the standard.\n\n"
        "## Guides\n\n- [Basics](guides/basics/index.md): What to know first.\n\n"
    )


def test_a_translation_lists_its_own_pages_only(tmp_path: Path) -> None:
    write(tmp_path)
    text = llms_txt(renderer_of(tmp_path, "fr"), Site("Guide", url="https://x.example/"))
    assert "## Toutes les raisons" in text
    assert "[Il s’est passé quelque chose](https://x.example/fr/reasons/Alpha/index.md)" in text
    assert "Beta" not in text


def test_the_one_at_the_root_names_those_of_the_languages(tmp_path: Path) -> None:
    write(tmp_path)
    renderer = renderer_of(tmp_path, "en")
    text = llms_txt(renderer, Site("Guide"), [renderer.project.locales["fr"]])
    assert "(en/reasons/Alpha/index.md)" in text
    assert "## Languages\n\n- [Français](fr/llms.txt)\n" in text


def test_what_nobody_has_read_is_not_announced() -> None:
    text = llms_txt(renderer_of(STALE, "fr"), Site("Guide"))
    assert "reasons/Changed/" in text
    assert "reasons/Drafted/" not in text
