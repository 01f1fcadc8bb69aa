"""Interface strings: gettext catalogs, checked and compiled in memory at each build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser
from babel.support import NullTranslations, Translations

from fieldguide.entries.syntax import INVISIBLE, MAX_BYTES, read_start
from fieldguide.findings import Findings, Position, errors
from fieldguide.l10n.joiners import idle_joiners
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.plurals import CatalogWithin, check_plurals

DOMAIN = "fieldguide"


def catalog_path(locales: Path, tag: str) -> Path:
    """Where a locale's catalog lies, by gettext's convention."""
    return locales / tag / "LC_MESSAGES" / f"{DOMAIN}.po"


def load_catalog(path: Path, locale: Locale, findings: Findings) -> NullTranslations:
    """The translations of a .po file; empty where there is none, or where it is wrong.

    Raises OSError when an existing file cannot be read.
    """
    if not path.is_file():
        return NullTranslations()
    data = read_start(path)
    catalog = read_catalog(data, findings)
    if catalog is None:
        return NullTranslations()
    for message in catalog:
        if message.id and not message.fuzzy:
            position = Position(message.lineno or 1, 1)
            for id, problem, hint in _problems(message, locale):
                findings.error(id, position, problem, hint)
    before, _, header = data.partition(b"Plural-Forms")
    position = Position(before.count(b"\n") + 1 if header else 1, 1)
    check_plurals(catalog, locale, position, findings)
    if not errors(findings.items):
        try:
            return _compile(catalog)
        except ValueError as error:
            findings.error("catalog-header", Position(), _header_problem(error), _HINT)
    return NullTranslations()


_HINT = "mend it, or run `fieldguide catalogs update`"
#: A line that a catalog can have.
LINE = re.compile(
    r"\s*(?:\#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]\])\s+)?"
    r'"(?:[^"\\]|\\.)*+"\s*)?\Z'
)
_CHARSET = re.compile(r"charset=(?!utf-8\b)[^\s\\\"]+", re.IGNORECASE)


def read_catalog(data: bytes, findings: Findings) -> CatalogWithin | None:
    """Parse a catalog; None, with findings, if it isn't one."""
    if len(data) > MAX_BYTES:
        said = f"the file is too large: at most {MAX_BYTES} bytes are read"
        findings.error("catalog-too-large", Position(), said, _HINT)
        return None
    for number, line in enumerate(data.splitlines(), 1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(line[: error.start].decode("utf-8")) + 1
            findings.error(
                "catalog-encoding",
                Position(number, column),
                f"byte 0x{line[error.start]:02x} is not valid UTF-8",
                "save the file as UTF-8",
            )
            continue
        for match in INVISIBLE.finditer(text):
            findings.error(
                "catalog-character",
                Position(number, match.start() + 1),
                f"U+{ord(match[0]):04X} is an invisible or control character",
                "delete it; the build sets directions and spaces",
            )
        if not LINE.match(text):
            findings.error(
                "catalog-syntax",
                Position(number, 1),
                "this line is not a part of a catalog",
                'a catalog has lines such as `msgid "…"` and `msgstr "…"`',
            )
        charset = _CHARSET.search(text)
        if charset:
            findings.error(
                "catalog-encoding",
                Position(number, charset.start() + 1),
                f"`{charset[0]}` is not UTF-8",
                "write `charset=utf-8`, and save the file as UTF-8",
            )
    if findings.items:
        return None
    catalog = CatalogWithin(domain=DOMAIN)
    try:
        # text, not bytes: a header must not tell how the rest is read
        PoFileParser(catalog, abort_invalid=True).parse(StringIO(data.decode("utf-8")))
        if catalog.charset == "utf-8":
            return catalog
        said = f"the header says that this is {catalog.charset}"
        findings.error("catalog-encoding", Position(), said, "write `charset=utf-8`")
    except PoFileError as error:
        problem = str(error).split(" on ", 1)[0]
        position = Position(max(error.lineno, 0) + 1, 1)
        findings.error("catalog-syntax", position, f"not a valid catalog: {problem}", _HINT)
    except ValueError as error:  # a header that Babel cannot read, such as a date
        findings.error("catalog-header", Position(), _header_problem(error), _HINT)
    return None


def _header_problem(error: ValueError) -> str:
    return f"the header is not valid: {error}"


_MARKUP = re.compile(r'[<>"]|&(?:#\w+|[A-Za-z]\w*);')
_PLACEHOLDER = re.compile(r"%(?:%|\((?P<name>\w+)\)s)")


def _problems(message: Message, locale: Locale) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one message: id, message and hint."""
    sources, strings = _texts(message.id), _texts(message.string)
    first = sources[0]
    if not any(strings):
        return  # not translated yet
    if not all(strings):
        yield (
            "catalog-plural",
            f"a plural form of `{first}` is empty",
            "fill all forms, or none",
        )
    allowed = {match[0] for text in sources for match in _MARKUP.finditer(text)}
    names = {name for text in sources for name in _names(text)}
    known = names | {"num"} if len(sources) > 1 else names
    for text in filter(None, strings):
        for joiner in idle_joiners(text, locale):
            yield (
                "catalog-character",
                f"U+{ord(joiner[0]):04X} joins nothing in the translation of `{first}`",
                "delete it",
            )
        for mark in sorted({match[0] for match in _MARKUP.finditer(text)} - allowed):
            yield (
                "catalog-markup",
                f"`{mark}` in the translation of `{first}` would be markup",
                "write plain text; quotation marks as your language has them, such as « » or “ ”",
            )
        if "%" in _PLACEHOLDER.sub("", text):
            yield (
                "catalog-placeholder",
                f"a `%` in the translation of `{first}` begins no placeholder",
                "write `%%` for a percent sign",
            )
        for name in sorted(_names(text) - known):
            yield (
                "catalog-placeholder",
                f"`{first}` has no placeholder `%({name})s`",
                "use the placeholders of the source",
            )
        for name in sorted(names - _names(text) if len(sources) == 1 else ()):
            yield (
                "catalog-placeholder",
                f"the translation of `{first}` lacks `%({name})s`",
                "use the placeholders of the source",
            )


def _texts(value: str | Sequence[str] | None) -> list[str]:
    return [value or ""] if isinstance(value, str | None) else list(value)


def _names(text: str) -> set[str]:
    return {match["name"] for match in _PLACEHOLDER.finditer(text) if match["name"]}


def _compile(catalog: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(fp=compiled, domain=DOMAIN)
