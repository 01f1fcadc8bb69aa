"""Digests of source texts: what a translation was made from."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 14)  # every language asks for the same
def digest(text: str) -> str:
    """Twelve hex digits of a text's SHA-256, after NFC and white space folding.

    Reflowing a paragraph changes nothing; any change of words or punctuation does.
    """
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode()).hexdigest()[:12]
