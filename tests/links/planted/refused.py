"""Faults that `fieldguide check` finds, and that no build gets past: 150 of 10 kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.links.planted.faults import Fault, link
from tests.links.planted.guide import GUIDES, LOCALES, REASONS, THIN

#: Field of a reason's link, by the link's target; `{next}` and `{after}` as in its words.
_REASON = {
    "[spec]": "summary",
    "(reason:{next})": "explanation",
    "(guide:basics#start)": "explanation",
    "(#fix-send)": "causes.forgotten.body",
    "[demo]": "causes.forgotten.tell",
    "[form]": "causes.stripped.body",
    "[sample]": "causes.stripped.tell",
    "(guide:tools#reload)": "fixes.send.body",
    "(reason:{after}#standard)": "fixes.keep.body",
    "(#cause-forgotten)": "verify.body",
    "[rule]": "standard",
}
_GUIDE = {
    "(reason:{next})": "sections.start.body",
    "[demo]": "sections.start.steps.open.body",
    "(#start)": "sections.reload.body",
}
#: What a link leads to -> what it leads to with the fault, by kind of fault.
_WRONG = {
    "entry": {
        "(reason:{next})": "(reason:Gone{n})",
        "(guide:tools#reload)": "(guide:gone-{n}#reload)",
        "(reason:{after}#standard)": "(reason:lost{n}#standard)",
    },
    "link id": {
        "[demo]": "[dmeo]",
        "[spec]": "[spec-{n}]",
        "[sample]": "[smaple]",
        "[form]": "[from]",
        "[rule]": "[ruler]",
    },
    "part": {
        "(guide:basics#start)": "(guide:basics#begin-{n})",
        "(#fix-send)": "(#fix-sned)",
        "(#cause-forgotten)": "(#cause-{n})",
        "(#start)": "(#strat)",
    },
}


def refused(files: Mapping[str, str]) -> list[Fault]:
    """All of them; reasons 18 to 20 have malformed addresses and nothing else."""
    faults = [*_in_english(files), *_in_translations(files)]
    return [*faults, *_links(files), *_related(files), *_home(), *_malformed(files)]


def _in_english(files: Mapping[str, str]) -> Iterator[Fault]:
    for kind in _WRONG:
        for number in range(1, 13):
            yield _wrong(files, kind, "", f"reasons/{REASONS[number - 1]}", number)
        for number in (1, 2, 3):
            yield _wrong(files, kind, "", f"guides/{GUIDES[number - 1]}", number)


def _in_translations(files: Mapping[str, str]) -> Iterator[Fault]:
    for start, tag in enumerate(LOCALES, 1):
        for kind in _WRONG:
            for number in range(start, start + 4):
                yield _wrong(files, kind, tag, f"reasons/{REASONS[number - 1]}", number)
            # of two pages that a build shows in English, also what is translated is checked
            if tag == THIN[0] and kind == "link id":
                yield _wrong(files, kind, tag, THIN[1], 2)
            else:
                yield _wrong(files, kind, tag, f"guides/{GUIDES[0]}", 1)


def _wrong(files: Mapping[str, str], kind: str, tag: str, page: str, number: int) -> Fault:
    """The link of a page, chosen by a number, that leads wrong in one way."""
    fields = _GUIDE if page.startswith("guides") else _REASON
    index = number if page.startswith("guides") else int(page[-2:])
    words = {
        "next": REASONS[index % 20],
        "after": REASONS[(index + 1) % 20],
        "n": str(number),
    }
    choices = [target for target in _WRONG[kind] if target in fields]
    target = choices[(number - 1) % len(choices)]
    path = f"locales/{tag}/{page}.yml" if tag else f"docs/{page}.yml"
    old = link(files[path], target.format(**words))
    new = old.removesuffix(target.format(**words)) + _WRONG[kind][target].format(**words)
    where = "a translation" if tag else "English"
    return Fault(f"{kind} in {where}", path, old, f"¶{new}", ("prose-target",), fields[target], tag)


#: Links that a translation lost, by target, with the field that has them; and such as it gained.
_LOST = (
    ("(reason:Lost18)", "explanation"),
    ("[rule]", "standard"),
    ("(#cause-forgotten)", "verify.body"),
)
_GAINED = (("Lost17", " ¶[?](reason:Lost02)"), ("Lost13", " ¶[?](#fix-keep)"))


def _links(files: Mapping[str, str]) -> Iterator[Fault]:
    """A translation has a link less than the source, or one more."""
    for tag in LOCALES:
        path = f"locales/{tag}/reasons/Lost17.yml"
        for target, field in _LOST:
            yield _lose(files[path], path, target, field, tag)
        for reason, gained in _GAINED:
            path = f"locales/{tag}/reasons/{reason}.yml"
            (text,) = re.findall(r"(?<=^engines: \|\n).*$", files[path], re.MULTILINE)
            yield Fault(
                "translated link", path, text, text + gained, ("links-differ",), "engines", tag
            )


def _lose(text: str, path: str, target: str, field: str, tag: str) -> Fault:
    """A link becomes plain text; that is found where the field's text begins."""
    lost = link(text, target)
    before = text[: text.index(lost)]
    start = len(before) - len(re.split(r" \|\n +", before)[-1])
    new = f"¶{before[start:]}{lost[1:].partition(']')[0]}"
    return Fault("translated link", path, before[start:] + lost, new, ("links-differ",), field, tag)


