"""References from one entry to others, to the home page, and to message banks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from fieldguide.entries.models import Guide, Home, Reason
from fieldguide.entries.read import Source
from fieldguide.entries.references import nearest
from fieldguide.entries.servers import Server, Servers
from fieldguide.entries.tree import Mapping as Tree
from fieldguide.entries.tree import Scalar, locate
from fieldguide.entries.tree import Sequence as List
from fieldguide.findings import Finding, Findings
from fieldguide.messages.bank import Bank

Path = tuple[str | int, ...]
Names = Mapping[str, Sequence[str]]


def check_cross_references(
    source: Source, names: Names, banks: Mapping[str, Bank], findings: Findings
) -> None:
    """Report what one entry refers to and the guide doesn't have.

    `names` are the names of all entries by kind, broken ones included: those are
    reported on their own, and need no second finding here.
    """
    entry = source.entry
    if isinstance(entry, Home):
        _check_home(entry, source, names, findings)
        return
    if isinstance(entry, Servers):
        _check_servers(entry, source, names, findings)
        return
    if isinstance(entry, Server):
        _check_server(entry, source, names, findings)
        return
    for path, engine, key in _messages(entry):
        bank = banks.get(engine)
        if bank is not None and key not in bank.keys:
            _report(
                findings, source, path, "entry-message",
                f"{bank.product} {bank.version} has no message `{key}`",
                nearest(key, bank.keys, f"look it up in `messages/{engine}.json`"),
            )  # fmt: skip


def check_related(tree: Tree, names: Names, findings: Findings) -> None:
    """Report unknown related reasons, also of an entry that has other mistakes."""
    related = tree.items.get("related")
    for index, node in enumerate(related.items if isinstance(related, List) else ()):
        if not isinstance(node, Scalar) or findings.has(node.position):
            continue  # it has been refused already
        if node.value not in names["reasons"]:
            findings.error(
                "entry-related",
                node.position,
                f"there is no reason `{node.value}`",
                nearest(node.value, names["reasons"], "remove it"),
                field=f"related.{index}",
            )


def check_engines(sources: Iterable[Source], engines: Collection[str]) -> list[Finding]:
    """Engines in entries that the guide's configuration doesn't name."""
    found: list[Finding] = []
    for source in sources:
        findings = Findings(source.path)
        _check_engines(source, engines, findings)
        found += findings.items
    return found


def _check_engines(source: Source, engines: Collection[str], findings: Findings) -> None:
    entry = source.entry
    if not isinstance(entry, Reason | Guide):
        return
    used: list[tuple[Path, str]] = []
    if isinstance(entry, Reason):
        used += [(("messages", engine), engine) for engine in entry.messages]
        used += [
            (("variants", name, "messages", engine), engine)
            for name, variant in entry.variants.items()
            for engine in variant.messages
        ]
    else:
        used += [
            (("figures", name, "engine"), figure.engine)
            for name, figure in entry.figures.items()
            if figure.kind != "sequence"
        ]
    for path, engine in used:
        if engine not in engines:
            findings.error(
                "entry-engine",
                locate(source.tree, path, key=path[-2] == "messages"),
                f"there is no engine `{engine}`",
                nearest(engine, engines, "name it under `engines:` of the plugin in `mkdocs.yml`"),
                field=".".join(map(str, path)),
            )


def _report(
    findings: Findings, source: Source, path: Path, id: str, message: str, hint: str
) -> None:
    findings.error(id, source.position(*path), message, hint, field=".".join(map(str, path)))


def _messages(entry: Reason | Guide) -> Iterator[tuple[Path, str, str]]:
    if isinstance(entry, Reason):
        for engine, keys in entry.messages.items():
            for index, key in enumerate(keys):
                yield ("messages", engine, index), engine, key
        for name, variant in entry.variants.items():
            for engine, keys in variant.messages.items():
                for index, key in enumerate(keys):
                    yield ("variants", name, "messages", engine, index), engine, key
        return
    for name, figure in entry.figures.items():
        if figure.kind == "console":
            for index, line in enumerate(figure.lines):
                if line.message:
                    yield ("figures", name, "lines", index, "message"), figure.engine, line.message


def listed(home: Home) -> Iterator[tuple[Path, str, str]]:
    """What the home page lists, in its order: where it stands, the kind of entry, its name."""
    for key, group in home.groups.items():
        for index, id in enumerate(group.reasons):
            yield ("groups", key, "reasons", index), "reasons", id
    for index, id in enumerate(home.guides):
        yield ("guides", index), "guides", id


def families(servers: Servers) -> Iterator[tuple[Path, str]]:
    """The stacks by family, in their order: where each stands, and its name."""
    for key, family in servers.families.items():
        for index, id in enumerate(family.servers):
            yield ("families", key, "servers", index), id


def outcomes(server: Server) -> Iterator[tuple[Path, str]]:
    """The reasons that a stack's changes make browsers print: where each stands, and its name."""
    for part, items in (("concerns", server.concerns), ("mistakes", server.mistakes)):
        for key, item in items.items():
            if item.reason is not None:
                yield (part, key, "reason"), item.reason


