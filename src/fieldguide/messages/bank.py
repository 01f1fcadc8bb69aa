"""A message bank: what one engine prints, in every language it speaks.

`docs/messages/<engine>.json` is made by `fieldguide messages harvest`; an entry's
`messages.<engine>` then holds keys of it. Engines without a bank have their texts
in the entries.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from fieldguide.findings import Findings, Position

#: Mozilla's parameters: %1$S is the first, %S the next.
_PARAMETER = re.compile(r"%(?:(\d+)\$)?S")


class Bank(BaseModel):
    """One engine's messages by locale and key."""

    model_config = ConfigDict(extra="forbid")

    product: str
    version: str
    license: str
    source: str
    parameters: dict[str, list[str]]
    """For each key, what its parameters are: `url`, `status`, …"""
    locales: dict[str, dict[str, str]]
    """BCP 47 tag of the browser's language -> key -> text as the browser's source has it."""

    @property
    def keys(self) -> set[str]:
        """All message keys."""
        return set(self.parameters)

    def template(self, key: str, tag: str) -> tuple[str, str]:
        """A message with named parameters (`{url}`), and the tag of the language it is in.

        Falls back from `fr-CA` to `fr` to English, as the browser does.
        """
        found = self._language(key, tag)
        names = self.parameters[key]
        return _substitute(self.locales[found][key], [f"{{{name}}}" for name in names]), found

    def fill(self, key: str, tag: str, values: list[str]) -> tuple[str, str]:
        """A message with its parameters filled in, and the tag of its language."""
        found = self._language(key, tag)
        return _substitute(self.locales[found][key], values), found

    def _language(self, key: str, tag: str) -> str:
        # A browser's locales may carry a region that ours don't: es -> es-ES, zh-Hans -> zh-CN.
        candidates = [tag, tag.split("-", 1)[0], *_PREFERRED.get(tag, ())]
        for candidate in candidates:
            if key in self.locales.get(candidate, {}):
                return candidate
        return SOURCE


#: The language that Firefox falls back to.
SOURCE = "en-US"
_PREFERRED = {
    "es": ("es-ES",),
    "pt": ("pt-PT",),
    "sv": ("sv-SE",),
    "nb": ("nb-NO",),
    "zh": ("zh-CN",),
    "zh-Hans": ("zh-CN",),
    "zh-Hant": ("zh-TW",),
    "hi": ("hi-IN",),
}


def _substitute(text: str, values: list[str]) -> str:
    position = iter(range(len(values)))

    def value(match: re.Match[str]) -> str:
        index = int(match[1]) - 1 if match[1] else next(position, len(values))
        return values[index] if 0 <= index < len(values) else match[0]

    return _PARAMETER.sub(value, text)


def read_bank(path: Path, findings: Findings) -> Bank | None:
    """Read a bank; None, with findings, if it isn't one.

    Raises OSError when the file cannot be read.
    """
    try:
        return Bank.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except json.JSONDecodeError as error:
        findings.error(
            "bank-syntax",
            Position(error.lineno, error.colno),
            f"not valid JSON: {error.msg}",
            "make it anew with `fieldguide messages harvest`",
        )
    except (ValidationError, UnicodeDecodeError) as error:
        findings.error(
            "bank-schema",
            Position(),
            f"not a message bank: {str(error).splitlines()[0]}",
            "make it anew with `fieldguide messages harvest`",
        )
    return None
