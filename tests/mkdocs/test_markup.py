"""What HTML forbids and the theme does anyway; all that a validator found in these pages."""

from __future__ import annotations

import pytest

from tests.mkdocs.sites import Site

PAGES = [
    "en",
    "fr/reasons/CORSMissingAllowOrigin",
    "en/guides/preflight",
    "en/servers/nginx",
    "en/translations",
]


@pytest.mark.parametrize("address", PAGES)
def test_pages_have_nothing_that_a_validator_found(guide: Site, address: str) -> None:
    html = guide.html(address)
    assert html.css("input[type=checkbox]")
    assert not html.css("input[type=checkbox][autocomplete]")
    assert not html.css("svg [translate]")
    ids = {node.attributes["id"] for node in html.css("[id]")}
    assert {node.attributes["for"] for node in html.css("label[for]")} <= ids


def test_no_two_landmarks_of_a_page_have_the_same_name(guide: Site) -> None:
    html = guide.html("en/guides/find-the-request")
    assert len(html.css(".fg-network [aria-label]")) > 1
    names = [node.attributes["aria-label"] for node in html.css("[role=region]")]
    assert len(names) == len(set(names))


def test_the_search_s_dialog_has_a_name(guide: Site) -> None:
    for tag in ("en", "fr"):
        dialog = guide.html(tag).css_first(".md-search[role=dialog]")
        assert dialog is not None
        assert dialog.attributes["aria-label"]
