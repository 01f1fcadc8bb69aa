"""The asker's origin sent back, with no list that it is on. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldguide.lab.servers.safety.conditions import condition, has_exact, is_exact, own_condition
from fieldguide.lab.servers.safety.fault import Fault
from fieldguide.lab.servers.safety.names import is_tested
from fieldguide.lab.servers.safety.text import CODE, SCRIPTS, Text

_I = re.IGNORECASE
#: What the header's value is.
_TOLD = re.compile(
    r"Access-Control-Allow-Origin[\"']?\s*\]?\s*\)?(?:[:,=]|=>|\s)+(?P<value>.+)", re.I
)
_ASKED = re.compile(
    r"\$http_origin|\{[\w.]*header\.origin\}|HTTP_ORIGIN|HTTP:Origin|req(?:_novary)?:Origin"
    r"|[$\w]*origin\b|%\[(?:[^]]*origin|(?:capture\.)?req)[^]]*\]",
    _I,
)
#: In code: whatever its name is.
_VARIABLE = re.compile(r"\W*\$?[a-z_][\w.]*\W*$", _I)
_NGINX_DEFAULT = re.compile(r"^\s*default\s+(?!(?:\"\"|'')\s*;)(?P<value>\S+)")
_ALWAYS = (
    re.compile(r"\bSetIsOriginAllowed\(\s*\(?\w*\)?\s*=>\s*(?P<test>[^;]*)"),
    re.compile(r"^\s*origins\s*(?:\{|do\b)(?P<test>.*)"),
    re.compile(r"\bAllowOrigin(?:Request|VaryRequest)?Func\s*:(?P<test>.*)", re.S),
    re.compile(r"\bAllowOrigin::(?:mirror_request|predicate)\b(?P<test>.*)", re.S),
)
_OPTION = re.compile(
    r"(?<![\w.\"'$])[\"']?origin[\"']?\s*(?:(?P<is>:)|\((?=[^)]*\)\s*\{))\s*(?P<value>.*)", re.S
)
_CALL = re.compile(
    r"(?<![\w.'\"/])(?:cors\(|\w+\.enableCors\(|\w+\.register\(\s*cors\b|cors:\s*(?:true\b|\{))"
)
_FLASK = re.compile(r"(?<![\w.\"'])CORS\(")


def reflections(text: Text) -> Iterator[Fault]:
    """The asker's origin sent back, with no list that it is on."""
    yield from _headers(text)
    for index in text.about_origins:
        statement = text.statement(index)
        for known in _ALWAYS:
            match = known.search(statement)
            if match and not has_exact(match["test"]) and not is_tested(text, index):
                yield _reflected(index, match.start() if "\n" not in match[0] else 0)
    if text.language in SCRIPTS:
        yield from _options(text)
    yield from _defaults(text)


def _headers(text: Text) -> Iterator[Fault]:
    is_map = False
    for index, line in enumerate(text.lines):
        if re.match(r"\s*map\s+\$http_origin\b", line):
            is_map = True
        if is_map and (match := _NGINX_DEFAULT.match(line)):
            yield _reflected(index, match.start("value"))
        is_map = is_map and "}" not in line
        told = _TOLD.search(line.rstrip().removesuffix("\\"))
        if told is None or _is_guarded(text, index, told["value"]):
            continue
        is_variable = text.language in CODE and _VARIABLE.match(told["value"])
        if is_variable or _ASKED.search(told["value"]):
            yield _reflected(index, told.start())


def _is_guarded(text: Text, index: int, value: str) -> bool:
    line, whole = text.lines[index], text.statement(index)
    if re.search(r"https?://", value) and not re.search(r"%\{|\$\w*origin", value, _I):
        return True  # a name, not a variable
    if text.language == "nginx" and "$http_origin" not in value:
        return True  # a variable that a map has filled
    if text.language == "apacheconf":
        tests = r"\benv=|\bin\s*\{\s*'https?://|==\s*'https?://|=~"
        return bool(re.search(tests, whole.partition("Origin")[2]))
    if re.match(r"\s*header\s+@\w+", line):  # Caddy: what the matcher has is looked at by itself
        name = re.search(r"@\w+", line)
        assert name
        return any(
            re.match(rf"\s*{name[0]}\b", other) and "origin" in text.statement(at).lower()
            for at, other in enumerate(text.lines)
            if at != index
        )
    if re.search(r"\s(?:if|unless)\s+[\w{]\S*\s*$", line) and "set-header" in line:
        return True  # HAProxy, likewise
    own = own_condition(line[: line.lower().find("access-control")]) or own_condition(
        line[line.lower().find("access-control") :]
    )
    if (own and is_exact(own)) or has_exact(value):
        return True
    for at in text.above(index):
        test = condition(text.lines[at])
        if test is not None:
            return is_exact(test) or is_tested(text, at)
    for at in range(index - 1, -1, -1):  # templates whose lines all begin at the same place
        if re.match(r"\s*#if\b", text.lines[at]):
            return is_exact(condition(text.lines[at]) or "")
        if re.match(r"\s*#end\b", text.lines[at]):
            break
    return False


def _options(text: Text) -> Iterator[Fault]:
    """What JavaScript's libraries are told as `origin`, and calls that tell them nothing."""
    for index, line in enumerate(text.lines):
        option = _OPTION.search(text.statement(index))
        if option and "\n" not in option.string[: option.start()]:
            value = option["value"].strip()
            is_function = not option["is"] or "=>" in value or "function" in value
            if value.startswith("true") or (
                is_function and not has_exact(value) and not is_tested(text, index)
            ):
                yield _reflected(index, option.start())
        call = _CALL.search(line)
        if call and not re.match(r"\s*(?:import|function|const|export)\b.*cors\b(?!\()", line):
            rest = "\n".join([line[call.start() :], *text.lines[index + 1 : text.end(index) + 1]])
            if not re.search(r"\borigin", rest, _I) and not re.search(r"cors\(\s*\w", rest):
                yield _reflected(index, call.start())


def _defaults(text: Text) -> Iterator[Fault]:
    if text.language == "python":
        for index, line in enumerate(text.lines):
            call = _FLASK.search(line)
            if call and not re.search(r"\borigins?\b", text.statement(index)):
                yield _reflected(index, call.start())


def _reflected(index: int, column: int) -> Fault:
    message = "this lets in whoever asks: no list says which origins may"
    return Fault("server-reflects", index, column, message)
