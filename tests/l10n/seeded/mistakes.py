"""Mistakes as translators make them, put into good translations by a seeded generator.

A maker gets a field and gives the text with one mistake in it, or None where it can't.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from fieldguide.l10n.checks.inflection import any_form, english
from tests.l10n.seeded.guide import Place, glossary, places

#: When the English was written; the clock says nothing here.
TODAY = date(2026, 11, 23)

Maker = Callable[[Place, Random], str | None]

_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\]]*)\](\[[^\]]+\]|\((?:reason|guide):[^)]+\))")
_MARKUP = re.compile(r"`[^`]*`|\]\([^)]*\)|\]\[[^\]]*\]|^\s*(?:-|\d+\.) ", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_CJK = "[\u3040-\u30ff\u4e00-\u9fff]"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A field with a mistake in it, and the ids by which a check may tell."""

    kind: str
    ids: frozenset[str]
    place: Place
    text: str


def _prose(text: str) -> str:
    """The text with its code and addresses blanked, every place kept."""
    return _MARKUP.sub(lambda match: "\0" * len(match[0]), text)


def _pick(pattern: str | re.Pattern[str], text: str, random: Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, _prose(text)))
    return random.choice(found) if found else None


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _swap(pattern: str, new: str | Callable[[re.Match[str]], str], *tags: str) -> Maker:
    """Replaces one match in the prose of texts in some languages."""

    def make(place: Place, random: Random) -> str | None:
        match = _pick(pattern, place.text, random) if place.tag in tags else None
        if match is None:
            return None
        return _put(place.text, match, match.expand(new) if isinstance(new, str) else new(match))

    return make


def _after_a_word(new: str) -> Maker:
    def make(place: Place, random: Random) -> str | None:
        match = _pick(r"(?<=[^\W\d_]{2}) |(?<=[、。،])", place.text, random)
        if match is None or place.field.path[-1] == "title":
            return None
        return place.text[: match.end()] + new + " " + place.text[match.end() :]

    return make


def _as_a_line(new: str) -> Maker:
    def make(place: Place, random: Random) -> str | None:
        return f"{place.text.rstrip()}\n\n{new}\n" if place.field.kind == "block" else None

    return make


def _code(change: Callable[[str, Random], str | None]) -> Maker:
    """Changes one piece of inline code."""

    def make(place: Place, random: Random) -> str | None:
        found = list(_CODE.finditer(place.text))
        if not found:
            return None
        match = random.choice(found)
        new = change(match[1], random)
        return None if new is None else _put(place.text, match, new)

    return make


def _misspelt(code: str, random: Random) -> str | None:
    letters = [index for index, sign in enumerate(code) if sign.isalpha()]
    if len(letters) < 3:
        return None
    index = random.choice(letters[1:])
    return f"`{code[:index]}{code[index + 1 :]}`"


def _cyrillic(code: str, random: Random) -> str | None:
    found = [sign for sign in "aeopc" if sign in code]
    return f"`{code.replace(found[0], 'аеорс'['aeopc'.index(found[0])], 1)}`" if found else None


def _link(change: Callable[[re.Match[str]], str | None]) -> Maker:
    def make(place: Place, random: Random) -> str | None:
        match = _LINK.search(place.text)
        new = change(match) if match else None
        return None if match is None or new is None else _put(place.text, match, new)

    return make


def _swapped_links(place: Place, random: Random) -> str | None:
    found = list(_LINK.finditer(place.text))
    if len(found) < 2 or found[0][2] == found[1][2]:
        return None
    first, second = found[:2]
    between = place.text[first.end() : second.start()]
    links = f"[{first[1]}]{second[2]}{between}[{second[1]}]{first[2]}"
    return place.text[: first.start()] + links + place.text[second.end() :]


def _joined(place: Place, random: Random) -> str | None:
    return place.text.replace("\n\n", "\n", 1) if "\n\n" in place.text else None


def _split(place: Place, random: Random) -> str | None:
    text = place.text.rstrip()
    return text.replace("\n", "\n\n", 1) + "\n" if "\n" in text and "\n\n" not in text else None


def _left_in_english(place: Place, random: Random) -> str | None:
    return place.field.text if len(place.field.text.split()) >= 4 else None


