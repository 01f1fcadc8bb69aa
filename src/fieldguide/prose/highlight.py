"""Code blocks, highlighted by Pygments once per snippet and shared by all locales."""

from __future__ import annotations

from functools import cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.util import ClassNotFound

from fieldguide.entries.models import Guide, Reason
from fieldguide.entries.read import Source
from fieldguide.entries.references import nearest
from fieldguide.entries.servers import Server
from fieldguide.findings import Findings


def is_language(name: str) -> bool:
    """Whether Pygments has a lexer of this name."""
    try:
        _lexer(name)
    except ClassNotFound:
        return False
    return True


def check_snippets(source: Source, findings: Findings) -> None:
    """Report snippets in no known language, and marked lines that they don't have."""
    if isinstance(source.entry, Server):
        for index, file in enumerate(source.entry.files):
            _check_language(source, file.language, ("files", index, "language"), findings)
    if not isinstance(source.entry, Reason | Guide):
        return
    for key, snippet in source.entry.snippets.items():
        place = f"snippets.{key}"
        _check_language(source, snippet.language, ("snippets", key, "language"), findings)
        length = len(snippet.text.splitlines())
        for index, line in enumerate(snippet.highlight):
            if not 1 <= line <= length:
                findings.error(
                    "snippet-line",
                    source.position("snippets", key, "highlight", index),
                    f"`{place}` has no line {line}",
                    f"its lines are 1 to {length}",
                    field=f"{place}.highlight.{index}",
                )


def _check_language(
    source: Source, name: str, path: tuple[str | int, ...], findings: Findings
) -> None:
    if not is_language(name):
        findings.error(
            "snippet-language",
            source.position(*path),
            f"there is no language `{name}`",
            nearest(name, _languages(), "write `text` for plain text"),
            field=".".join(map(str, path)),
        )


@cache
def _languages() -> list[str]:
    return [alias for _, aliases, _, _ in get_all_lexers() for alias in aliases]


@cache
def highlight_code(text: str, language: str, lines: tuple[int, ...] = ()) -> str:
    """HTML of the inside of a `<code>`, with `lines` (from 1) marked.

    Raises pygments.util.ClassNotFound for an unknown language.
    """
    return highlight(text.rstrip("\n") + "\n", _lexer(language), _formatter(lines)).rstrip("\n")


@cache
def _formatter(lines: tuple[int, ...]) -> HtmlFormatter[str]:
    """Making one takes longer than most snippets do."""
    return HtmlFormatter(nowrap=True, hl_lines=lines, wrapcode=False)


@cache
def _lexer(name: str) -> Lexer:
    lexer: Lexer = get_lexer_by_name(name, stripnl=False)
    return lexer
