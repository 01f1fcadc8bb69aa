"""References inside one entry: every key that a part names must exist in it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from fieldguide.entries.models import Guide, Instruction, Reason, Section
from fieldguide.entries.read import Source
from fieldguide.findings import Findings

Reference = tuple[tuple[str | int, ...], str, str]
"""Where it stands, the map it refers to, the key it names."""


def check_references(source: Source, findings: Findings) -> None:
    """Report unknown and unused snippets, figures and fixes of one entry."""
    entry = source.entry
    if not isinstance(entry, Reason | Guide):
        return
    maps: dict[str, Collection[str]] = {"snippets": entry.snippets}
    if isinstance(entry, Reason):
        maps["fixes"] = entry.fixes
    else:
        maps["figures"] = entry.figures
    used: set[tuple[str, str]] = set()
    for path, target, key in _references(entry):
        used.add((target, key))
        if key not in maps[target]:
            findings.error(
                "entry-reference",
                source.position(*path),
                f"there is no `{key}` under `{target}`",
                nearest(key, maps[target], f"add it under `{target}:`"),
                field=".".join(map(str, path)),
            )
    for target, place in (("snippets", "code"), ("figures", "figures")):
        for key in maps.get(target, ()):
            if (target, key) not in used:
                findings.error(
                    "entry-unused",
                    source.position(target, key),
                    f"nothing shows `{target}.{key}`",
                    f"list it in a `{place}:`, or remove it",
                    field=f"{target}.{key}",
                )


def nearest(key: str, possible: Collection[str], otherwise: str) -> str:
    """A hint: the most similar of `possible`, or `otherwise`."""
    close = difflib.get_close_matches(key, list(possible), 1)
    return f"did you mean `{close[0]}`?" if close else otherwise


def _references(entry: Reason | Guide) -> Iterator[Reference]:
    if isinstance(entry, Guide):
        for key, section in entry.sections.items():
            yield from _of_part(("sections", key), section)
            for step, instruction in section.steps.items():
                yield from _of_part(("sections", key, "steps", step), instruction)
        return
    for key, cause in entry.causes.items():
        yield from _listed(("causes", key, "code"), "snippets", cause.code)
        yield from _listed(("causes", key, "fixes"), "fixes", cause.fixes)
    for key, fix in entry.fixes.items():
        yield from _listed(("fixes", key, "code"), "snippets", fix.code)
    yield from _listed(("verify", "code"), "snippets", entry.verify.code)


def _of_part(path: tuple[str, ...], part: Section | Instruction) -> Iterator[Reference]:
    yield from _listed((*path, "figures"), "figures", part.figures)
    yield from _listed((*path, "code"), "snippets", part.code)


def _listed(path: tuple[str, ...], target: str, keys: list[str]) -> Iterator[Reference]:
    for index, key in enumerate(keys):
        yield (*path, index), target, key