def _half_in_english(place: Place, random: Random) -> str | None:
    own, source = place.text.split("\n\n"), place.field.text.split("\n\n")
    if len(own) < 2 or len(own) != len(source):
        return None
    return "\n\n".join([*own[:-1], source[-1]])


def _loose_accent(place: Place, random: Random) -> str | None:
    match = _pick("[éèêàçがぎぐげごでどばべぼパプペポジズッドأإآ]", place.text, random)
    loose = unicodedata.normalize("NFD", match[0]) if match else ""
    return _put(place.text, match, loose) if match and loose != match[0] else None


def _wide_title(place: Place, random: Random) -> str | None:
    if place.field.path[-1] != "title":
        return None
    more = {"fr": " et tout le reste", "ja": "とそのほか", "ar": " وما إلى ذلك"}[place.tag]
    return place.text + more * 20


def _avoided_term(place: Place, random: Random) -> str | None:
    for term in random.sample(glossary(place.tag).terms, len(glossary(place.tag).terms)):
        if term.prefer and term.avoid:
            match = _pick(any_form(term.prefer, place.tag), place.text, random)
            if match and "(" not in place.text[match.end() : match.end() + 2]:
                return _put(place.text, match, term.avoid[0])
    return None


def _other_term(place: Place, random: Random) -> str | None:
    other = {"fr": "machin", "ja": "アレ", "ar": "شيء"}[place.tag]
    prose = re.sub("`[^`]*`", "", place.field.text)
    for term in random.sample(glossary(place.tag).terms, len(glossary(place.tag).terms)):
        if term.prefer and not term.name.startswith("to ") and english(term.name).search(prose):
            pattern = any_form(term.prefer, place.tag)
            found = [*pattern.finditer(_prose(place.text))]
            text = place.text
            for match in reversed(found):
                text = _put(text, match, other)
            return text if found else None
    return None


def _doubled(place: Place, random: Random) -> str | None:
    pattern = {"ja": "[をが](?=[^をが])|[ァ-ヶー]{3,}"}.get(place.tag, r"(?<!\S)[^\W\d_]{2,}(?= )")
    match = _pick(pattern, place.text, random)
    if match is None or match[0].lower() in ("nous", "vous", "faire", "très"):
        return None
    if match[0].endswith(("ا", "ة")):  # an adverb, doubled
        return None
    gap = "" if place.tag == "ja" else " "
    return _put(place.text, match, f"{match[0]}{gap}{match[0]}")


