"""Worker processes: each builds some locales, one after the other, each from a fresh config.

The guide is loaded once, before the workers start; with `fork` they share it.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from fieldguide.findings import Finding, GuideError
from fieldguide.project import Project


@dataclass(frozen=True, slots=True)
class Options:
    """How the main build was called, so that workers build alike."""

    config_file: str
    site_dir: str
    site_url: str | None
    use_directory_urls: bool
    is_serving: bool


@dataclass(slots=True)
class Result:
    """What came of one locale."""

    tag: str
    pages: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    failure: str = ""


class Workers:
    """Builds locales beside the main build."""

    def __init__(self, project: Project, options: Options, tags: list[str], count: int) -> None:
        # Forking is by far the fastest start, but only safe while there is one thread.
        forks = "fork" in multiprocessing.get_all_start_methods()
        alone = threading.active_count() == 1
        context: Any = multiprocessing.get_context("fork" if forks and alone else "spawn")
        self._running: dict[Connection, tuple[Any, list[str]]] = {}
        for share in (tags[start::count] for start in range(min(count, len(tags)))):
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(
                target=_work, args=(project, options, share, sender), daemon=True
            )
            process.start()
            sender.close()
            self._running[receiver] = (process, list(share))

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


def _work(project: Project, options: Options, tags: list[str], sender: Connection) -> None:
    logger = logging.getLogger("mkdocs")
    logger.handlers.clear()
    for tag in tags:
        sender.send(_build(project, options, tag, logger))
    sender.close()


def _build(project: Project, options: Options, tag: str, logger: logging.Logger) -> Result:
    start = time.monotonic()
    collector = _Collector()
    logger.addHandler(collector)
    result = Result(tag)
    try:
        config = load_config(
            options.config_file,
            site_dir=options.site_dir,
            site_url=options.site_url,
            use_directory_urls=options.use_directory_urls,
        )
        plugin: Any = config.plugins["fieldguide/locales"]
        plugin.join(project, tag, is_serving=options.is_serving)
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
