"""How a text is written in YAML: as a `|` block, or in double quotes."""

from __future__ import annotations

import re

from fieldguide.entries.syntax import INVISIBLE


class EditError(Exception):
    """A change that a file's text doesn't allow; the file stays as it was."""


def plain(text: str) -> str:
    """A text as files keep it: line ends alike, nothing empty behind it.

    Raises EditError for a text with nothing in it, or with what no entry may hold.
    """
    text = trimmed(text)
    found = INVISIBLE.search(text) or re.search("[\ud800-\udfff]", text)
    if found:
        raise EditError(f"U+{ord(found[0]):04X} is an invisible or control character")
    if not text.strip():
        raise EditError("the text is empty")
    return text


def trimmed(text: str) -> str:
    """A text without what its style adds or takes away: line ends' kind, space behind it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip(" \t\n")


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    return f'"{text.translate(_ESCAPES)}"'


def block(text: str, indentation: int) -> str:
    """The lines below a block's header, each after a line end."""
    margin = " " * indentation
    return "".join(f"\n{margin}{line}" if line else "\n" for line in text.split("\n"))


def header(text: str, indentation: int, parent: int, old: str = "") -> str:
    """A block's header, by the columns of its text and of its key; `old` is one to keep to.

    Where the text begins with spaces, the indentation must be said. That more than one line
    end may belong to a text (`+`) is not kept: nothing is left behind ours.
    """
    said = text.lstrip("\n")[:1] in (" ", "\t") or any(sign.isdigit() for sign in old)
    return "|" + (str(indentation - parent) if said else "") + ("-" if "-" in old else "")


def digest_value(digest: str) -> str:
    """A digest; one that YAML would read as a number (`123456789012`, `1234e5678901`) is quoted."""
    return f'"{digest}"' if re.fullmatch(r"[0-9]+(e[0-9]+)?", digest) else digest
