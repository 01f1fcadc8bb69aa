"""Regular expressions for origins, in the syntaxes of many servers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldguide.lab.servers.safety.text import CODE, RUBY, SCRIPTS, Text, strings, unquoted

#: Lua's patterns are of its own kind.
_QUOTING = CODE - {"lua"}
#: A regular expression between slashes, where no division can stand.
_LITERAL = re.compile(r"(?<![\w)\]<])/(?P<re>(?![/*>])(?:\\.|\[(?:\\.|[^\]])*\]|[^/\n\\])+)/")
#: Configurations' own: nginx, Apache, Caddy, HAProxy, lighttpd.
_BARE = (
    re.compile(r"""(?<!\S)["']?~\*?\s*["']?(?P<re>[^"'\s;*][^"'\s;]*)"""),
    re.compile(r"""SetEnvIf(?:NoCase)?\s+"?Origin"?\s+(?:"(?P<re>[^"]+)"|(?P<bare>\S+))""", re.I),
    re.compile(r"""%\{HTTP(?::|_)ORIGIN\}"?\s+"?(?P<re>[^\s"=!]\S*?)"?(?:\s|$)""", re.I),
    re.compile(r"=~\s*(?:/(?P<re>(?:\\.|[^/\\])+)/|m(?P<mark>.)(?P<bare>.+?)(?P=mark))"),
    re.compile(r"""=~\s*"(?P<re>[^"]+)\""""),
    re.compile(r"\bheader_regexp\s+(?:\w+\s+)?Origin\s+(?P<re>\S+)", re.I),
    re.compile(r"(?:-m\s+reg|hdr_reg\(\s*origin\s*\))(?:\s+-i)?\s+(?P<re>\S+)", re.I),
)
#: What a quoted text has that is meant as a pattern, and an origin has not.
_MEANT = re.compile(r"\\\.|\.[*+?]|\[[^\]]+\][*+]|^\^|[^\\]\$$|\\[AzZdw]|\(\?")
_DELIMITED = re.compile(r"(?P<mark>[/#~])(?P<re>.+)(?P=mark)[a-z]*")
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]")


def patterns(text: Text) -> Iterator[tuple[int, int, str]]:
    """Each pattern for origins: its line and column from 0, and itself."""
    for index in text.about_origins:
        line = text.lines[index]
        if text.language in _QUOTING:
            if text.language in SCRIPTS | RUBY:
                blank = unquoted(line)
                for match in _LITERAL.finditer(blank):
                    yield index, match.start(), line[match.start("re") : match.end("re")]
            for start, quoted in strings(line):
                delimited = _DELIMITED.fullmatch(quoted)
                if _MEANT.search(quoted) or (delimited and text.language == "php"):
                    yield index, start, delimited["re"] if delimited else quoted
        else:
            for known in _BARE:
                for match in known.finditer(line):
                    found = match["re"] or match.groupdict().get("bare")
                    if found:
                        yield index, match.start(), _closed(found)


def _closed(pattern: str) -> str:
    """Without the bracket that closes what a pattern stands in: `if ($http_origin ~ …)`."""
    while pattern.endswith(")") and pattern.count(")") > pattern.count("("):
        pattern = pattern[:-1]
    return pattern


def weakness(pattern: str, language: str) -> str:
    """Why a pattern lets in others; empty if it stands for whole names only."""
    is_ruby = language in RUBY  # its ^ and $ are those of a line
    starts = (r"\A",) if is_ruby else (r"\A", "^")
    ends = (r"\z", r"\Z") if is_ruby else (r"\z", r"\Z", "$")
    if not pattern.startswith(starts) or not pattern.endswith(ends) or pattern.endswith(r"\$"):
        return "has no anchors at both ends"
    rest = _CLASS.sub("x", pattern)
    depth = 0
    previous = ""
    for character in rest:
        if previous == "\\":
            previous = ""
            continue
        depth += (character == "(") - (character == ")")
        if character == "|" and not depth:
            return "has an alternative outside its anchors"
        if character == ".":
            return "has a dot that stands for any character"
        previous = character
    return ""