def _check_servers(entry: Servers, source: Source, names: Names, findings: Findings) -> None:
    """Every stack belongs to one family."""
    stacks = [(path, "servers", id) for path, id in families(entry)]
    hint = "add it to a family under `families:`"
    _check_listing("servers", stacks, {"servers": ("families", hint)}, source, names, findings)


def _check_server(entry: Server, source: Source, names: Names, findings: Findings) -> None:
    """What a stack's lines and mistakes make browsers print are reasons of this guide."""
    for path, reason in outcomes(entry):
        if reason not in names["reasons"]:
            _report(
                findings, source, path, "server-reason",
                f"there is no reason `{reason}`", nearest(reason, names["reasons"], "remove it"),
            )  # fmt: skip


def check_concerns(sources: Iterable[Source]) -> list[Finding]:
    """What lines are for has a name: on the page of all stacks, where any refer to it."""
    entries = list(sources)
    index = next((item.entry for item in entries if isinstance(item.entry, Servers)), None)
    found: list[Finding] = []
    if index is None:
        return found
    known = list(index.concerns)
    for source in entries:
        entry, findings = source.entry, Findings(source.path)
        used: list[tuple[Path, str]] = []
        if isinstance(entry, Server):
            used = [(("concerns", key), key) for key in entry.concerns]
        elif isinstance(entry, Reason):
            used = [
                (("fixes", key, "recipe"), fix.recipe)
                for key, fix in entry.fixes.items()
                if fix.recipe is not None
            ]
        for path, key in used:
            if key not in known:
                findings.error(
                    "server-concern",
                    locate(source.tree, path, key=path[0] == "concerns"),
                    f"there is no concern `{key}`",
                    nearest(key, known, "name it under `concerns:` of `servers/index.yml`"),
                    field=".".join(map(str, path)),
                )
        found += findings.items
    return found


def _check_home(home: Home, source: Source, names: Names, findings: Findings) -> None:
    """Every entry is listed on the home page, once."""
    places = {"reasons": "groups", "guides": "guides"}
    hints = {kind: (place, f"add it under `{place}:`") for kind, place in places.items()}
    _check_listing("home", listed(home), hints, source, names, findings)


def _check_listing(
    prefix: str,
    items: Iterable[tuple[Path, str, str]],
    places: Mapping[str, tuple[str, str]],
    source: Source,
    names: Names,
    findings: Findings,
) -> None:
    """A page lists everything of some kinds, once.

    `items`: where something is listed, its kind, its name; `places`: kind -> the field of
    the list, and what to do about one that isn't there.
    """
    seen: set[tuple[str, str]] = set()
    for path, kind, id in items:
        if id not in names[kind]:
            _report(
                findings, source, path, f"{prefix}-unknown", f"there is no {kind[:-1]} `{id}`",
                nearest(id, names[kind], "remove it"),
            )  # fmt: skip
        elif (kind, id) in seen:
            _report(
                findings, source, path, f"{prefix}-twice", f"`{id}` is listed twice", "keep one"
            )
        seen.add((kind, id))
    for kind, (place, hint) in places.items():
        for id in names[kind]:
            if (kind, id) not in seen:
                _report(
                    findings, source, (place,), f"{prefix}-missing",
                    f"the {kind[:-1]} `{id}` is listed nowhere", hint,
                )  # fmt: skip
