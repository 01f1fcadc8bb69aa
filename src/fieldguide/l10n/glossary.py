"""A language's glossary: which word to write for a term, which ones not, and why.

locales/<tag>/glossary.yml maps English terms to decisions:

    preflight:
      prefer: "pré-vérification"
      avoid: ["preflight", "pré-vol"]
      why: "Firefox écrit « réponse de pré-vérification »."
      link: https://example.org/the-discussion
    Vary:
      keep: true
    words: [framework, middleware]

`words` are words of the language that its spelling dictionary doesn't know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fieldguide.entries.read import check_nothing
from fieldguide.entries.references import nearest
from fieldguide.entries.syntax import read_start
from fieldguide.entries.tree import Mapping, Node, Scalar, Sequence, is_nothing, read_tree
from fieldguide.findings import Findings, Position

_Reader = Callable[[Node, str, Findings], str]

#: The key of the word list; every other key is a term.
WORDS = "words"
_KEYS = ("prefer", "avoid", "keep", "why", "link")
_QUOTED = ("|", '"')


@dataclass(frozen=True, slots=True)
class Term:
    """What a language's translators decided about one English term."""

    name: str
    position: Position
    prefer: str = ""
    """What to write for it."""
    avoid: tuple[str, ...] = ()
    """What not to write for it."""
    keep: bool = False
    """It stays as it is in English."""
    why: str = ""
    link: str = ""
    """Where it was decided."""


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """The terms of one language, in the order of the file."""

    terms: tuple[Term, ...] = ()
    words: frozenset[str] = frozenset()
    """Words that a spelling dictionary may not know."""


def read_glossary(path: Path, findings: Findings) -> Glossary:
    """Read a locale's glossary; empty if there is none. Every mistake is a finding.

    Raises OSError when the file is there and cannot be opened.
    """
    if not path.exists():
        return Glossary()
    tree = read_tree(read_start(path), findings)
    if tree is None:
        return Glossary()
    check_nothing(tree, findings)
    terms: list[Term] = []
    words: frozenset[str] = frozenset()
    seen: dict[str, int] = {}
    for name, node in tree.items.items():
        position = tree.keys[name].position
        if name == WORDS:
            words = frozenset(_texts(node, WORDS, findings, _any_style))
        elif not name.strip() or name.lower() in seen:
            line = seen.get(name.lower())
            findings.error(
                "glossary-term",
                position,
                f"`{name}` is on line {line} too" if line else "a term has a name",
                "merge the two" if line else "write the English term",
                field=name,
            )
        else:
            seen[name.lower()] = position.line
            term = _read_term(name, position, node, findings)
            if term is not None:
                terms.append(term)
    return Glossary(tuple(terms), words)


def _read_term(name: str, position: Position, node: Node, findings: Findings) -> Term | None:
    if not isinstance(node, Mapping):
        _wrong_type(node, name, "a mapping", 'write `prefer: "…"` under it, indented', findings)
        return None
    prefer = why = link = ""
    avoid: tuple[str, ...] = ()
    keep = False
    for key, value in node.items.items():
        place = f"{name}.{key}"
        if key == "prefer":
            prefer = _prose(value, place, findings)
        elif key == "why":
            why = _prose(value, place, findings)
        elif key == "avoid":
            avoid = tuple(_texts(value, place, findings, _prose))
        elif key == "keep":
            keep = _truth(value, place, findings)
        elif key == "link":
            link = _address(value, place, findings)
        else:
            findings.error(
                "glossary-unknown-key",
                node.keys[key].position,
                f"a term has no `{key}`",
                nearest(key, _KEYS, "a term has `prefer`, `avoid`, `keep`, `why` and `link`"),
                field=place,
            )
    term = Term(name, position, prefer, avoid, keep, why, link)
    _check_sense(term, node, findings)
    return term


def _check_sense(term: Term, node: Mapping, findings: Findings) -> None:
    """Report decisions that decide nothing, or against themselves."""
    if not node.items.keys() & {"prefer", "avoid", "keep"}:
        findings.error(
            "glossary-term",
            term.position,
            f"`{term.name}` says neither what to write nor what not to",
            "add `prefer`, `avoid` or `keep: true`",
            field=term.name,
        )
    right = term.name if term.keep else term.prefer
    if term.keep and term.prefer:
        findings.error(
            "glossary-contradiction",
            node.keys["prefer"].position,
            f"`{term.name}` is kept as it is, and has a translation",
            "remove `keep` or `prefer`",
            field=f"{term.name}.prefer",
        )
    if right and right.lower() in (word.lower() for word in term.avoid):
        findings.error(
            "glossary-contradiction",
            node.keys["avoid"].position,
            f"`{right}` is both what to write and what not to",
            "take it out of `avoid`",
            field=f"{term.name}.avoid",
        )


def _prose(node: Node, name: str, findings: Findings) -> str:
    """A text, in a style that loses nothing in silence."""
    text = _any_style(node, name, findings)
    if text and isinstance(node, Scalar) and node.style not in _QUOTED:
        findings.error(
            "glossary-style",
            node.position,
            f"`{name}` is not in double quotes, and can lose text in silence",
            'write it in double quotes ("…")',
            field=name,
        )
    return text


def _any_style(node: Node, name: str, findings: Findings) -> str:
    if isinstance(node, Scalar) and node.value.strip():
        return " ".join(node.value.split())
    if isinstance(node, Scalar) and not is_nothing(node):
        findings.error(
            "glossary-empty", node.position, f"`{name}` is empty", "write its text", field=name
        )
    else:
        _wrong_type(node, name, "text", 'write one text, in double quotes ("…")', findings)
    return ""


def _texts(node: Node, name: str, findings: Findings, read: _Reader) -> list[str]:
    if not isinstance(node, Sequence):
        _wrong_type(node, name, "a list", 'write `["…", "…"]`', findings)
        return []
    texts = [read(item, f"{name}.{index}", findings) for index, item in enumerate(node.items)]
    return [text for text in texts if text]


def _truth(node: Node, name: str, findings: Findings) -> bool:
    if isinstance(node, Scalar) and not node.style and node.value in ("true", "false"):
        return node.value == "true"
    _wrong_type(node, name, "`true` or `false`", "write `keep: true`, or remove it", findings)
    return False


def _address(node: Node, name: str, findings: Findings) -> str:
    text = _any_style(node, name, findings)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme == "https" and bool(parts.hostname) and " " not in text
    except ValueError:
        good = False
    if not good:
        findings.error(
            "glossary-link",
            node.position,
            f"`{text[:60]}` is not an https address",
            "write the address of the discussion, from `https://` on",
            field=name,
        )
        return ""
    return text


def _wrong_type(node: Node, name: str, wanted: str, hint: str, findings: Findings) -> None:
    if not is_nothing(node) and not findings.has(node.position):
        message = f"`{name}` must be {wanted}"
        findings.error("glossary-type", node.position, message, hint, field=name)
