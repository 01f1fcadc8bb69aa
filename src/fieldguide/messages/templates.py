"""Message templates: literal text and typed placeholders, cut into frame, core and tail.

Browsers wrap what they mean in what they always say: `Request blocked: … at {url}.
(Reason: …). Status code: {status}.` The *core* is what tells one message from another; the
*frame* before it and the *tail* after it give parameters, and may be missing where somebody
pasted half a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fieldguide.messages.normal import normalize

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9-]*)\}")
#: Stand for the braces of placeholders while a template is normalized.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([a-z0-9-]*){_CLOSE}")

#: A core with fewer characters than this says too little on its own.
SHORTEST = 18
#: From here on, characters are syllables or words, and one says as much as several letters.
_IDEOGRAPHS = "\u2e80"
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """Literals (normalized) with placeholders between them: `texts` has one item more.

    The first and last literal may be empty.
    """

    texts: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How many characters must be there literally."""
        return sum(map(len, self.texts))

    @property
    def telling(self) -> int:
        """How much it says: its weight, counted in letters."""
        return sum(
            _LETTERS if letter >= _IDEOGRAPHS else 1 for text in self.texts for letter in text
        )

    def __add__(self, other: Pattern) -> Pattern:
        """Both, one after the other."""
        joined = self.texts[-1] + other.texts[0]
        texts = (*self.texts[:-1], joined, *other.texts[1:])
        return Pattern(texts, (*self.names, *other.names))

    def cut(self, index: int, offset: int) -> tuple[Pattern, Pattern]:
        """What stands before and after a place: offset in the literal of that index."""
        text = self.texts[index]
        return (
            Pattern((*self.texts[:index], text[:offset]), self.names[:index]),
            Pattern((text[offset:], *self.texts[index + 1 :]), self.names[index:]),
        )


EMPTY = Pattern(("",), ())


@dataclass(frozen=True, slots=True)
class Template:
    """One message of one engine in one language."""

    reasons: tuple[str, ...]
    """What it stands for; several where the text alone doesn't say."""
    kind: str
    engine: str
    language: str
    """BCP 47 tag of the browser's language."""
    frame: Pattern
    core: Pattern
    tail: Pattern


def pattern(text: str) -> Pattern:
    """A template's text, such as `Method {method} is not allowed`, as a pattern."""
    marked = _PLACEHOLDER.sub(lambda match: f"{_OPEN}{match[1]}{_CLOSE}", text)
    pieces = _MARK.split(normalize(marked).text)
    return Pattern(tuple(pieces[::2]), tuple(pieces[1::2]))


def without_frames(whole: Pattern, frames: Iterable[Pattern]) -> tuple[Pattern, Pattern]:
    """Split off the frames that a template begins with, one after the other."""
    frame, rest = EMPTY, whole
    known = list(frames)
    while True:
        ends = [end for item in known if (end := _begins(rest, item)) is not None]
        if not ends:
            return frame, rest
        index, offset = max(ends)
        before, rest = rest.cut(index, offset)
        frame += before


def _begins(whole: Pattern, frame: Pattern) -> tuple[int, int] | None:
    """Where a frame ends at the beginning of a template; `{kind}` may be any literal word."""
    index = offset = 0
    for number, text in enumerate(frame.texts):
        literal = whole.texts[index]
        if number and frame.names[number - 1] == "kind":
            found = literal.find(text, offset)
            if found < 0:
                return None
            offset = found
        elif not literal.startswith(text, offset):
            return None
        offset += len(text)
        if number < len(frame.names) and frame.names[number] != "kind":
            if offset < len(literal) or index >= len(whole.names):
                return None
            if whole.names[index] != frame.names[number]:
                return None
            index, offset = index + 1, 0
    return index, offset


def split_at_url(whole: Pattern) -> tuple[Pattern, Pattern, Pattern]:
    """Frame, core and tail of a message that names the URL before the reason.

    A sentence with a status code at the end is the tail. Of the rest, the reason comes after the
    first colon behind the URL in nearly every language; where there is no colon, all behind the
    URL is the core; and all of the message, where that says too little.
    """
    if "url" not in whole.names:
        return EMPTY, whole, EMPTY
    index = whole.names.index("url") + 1
    rest, tail = whole, EMPTY
    if whole.names[-1] == "status":
        last = len(whole.texts) - 2
        stop = whole.texts[last].rfind(".", 0, -1)
        if stop > 0:
            rest, tail = whole.cut(last, stop)
    for start in (rest.texts[index].find(":") + 1, 0):
        frame, core = rest.cut(index, start)
        core = trimmed(core)
        if core.texts[0] and core.telling >= SHORTEST:
            return frame, core, tail
    return EMPTY, trimmed(rest), tail


def trimmed(core: Pattern) -> Pattern:
    """Without the full stop at the end, which people leave out."""
    return Pattern((*core.texts[:-1], core.texts[-1].rstrip(".")), core.names)
