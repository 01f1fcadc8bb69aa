"""What pages say about each other: which one is the original, which one is in which language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fieldguide.links.defects import Defect
from fieldguide.links.extract import Document, Kind
from fieldguide.links.reading import Read


@dataclass(slots=True)
class _Said:
    """What one file says about others, each with the address that says it."""

    canonical: tuple[str, str] | None = None
    alternates: list[tuple[str, str, str]] = field(default_factory=list)
    """File, address, language."""
    menu: list[tuple[str, str, str]] = field(default_factory=list)
    sitemap: list[tuple[str, str]] = field(default_factory=list)


class Versions:
    """The relations of all pages."""

    def __init__(self, reads: Iterable[Read], documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._said = {read.name: _said(read) for read in reads if read.document is not None}
        self._named_by = {
            name: {file for file, _, _ in said.alternates} for name, said in self._said.items()
        }

    def defects(self, name: str) -> Iterator[Defect]:
        """What is wrong with the relations that one file tells of."""
        said = self._said[name]
        yield from self._canonical(name, said)
        if said.alternates:
            yield from self._alternates(name, said)
        for file, url, language in said.menu:
            actual = self._language(file)
            if language and not _is_same(language, actual):
                message = f"`{file}` is linked as {language} and is in {actual}"
                yield Defect("link-hreflang", name, url, message, _language_hint(language, actual))
        for file, url in said.sitemap:
            original = self._original(file)
            if original != file:
                yield Defect(
                    "link-sitemap",
                    name,
                    url,
                    f"`{file}` is in the sitemap and says that its original is `{original}`",
                    "list originals only",
                )

    def _canonical(self, name: str, said: _Said) -> Iterator[Defect]:
        if said.canonical is None:
            return
        file, url = said.canonical
        original = self._original(file)
        if file not in (name, original):
            yield Defect(
                "link-canonical",
                name,
                url,
                f"`{file}` is named as the original and says that its own is `{original}`",
                f"name `{original}`, or make `{file}` its own original",
            )

    def _alternates(self, name: str, said: _Said) -> Iterator[Defect]:
        """hreflang: every version names itself and all others, and is named back."""
        for file, url, language in said.alternates:
            if file in self._said and file != name and name not in self._named_by[file]:
                yield Defect(
                    "link-hreflang",
                    name,
                    url,
                    f"`{file}` is named as the {language} version and does not name this page back",
                    "announce only pages that are translated, from all of them",
                )
            actual = self._language(file)
            if language != "x-default" and not _is_same(language, actual):
                message = f"`{file}` is announced as {language} and is in {actual}"
                yield Defect("link-hreflang", name, url, message, _language_hint(language, actual))
            original = self._original(file)
            if original != file:
                yield Defect(
                    "link-hreflang",
                    name,
                    url,
                    f"`{file}` is announced as the {language} version and is none: "
                    f"it says that its original is `{original}`",
                    "announce only pages that are translated, from all of them",
                )
        if name not in self._named_by[name]:
            message = "the page is not among its own versions"
            yield Defect("link-hreflang", name, "", message, "add it to them")

    def _original(self, file: str) -> str:
        said = self._said.get(file)
        return said.canonical[0] if said is not None and said.canonical is not None else file

    def _language(self, file: str) -> str:
        document = self._documents.get(file)
        return document.language if document is not None else ""


def _said(read: Read) -> _Said:
    said = _Said()
    for kind, url, language, file in read.relations:
        if kind is Kind.MENU:
            said.menu.append((file, url, language))
        elif kind is Kind.ALTERNATE:
            said.alternates.append((file, url, language))
        elif kind is Kind.CANONICAL:
            said.canonical = said.canonical or (file, url)
        else:
            said.sitemap.append((file, url))
    return said


def _language_hint(announced: str, actual: str) -> str:
    return f"write `{actual}`, or lead to the page in {announced}"


def _is_same(announced: str, actual: str) -> bool:
    """Whether a page is in a language; one that says nothing is, and `pt-BR` is `pt`."""
    announced, actual = announced.casefold(), actual.casefold()
    return not actual or actual == announced or actual.startswith(f"{announced}-")
