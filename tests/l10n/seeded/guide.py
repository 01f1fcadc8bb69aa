"""A small real guide: entries in English, and good translations into three languages.

The entries are this guide's own as they once were; `docs/` and `locales/` here never change, so
that a test fails when a check changes, and not when somebody edits a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from fieldguide.cli import main
from fieldguide.entries.fields import ProseField
from fieldguide.findings import Findings
from fieldguide.l10n.digests import digest
from fieldguide.l10n.glossary import Glossary, read_glossary
from fieldguide.l10n.translation import read_translation
from fieldguide.project import Project, load_sources
from tests import guides

HERE = Path(__file__).parent
TAGS = ("fr", "ja", "ar")

#: What the entries link to and what is not here.
_OTHERS = {
    "reasons": (
        "CORSAllowOriginNotMatchingOrigin",
        "CORSDidNotSucceed",
        "CORSExternalRedirectNotAllowed",
        "CORSInvalidAllowHeader",
        "CORSMethodNotFound",
        "CORSMissingAllowHeaderFromPreflight",
        "CORSMultipleAllowOriginNotAllowed",
        "CORSNotSupportingCredentials",
        "CORSPreflightDidNotSucceed",
    ),
    "guides": ("caching", "credentials", "not-my-server", "preflight"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One translated field."""

    tag: str
    page: str
    field: ProseField
    text: str

    @property
    def file(self) -> str:
        """The translation's file, relative to the guide."""
        return f"locales/{self.tag}/{self.page}.yml"


@cache
def project() -> Project:
    """The English entries."""
    return load_sources(HERE / "docs", HERE / "none")


@cache
def places() -> tuple[Place, ...]:
    """Every translated field, in a fixed order."""
    return tuple(_places())


def _places() -> Iterator[Place]:
    for tag in TAGS:
        for path in sorted((HERE / "locales" / tag).glob("*/*.yml")):
            page = f"{path.parent.name}/{path.stem}"
            source = project().sources[page]
            findings = Findings(path)
            translation = read_translation(path, source, findings)
            assert translation is not None
            assert findings.items == []
            for field in source.fields:
                yield Place(tag, page, field, translation.texts[field.path])


@cache
def glossary(tag: str) -> Glossary:
    """A language's terms."""
    path = HERE / "locales" / tag / "glossary.yml"
    return read_glossary(path, Findings(path))


def files(changes: Mapping[Place, str] | None = None) -> dict[str, str]:
    """Every file of the translations, stamped; some texts may be changed."""
    texts: dict[str, list[tuple[Place, str]]] = {}
    for place in places():
        changed = (changes or {}).get(place, place.text)
        texts.setdefault(place.file, []).append((place, changed))
    result = {file: _yaml(pairs) for file, pairs in texts.items()}
    for tag in TAGS:
        name = f"locales/{tag}/glossary.yml"
        result[name] = (HERE / name).read_text(encoding="utf-8")
    return result


def _yaml(pairs: list[tuple[Place, str]]) -> str:
    tree: dict[str, Any] = {}
    for place, text in pairs:
        node = tree
        for key in place.field.path[:-1]:
            node = node.setdefault(key, {})
        node[place.field.path[-1]] = text
    lines = list(_lines(tree, ""))
    lines += ["source:"]
    lines += [f'  {place.field.name}: "{digest(place.field.text)}"' for place, _ in pairs]
    return "\n".join(lines) + "\n"


def _lines(node: Mapping[str, Any], indentation: str) -> Iterator[str]:
    for key, value in node.items():
        if not isinstance(value, str):
            yield f"{indentation}{key if key != 'false' else json.dumps(key)}:"
            yield from _lines(value, f"{indentation}  ")
        elif "\n" not in value:
            yield f"{indentation}{key}: {json.dumps(value, ensure_ascii=False)}"
        else:
            yield f"{indentation}{key}: |"
            yield from (
                f"{indentation}  {line}".rstrip(" ") for line in value.rstrip("\n").split("\n")
            )


def write(root: Path, translations: Mapping[str, str]) -> Path:
    """Write the guide with these files of translations, and return its configuration."""
    every: dict[str, str | bytes | None] = {
        **dict.fromkeys(
            [
                "docs/index.yml",
                "docs/reasons/Alpha.yml",
                "docs/reasons/Beta.yml",
                "docs/guides/basics.yml",
                "locales/fr/index.yml",
                "locales/fr/reasons/Alpha.yml",
            ]
        ),
        **{f"docs/reasons/{name}.yml": guides.reason(name) for name in _OTHERS["reasons"]},
        **{f"docs/guides/{name}.yml": guides.guide(name) for name in _OTHERS["guides"]},
        **{
            path.relative_to(HERE).as_posix(): path.read_bytes()
            for path in (HERE / "docs").glob("*/*.yml")
        },
        **translations,
    }
    return guides.write(root, every)


def check(config: Path, *tags: str) -> list[dict[str, Any]]:
    """What `fieldguide translate check` finds."""
    arguments = ["translate", "check", "-f", str(config), "--format", "json", *tags]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found
