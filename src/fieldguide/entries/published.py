"""The configuration files of a server stack: read from beside its entry, and held against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from fieldguide.entries.configuration import Configuration, changed, read_configuration
from fieldguide.entries.read import Source
from fieldguide.entries.references import nearest
from fieldguide.entries.servers import Change, Server
from fieldguide.findings import Finding, Findings, Position

Place = tuple[str | int, ...]


def folder_of(source: Source) -> Path:
    """The folder with a stack's files, published ones and the lab's."""
    return source.path.parent / source.id


def read_published(source: Source, entry: Server, findings: Findings) -> dict[str, Configuration]:
    """The published files by path, those that can be read; what is wrong is reported."""
    files: dict[str, Configuration] = {}
    for index, file in enumerate(entry.files):
        place: Place = ("files", index, "path")
        parts = PurePosixPath(file.path)
        if parts.is_absolute() or ".." in parts.parts:
            _report(
                findings, source, place, "server-file",
                f"`{file.path}` is not in the entry's folder",
                f"write its path below `{folder_of(source).name}/`",
            )  # fmt: skip
            continue
        path = folder_of(source) / file.path
        try:
            files[file.path] = read_configuration(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            _report(
                findings, source, place, "server-file",
                f"there is no file `{file.path}`, or it is no text",
                f"write the configuration into `{path.parent.name}/{path.name}`",
            )  # fmt: skip
            continue
        findings.items += _markers(path, files[file.path])
    if len(files) == len(entry.files):
        _check(source, entry, files, findings)
    return files


def apply(entry: Server, files: dict[str, str], changes: Sequence[Change]) -> dict[str, str]:
    """Texts by path, after changes. Raises ValueError if one finds nothing, KeyError for a path."""
    result = dict(files)
    for change in changes:
        path = change.path or entry.files[0].path
        result[path] = changed(result[path], [change])
    return result


def _markers(path: Path, configuration: Configuration) -> Iterator[Finding]:
    for line, message in configuration.problems:
        yield Finding(
            "server-marker",
            path,
            Position(line),
            message,
            "write `cors: vary errors` in a comment behind a line; `cors: preflight {` and "
            "`cors: }` alone on theirs around several",
        )


def _check(
    source: Source, entry: Server, files: dict[str, Configuration], findings: Findings
) -> None:
    marked = frozenset[str]().union(*(item.concerns for item in files.values()))
    for key, concern in entry.concerns.items():
        if key not in marked:
            _report(
                findings, source, ("concerns", key), "server-unmarked",
                f"no line is marked with `{key}`",
                f"end its lines with `cors: {key}` in a comment",
            )  # fmt: skip
        _check_changes(source, entry, files, ("concerns", key, "change"), concern.change, findings)
    for path, item in files.items():
        for line in item.lines:
            for key in sorted(line.concerns - entry.concerns.keys()):
                findings.items.append(
                    Finding(
                        "server-marker",
                        folder_of(source) / path,
                        Position(line.number),
                        f"this line is marked with `{key}`, which the entry doesn't explain",
                        nearest(key, entry.concerns, f"add `{key}:` under `concerns:`"),
                    )
                )
    for key, mistake in entry.mistakes.items():
        _check_changes(source, entry, files, ("mistakes", key, "change"), mistake.change, findings)
        if (mistake.request is None) == (not mistake.allows):
            _report(
                findings, source, ("mistakes", key), "server-mistake",
                f"`{key}` must say what comes of it",
                "write `request:` with `reason:`, or `allows:` with the attackers who get in",
            )  # fmt: skip
    if entry.run is not None:
        _check_changes(source, entry, files, ("run", "change"), entry.run.change, findings)
    if (entry.run is None) == (entry.unverified is None):
        _report(
            findings, source, ("run",), "server-proof", "a stack has `run:` or `unverified:`",
            "say how the lab starts it, or what it rests on where it can't be run",
        )  # fmt: skip
    if entry.unverified is not None and entry.unverified.documentation not in entry.links:
        _report(
            findings, source, ("unverified", "documentation"), "entry-reference",
            f"there is no `{entry.unverified.documentation}` under `links`",
            nearest(entry.unverified.documentation, entry.links, "add it under `links:`"),
        )  # fmt: skip


def _check_changes(
    source: Source,
    entry: Server,
    files: dict[str, Configuration],
    place: Place,
    changes: Sequence[Change],
    findings: Findings,
) -> None:
    """Each change finds its text, once those before it have been made."""
    texts = {path: item.text for path, item in files.items()}
    for index, change in enumerate(changes):
        if change.path and change.path not in files:
            _report(
                findings, source, (*place, index, "path"), "server-change",
                f"`{change.path}` is none of the entry's files",
                nearest(change.path, files, "name one of `files:`"),
            )  # fmt: skip
            return
        try:
            texts = apply(entry, texts, [change])
        except ValueError:
            _report(
                findings, source, (*place, index, "replace"), "server-change",
                "this text is not in the file (its markers apart)", "copy it from there",
            )  # fmt: skip
            return


def _report(
    findings: Findings, source: Source, place: Place, id: str, message: str, hint: str
) -> None:
    findings.error(id, source.position(*place), message, hint, field=".".join(map(str, place)))
