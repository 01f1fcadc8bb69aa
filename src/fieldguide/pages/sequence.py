"""A sequence of messages as a drawing in SVG: three lanes, drawn for the width of a phone.

Its text is text, read as a list of steps; its colours are the stylesheet's. Without one, the
attributes make a plain drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from markupsafe import Markup, escape

from fieldguide.pages.exchange import Arrow, Line, Mark, Side
from fieldguide.pages.measure import MONOSPACE, wrap, wrap_code

_WIDTH = 320
#: Places on the way from the page's side to the server's; mirrored where one reads leftwards.
_LANES: dict[Side, int] = {"page": 12, "browser": 132, "server": 308}
_BOX = 24
_FONT, _LEADING, _PADDING = 12.5, 17, 5
#: Room for the sign of a marked line, to the left of its code or at the start of its prose.
_GUTTER = 22
_COLUMNS = int((_WIDTH - _BOX - _GUTTER - 5) / (_FONT * MONOSPACE))
_INDENT = 2 * _FONT * MONOSPACE
_HEAD, _ARROW, _GAP = 24, 18, 6
_BOLD = 1.1  # how much wider than a plain letter

Sign = Literal["cross", "tick", "plus"]
_SIGNS: dict[Mark, Sign] = {"wrong": "cross", "missing": "cross", "right": "tick", "added": "plus"}
_STROKES: dict[Sign, str] = {
    "cross": "m-4-4 8 8m0-8-8 8",
    "tick": "m-4.5 0 3.5 4 6-8",
    "plus": "m-4 0h8m-4-4v8",
}


def draw(arrows: Sequence[Arrow], words: Mapping[str, str], *, is_rtl: bool) -> Markup:
    """The drawing. `words` has the names of sides, marks and notes, and `to`, as HTML."""
    plain = {key: Markup(word).unescape() for key, word in words.items()}
    return Markup(_Drawing(plain, is_rtl).svg(arrows))


class _Drawing:
    def __init__(self, words: Mapping[str, str], is_rtl: bool) -> None:
        self._words = words
        self._is_rtl = is_rtl
        self._y = 0.0
        self._left = 0 if is_rtl else _BOX  # of a message's box

    def svg(self, arrows: Sequence[Arrow]) -> str:
        heads = self._heads()
        steps = [self._step(arrow) for arrow in arrows]
        height = f"{self._y - _GAP + 1:g}"
        direction = "rtl" if self._is_rtl else "ltr"
        return (
            f'<svg class="fg-drawing" role="list" direction="{direction}" width="{_WIDTH}"'
            f' height="{height}" viewBox="0 0 {_WIDTH} {height}" font-size="{_FONT}"'
            f' fill="currentColor">{heads}{self._lanes()}{"".join(steps)}</svg>'
        )

    def _x(self, place: float) -> float:
        return _WIDTH - place if self._is_rtl else place

    def _heads(self) -> str:
        """The names of the lanes. Each step says them again to those who don't see it."""
        room = {"page": 80, "browser": 130, "server": 100}
        anchors = {"page": "start", "browser": "middle", "server": "end"}
        places = {"page": 1, "browser": _LANES["browser"], "server": _WIDTH - 1}
        lines = {
            side: wrap(self._words[side], room[side] / _FONT / _BOLD)
            for side in ("page", "browser", "server")
        }
        rows = max(map(len, lines.values()))
        self._y = _HEAD + (rows - 1) * _LEADING
        drawn = "".join(
            f'<text class="fg-drawing__head" x="{self._x(places[side]):g}"'
            f' y="{13 + (rows - len(own) + row) * _LEADING}"'
            f' text-anchor="{anchors[side]}">{escape(line)}</text>\n'
            for side, own in lines.items()
            for row, line in enumerate(own)
        )
        self._top = self._y - 4
        return f'<g aria-hidden="true">{drawn}</g>'

    def _lanes(self) -> str:
        down = f"V{self._y - _GAP - 2:g}"
        lines = "".join(f"M{self._x(place):g} {self._top:g}{down}" for place in _LANES.values())
        return f'<path class="fg-drawing__lane" stroke="currentColor" d="{lines}"></path>'

    def _step(self, arrow: Arrow) -> str:
        is_stopped = arrow.note not in (None, "handed-over")
        sides = f"{self._words[arrow.sender]} {self._words['to']} {self._words[arrow.to]}"
        parts = [
            f'<g role="listitem"><text class="fg-drawing__sides" fill="none" font-size="6"'
            f' x="{self._x(_BOX):g}" y="{self._y + 8:g}">{escape(sides)}</text>\n',
            self._arrow(arrow.sender, arrow.to, is_stopped),
        ]
        self._y += _ARROW
        parts += [self._verdict(arrow) if arrow.verdict else self._box(arrow), "</g>"]
        self._y += _GAP
        return "".join(parts)

    def _arrow(self, sender: Side, to: Side, is_stopped: bool) -> str:
        """A line from lane to lane; one that doesn't get there ends at a cross."""
        y = self._y + _ARROW / 2
        start, end = self._x(_LANES[sender]), self._x(_LANES[to])
        back = 1 if end < start else -1  # from the tip, where the arrow came from
        if is_stopped:
            middle = (start + end) / 2
            line = (
                f'<path class="fg-drawing__arrow fg-drawing__arrow--stopped" stroke="currentColor"'
                f' d="M{start:g} {y:g}H{middle + 8 * back:g}"></path>'
            )
            return line + self._sign("cross", middle, y)
        head = f"M{end:g} {y:g}l{8 * back}-4v8z"
        return (
            f'<path class="fg-drawing__arrow" stroke="currentColor"'
            f' d="M{start:g} {y:g}H{end + 7 * back:g}"></path>'
            f'<path class="fg-drawing__tip" d="{head}"></path>'
        )

    def _sign(self, sign: Sign, x: float, y: float, label: str = "") -> str:
        named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
        return (
            f'<path class="fg-drawing__sign fg-drawing__sign--{sign}" {named} fill="none"'
            f' stroke="currentColor" d="M{x:g} {y:g}{_STROKES[sign]}"></path>'
        )

    def _rect(self, kind: str, x: float, y: float, width: float, height: float) -> str:
        return (
            f'<rect class="fg-drawing__{kind}" fill="Canvas" stroke="currentColor" rx="3"'
            f' x="{x + 1:g}" y="{y:g}" width="{width - 2:g}" height="{height:g}"></rect>'
        )

    def _box(self, arrow: Arrow) -> str:
        """A message: its first line, its headers, and what is to say of it."""
        top = self._y
        self._y += _PADDING
        lines = "".join(map(self._line, arrow.lines))
        note = self._note(arrow.note) if arrow.note else ""
        self._y += _PADDING
        return self._rect("box", self._left, top, _WIDTH - _BOX, self._y - top) + lines + note

    def _line(self, line: Line) -> str:
        if line.mark is None:
            return self._code(line)
        self._y += 2
        top = self._y - 1
        middle = self._y + _LEADING / 2
        label = "" if line.mark == "missing" else self._words[line.mark]  # its text says it
        sign = self._sign(_SIGNS[line.mark], self._left + _GUTTER / 2 + 1, middle, label)
        text = self._code(line)
        height = self._y - top + 1
        self._y += 3
        if line.mark == "added":
            return sign + text
        kind = f"frame fg-drawing__frame--{line.mark}"
        return self._rect(kind, self._left + 1, top, _WIDTH - _BOX - 2, height) + sign + text

    def _code(self, line: Line) -> str:
        """Code is never mirrored."""
        x = self._left + _GUTTER
        y = self._y + _LEADING - 4
        rows = _rows(line.name, line.value)
        spans = "".join(
            f'<tspan x="{x + _INDENT:g}" y="{y + row * _LEADING:g}">{code}</tspan>'
            for row, code in enumerate(rows[1:], 1)
        )
        self._y += _LEADING * len(rows)
        kind = "header" if line.name else "first"
        text = (
            f'<text class="notranslate fg-drawing__{kind}" direction="ltr"'
            f' x="{x:g}" y="{y:g}">{rows[0]}{spans}</text>\n'
        )
        if line.mark != "missing":
            return text
        self._y += _LEADING
        anchor = "end" if self._is_rtl else "start"
        return (
            f'{text}<text class="fg-drawing__missing" x="{x + _INDENT:g}" y="{self._y - 4:g}"'
            f' text-anchor="{anchor}">{escape(self._words["missing"])}</text>\n'
        )

    def _note(self, note: str) -> str:
        self._y += 2
        place = self._x(_BOX + _GUTTER)
        kind = "note fg-drawing__note--failed"
        return self._prose(kind, self._words[note], place, (_WIDTH - _BOX - _GUTTER - 6) / _BOLD)

    def _prose(self, kind: str, text: str, x: float, room: float) -> str:
        """Lines of a text in the reader's language; each is a text of its own, as bidi wants it."""
        lines = wrap(text, room / _FONT)
        y = self._y + _LEADING - 4
        self._y += _LEADING * len(lines)
        return "".join(
            f'<text class="fg-drawing__{kind}" x="{x:g}" y="{y + row * _LEADING:g}">'
            f"{escape(line)}</text>\n"
            for row, line in enumerate(lines)
        )

    def _verdict(self, arrow: Arrow) -> str:
        top = self._y
        self._y += _PADDING
        text = self._prose(
            "note", self._words[str(arrow.note)], self._x(_GUTTER + 4), _WIDTH - _GUTTER - 10
        )
        self._y += _PADDING
        sign = self._sign(
            "cross" if arrow.verdict == "blocked" else "tick", self._x(14), (top + self._y) / 2
        )
        box = self._rect(
            f"verdict fg-drawing__verdict--{arrow.verdict}", 0, top, _WIDTH, self._y - top
        )
        return box + sign + text


@cache
def _rows(name: str, value: str) -> tuple[str, ...]:
    """A line of code as HTML: in one row, or in indented ones below a header's name."""
    code = f"{name}: {value}".rstrip() if name else value
    rows = wrap_code(code, _COLUMNS)
    if name and value and len(rows) > 1:
        rows = (*wrap_code(f"{name}: ", _COLUMNS - 2), *wrap_code(value, _COLUMNS - 2))
    elif len(rows) > 1:
        rows = wrap_code(code, _COLUMNS - 2)
    return tuple(str(escape(row)) for row in rows)
