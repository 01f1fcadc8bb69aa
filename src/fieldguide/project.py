"""The whole guide, loaded and validated once: entries, message banks, locales."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from babel.support import NullTranslations

from fieldguide.crossref import (
    check_concerns,
    check_cross_references,
    check_related,
    families,
    listed,
)
from fieldguide.entries.aliases import check_aliases
from fieldguide.entries.configuration import Configuration
from fieldguide.entries.fields import shape_of
from fieldguide.entries.models import Entry, Guide, Home, Reason
from fieldguide.entries.published import read_published
from fieldguide.entries.read import Source, read_entry
from fieldguide.entries.references import check_references, nearest
from fieldguide.entries.servers import Server, Servers
from fieldguide.entries.syntax import read_start
from fieldguide.entries.tree import read_tree
from fieldguide.entries.verified import ServersProof, read_verified, verified_path
from fieldguide.findings import Finding, Findings, Position
from fieldguide.l10n.catalogs import catalog_path, load_catalog
from fieldguide.l10n.folder import refused
from fieldguide.l10n.ledger import FOLDER, Ledger, ledger_path, read_ledger
from fieldguide.l10n.locale import Locale, LocaleError
from fieldguide.l10n.localize import localize
from fieldguide.l10n.pseudo import PSEUDO_LOCALES, PseudoCatalog, pseudo_translation
from fieldguide.l10n.status import Summary
from fieldguide.l10n.translation import Translation, read_translation
from fieldguide.messages.bank import Bank, read_bank
from fieldguide.messages.proof import Proof, proof_path, read_proof
from fieldguide.messages.table import Table, compile_table
from fieldguide.messages.wordings import Names, Wordings, check_wordings, read_wordings
from fieldguide.prose.highlight import check_snippets
from fieldguide.prose.proof import proofread

#: The kinds of entry: the folder of each, and its model.
KINDS: dict[str, type[Entry]] = {"reasons": Reason, "guides": Guide, "servers": Server}
HOME = "index"
#: The page of all server stacks.
SERVERS = "servers/index"


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
    wordings: Wordings = field(default_factory=Wordings)
    proof: Proof | None = None
    published: dict[str, dict[str, Configuration]] = field(default_factory=dict)
    """By page of a server stack, its configuration files."""
    servers_proof: ServersProof | None = None
    locales: dict[str, Locale] = field(default_factory=dict)
    translated: dict[str, frozenset[str]] = field(default_factory=dict)
    unread: dict[str, frozenset[str]] = field(default_factory=dict)
    """By locale, the translated pages with text of a machine that nobody has read."""
    summaries: dict[str, Summary] = field(default_factory=dict)
    """By locale, how far its translations are."""
    findings: list[Finding] = field(default_factory=list)
    _ledgers: dict[str, Ledger] = field(default_factory=dict, repr=False)

    @property
    def keeps_ledger(self) -> bool:
        """Whether the guide notes its English texts; if it does, it notes them all."""
        return (self.docs / FOLDER).is_dir()

    def ledger(self, page: str) -> Ledger:
        """The earlier texts of an entry; its mistakes are `fieldguide check`'s to report."""
        if page not in self._ledgers:
            path = ledger_path(self.docs, page)
            self._ledgers[page] = read_ledger(path, Findings(path))
        return self._ledgers[page]

    def is_translated(self, page: str, tag: str) -> bool:
        """Whether a locale really has this page, and doesn't just show the source."""
        return tag == self.source_locale.tag or page in self.translated.get(tag, ())

    def is_announced(self, page: str, tag: str) -> bool:
        """Whether search engines shall know of a locale's page: it is there, and people read it."""
        return self.is_translated(page, tag) and page not in self.unread.get(tag, ())

    @cached_property
    def messages(self) -> Table:
        """Everything that browsers print about the guide's reasons, to match texts with."""
        entries = [source.entry for source in self.sources.values()]
        messages = {item.id: item.messages for item in entries if isinstance(item, Reason)}
        return compile_table(self.banks, messages, self.wordings)

    @property
    def home(self) -> Home | None:
        """The home entry, if the guide has a valid one."""
        source = self.sources.get(HOME)
        return source.entry if source and isinstance(source.entry, Home) else None

    @property
    def servers(self) -> Servers | None:
        """The page of all server stacks, if the guide has a valid one."""
        source = self.sources.get(SERVERS)
        return source.entry if source and isinstance(source.entry, Servers) else None

    @cached_property
    def order(self) -> list[str]:
        """All pages in reading order: home, reasons by group, guides as listed, then the rest."""
        first = [HOME] if HOME in self.sources else []
        if self.home is not None:
            first += [f"{kind}/{id}" for _, kind, id in listed(self.home)]
        if self.servers is not None:
            first += [SERVERS, *(f"servers/{id}" for _, id in families(self.servers))]
        known = [page for page in dict.fromkeys(first) if page in self.sources]
        return known + sorted(self.sources.keys() - set(known))


def load(docs: Path, locales_dir: Path, source_tag: str = "en") -> Project:
    """Load a guide. Mistakes in its files become `findings`; only missing access raises OSError."""
    project = load_sources(docs, locales_dir, source_tag)
    for tag in project.locales:
        data, findings = open_locale(project, tag)
        project.findings += findings
        project.translated[tag] = translated_pages(project, data)
        project.unread[tag] = unread_pages(project, data)
    return project


