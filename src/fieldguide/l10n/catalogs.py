"""Interface strings: gettext catalogs, compiled in memory at each build."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

from fieldguide.findings import Findings, Position

DOMAIN = "fieldguide"


def catalog_path(locales: Path, tag: str) -> Path:
    """Where a locale's catalog lies, by gettext's convention."""
    return locales / tag / "LC_MESSAGES" / f"{DOMAIN}.po"


def load_catalog(path: Path, findings: Findings) -> NullTranslations:
    """The translations of a .po file; empty where there is none.

    Raises OSError when an existing file cannot be read.
    """
    if not path.is_file():
        return NullTranslations()
    try:
        with path.open("rb") as file:
            catalog = read_po(file, domain=DOMAIN, abort_invalid=True)
    except PoFileError as error:
        findings.error(
            "catalog-syntax",
            Position((error.lineno or 0) + 1, 1),
            f"not a valid catalog: {str(error).split(' on ', 1)[0]}",
            "mend the line, or run `fieldguide catalogs update`",
        )
        return NullTranslations()
    except UnicodeDecodeError:
        findings.error(
            "catalog-encoding", Position(), "the catalog is not valid UTF-8", "save it as UTF-8"
        )
        return NullTranslations()
    _check_messages(catalog, findings)
    return _compile(catalog)


def _check_messages(catalog: Catalog, findings: Findings) -> None:
    for message, problems in catalog.check():
        for problem in problems:
            findings.error(
                "catalog-message",
                Position(message.lineno or 1, 1),
                f"{problem}: {_first_id(message.id)!r}",
                "use the placeholders and the number of plural forms of the source",
            )


def _first_id(id: str | tuple[str, ...] | list[str]) -> str:
    return id if isinstance(id, str) else id[0]


def _compile(catalog: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(fp=compiled, domain=DOMAIN)
