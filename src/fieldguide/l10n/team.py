"""Who reviews a language: `team.yml` in its folder, and the code host's CODEOWNERS made of all."""

from __future__ import annotations

import re
from collections.abc import Mapping as Teams
from collections.abc import Sequence as Names
from pathlib import Path

from fieldguide.entries.syntax import read_start
from fieldguide.entries.tree import Mapping, Scalar, Sequence, locate, read_tree
from fieldguide.findings import Findings

#: In `locales/` itself: who reviews what no language has a team for.
NAME = "team.yml"

# GitHub: letters, digits, single hyphens, at most 39; `_short` ends names that a company manages.
_USER = r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}"
_REVIEWER = re.compile(rf"@{_USER}(?:_[A-Za-z0-9]{{1,8}}|/[A-Za-z0-9][A-Za-z0-9_-]{{0,99}})?\Z")


def read_team(path: Path, findings: Findings) -> list[str]:
    """The reviewers that a team's file names, in its order; nobody where there is no file.

    Raises OSError when the file cannot be opened.
    """
    if not path.is_file():
        return []
    tree = read_tree(read_start(path), findings)
    if tree is None:
        return []
    for key, scalar in tree.keys.items():
        if key != "reviewers":
            findings.error(
                "team-unknown-key",
                scalar.position,
                f"a team has no `{key}`",
                "name its members under `reviewers:`",
                field=key,
            )
    return _reviewers(tree, findings)


def _reviewers(tree: Mapping, findings: Findings) -> list[str]:
    node = tree.items.get("reviewers")
    if not isinstance(node, Sequence):
        findings.error(
            "team-reviewers",
            locate(tree, ("reviewers",), key=True),
            "`reviewers` must be a list of names",
            'write `reviewers: ["@name", "@organization/team"]`, or `[]` for nobody yet',
            field="reviewers",
        )
        return []
    names: list[str] = []
    for index, item in enumerate(node.items):
        if isinstance(item, Scalar) and _REVIEWER.match(item.value):
            names.append(item.value)
        elif not findings.has(item.position):
            findings.error(
                "team-reviewer",
                item.position,
                f"`reviewers.{index}` is neither a person nor a team of GitHub",
                'write `"@name"` or `"@organization/team"`, with the quotes',
                field=f"reviewers.{index}",
            )
    return list(dict.fromkeys(names))


def code_owners(locales: str, teams: Teams[str, Names[str]], fallback: Names[str]) -> str:
    """The text of a CODEOWNERS file.

    `locales` is the folder's path from the repository's root, `teams` the reviewers by tag.
    A language without a team is the fallback's, like all else, and has no line: starting one
    changes nothing here. The last line that matches holds, so no team can appoint itself.
    """
    folder = f"/{locales}/".replace(" ", "\\ ")
    lines = [("*", fallback)]
    lines += [(f"{folder}{tag}/", names) for tag, names in sorted(teams.items()) if names]
    lines.append((f"{folder}**/{NAME}", fallback))
    head = f"# Written by `fieldguide owners` from {locales}/**/{NAME}; change those.\n"
    return head + "".join(f"{pattern} {' '.join(names)}\n" for pattern, names in lines)
