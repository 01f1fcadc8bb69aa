"""`fieldguide translate import-po`: a gettext catalog back into translations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import click

from fieldguide.cli.files import write_file
from fieldguide.cli.options import config_option, finish, settings_of
from fieldguide.cli.translate.export_po import open_pages
from fieldguide.cli.translate.places import shown
from fieldguide.entries.references import nearest
from fieldguide.entries.tree import Scalar
from fieldguide.findings import Finding, Findings, Position, Severity
from fieldguide.l10n.locale import canonical_tag
from fieldguide.l10n.po.merge import applied, changes
from fieldguide.l10n.po.models import Change, Page
from fieldguide.l10n.po.read import Catalog, read_po
from fieldguide.l10n.skeleton import modeline
from fieldguide.l10n.translation import Translation
from fieldguide.l10n.written import EditError
from fieldguide.project import Project, load_sources
from fieldguide.proofs.fields import Proofs
from fieldguide.prose.grammar import parse


@click.command("import-po")
@config_option
@click.argument("catalog", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_po(config_file: Path, catalog: Path) -> None:
    """Bring what was translated in a gettext catalog back into the language's files.

    Only what was changed in CATALOG is written. What isn't marked as fuzzy any more counts as
    brought up to date with the English that the catalog shows. A message with a mistake is
    reported and left out.
    Exit code 0: done. 1: some messages were left out; the others are in. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    findings = Findings(catalog)
    read = read_po(catalog.read_bytes(), findings)
    tag = _tag(project, read.language, findings) if read is not None else ""
    if read is not None and tag:
        _Import(project, tag, read, settings.root, findings).run()
    finish(findings.items, "text", settings.root)


def _tag(project: Project, language: str, findings: Findings) -> str:
    """The locale of a catalog; empty, with a finding, if this guide has no such one."""
    tag = canonical_tag(language.replace("_", "-"))
    known = project.locales.keys() - {project.source_locale.tag}
    if tag in known:
        return tag
    said = f"the guide has no language `{tag}`" if tag else "the catalog doesn't say its language"
    hint = "write its `Language:`; `fieldguide translate start` adds a language to the guide"
    findings.error("po-language", Position(), said, nearest(tag, sorted(known), hint))
    return ""


@dataclass(slots=True)
class _Import:
    """One catalog on its way into one locale."""

    project: Project
    tag: str
    catalog: Catalog
    root: Path
    findings: Findings

    def run(self) -> None:
        """Write what can be written."""
        self.findings.locale = self.tag
        project, names = self.project, self.project.order
        opened, wrong = open_pages(project, self.tag, names)
        pages = {page.name: page for page in opened}
        unread = set(names) - pages.keys()
        messages = [m for m in self.catalog.messages if m.context.split("#")[0] not in unread]
        if len(messages) < len(self.catalog.messages):
            self.findings.items += wrong
        proofs = Proofs(project)
        by_page: dict[str, list[Change]] = {}
        for change in changes(messages, pages, self.findings):
            mistakes = self._mistakes(proofs, change)
            self.findings.items += mistakes
            if not mistakes:
                by_page.setdefault(change.page.name, []).append(change)
        for name, found in by_page.items():
            self._write(pages[name], found)

    def _mistakes(self, proofs: Proofs, change: Change) -> list[Finding]:
        """What is wrong with a message's translation, whatever its file says."""
        page, field, message = change.page, change.field, change.message
        found = Findings(self.findings.path, self.tag)
        parsed = parse(message.text, field.kind)
        # on one line, a place's column is its offset
        line = Scalar(message.text.replace("\n", " "), '"', Position(), Position())
        proofs.check_grammar(page.name, field.name, parsed, line, found)
        if not found.items:  # else what it says can't be told yet
            made_from = change.digest or page.made_from(field)
            digests = {} if made_from is None else {field.name: made_from}
            locale, after = self.project.locales[self.tag], Translation(found.path, digests=digests)
            unit = proofs.unit(locale, page.name, field, after, parsed)
            for flaw in proofs.differences(unit, page.translation or after):
                if flaw.severity is Severity.ERROR:
                    place = line.at(flaw.offset)
                    found.error(flaw.id, place, flaw.message, flaw.hint, field=field.name)
        return [
            replace(item, position=self.catalog.at(message, item.position.column - 1))
            for item in found.items
        ]

    def _write(self, page: Page, found: list[Change]) -> None:
        path = self.project.locales_dir / self.tag / f"{page.name}.yml"
        begin = page.text or f"{modeline(page.source, path, self.root)}\n"
        text, done = self._apply(page, found, begin)
        problem = write_file(path, text, self.project.locales_dir) if done else None
        if problem is not None:
            self.findings.items.append(problem)
        elif done:
            texts = sum(change.text is not None for change in done)
            stamped = sum(change.digest is not None or change.machine is False for change in done)
            changed = f"{texts} text{'s' if texts != 1 else ''} changed"
            click.echo(f"{shown(path)}: {changed}, {stamped} stamped")

    def _apply(self, page: Page, found: list[Change], text: str) -> tuple[str, list[Change]]:
        """The file's text with the changes made that it allows, and those."""
        try:
            return applied(page, found, text), found
        except EditError as error:
            if len(found) == 1:
                message = found[0].message
                self.findings.error(
                    "file-edit",
                    Position(message.line, 1),
                    f"`{message.context}` can't be written to its file: {error}",
                    "mend the file by hand; `fieldguide check` names its mistakes",
                )
                return text, []
        done: list[Change] = []
        for change in found:  # what is wrong with one field must not keep out the others
            text, made = self._apply(page, [change], text)
            done += made
        return text, done