def _related(files: Mapping[str, str]) -> Iterator[Fault]:
    pages = [f"reasons/{reason}" for reason in REASONS[1:13]]
    for number, page in enumerate([*pages, *(f"guides/{guide}" for guide in GUIDES[:3])]):
        path = f"docs/{page}.yml"
        _, key, names = files[path].partition("related:")
        which = number % 2
        name = names.replace("[", " ").replace("]", " ").replace("-", " ").replace(",", " ")
        old = name.split()[which]
        new = names.replace(old, f"¶Gone{number}")
        yield Fault("related", path, key + names, key + new, ("entry-related",), f"related.{which}")


def _home() -> Iterator[Fault]:
    """Unknown entries before those that are listed, in a block of lines and in two lists."""
    lists = (
        ("groups.first.reasons", REASONS[:7], "      - {}\n", "\n"),
        ("groups.second.reasons", REASONS[10:15], "{},", " "),
        ("guides", GUIDES[:3], "{},", " "),
    )
    for field, names, form, gap in lists:
        for index, name in enumerate(names):
            unknown = f"gone-{index}" if field == "guides" else f"Gone{name}"
            old = form.format(name)
            new = form.format(f"¶{unknown}").rstrip() + gap + old
            place = f"{field}.{2 * index}"
            yield Fault("home", "docs/index.yml", old, new, ("home-unknown",), place)


_ADDRESSES = (
    "http://standard.example/",
    "standard.example/rules",
    "//standard.example/",
    "/assets/demo/try.html",
    "mailto:me@guide.example",
    "https:/standard.example/",
    "https://",
    "https://standard.example/a b",
    "https://standard.example/<x>",
    "https://standard.example/`x`",
    "ftp://standard.example/",
    "HTTPS://standard.example/",
    "javascript:void(0)",
    "https://standard.example/x|y",
    "https://standard.example/x^y",
)


def _malformed(files: Mapping[str, str]) -> Iterator[Fault]:
    for index, address in enumerate(_ADDRESSES):
        path = f"docs/reasons/{REASONS[17 + index // 5]}.yml"
        id = ("spec", "rule", "demo", "form", "sample")[index % 5]
        (old,) = (line for line in files[path].split("\n") if line.startswith(f"  {id}:"))
        new = f'  {id}: ¶"{address}"'
        yield Fault(
            "malformed address", path, f"{old}\n", f"{new}\n", ("entry-value",), f"links.{id}"
        )
