"""Names of origins that stand for more than one: wildcards, `null`, patterns, parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldguide.lab.servers.safety.fault import LIST, Fault
from fieldguide.lab.servers.safety.patterns import patterns, weakness
from fieldguide.lab.servers.safety.text import Text

_I = re.IGNORECASE
_ALLOW = r"(?:allow\w*[-_.]?\s?origins?\w*|\borigins?)"
#: Ways to say "everybody", in so many words.
_EVERYBODY = (
    # `Access-Control-Allow-Origin *`, `"AllowedOrigins": ["*"]`, `.allowedOrigins(List.of("*"))`
    re.compile(
        rf"{_ALLOW}[\"']?\]?\s*(?:[:=,(\[{{>]|\[\]string|\s|&|List\.of|Arrays\.asList|set|String|value"
        r"|</param-name>|<param-value>)*[\"'\[{(\s]*(?P<at>\*)(?![\w.])",
        _I,
    ),
    re.compile(r"<add\s+origin=\"(?P<at>\*)\"", _I),
    re.compile(r"(?P<at>\bCORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)\s*=\s*True)"),
    re.compile(r"(?P<at>\bAllowAnyOrigin\s*\()"),
    re.compile(r"(?P<at>\b(?:AllowAllOrigins\s*:\s*true|cors\.AllowAll\(\)))"),
    re.compile(r"(?P<at>\b(?:CorsLayer::(?:very_)?permissive|AllowOrigin::any)\b)"),
    re.compile(r"(?P<at>\ballow_origin\(\s*(?:\w+::)*Any\b)"),
)
#: `https://*.example.com`, `*app.example.com*`
_PARTLY = re.compile(r"https?://[^\s\"'<>]*\*|(?<![\w*/-])\*\.?[\w-]+(?:\.[\w-]+)+\*?")


def wildcards(text: Text) -> Iterator[Fault]:
    """`*`, alone or as a part of a name."""
    for index, line in enumerate(text.lines):
        if not line.strip():
            continue
        # a name in one line, its value in the next
        is_name = line.rstrip().endswith(("</param-name>", "(", "["))
        whole = line + (
            text.lines[index + 1].strip() if is_name and index + 1 < len(text.lines) else ""
        )
        for known in _EVERYBODY:
            if match := known.search(whole):
                column = min(match.start("at"), len(line) - 1)
                message = "this lets in every origin"
                yield Fault("server-wildcard", index, column, message)
                break
        else:
            if index in text.about_origins and (match := _PARTLY.search(line)):
                message = f"`{match[0]}` lets in names that others can register or take over"
                yield Fault("server-wildcard", index, match.start(), message)


_NULL = re.compile(
    r"""["'](?P<a>null)["']|[|(](?P<b>null)[|)]|-m\s+str(?:\s+\S+)*?\s+(?P<c>null)\b"""
    r"""|Allow-Origin["']?[\s:,=]+["']?(?P<d>null)\b|^\s*(?P<e>null)\s+(?:\$http_origin|1\b)""",
    _I,
)


def nulls(text: Text) -> Iterator[Fault]:
    """`null`, which any sandboxed frame has."""
    for index in text.about_origins:
        if match := _NULL.search(text.lines[index]):
            assert match.lastgroup
            yield Fault(
                "server-null", index, match.start(match.lastgroup),
                "`null` is the origin of any sandboxed frame, whoever made it",
                "remove it; serve the page from an origin of its own",
            )  # fmt: skip


_PART_OF = (
    re.compile(r"\borigin\w*\)?\??\.(?:endsWith|startsWith|indexOf|match|search|substr\w*)\(", _I),
    re.compile(r"""\borigin\w*\??\.(?:includes|contains|include\?)\s*\(?\s*["'`]""", _I),
    re.compile(r"\borigin\w*\??\.(?:end_with\?|start_with\?|(?:ends|starts)_?with\()", _I),
    re.compile(r"\b(?:str_contains|str_ends_with|str_starts_with|strpos|stripos|strstr|fnmatch)\("),
    re.compile(r"\bstrings\.(?:Contains|HasSuffix|HasPrefix|Index|EqualFold)\("),
    re.compile(r"""["'][^"']+["']\s+in\s+\w*origin\b""", _I),
    re.compile(r"\borigin:(?:find|match|sub)\(", _I),
    re.compile(r"(?:-m\s+(?:sub|beg|end|dom|dir)\b|hdr_(?:sub|beg|end|dom|dir)\(\s*origin)", _I),
    re.compile(r"""\["?Origin"?\]\s*=[\^$]\s*""", _I),
    re.compile(r"\bSetIsOriginAllowedToAllowWildcardSubdomains\b"),
)  # fmt: skip


def parts(text: Text) -> Iterator[Fault]:
    """Patterns without anchors, and tests of a beginning, an end or a middle."""
    for index, column, pattern in patterns(text):
        if why := weakness(pattern, text.language):
            yield Fault(
                "server-unanchored", index, column, f"the pattern `{pattern}` {why}",
                f"{LIST}; a pattern needs anchors at both ends, and a backslash before each dot",
            )  # fmt: skip
    for index in text.about_origins:
        for known in _PART_OF:
            if match := known.search(text.lines[index]):
                yield Fault(
                    "server-unanchored", index, match.start(),
                    "this compares a part of the origin, which others can have in theirs",
                )  # fmt: skip
                break


def is_tested(text: Text, index: int) -> bool:
    """Whether `parts` looks at a line: it has a pattern, or compares a part."""
    return any(at == index for at, _, _ in patterns(text)) or any(
        known.search(text.lines[index]) for known in _PART_OF
    )
