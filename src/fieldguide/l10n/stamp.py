"""Writing a translation's digests: "I have brought this up to date".

Everything above the `source:` block stays byte for byte as it is.
"""

from __future__ import annotations

import re

from fieldguide.entries.read import Source
from fieldguide.l10n.digests import digest
from fieldguide.l10n.translation import Translation

_SOURCE_BLOCK = re.compile(r"^source:.*\n?(?:^(?:[ \t].*|\s*)$\n?)*", re.M)


def stamped(text: str, source: Source, translation: Translation) -> str:
    """The file's text with digests of the English that each translated field has now."""
    lines = [
        f"  {field.name}: {_quoted(digest(field.text))}\n"
        for field in source.fields
        if field.path in translation.texts
    ]
    block = "source:\n" + "".join(lines)
    if _SOURCE_BLOCK.search(text):
        return _SOURCE_BLOCK.sub(lambda match: block, text, count=1)
    return text.rstrip("\n") + "\n" + block


def _quoted(value: str) -> str:
    """Digests that YAML would read as numbers (`123456789012`, `12345678e901`) are quoted."""
    return f'"{value}"' if re.fullmatch(r"[0-9]+(e[0-9]+)?", value) else value
