"""An article cut at its headings, for a search index.

The articles are our own templates' output, so cutting at `<h1>` to `<h4>` with an id and
dropping tags by pattern is safe here, and costs a tenth of parsing them again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(r'<h([1-4]) id="([^"]+)">(.*?)</h\1>', re.S)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.S)
_EXCLUDED = re.compile(r'<([a-z]+)[^>]* data-search-exclude=""[^>]*>.*?</\1>', re.S)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_KEPT = {"p", "code", "pre", "li", "ol", "ul"}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it, as HTML of little more than paragraphs, lists and code."""

    id: str
    """The heading's id; empty for the page's own title."""
    title: str
    text: str


def sections(article: str) -> list[Section]:
    """The sections of an article, in order; what stands before the first heading is dropped.

    So are notes about the text, which `data-search-exclude` marks, as it does for Material.
    """
    article = _EXCLUDED.sub("", article)
    headings = list(_HEADING.finditer(article))
    ends = [heading.start() for heading in headings[1:]] + [len(article)]
    return [
        Section(
            id="" if heading[1] == "1" else heading[2],
            title=_reduce(_PERMALINK.sub("", heading[3])),
            text=_reduce(article[heading.end() : end]),
        )
        for heading, end in zip(headings, ends, strict=True)
    ]


def _reduce(html: str) -> str:
    kept = _TAG.sub(lambda tag: f"<{tag[1]}{tag[2]}>" if tag[2] in _KEPT else " ", html)
    # Jinja escapes quotes in text too; a search would take their entities for words.
    return _SPACE.sub(" ", kept).strip().replace("&#39;", "'").replace("&#34;", '"')
