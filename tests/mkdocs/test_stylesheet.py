"""Plugin `fieldguide/stylesheet`: one file for all pages, and a word to those who need more."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from tests.mkdocs.sites import Site, copy_project, mkdocs, one

FOLDER = "assets/stylesheets"


def joining(target: Path, without: str = "[]", *more: str) -> Path:
    config = copy_project("fallback", target)
    text = config.read_text(encoding="utf-8")
    plugin = f"  - fieldguide/stylesheet: {{without: {without}}}\n"
    text = text.replace("plugins:\n", f"plugins:\n{plugin}")
    for line in more:
        text = text.replace("extra_css: [", line)
    config.write_text(text, encoding="utf-8")
    return config


def test_all_pages_of_all_locales_load_one_file(guide: Site) -> None:
    (file,) = (guide.path / FOLDER).iterdir()
    assert file.name == f"site.{sha256(file.read_bytes()).hexdigest()[:8]}.css"
    for page in ("en", "fr", "fr/reasons/CORSDisabled", "en/translations"):
        link = one(guide.html(page), "link[rel=stylesheet]")
        assert (link.attributes["href"] or "").endswith(f"../{FOLDER}/{file.name}")


def test_it_has_the_theme_s_rules_before_the_guide_s_own(tmp_path: Path) -> None:
    config = joining(tmp_path / "guide", "[tabbed]")
    assert mkdocs(config, tmp_path / "site", "--strict").returncode == 0
    (file,) = (tmp_path / "site" / FOLDER).iterdir()
    css = file.read_text(encoding="utf-8")
    assert 0 < css.index(".md-grid{") < css.index(".fg-")
    assert ".tabbed" not in css


def test_a_page_that_misses_rules_is_named(tmp_path: Path) -> None:
    result = mkdocs(joining(tmp_path / "guide", "[md-header]"), tmp_path / "site", "--strict")
    assert result.returncode == 1
    assert "index.md: the class `md-header` has lost rules; take it out" in result.stderr
    # from another locale's worker
    assert "ar: fieldguide: index.md: the class `md-header`" in result.stderr


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("extra_css: [own/absent.css, ", "extra_css: there is no own/absent.css"),
        ("extra_css: [https://cdn.example/x.css, ", "there is no https://cdn.example/x.css"),
    ],
)
def test_what_it_cannot_join_is_refused(tmp_path: Path, line: str, message: str) -> None:
    result = mkdocs(joining(tmp_path / "guide", "[]", line), tmp_path / "site")
    assert result.returncode == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_mistake_has_its_place(tmp_path: Path) -> None:
    config = joining(tmp_path / "guide", "[]", "extra_css: [assets/stylesheets/bad.css, ")
    bad = tmp_path / "guide" / "docs" / FOLDER / "bad.css"
    bad.parent.mkdir(parents=True)
    bad.write_text("a { top: 0 }\n  }\n", encoding="utf-8")
    result = mkdocs(config, tmp_path / "site")
    assert result.returncode == 1
    assert "bad.css:2:4: this is no CSS" in result.stderr


def test_another_theme_is_refused(tmp_path: Path) -> None:
    config = joining(tmp_path / "guide")
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("name: material", "name: mkdocs"), encoding="utf-8")
    result = mkdocs(config, tmp_path / "site")
    assert result.returncode == 1
    assert "fieldguide/stylesheet needs Material" in result.stderr