def load_sources(docs: Path, locales_dir: Path, source_tag: str = "en") -> Project:
    """Load a guide but for the texts of its locales: `translated` is left to be filled."""
    project = Project(docs, locales_dir, Locale.parse(source_tag))
    names = {
        kind: sorted(path.stem for path in (docs / kind).glob("*.yml") if path.stem != HOME)
        for kind in KINDS
    }
    for page, path, model in _entry_files(docs, project.findings):
        findings = Findings(path)
        tree = read_tree(read_start(path), findings)
        if tree is not None:
            source = read_entry(path, tree, model, findings)
            if source is not None:
                project.sources[page] = source
            else:  # the prose of whole entries is checked as it is rendered
                proofread(tree, shape_of(model), findings)
            check_related(tree, names, findings)
        project.findings += findings.items
    for path in sorted((docs / "messages").glob("*.json")):
        findings = Findings(path)
        if path == proof_path(docs):
            project.proof = read_proof(path, findings)
            project.findings += findings.items
            continue
        bank = read_bank(path, findings)
        project.findings += findings.items
        if bank is not None:
            project.banks[path.stem] = bank
    _read_wordings(project, names)
    findings = Findings(verified_path(docs))
    project.servers_proof = read_verified(findings.path, findings)
    project.findings += findings.items
    for source in project.sources.values():
        findings = Findings(source.path)
        check_references(source, findings)
        check_snippets(source, findings)
        check_cross_references(source, names, project.banks, findings)
        if isinstance(source.entry, Server):
            page = f"{Server.kind}/{source.id}"
            project.published[page] = read_published(source, source.entry, findings)
        project.findings += findings.items
    project.findings += check_concerns(project.sources.values())
    project.locales[source_tag] = project.source_locale
    for folder in _locale_folders(locales_dir):
        _add_locale(project, folder)
    project.findings += check_aliases(project.sources, _addresses(project))
    return project


def _addresses(project: Project) -> set[str]:
    """The first parts of addresses that aren't free: of locales, folders and other pages."""
    slugs = {locale.slug for locale in project.locales.values()}
    own = {path.stem for path in project.docs.iterdir()} if project.docs.is_dir() else set()
    return {*slugs, *own, *KINDS, "assets", "badges", "schemas", "search", "translations"}


def _read_wordings(project: Project, names: Names) -> None:
    path = project.docs / "messages" / "wordings.yml"
    if path.is_file():
        findings = Findings(path)
        read = read_wordings(path, findings)
        if read is not None:
            project.wordings = read[0]
            entries = {page: source.entry for page, source in project.sources.items()}
            sections = {
                page: list(entry.sections)
                for page, entry in entries.items()
                if isinstance(entry, Guide)
            }
            check_wordings(*read, names, sections, findings)
        project.findings += findings.items


def open_catalog(project: Project, tag: str) -> NullTranslations:
    """A locale's interface strings; their mistakes are `load`'s to report."""
    path = catalog_path(project.locales_dir, tag)
    return load_catalog(path, project.locales[tag], Findings(path))


def translated_pages(project: Project, data: LocaleData) -> frozenset[str]:
    """The pages that a locale has translated enough of to be its own."""
    return frozenset(
        page
        for page, translation in data.translations.items()
        if not localize(project.sources[page], translation).is_fallback
    )


def unread_pages(project: Project, data: LocaleData) -> frozenset[str]:
    """The pages on which a locale has text that a machine translated and nobody has read."""
    return frozenset(
        page
        for page, translation in data.translations.items()
        if translation.machine and localize(project.sources[page], translation).is_unread
    )


def open_locale(project: Project, tag: str) -> tuple[LocaleData, list[Finding]]:
    """Read one locale's catalog and translations; findings are those of `load`, again.

    A pseudo-locale is made from the source. Raises KeyError for a locale that is neither.
    """
    if tag in PSEUDO_LOCALES:
        pseudo = PSEUDO_LOCALES[tag]
        texts = {page: pseudo_translation(source) for page, source in project.sources.items()}
        return LocaleData(pseudo, PseudoCatalog(pseudo), texts), []
    locale = project.locales[tag]
    found: list[Finding] = []
    findings = Findings(catalog_path(project.locales_dir, tag), tag)
    data = LocaleData(locale, load_catalog(findings.path, locale, findings), {})
    found += findings.items
    if locale != project.source_locale:
        for page, file in _translation_files(project.locales_dir / tag, project, found):
            findings = Findings(file, tag)
            translation = read_translation(file, project.sources[page], findings)
            found += findings.items
            if translation is not None:
                data.translations[page] = translation
    return data, found


def _entry_files(docs: Path, findings: list[Finding]) -> Iterator[tuple[str, Path, type[Entry]]]:
    home = docs / f"{HOME}.yml"
    if home.is_file():
        yield HOME, home, Home
    folders: dict[str, type[Entry] | None] = {"": None, **KINDS}
    for folder, model in folders.items():
        for path in sorted((docs / folder).glob("*.y*ml")):
            if path.suffix == ".yaml":
                findings.append(_wrong_suffix(path, ""))
            elif model is not None and path.suffix == ".yml":
                page = f"{folder}/{path.stem}"
                yield page, path, Servers if page == SERVERS else model


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
        path
        for path in locales_dir.iterdir()
        # a link to nowhere is a mistake all the same
        if (path.is_dir() or (path.is_symlink() and not path.exists()))
        and not path.name.startswith(".")
    )


def _add_locale(project: Project, folder: Path) -> None:
    try:
        locale = Locale.parse(folder.name)
    except LocaleError as error:
        project.findings.append(
            Finding("locale-tag", folder, Position(), str(error), error.hint, locale=folder.name)
        )
        return
    outside = refused(folder)
    project.findings += outside
    if outside or locale == project.source_locale:
        return  # the source's may have a catalog, nothing else
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
