from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fieldguide.findings import Finding
from fieldguide.l10n.locale import LocaleError
from fieldguide.project import Project, load, open_locale
from tests import guides
from tests.marks import places

BANK: dict[str, Any] = {
    "product": "Firefox", "version": "153.0", "license": "MPL-2.0", "source": "x",
    "parameters": {"BlockedAlpha": ["url"]},
    "locales": {"en-US": {"BlockedAlpha": "Blocked at %1$S."}},
}  # fmt: skip


def loaded(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Project:
    guides.write(root, files)
    return load(root / "docs", root / "locales")


def told(findings: list[Finding], root: Path) -> list[tuple[str, str, int, int]]:
    """Findings as file, id, line and column."""
    return [
        (f.path.relative_to(root).as_posix(), f.id, f.position.line, f.position.column)
        for f in sorted(findings, key=lambda finding: finding.sort_key)
    ]


def test_a_whole_guide(tmp_path: Path) -> None:
    project = loaded(
        tmp_path,
        {
            "docs/messages/webkit.json": json.dumps(BANK),
            "docs/messages/LICENSE.md": "MPL",
            "docs/about.md": "# A maintainer's page",
            "docs/servers/nginx.conf": "server {}",
            "locales/fr/glossary.md": "…",
        },
    )
    assert project.findings == []
    assert set(project.sources) == {
        "index", "reasons/Alpha", "reasons/Beta", "guides/basics",
    }  # fmt: skip
    assert project.home is project.sources["index"].entry
    assert set(project.banks) == {"webkit"}
    assert list(project.locales) == ["en", "fr"]
    assert project.translated["fr"] == {"index", "reasons/Alpha"}
    assert project.is_translated("reasons/Alpha", "fr")
    assert not project.is_translated("reasons/Beta", "fr")
    assert project.is_translated("reasons/Beta", "en")


def test_reading_order(tmp_path: Path) -> None:
    groups = '\n  b: {title: "B", reasons: [Beta]}\n  a: {title: "A", reasons: [Alpha]}'
    files = {
        "docs/index.yml": guides.home(groups=groups, guides="[second, basics]"),
        "docs/guides/second.yml": guides.guide("second"),
        "docs/guides/a-forgotten-one.yml": guides.guide("a-forgotten-one"),
    }
    assert loaded(tmp_path, files).order == [
        "index", "reasons/Beta", "reasons/Alpha", "guides/second", "guides/basics",
        "guides/a-forgotten-one",
    ]  # fmt: skip


def test_a_guide_without_home_or_locales(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {"docs/index.yml": None, "locales/fr/index.yml": None})
    project = load(config.parent / "docs", config.parent / "nowhere")
    assert project.findings == []
    assert project.home is None
    assert project.order == ["guides/basics", "reasons/Alpha", "reasons/Beta"]
    assert list(project.locales) == ["en"]


def test_a_guide_can_be_written_in_another_language(tmp_path: Path) -> None:
    guides.write(tmp_path, {"locales/en/index.yml": guides.french_home()})
    project = load(tmp_path / "docs", tmp_path / "locales", "fr")
    assert project.source_locale.tag == "fr"
    assert project.translated["en"] == {"index"}
    assert project.translated["fr"] == frozenset()
    with pytest.raises(LocaleError):
        load(tmp_path / "docs", tmp_path / "locales", "french")


def test_opening_a_locale(tmp_path: Path) -> None:
    catalog = 'msgid "Home"\nmsgstr "Accueil"\n'
    project = loaded(tmp_path, {"locales/fr/LC_MESSAGES/fieldguide.po": catalog})
    data, findings = open_locale(project, "fr")
    assert findings == []
    assert set(data.translations) == {"index", "reasons/Alpha"}
    assert data.translations["index"].texts["title",] == "Guide de test"
    assert data.catalog.gettext("Home") == "Accueil"
    source, _ = open_locale(project, "en")
    assert source.translations == {}
    with pytest.raises(KeyError):
        open_locale(project, "de")


def test_opening_a_locale_tells_its_mistakes_again(tmp_path: Path) -> None:
    project = loaded(tmp_path, {"locales/fr/index.yml": "title: x\n"})
    _, findings = open_locale(project, "fr")
    assert findings == project.findings
    assert told(findings, tmp_path) == [("locales/fr/index.yml", "prose-style", 1, 8)]


ALPHA = "docs/reasons/Alpha.yml"
HOME = "docs/index.yml"
FRENCH = "locales/fr/reasons/Alpha.yml"
GROUP = '\n  all:\n    title: "All"\n    reasons: '


@pytest.mark.parametrize(
    ("path", "text", "id", "message", "hint"),
    [
        (
            ALPHA,
            guides.reason("Alpha", related="[Beta, ¶Betta]"),
            "entry-related",
            "there is no reason `Betta`",
            "did you mean `Beta`?",
        ),
        (
            "docs/guides/basics.yml",
            guides.guide("basics", related="[¶Elsewhere]"),
            "entry-related",
            "there is no reason `Elsewhere`",
            "remove it",
        ),
        (
            HOME,
            guides.home(groups=f"{GROUP}[Alpha, Beta, ¶Bta]"),
            "home-unknown",
            "there is no reason `Bta`",
            "did you mean `Beta`?",
        ),
        (
            HOME,
            guides.home(guides="[basics, ¶basic]"),
            "home-unknown",
            "there is no guide `basic`",
            "did you mean `basics`?",
        ),
        (
            HOME,
            guides.home(groups=f"{GROUP}[Alpha, Beta, ¶Alpha]"),
            "home-twice",
            "`Alpha` is listed twice",
            "keep one",
        ),
        (
            HOME,
            guides.home(guides="¶[]"),
            "home-missing",
            "the guide `basics` is listed nowhere",
            "add it under `guides:`",
        ),
        (
            ALPHA,
            guides.reason("Alpha", snippets="\n  ask: {language: ¶zzzzzzzz, text: x}"),
            "snippet-language",
            "there is no language `zzzzzzzz`",
            "write `text` for plain text",
        ),
        (
            "docs/reasons/Gamma.yaml",
            "¶id: Gamma\n",
            "entry-suffix",
            "entries end in `.yml`; this file is not read",
            "rename it to `Gamma.yml`",
        ),
        (
            "docs/index.yaml",
            "¶",
            "entry-suffix",
            "entries end in `.yml`; this file is not read",
            "rename it to `index.yml`",
        ),
        (
            "locales/fr/guides/basics.yaml",
            "¶",
            "entry-suffix",
            "entries end in `.yml`; this file is not read",
            "rename it to `basics.yml`",
        ),
        (
            "locales/fr/reasons/Alfa.yml",
            '¶title: "A"\n',
            "translation-orphaned",
            "there is no English entry `reasons/Alfa`",
            "did you mean `reasons/Alpha`?",
        ),
        (
            "locales/fr/guides/gone.yml",
            '¶title: "A"\n',
            "translation-orphaned",
            "there is no English entry `guides/gone`",
            "delete the file",
        ),
        (
            FRENCH,
            '¶titel: "T"\n',
            "translation-unknown-key",
            "the English entry has no translatable `titel`",
            "did you mean `title`?",
        ),
        (
            "locales/fr/LC_MESSAGES/fieldguide.po",
            'msgid "Home"\n¶nonsense\n',
            "catalog-syntax",
            "this line is not a part of a catalog",
            'a catalog has lines such as `msgid "…"` and `msgstr "…"`',
        ),
        (
            "docs/messages/webkit.json",
            "{¶]",
            "bank-syntax",
            "not valid JSON: Expecting property name enclosed in double quotes",
            "make it anew with `fieldguide messages harvest`",
        ),
    ],
)
def test_each_mistake_is_found_at_its_place(
    tmp_path: Path, path: str, text: str, id: str, message: str, hint: str
) -> None:
    text, [(line, column)] = places(text)
    project = loaded(tmp_path, {path: text})
    assert told(project.findings, tmp_path) == [(path, id, line, column)]
    assert [(f.message, f.hint) for f in project.findings] == [(message, hint)]


@pytest.mark.parametrize(
    ("path", "text", "message", "hint"),
    [
        (
            ALPHA,
            guides.reason("Alpha", messages="\n  firefox: [BlockedAlpha, ¶BlockdAlpha]"),
            "Firefox 153.0 has no message `BlockdAlpha`",
            "did you mean `BlockedAlpha`?",
        ),
        (
            "docs/guides/basics.yml",
            guides.guide(
                "basics",
                sections='\n  a: {title: "A", body: "B", figures: [c]}',
                figures='\n  c: {kind: console, engine: firefox, caption: "C", lines: '
                "[{message: BlockedAlpha}, {text: x}, {message: ¶Nope}]}",
            ),
            "Firefox 153.0 has no message `Nope`",
            "look it up in `messages/firefox.json`",
        ),
    ],
)
def test_messages_that_the_browser_does_not_have(
    tmp_path: Path, path: str, text: str, message: str, hint: str
) -> None:
    text, [(line, column)] = places(text)
    key = "\n  firefox: [BlockedAlpha]"
    files = {
        "docs/messages/firefox.json": json.dumps(BANK),
        ALPHA: guides.reason("Alpha", messages=key),
        "docs/reasons/Beta.yml": guides.reason("Beta", messages=key),
        path: text,
    }
    project = loaded(tmp_path, files)
    assert told(project.findings, tmp_path) == [(path, "entry-message", line, column)]
    assert [(f.message, f.hint) for f in project.findings] == [(message, hint)]


def test_what_refers_to_a_broken_entry_is_no_second_mistake(tmp_path: Path) -> None:
    project = loaded(
        tmp_path,
        {
            ALPHA: "",
            "docs/reasons/Beta.yml": guides.reason(
                "Beta", related="[Alpha]", standard='"See [that](reason:Alpha)."'
            ),
        },
    )
    assert told(project.findings, tmp_path) == [(ALPHA, "yaml-empty", 1, 1)]


def test_an_entry_that_is_not_whole_is_proofread_all_the_same(tmp_path: Path) -> None:
    text, expected = places(
        guides.reason(
            "Alpha",
            **{
                "explanation": "¶A plain <b>",
                "standard": "|\n  Two\n  lines ¶<b> and [a link][spec].",
                "verify": '\n  body: "\\"a\\" ¶https://x.example ¶[a][specs]"',
                "related": "[¶Gamma]",
                "¶colour": "red",
            },
        )
    )
    project = loaded(tmp_path, {ALPHA: text})
    ids = [
        "prose-style", "prose-url", "prose-target", "prose-html", "entry-related",
        "entry-unknown-key",
    ]  # fmt: skip
    assert told(project.findings, tmp_path) == [
        (ALPHA, id, line, column) for id, (line, column) in zip(ids, expected, strict=True)
    ]


@pytest.mark.parametrize(
    ("folder", "id", "message", "hint"),
    [
        ("FR", "locale-tag", "`FR` is not in canonical case", "name the folder `fr`"),
        (
            "french",
            "locale-tag",
            "`french` is not a language that CLDR knows",
            "name the folder by a BCP 47 tag, such as `fr`, `pt-BR` or `zh-Hans`",
        ),
        (
            "fr-CA",
            "locale-prefix",
            "`fr` and `fr-ca` cannot both be languages: one begins the other",
            "name both fully, such as `zh-Hans` and `zh-Hant`",
        ),
    ],
)
def test_folders_of_locales(tmp_path: Path, folder: str, id: str, message: str, hint: str) -> None:
    project = loaded(tmp_path, {f"locales/{folder}/index.yml": guides.french_home()})
    assert told(project.findings, tmp_path) == [(f"locales/{folder}", id, 1, 1)]
    assert [(f.message, f.hint) for f in project.findings] == [(message, hint)]


def test_folders_that_are_no_locales(tmp_path: Path) -> None:
    project = loaded(
        tmp_path,
        {"locales/.cache/x.yml": "", "locales/fieldguide.pot": "", "locales/en/x.md": "x"},
    )
    assert project.findings == []
    assert list(project.locales) == ["en", "fr"]
