"""Worker processes: each builds some locales, one after the other, each from a fresh config.

The entries are loaded once, before the workers start; with `fork` they share them. Work goes
in two steps. First each worker reads its locales and tells which pages they translate: every
page links to its versions in all languages, so nobody can build before all know. Then each
builds, and sends a result per locale.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import pickle
import threading
import time
import traceback
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from fieldguide.findings import Finding, GuideError
from fieldguide.l10n.status import LocaleStatus, locale_status
from fieldguide.mkdocs.locales.templates import CompiledTemplates
from fieldguide.project import (
    LocaleData,
    Project,
    open_catalog,
    open_locale,
    translated_pages,
    unread_pages,
)

#: For each locale, the pages that it has translated, or those that nobody has read.
Coverage = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Options:
    """How the main build was called, so that workers build alike."""

    config_file: str
    site_dir: str
    site_url: str | None
    use_directory_urls: bool
    is_serving: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a worker read: one locale's coverage, and what is wrong with its files."""

    tag: str
    translated: frozenset[str]
    unread: frozenset[str]
    status: LocaleStatus
    findings: list[Finding]


def read_locale(project: Project, tag: str) -> tuple[Reading, LocaleData]:
    """Read a locale's files, and tell what they cover."""
    data, findings = open_locale(project, tag)
    unread = unread_pages(project, data)
    sources = [(page, project.sources[page]) for page in project.order]
    status = locale_status(tag, project.locales_dir, sources, data.translations, project.ledger)
    return Reading(tag, translated_pages(project, data), unread, status, findings), data


@dataclass(slots=True)
class Result:
    """What came of building one locale: pages written, seconds taken."""

    tag: str
    pages: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    failure: str = ""


class WorkerError(Exception):
    """A worker ended before it had read its locales."""


class Workers:
    """Reads and builds locales beside the main build."""

    def __init__(
        self, project: Project, options: Options, read: list[str], build: list[str], count: int
    ) -> None:
        """Start reading `read`, on `count` processes at most, to build `build` later."""
        # Chinese first: cutting its words at build time takes longest.
        tags = sorted(dict.fromkeys([*read, *build]), key=lambda tag: not tag.startswith("zh"))
        # Forking is by far the fastest start, but only safe while there is one thread.
        forks = "fork" in multiprocessing.get_all_start_methods()
        alone = threading.active_count() == 1
        context: Any = multiprocessing.get_context("fork" if forks and alone else "spawn")
        self._running: dict[Connection, tuple[Any, list[str]]] = {}
        self._readers: list[Connection] = []
        for share in (tags[start::count] for start in range(min(count, len(tags)))):
            ours, theirs = context.Pipe()
            reading = [tag for tag in share if tag in read]
            pending = [tag for tag in share if tag in build]
            process = context.Process(
                target=_work, args=(project, options, reading, pending, theirs), daemon=True
            )
            process.start()
            theirs.close()
            self._running[ours] = (process, pending)
            if reading:  # the others only build, and have nothing to tell before
                self._readers.append(ours)

    def read(self) -> list[Reading]:
        """What all workers have read. Raises WorkerError if one ended instead."""
        readings: list[Reading] = []
        for connection in self._readers:
            process, _ = self._running[connection]
            try:
                readings += connection.recv()
            except EOFError:
                process.join()
                self.stop()
                raise WorkerError(f"a worker ended with exit code {process.exitcode}") from None
        return readings

    def build(self, project: Project) -> None:
        """Let the workers build, now that it is known who translates what."""
        for connection in self._running:
            connection.send((project.translated, project.unread, project.summaries))

    def results(self) -> Iterator[Result]:
        """Results as they come, until every worker has ended, well or not."""
        while self._running:
            for ready in wait(list(self._running)):
                assert isinstance(ready, Connection)
                process, pending = self._running[ready]
                try:
                    result: Result = ready.recv()
                except EOFError:
                    process.join()
                    del self._running[ready]
                    for tag in pending:
                        yield Result(
                            tag, failure=f"the worker ended with exit code {process.exitcode}"
                        )
                else:
                    pending.remove(result.tag)
                    yield result

    def stop(self) -> None:
        """End all workers at once."""
        for process, _ in self._running.values():
            process.terminate()
            process.join()
        self._running.clear()


class _Collector(logging.Handler):
    """Keeps warnings, for the main process to log as its own."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.levelno, record.getMessage()))


def _work(
    project: Project, options: Options, read: list[str], build: list[str], main: Connection
) -> None:
    logger = logging.getLogger("mkdocs")
    logger.handlers.clear()
    gc.set_threshold(20_000, 20, 20)  # a build makes many objects and few cycles
    packed: dict[str, bytes] = {}
    if read:
        readings: list[Reading] = []
        for tag in read:
            reading, data = read_locale(project, tag)
            readings.append(reading)
            if tag in build:  # kept small until its turn: memory must not grow with languages
                packed[tag] = zlib.compress(pickle.dumps(data.translations), 1)
        main.send(readings)
    project.translated, project.unread, project.summaries = main.recv()
    compiled = CompiledTemplates()
    for tag in build:
        gc.collect()
        if tag in packed:
            catalog = open_catalog(project, tag)
            translations = pickle.loads(zlib.decompress(packed.pop(tag)))
            data = LocaleData(project.locales[tag], catalog, translations)
        else:
            data, _ = open_locale(project, tag)
        main.send(_build(project, options, data, compiled, logger))
    main.close()


def _build(
    project: Project,
    options: Options,
    data: LocaleData,
    compiled: CompiledTemplates,
    logger: logging.Logger,
) -> Result:
    start = time.monotonic()
    collector = _Collector()
    logger.addHandler(collector)
    result = Result(data.locale.tag)
    try:
        config = load_config(
            options.config_file,
            site_dir=options.site_dir,
            site_url=options.site_url,
            use_directory_urls=options.use_directory_urls,
        )
        plugin: Any = config.plugins["fieldguide/locales"]
        plugin.join(project, data, compiled, is_serving=options.is_serving)
        build(config)
        result.pages = plugin.page_count
    except GuideError as error:
        result.findings = error.findings
    except SystemExit as error:
        result.failure = str(error)
    except Exception:
        result.failure = traceback.format_exc()
    finally:
        logger.removeHandler(collector)
    result.warnings = collector.records
    result.seconds = time.monotonic() - start
    return result
