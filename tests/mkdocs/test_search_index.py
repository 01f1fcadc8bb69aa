"""Our own cutting of articles gives Material's search what its parser would have given it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from material.plugins.search.plugin import Parser

from tests.mkdocs.sites import Site


def materials_sections(article: str) -> dict[str, tuple[str, str]]:
    parser = Parser()
    parser.feed(article)
    parser.close()
    return {
        section.id or "": ("".join(section.title).strip(), "".join(section.text).strip())
        for section in parser.data
        if section.title
    }


def words(html: str) -> str:
    """Without white space, and without elements that Material drops when they are empty."""
    return re.sub(r"\s+|<(p|ul|ol|li)></\1>", "", html)


@pytest.mark.parametrize(
    "address",
    ["en/reasons/CORSMissingAllowOrigin", "fr/guides/find-the-request", "fr/guides/caching"],
)
def test_sections_equal_those_of_material_s_parser(guide: Site, address: str) -> None:
    article = guide.html(address).css_first("article")
    assert article is not None
    tag, _, page = address.partition("/")
    index = json.loads(
        Path(guide.path / tag / "search" / "search_index.json").read_text(encoding="utf-8")
    )
    ours = {
        doc["location"].partition("#")[2]: (doc["title"], doc["text"])
        for doc in index["docs"]
        if doc["location"].partition("#")[0] == f"{page}/"
    }
    theirs = materials_sections(re.sub(r"^.*?(?=<h1)", "", article.html or "", flags=re.S))
    assert list(ours) == list(theirs)
    for id, (title, text) in ours.items():
        assert words(title) == words(theirs[id][0])
        assert words(text) == words(theirs[id][1]), id
