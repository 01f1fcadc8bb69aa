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
        source = self.locales[SOURCE][key]
        for candidate in candidates:
            # some language packs hold the English text: a reader shall see that it is English
            if self.locales.get(candidate, {}).get(key, source) != source:
                return candidate
        return SOURCE


#: The language that Firefox falls back to.
SOURCE = "en-US"
_PREFERRED: dict[str, tuple[str, ...]] = {
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
        return values[index] if 0 <= index < len(values) else str(match[0])

    return _PARAMETER.sub(value, text)


def read_bank(path: Path, findings: Findings) -> Bank | None:
    """Read a bank; None, with findings, if it isn't one.

    Raises OSError when the file cannot be read.
    """
    hint = "make it anew with `fieldguide messages harvest`"
    try:
        bank = Bank.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except json.JSONDecodeError as error:
        position = Position(error.lineno, error.colno)
        findings.error("bank-syntax", position, f"not valid JSON: {error.msg}", hint)
    except (UnicodeDecodeError, RecursionError):
        findings.error("bank-syntax", Position(), "not readable as JSON in UTF-8", hint)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            place = ".".join(map(str, details["loc"]))
            message = f"not a message bank: `{place}`: {details['msg']}"
            findings.error("bank-schema", Position(), message, hint, field=place)
    else:
        missing = sorted(bank.keys - bank.locales.get(SOURCE, {}).keys())
        if not missing:
            return bank
        for key in missing:
            place = f"locales.{SOURCE}.{key}"
            message = f"not a message bank: `{place}` is missing"
            findings.error("bank-schema", Position(), message, hint, field=place)
    return None
