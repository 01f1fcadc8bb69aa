"""Addresses at which readers change the guide's files, as MkDocs' settings have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.pages.editing import Editing

DOCS = Path("/guide/docs")
FRENCH = Path("/guide/locales/fr")
FILE = FRENCH / "reasons" / "Alpha.yml"


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_file_is_edited_at_the_repository(slash: str) -> None:
    editing = Editing(DOCS, f"https://git.example/some/guide{slash}", "edit/main/docs/")
    base = "https://git.example/some/guide/edit/main"
    assert editing.edit(FILE) == f"{base}/locales/fr/reasons/Alpha.yml"
    assert editing.edit(DOCS / "index.yml") == f"{base}/docs/index.yml"


def test_a_template_and_a_query_are_followed() -> None:
    template = Editing(DOCS, "https://git.example/g", "", "wiki/{path_noext}?raw={path}")
    assert template.edit(DOCS / "a.yml") == "https://git.example/g/wiki/a?raw=a.yml"
    query = Editing(DOCS, "https://git.example/g", "?edit=")
    assert query.edit(DOCS / "a.yml") == "https://git.example/g?edit=a.yml"


def test_without_a_place_to_edit_there_is_no_address() -> None:
    editing = Editing(DOCS, "https://git.example/some/guide", "")
    assert editing.edit(FILE) is None
    assert editing.create(FRENCH, "index.yml") is None


def test_github_adds_a_file_to_the_folder_of_the_language() -> None:
    editing = Editing(DOCS, "https://github.com/some/guide", "edit/main/docs/")
    assert editing.create(FRENCH, "reasons/Alpha.yml") == (
        "https://github.com/some/guide/new/main/locales/fr?filename=reasons/Alpha.yml"
    )
    assert editing.create(FRENCH, "a&b.yml") == (
        "https://github.com/some/guide/new/main/locales/fr?filename=a%26b.yml"
    )


def test_other_hosts_have_no_such_address() -> None:
    editing = Editing(DOCS, "https://git.example/some/guide", "edit/main/docs/")
    assert editing.create(FRENCH, "reasons/Alpha.yml") is None
