"""The whole guide, loaded and validated once: entries, message banks, locales."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from babel.support import NullTranslations

from fieldguide.entries.models import Entry, Guide, Home, Reason
from fieldguide.entries.read import Source, read_entry
from fieldguide.entries.references import check_references, nearest
from fieldguide.findings import Finding, Findings, Position
from fieldguide.l10n.catalogs import catalog_path, load_catalog
from fieldguide.l10n.locale import Locale, LocaleError
from fieldguide.l10n.localize import localize
from fieldguide.l10n.translation import Translation, read_translation
from fieldguide.messages.bank import Bank, read_bank

#: The kinds of entry: the folder of each, and its model.
KINDS: dict[str, type[Entry]] = {"reasons": Reason, "guides": Guide}
HOME = "index"


@dataclass
class LocaleData:
    """What one locale's folder holds, opened for rendering or checking."""

    locale: Locale
    catalog: NullTranslations
    translations: dict[str, Translation]


@dataclass
class Project:
    """A guide in memory. Pages are named by their path without suffix: `reasons/<Id>`.

    Of each locale it keeps which pages are translated, not the texts: memory must not
    grow with the number of languages. `open_locale` reads the texts of one.
    """

    docs: Path
    locales_dir: Path
    source_locale: Locale
    sources: dict[str, Source] = field(default_factory=dict)
    banks: dict[str, Bank] = field(default_factory=dict)
    locales: dict[str, Locale] = field(default_factory=dict)
    translated: dict[str, frozenset[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def is_translated(self, page: str, tag: str) -> bool:
        """Whether a locale really has this page, and doesn't just show the source."""
        return tag == self.source_locale.tag or page in self.translated[tag]

    @property
    def home(self) -> Home | None:
        """The home entry, if the guide has a valid one."""
        source = self.sources.get(HOME)
        return source.entry if source and isinstance(source.entry, Home) else None

    @cached_property
    def order(self) -> list[str]:
        """All pages in reading order: home, reasons by group, guides as listed, then the rest."""
        listed = [HOME] if HOME in self.sources else []
        if self.home is not None:
            listed += [f"reasons/{id}" for group in self.home.groups.values() for id in group.reasons]
            listed += [f"guides/{id}" for id in self.home.guides]
        known = [page for page in dict.fromkeys(listed) if page in self.sources]
        return known + sorted(self.sources.keys() - set(known))


def load(docs: Path, locales_dir: Path, source_tag: str = "en") -> Project:
    """Load a guide. Mistakes in its files become `findings`; only missing access raises OSError."""
    project = Project(docs, locales_dir, Locale.parse(source_tag))
    for page, path, model in _entry_files(docs, project.findings):
        source = _collect(project.findings, path, "", lambda f, p=path, m=model: read_entry(p, m, f))
        if source is not None:
            project.sources[page] = source
    for path in sorted((docs / "messages").glob("*.json")):
        bank = _collect(project.findings, path, "", lambda f, p=path: read_bank(p, f))
        if bank is not None:
            project.banks[path.stem] = bank
    for source in project.sources.values():
        findings = Findings(source.path)
        check_references(source, findings)
        _check_across(project, source, findings)
        project.findings += findings.items
    project.locales[source_tag] = project.source_locale
    for folder in _locale_folders(locales_dir):
        _add_locale(project, folder)
    for tag in project.locales:
        data, findings_of_locale = open_locale(project, tag)
        project.findings += findings_of_locale
        project.translated[tag] = frozenset(
            page
            for page, translation in data.translations.items()
            if not localize(project.sources[page], translation).is_fallback
        )
    return project


def open_locale(project: Project, tag: str) -> tuple[LocaleData, list[Finding]]:
    """Read one locale's catalog and translations; findings are those of `load`, again.

    Raises KeyError for a locale that the guide doesn't have.
    """
    locale = project.locales[tag]
    found: list[Finding] = []
    path = catalog_path(project.locales_dir, tag)
    catalog = _collect(found, path, tag, lambda f: load_catalog(path, f))
    data = LocaleData(locale, catalog, {})
    if locale != project.source_locale:
        for page, file in _translation_files(project.locales_dir / tag, project, found):
            source = project.sources[page]
            read = _collect(
                found, file, tag, lambda f, p=file, s=source: read_translation(p, s, f)
            )
            if read is not None:
                data.translations[page] = read
    return data, found


_Read = TypeVar("_Read")


def _collect(
    found: list[Finding], path: Path, tag: str, read: Callable[[Findings], _Read]
) -> _Read:
    findings = Findings(path, tag)
    result = read(findings)
    found += findings.items
    return result


def _entry_files(
    docs: Path, findings: list[Finding]
) -> Iterator[tuple[str, Path, type[Entry]]]:
    home = docs / f"{HOME}.yml"
    if home.is_file():
        yield HOME, home, Home
    folders: dict[str, type[Entry] | None] = {"": None, **KINDS}
    for folder, model in folders.items():
        for path in sorted((docs / folder).glob("*.y*ml")):
            if path.suffix == ".yaml":
                findings.append(_wrong_suffix(path, ""))
            elif model is not None and path.suffix == ".yml":
                yield f"{folder}/{path.stem}", path, model


def _wrong_suffix(path: Path, tag: str) -> Finding:
    return Finding(
        "entry-suffix",
        path,
        Position(),
        "entries end in `.yml`; this file is not read",
        f"rename it to `{path.stem}.yml`",
        locale=tag,
    )


def _locale_folders(locales_dir: Path) -> list[Path]:
    if not locales_dir.is_dir():
        return []
    return sorted(
        path for path in locales_dir.iterdir() if path.is_dir() and not path.name.startswith(".")
    )


def _add_locale(project: Project, folder: Path) -> None:
    try:
        locale = Locale.parse(folder.name)
    except LocaleError as error:
        project.findings.append(
            Finding("locale-tag", folder, Position(), str(error), error.hint, locale=folder.name)
        )
        return
    for other in project.locales.values():
        # Material matches languages by address prefix: `/zh` would swallow `/zh-hant`.
        first, second = sorted((other.slug, locale.slug), key=len)
        if second.startswith(first):
            project.findings.append(
                Finding(
                    "locale-prefix",
                    folder,
                    Position(),
                    f"`{first}` and `{second}` cannot both be languages: one begins the other",
                    "name both fully, such as `zh-Hans` and `zh-Hant`",
                    locale=locale.tag,
                )
            )
    project.locales[locale.tag] = locale


def _translation_files(
    folder: Path, project: Project, found: list[Finding]
) -> Iterator[tuple[str, Path]]:
    tag = folder.name
    for kind in ("", *KINDS):
        pattern = "*.y*ml" if kind else f"{HOME}.y*ml"  # the glossary lies there too
        for path in sorted((folder / kind).glob(pattern)):
            page = path.relative_to(folder).with_suffix("").as_posix()
            if path.suffix == ".yaml":
                found.append(_wrong_suffix(path, tag))
            elif page in project.sources:
                yield page, path
            elif not (project.docs / f"{page}.yml").exists():  # else its mistakes are reported
                names = [other for other in project.sources if other.startswith(kind)]
                found.append(
                    Finding(
                        "translation-orphaned",
                        path,
                        Position(),
                        f"there is no English entry `{page}`",
                        nearest(page, names, "delete the file"),
                        locale=tag,
                    )
                )


def _check_across(project: Project, source: Source, findings: Findings) -> None:
    """References from one entry to others, and to message banks."""
    entry = source.entry
    reasons = _names(project, "reasons")
    if isinstance(entry, Home):
        _check_home(project, entry, source, findings, reasons)
        return
    for index, id in enumerate(entry.related):
        if id not in reasons:
            findings.error(
                "entry-related",
                source.position("related", index),
                f"there is no reason `{id}`",
                nearest(id, reasons, "remove it"),
                field=f"related.{index}",
            )
    if isinstance(entry, Reason):
        for engine, keys in entry.messages.items():
            for index, key in enumerate(keys):
                path = ("messages", engine, index)
                _check_message(project, engine, key, source.position(*path), findings, path)
    else:
        for name, figure in entry.figures.items():
            if figure.kind != "console":
                continue
            for index, line in enumerate(figure.lines):
                path = ("figures", name, "lines", index)
                if line.message:
                    place = source.position(*path, "message")
                    _check_message(project, figure.engine, line.message, place, findings, path)


def _names(project: Project, kind: str) -> list[str]:
    """Names of all entries of a kind, broken ones included: those are reported elsewhere."""
    return sorted(path.stem for path in (project.docs / kind).glob("*.yml"))


def _check_message(
    project: Project,
    engine: str,
    key: str,
    position: Position,
    findings: Findings,
    path: tuple[str | int, ...],
) -> None:
    bank = project.banks.get(engine)
    if bank is not None and key not in bank.keys:
        findings.error(
            "entry-message",
            position,
            f"{bank.product} {bank.version} has no message `{key}`",
            nearest(key, bank.keys, f"look it up in `messages/{engine}.json`"),
            field=".".join(map(str, path)),
        )


def _check_home(
    project: Project, home: Home, source: Source, findings: Findings, reasons: list[str]
) -> None:
    guides = _names(project, "guides")
    grouped: set[str] = set()
    listed = [
        (("groups", key, "reasons", index), id, reasons)
        for key, group in home.groups.items()
        for index, id in enumerate(group.reasons)
    ] + [(("guides", index), id, guides) for index, id in enumerate(home.guides)]
    for path, id, known in listed:
        kind = "reason" if known is reasons else "guide"
        name = f"{kind} {id}"
        if id not in known:
            findings.error(
                "home-unknown",
                source.position(*path),
                f"there is no {kind} `{id}`",
                nearest(id, known, "remove it"),
                field=".".join(map(str, path)),
            )
        elif name in grouped:
            findings.error(
                "home-twice",
                source.position(*path),
                f"`{id}` is listed twice",
                "keep one",
                field=".".join(map(str, path)),
            )
        grouped.add(name)
    for kind, known, place in (("reason", reasons, "groups"), ("guide", guides, "guides")):
        for id in known:
            if f"{kind} {id}" not in grouped:
                findings.error(
                    "home-missing",
                    source.position(place),
                    f"the {kind} `{id}` is listed nowhere",
                    f"add it under `{place}:`",
                    field=place,
                )