def _cut(place: Place, random: Random) -> str | None:
    text = place.text.strip()
    if len(place.field.text) < 80 or "`" in text or "[" in text or "\n\n" in text:
        return None
    end = text[-1]
    kept = text[: len(text) // 5]
    return f"{kept.rstrip()}{end}\n"


def _stretched(place: Place, random: Random) -> str | None:
    text = place.text.strip()
    if (
        place.field.kind == "inline"
        or len(place.field.text) < 60
        or "`" in text
        or "[" in text
        or "\n\n" in text
    ):
        return None
    return "\n".join([text, text[::-1].strip(".。"), text]) + "\n"


#: What says no, and the text without it.
_NEGATIONS = {
    "fr": [
        (r"\b(?:ne |n['’])(\w+) (?:pas|jamais|plus)\b", r"\1"),
        (r"\b([Nn])(?:e |['’])(\w+) (?:pas|jamais)\b", r"\2"),
        (r"\baucun(e?)\b", r"un\1"),
        (r"\bsans\b", "avec"),
        (r"\bjamais\b", "toujours"),
    ],
    "ja": [
        ("ではありません", "です"),
        ("ません", "ます"),
        ("しないで", "して"),
        ("しない", "する"),
        ("ではなく", "であり"),
        ("されず", "され"),
        ("せず", "し"),
    ],
    "ar": [(r"(?<!\w)(?:لا|لم|لن|ليس|ليست) ", ""), (r"(?<!\w)بدون ", "مع "), ("غير ", "")],
}
_DENIES = re.compile(r"\b(?:not|never|no|none|nothing|cannot|without)\b|n't\b", re.IGNORECASE)


def _lost_negation(place: Place, random: Random) -> str | None:
    """Where a sentence of the English says no once, and the translation does: no more."""
    own, source = place.text.split("\n"), place.field.text.split("\n")
    if len(own) != len(source):
        return None
    numbers = [number for number, line in enumerate(source) if len(_DENIES.findall(line)) == 1]
    for number in random.sample(numbers, len(numbers)):
        prose = _prose(own[number])
        said = [pair for pair in _NEGATIONS[place.tag] for _ in re.findall(pair[0], prose)]
        if len({match.span() for pair in said for match in re.finditer(pair[0], prose)}) == 1:
            own[number] = re.sub(*said[0], own[number])
            return "\n".join(own)
    return None


def _gained_negation(place: Place, random: Random) -> str | None:
    """An instruction turned into its opposite."""
    if _DENIES.search(place.field.text) or "\n" in place.text.strip():
        return None
    if place.tag == "fr":
        match = re.match(r"([A-ZÉ]\w+ez)\b", place.text)
        negated = f"Ne {match[1].lower()} pas" if match else ""
    elif place.tag == "ja":
        match = re.search("してください", place.text)
        negated = "しないでください"
    else:
        match = re.match("[اأ]\\w+", place.text)
        negated = f"لا ت{match[0][1:]}" if match else ""
    return _put(place.text, match, negated) if match else None


def _no_end(place: Place, random: Random) -> str | None:
    text = place.text.rstrip()
    if text[-1:] not in ".。":
        return None
    return text[:-1] + place.text[len(text) :]


def _title_with_an_end(place: Place, random: Random) -> str | None:
    if place.field.path[-1] != "title":
        return None
    return place.text + ("。" if place.tag == "ja" else ".")


def _differently(place: Place, random: Random) -> str | None:
    """One of two fields with the same English."""
    same = [
        other
        for other in places()
        if other.tag == place.tag and other.field.text.split() == place.field.text.split()
    ]
    if same[0] is place or len(place.field.text.split()) < 2:
        return None
    match = _pick(_WORD, place.text, random)
    return _put(place.text, match, match[0][::-1]) if match else None


#: Kind of mistake -> ids that may tell it, how often it is made, and its makers in turn.
KINDS: dict[str, tuple[str, int, list[Maker]]] = {
    "name misspelt": (
        "name-differs",
        3,
        [_swap("Access-Control-(?=[A-Z])", "Acces-Control-", "fr", "ja", "ar")],
    ),
    "links swapped": ("links-swapped", 1, [_swapped_links]),
    "said differently": ("same-source", 1, [_differently]),
    "digits": (
        "typography-digits",
        2,
        [_swap(r"(?<=\d) ", "２ ", "ja"), _swap(r"(?<=\d\.)\d", "٣", "ar")],
    ),
    "pairs": (
        "typography-pairs",
        3,
        [_swap(" »", "", "fr"), _swap("」", "", "ja"), _swap("»", "", "ar")],
    ),
    "code misspelt": ("code-differs", 8, [_code(_misspelt)]),
    "code without its marks": (
        "code-differs prose-html prose-link prose-template prose-url",
        4,
        [_code(lambda code, _: code)],
    ),
    "code added": ("code-differs code-count", 4, [_after_a_word("`*`")]),
    "code with a foreign letter": ("code-character", 3, [_code(_cyrillic)]),
    "placeholder": ("name-differs", 2, [_after_a_word("%(name)s")]),
    "link to nowhere": ("prose-target", 6, [_link(lambda m: f"[{m[1]}]{m[2][:-2]}{m[2][-1]}")]),
    "link lost": ("links-differ", 3, [_link(lambda m: m[1])]),
    "number changed": (
        "numbers-differ",
        5,
        [_swap(r"\b(?:[1-9]\d{2}|\d\.\d)\b", "777", "fr", "ja", "ar")],
    ),
    "HTML": (
        "prose-html prose-entity",
        6,
        [_after_a_word("<b>oh</b>"), _after_a_word("<script>x</script>"), _after_a_word("&nbsp;")],
    ),
    "URL": (
        "prose-url",
        5,
        [_after_a_word("https://evil.example/x"), _after_a_word("www.evil.example")],
    ),
    "block": (
        "prose-fence prose-heading prose-quote prose-table",
        6,
        [_as_a_line("```\nx\n```"), _as_a_line("# Oh"), _as_a_line("> Oh"), _as_a_line("| Oh |")],
    ),
    "template": (
        "prose-template",
        5,
        [_after_a_word("{: .red}"), _after_a_word("{{ oh }}"), _after_a_word("{% oh %}")],
    ),
    "include": ("prose-include", 2, [_as_a_line('--8<-- "x.md"')]),
    "paragraphs": ("structure-differs", 6, [_joined, _split]),
    "list": ("structure-differs", 2, [_as_a_line("- Oh.\n- Ah.")]),
    "left in English": ("not-translated", 8, [_left_in_english]),
    "half in English": ("not-translated", 3, [_half_in_english]),
    "invisible": (
        "yaml-character prose-character",
        7,
        [_after_a_word(sign) for sign in "\u200b\u202e\u2066\u00ad\u200f\ufeff\u2028"],
    ),
    "not NFC": ("not-nfc", 5, [_loose_accent]),
    "homoglyph": (
        "homoglyph",
        3,
        [_swap(r"\b(Fire|Chr|Web)(?=\w)", lambda m: _alike(m[0]), "fr", "ja", "ar")],
    ),
    "wide title": ("title-wide", 3, [_wide_title]),
    "term avoided": ("term-avoid", 12, [_avoided_term]),
    "term not preferred": ("term-prefer term-avoid", 9, [_other_term]),
    "quotation marks": (
        "typography-quotes",
        6,
        [
            _swap("« ([^»]+) »", r'"\1"', "fr"),
            _swap("「([^」]+)」", r"“\1”", "ja"),
            _swap("(?<=ا)ل(\\w+) ", r'"\1" ', "ar"),
            _swap(r"(?<= )([^\W\d_]{4,})(?= )", r"“\1”", "fr"),
        ],
    ),
    "marks": (
        "typography-marks typography-width",
        12,
        [
            _swap("، ", ", ", "ar"),
            _swap(f"(?<={_CJK})、", ", ", "ja"),
            _swap(r"\.(?=\n)", "...", "fr"),
            _swap("。", ".", "ja"),
            _swap(r"(?<=\w)\.(?=\n)", "?", "ar"),
            _swap("。", "。。", "ja"),
        ],
    ),
    "spaces": (
        "typography-spaces",
        8,
        [
            _swap(", ", " , ", "fr"),
            _swap(f"(?<={_CJK})(?={_CJK})", " ", "ja"),
            _swap("، ", "،", "ar"),
            _swap(r"(?<=\w{2}) : (?=\w)", ":", "fr"),
        ],
    ),
    "letters": ("typography-letters", 2, [_swap("ي(?=\\w)", "ی", "ar")]),
    "emphasis": (
        "typography-emphasis",
        2,
        [_swap(f"(?<={_CJK})「([^」]+)」(?={_CJK})", r"*「\1」*", "ja"), _after_a_word("*oh")],
    ),
    "doubled word": ("doubled-word", 9, [_doubled]),
    "length": ("length", 5, [_cut, _stretched]),
    "negation lost": ("negation", 10, [_lost_negation]),
    "negation gained": ("negation", 4, [_gained_negation]),
    "end": ("end-mark", 5, [_no_end, _title_with_an_end]),
}


def _alike(word: str) -> str:
    return word.replace("e", "е").replace("h", "һ")


def plant(seed: int) -> list[Mistake]:
    """Every kind of mistake, each in a field of its own, in the languages by turns."""
    random = Random(seed)
    free = dict.fromkeys(places())
    planted: list[Mistake] = []
    for kind, (ids, count, makers) in KINDS.items():
        for number in range(count):
            mistake = _one(kind, ids, number, makers, list(free), random)
            del free[mistake.place]
            planted.append(mistake)
    return planted


def _one(
    kind: str, ids: str, number: int, makers: list[Maker], free: list[Place], random: Random
) -> Mistake:
    for place in _by_turns(free, random):
        for turn in range(len(makers)):
            text = makers[(number + turn) % len(makers)](place, random)
            if text is not None and text != place.text:
                return Mistake(kind, frozenset(ids.split()), place, text)
    raise AssertionError(f"no place is left for: {kind}")


def _by_turns(free: list[Place], random: Random) -> Iterator[Place]:
    """The free fields in a random order, from each language alike."""
    languages = sorted({place.tag for place in free})
    random.shuffle(languages)
    queues = [[place for place in free if place.tag == tag] for tag in languages]
    for queue in queues:
        random.shuffle(queue)
    for index in range(max(map(len, queues))):
        yield from (queue[index] for queue in queues if index < len(queue))
