"""What languages write where: quotation marks, spaces, the forms of marks, letters and digits.

Only what the build cannot set right by itself (`fieldguide.prose.typography`) is here. A new
language needs a line in `_QUOTES`, and one in `_OWN` where it has rules of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from fieldguide.l10n.checks.plain import CODE
from fieldguide.l10n.locale import Locale


@dataclass(frozen=True, slots=True)
class Rule:
    """One mistake; where the pattern has a group `at`, that is the mistake itself."""

    id: str
    signs: frozenset[str]
    """A text with none of these cannot have it; none: any text may."""
    pattern: re.Pattern[str]
    message: str
    hint: str
    shared: bool = False
    """It is none where the English text has the same."""
    beside: frozenset[str] = frozenset()
    """One of these must be there too."""


@dataclass(frozen=True, slots=True)
class Orthography:
    """The rules of one language, and its marks that come in pairs."""

    rules: tuple[Rule, ...]
    pairs: tuple[tuple[str, str], ...]


#: Quotation marks: the usual pair first, then what else is right. Apostrophes (’) are nobody's.
_QUOTES = {
    "ar": "«» “” ‹›", "be": "«» „“", "bg": "„“ «»", "bs": "„” ‘ «» »«", "ca": "«» “” ‘",
    "cs": "„“ ‚‘ »«", "da": "»« “” „“ ‘", "de": "„“ ‚‘ »« «» ›‹", "el": "«» “” ‘", "en": "“” ‘",
    "es": "«» “” ‘", "et": "„“ „” «»", "eu": "«» “” ‘", "fa": "«» ‹›", "fi": "”” »»",
    "fr": "«» “” ‹›", "gl": "«» “” ‘", "he": "”” “” ‘ „", "hr": "„” ‚ »« ‘", "hu": "„” »«",
    "id": "“” ‘", "is": "„“ ‚‘", "it": "«» “” ‘", "ja": "「」 『』",
    "ko": "“” ‘ 「」 『』 《》 〈〉", "lt": "„“ ‚‘", "lv": "„” „“ «»", "mk": "„“ ‚‘",
    "ms": "“” ‘", "nb": "«» “” ‘ „", "nl": "“” ‘ „ ‚", "nn": "«» “” ‘ „", "pl": "„” «» ‚ »«",
    "pt": "“” «» ‘", "ro": "„” «»", "ru": "«» „“", "sk": "„“ ‚‘ »«", "sl": "„“ »« ‚‘",
    "sr": "„“ „” ‚‘ »«", "sv": "”” »»", "th": "“” ‘", "tr": "“” ‘ «»", "uk": "«» „“ “”",
    "ur": "“” ‘", "vi": "“” ‘ «»", "yue": "「」 『』", "zh": "“” ‘ 《》 〈〉",
    "zh-Hant": "「」 『』 《》 〈〉",
}  # fmt: skip
_ALL_QUOTES = "«»‹›“”„‟‘‚「」『』〝〞《》〈〉"
#: “ closes here, so it cannot stand before a word.
_CLOSED_BY_66 = frozenset(["bg", "cs", "de", "is", "lt", "mk", "ru", "be", "sk", "sl"])
#: The inner marks stand only inside the outer ones.
_NESTED = frozenset(["be", "fr", "ru"])
#: The straight mark is usual here, or a letter.
_STRAIGHT = frozenset(["he", "id", "ms", "th", "vi"])
#: A text that has one of these and not the other has lost something.
_PAIRS = frozenset(["«»", "“”", "「」", "『』", "《》"])

_EAST_ASIAN = frozenset(["ja", "yue", "zh"])
_ARABIC = frozenset(["ar", "fa", "ur"])
#: Languages with rules other than those of scripts with spaces between words.
_UNSPACED = frozenset(["hi", "ko", "th"])

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々〆〇"
_CJK_SIGN = f"{_CJK}、。，．：；？！「」『』（）《》〈〉"
_ARAB = "\u0620-\u064a\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
_LETTER = r"[^\W\d_]"


def _rule(
    kind: str, signs: str, pattern: str, message: str, hint: str, *, shared: bool = False
) -> Rule:
    # patterns begin with a sign where they can: the engine then looks for nothing else
    compiled = re.compile(pattern)
    return Rule(f"typography-{kind}", frozenset(signs), compiled, message, hint, shared)


_EMPHASIS = _rule(
    "emphasis",
    "*",
    r"(?<!\*)\*(?=[^\s*])|(?<=[^\s*])\*(?!\*)",
    "`*` marks no emphasis here: readers see it",
    "put the markers right around the words, and letters, spaces or nothing outside",
    shared=True,
)


_DOTS = _rule("marks", ".", r"\.\.+", "`{}` is no mark", "write one full stop, or …", shared=True)


def _quotes(language: str, pairs: list[str]) -> list[Rule]:
    right = f"write {pairs[0][0]}…{pairs[0][1]}"
    foreign = "".join(sign for sign in _ALL_QUOTES if sign not in "".join(pairs))
    rules = [
        _rule("quotes", foreign, f"[{foreign}]", "`{}` is no quotation mark here", right),
    ]
    if language not in _STRAIGHT:
        rules.append(
            _rule("quotes", '"', '"', "`{}` is a straight quotation mark", right, shared=True)
        )
    if language not in {*_STRAIGHT, "nl"}:
        rules.append(
            _rule(
                "quotes",
                "'",
                rf"'(?<![\w'’]')(?={_LETTER})[^'\n]{{0,60}}(?<=\w)'(?!\w)",
                "{} is in straight quotation marks",
                right,
                shared=True,
            )
        )
    if language in _CLOSED_BY_66:
        rules.append(
            _rule("quotes", "“", r"(?<![^\s(])“(?=\w)", "`{}` closes a quotation, here", right)
        )
    if language in _NESTED:
        outer = pairs[0]
        rules.append(
            _rule(
                "quotes",
                "“”„",
                rf"(?:\A|{outer[1]})[^{outer}]*?(?P<at>[“”„])",
                "`{}` is for quotations inside others",
                right,
            )
        )
    return rules


def _spaced(language: str) -> list[Rule]:
    """Scripts with spaces between words."""
    marks = ",." if language == "fr" else ",.;:!?"
    return [
        _rule(
            "spaces",
            marks,
            rf"[{marks}](?<=[ \u00a0\u202f][{marks}])(?=\s|\Z)",
            "a space before `{}`",
            "delete the space",
        ),
        _rule(
            "spaces",
            ",;!?",
            rf"[,;!?](?<={_LETTER}[,;!?])(?={_LETTER})",
            "no space after `{}`",
            "put a space after it",
            shared=True,
        ),
        _DOTS,
        _rule("marks", ",;", ",,|;;", "`{}` is one mark too many", "delete one"),
    ]


def _east_asian(language: str) -> list[Rule]:
    comma = "、" if language == "ja" else "，"
    stop = f"{comma} 。 ？ ！ ： ；"
    return [
        _rule(
            "width",
            ",.?!:;",
            rf"(?<=[{_CJK}」』）》])[,.?!:;](?![a-z0-9_.])|[,?!:;](?=[{_CJK}])|(?<={CODE})[,.?!;](?=\s*\Z)",
            "`{}` is half as wide as the text around it",
            f"write {stop}",
        ),
        _rule(
            "width",
            "()",
            rf"(?<=[{_CJK}])\s?\(|\)\s?(?=[{_CJK}])|\((?=[{_CJK}])|(?<=[{_CJK}])\)",
            "`{}` is half as wide as the text around it",
            "write （…）",
        ),
        _rule("width", "", "[｡-ﾟ]+", "`{}` is a half-width form", "write its full-width form"),
        _rule(
            "spaces",
            " ",
            rf" (?<=[{_CJK_SIGN}] )(?<![？！] ) *(?=[{_CJK_SIGN}])",
            "a space inside the text",
            "delete it",
        ),
        _rule(
            "marks",
            ".。、，",
            r"\.\.+|。。|、、|，，",
            "`{}` is not a mark",
            "write …… for what was left out, any other mark once",
            shared=True,
        ),
        _digits("０"),
    ]


_IN_ARABIC = rf"(?<=[{_ARAB}{CODE})»”]){{}}(?!\d)|{{}}(?=\s*(?:[{_ARAB}{CODE}«“(]|\Z))"
_ARABIC_MARKS = [
    _rule("marks", ",", _IN_ARABIC.format(",", ","), "`{}` is a Latin comma", "write ،"),
    _rule("marks", ";", _IN_ARABIC.format(";", ";"), "`{}` is a Latin semicolon", "write ؛"),
    _rule("marks", "?", _IN_ARABIC.format(r"\?", r"\?"), "`{}` is a Latin mark", "write ؟"),
    _rule(
        "spaces",
        "،؛؟.:!",
        r"[،؛؟.:!](?<= [،؛؟.:!])(?=\s|\Z)",
        "a space before `{}`",
        "delete the space",
    ),
    _rule(
        "spaces",
        "،؛؟",
        rf"[،؛؟](?=[{_ARAB}])",
        "no space after `{}`",
        "put a space after it",
    ),
    _rule("marks", "،؛", "،،|؛؛", "`{}` stands here twice", "delete one"),
    _DOTS,
]


def _digits(*zeros: str) -> Rule:
    """A language that has digits of its own, named by their zeros."""
    native = "".join(chr(ord(zero) + digit) for zero in zeros for digit in range(10))
    mixed = _rule(
        "digits",
        native,
        f"[{native}]+",
        "`{}` has other digits than other numbers here",
        "write all numbers with one kind",
    )
    return replace(mixed, beside=frozenset("0123456789"))


#: What only one language, or a few, have.
_OWN: dict[str, list[Rule]] = {
    "ar": [
        _rule("letters", "یکہ", "[یکہ]", "`{}` is a letter of other languages", "write ي ك ه"),
        _digits("٠", "۰"),
    ],
    "el": [_rule("marks", "?", r"(?<=[α-ωά-ώ])\?", "`{}` asks nothing in Greek", "write ;")],
    "es": [
        _rule("marks", "?", r"(?:\A|\?)[^¿?]*(?P<at>\?)", "no `¿` opens this", "write ¿…?"),
        _rule("marks", "!", r"(?:\A|!)[^¡!]*(?P<at>!)", "no `¡` opens this", "write ¡…!"),
    ],
    "fa": [
        _rule("letters", "يكى", "[يكى]", "`{}` is an Arabic letter", "write ی or ک"),
        _digits("٠", "۰"),
    ],
    "fr": [
        # the build narrows spaces that are there, and adds some after letters, but not after these
        _rule(
            "spaces",
            ";:!?",
            r"(?<=[»…%])(?:[;!?]|:(?=\s|\Z))",
            "no space before `{}`",
            "put a space before it",
        ),
        _rule(
            "spaces",
            ":",
            rf":(?<={_LETTER}:)(?={_LETTER})",
            "no spaces around `{}`",
            "put spaces around it",
            shared=True,
        ),
        _rule("spaces", "%", r"%(?<=\d%)", "no space before `{}`", "put a space before it"),
        _rule("quotes", "<>", "<<|>>", "`{}` is no quotation mark", "write «…»"),
    ],
    "hi": [_digits("०")],
    "ko": [
        _rule("width", "", "[，。？！：；]", "`{}` is a wide mark", "write , . ? ! : ;"),
        _DOTS,
    ],
    "ur": [_digits("٠", "۰")],
}


@lru_cache(maxsize=256)
def orthography(locale: Locale) -> Orthography | None:
    """The rules of a language, or None for languages that nobody has written down."""
    language = locale.language
    quotes = _QUOTES.get(f"{language}-{locale.babel.script}") or _QUOTES.get(language)
    if quotes is None:
        return None
    rules = _quotes(language, quotes.split())
    if language in _EAST_ASIAN:
        rules += _east_asian(language)
    elif language in _ARABIC:
        rules += _ARABIC_MARKS
    elif language not in _UNSPACED:
        rules += _spaced(language)
    rules += [*_OWN.get(language, ()), _EMPHASIS]
    pairs = ["()", "（）", *(pair for pair in quotes.split() if pair in _PAIRS)]
    return Orthography(tuple(rules), tuple((pair[0], pair[1]) for pair in pairs))
