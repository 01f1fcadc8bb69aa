from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.findings import Severity
from fieldguide.l10n.folder import refused, strays

KINDS = ("reasons", "guides")


def put(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    return folder


def test_what_belongs_to_a_locale(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "fr",
        "index.yml",
        "glossary.yml",
        "team.yml",
        "LC_MESSAGES/fieldguide.po",
        "reasons/Alpha.yml",
        "guides/basics.yml",
    )
    assert list(strays(folder, KINDS)) == []
    assert refused(folder) == []


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("index.html", Severity.ERROR),
        ("servers/nginx.yml", Severity.ERROR),
        ("reasons/deep/Alpha.yml", Severity.ERROR),
        ("LC_MESSAGES/fieldguide.mo", Severity.ERROR),
        (".htaccess", Severity.WARNING),
        ("reasons/Alpha.yml~", Severity.WARNING),
    ],
)
def test_a_file_that_nothing_reads(tmp_path: Path, name: str, severity: Severity) -> None:
    [finding] = strays(put(tmp_path / "fr", name), KINDS)
    assert (finding.id, finding.severity, finding.locale) == ("locale-file", severity, "fr")
    assert finding.path == tmp_path / "fr" / name


def test_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "outside", "index.yml")
    folder = put(tmp_path / "fr", "index.yml")
    (folder / "reasons").symlink_to(tmp_path / "outside")
    (tmp_path / "de").symlink_to(tmp_path / "outside")
    assert [finding.path for finding in refused(folder)] == [folder / "reasons"]
    assert [finding.path for finding in refused(tmp_path / "de")] == [tmp_path / "de"]


def test_a_locale_without_a_folder(tmp_path: Path) -> None:
    assert list(strays(tmp_path / "en", KINDS)) == []
