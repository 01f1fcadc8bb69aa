"""A finished page, as plain data that any site generator can take."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

#: What a reader can do for a page: correct the source, correct a translation, or add to it.
Task = Literal["edit", "improve", "translate"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article; its id is the same in every language."""

    id: str
    level: int
    text: str
    """Plain text, not escaped."""


@dataclass(frozen=True, slots=True)
class Page:
    """One entry in one language."""

    name: str
    """Path without suffix, such as `reasons/CORSDisabled`; the home page is `index`."""
    title: str
    description: str
    html: str
    edit_path: Path | None
    """The file that a reader of this language would edit; None if no one file makes the page."""
    is_fallback: bool
    """Whether the page is in the source language as a whole."""
    is_listed: bool = True
    """Whether searches shall find it: this site's own and others."""
    is_unread: bool = False
    """Whether it has text that a machine translated and nobody has read."""
    task: Task = "edit"
    contribute_url: str | None = None
    """Where a reader would improve the translation, or begin it."""
    tags: tuple[str, ...] = ()
    """Names under which a search should find the page first."""
    headings: list[Heading] = field(default_factory=list)


def address(name: str, *, directory_urls: bool = True) -> str:
    """A page's address below its locale: `` for home, `reasons/CORSDisabled/` otherwise."""
    folder, _, last = name.rpartition("/")
    if last == "index":
        base = f"{folder}/" if folder else ""
        return base if directory_urls else f"{base}index.html"
    return f"{name}/" if directory_urls else f"{name}.html"


def markdown_address(name: str, *, directory_urls: bool = True) -> str:
    """The address of a page's Markdown version: the page's own, and `index.md`."""
    html = address(name, directory_urls=directory_urls)
    return html.removesuffix(".html") + ".md" if html.endswith(".html") else f"{html}index.md"


def relative(source: str, target: str) -> str:
    """The link from one address to another, both below the same root."""
    here = source.split("/")[:-1]
    there = target.split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:]) or "./"
