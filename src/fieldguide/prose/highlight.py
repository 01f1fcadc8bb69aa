"""Code blocks, highlighted by Pygments once per snippet and shared by all locales."""

from __future__ import annotations

from functools import lru_cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound


def is_language(name: str) -> bool:
    """Whether Pygments has a lexer of this name."""
    try:
        _lexer(name)
    except ClassNotFound:
        return False
    return True


@lru_cache(maxsize=None)
def highlight_code(text: str, language: str, lines: tuple[int, ...] = ()) -> str:
    """HTML of the inside of a `<code>`, with `lines` (from 1) marked.

    Raises pygments.util.ClassNotFound for an unknown language.
    """
    formatter = HtmlFormatter(nowrap=True, hl_lines=lines, wrapcode=False)
    return highlight(text.rstrip("\n") + "\n", _lexer(language), formatter).rstrip("\n")


@lru_cache(maxsize=None)
def _lexer(name: str) -> Lexer:
    lexer: Lexer = get_lexer_by_name(name, stripnl=False)
    return lexer
