"""Two hundred mistakes in good translations: told, and nothing told of what is good."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldguide.findings import Findings
from fieldguide.l10n.ledger import appended, ledger_path, read_ledger, unrecorded
from fieldguide.project import load_sources
from tests.l10n.seeded import guide, mistakes

#: More than so many mistakes may not slip through.
TOLERATED = 0.02

Change = Callable[[str], str]


def _replaced(pattern: str, new: str) -> Change:
    def change(text: str) -> str:
        changed, count = re.subn(
            pattern, lambda match: match.expand(new), text, count=1, flags=re.M
        )
        assert count, pattern
        return changed

    return change


def _added(lines: str) -> Change:
    return lambda text: f"{text}{lines}\n"


#: What is wrong with a translation's file: name -> ids that may tell it, and the change.
FILES: dict[str, tuple[str, Change]] = {
    "unknown key": ("translation-unknown-key", _added('sumary: "x"')),
    "key of another part": ("translation-unknown-key", _replaced("^causes:", "fixs:")),
    "key that is not prose": (
        "translation-unknown-key",
        _added('links: {a: "https://a.example/"}'),
    ),
    "plain text": ("prose-style", _replaced('^title: "(.*)"$', r"title: \1 # !")),
    "folded text": ("prose-style", _replaced(r"^summary: \|", "summary: >")),
    "single quotes": ("prose-style", _replaced('^title: ".*"$', "title: 'oh'")),
    "empty text": ("prose-empty", _replaced('^title: ".*"$', 'title: ""')),
    "nothing": ("prose-empty entry-empty", _replaced('^title: ".*"$', "title:")),
    "key twice": ("yaml-duplicate-key", _added('title: "x"')),
    "tab": ("yaml-tab", _replaced("^summary: .*\n  ", "summary: |\n\t")),
    "alias": ("yaml-alias", _replaced('^title: ".*"$', "title: *oh")),
    "anchor": ("yaml-anchor", _replaced("^title: ", "title: &oh ")),
    "tag": ("yaml-tag", _replaced("^title: ", "title: !!str ")),
    "list for a text": ("entry-type", _replaced('^title: "(.*)"$', 'title: ["oh"]')),
    "text for a part": ("entry-type", _replaced("^verify:\n(?:  .*\n)+", 'verify: "oh"\n')),
    "quote not closed": ("yaml-syntax", _replaced('^title: "(.*)"$', r'title: "\1')),
    "digest by hand": ("translation-digest", _replaced('^  title: "[0-9a-f]+"$', "  title: today")),
    "digest of nothing": (
        "translation-digest-unknown",
        _replaced('^  title: "[0-9a-f]+"$', '  title: "0123456789ab"'),
    ),
    "no digest": ("translation-unstamped", _replaced('^  title: "[0-9a-f]+"\n', "")),
    "waiver without a reason": ("translation-waiver", _added("waivers: {title: {length: }}")),
    "waiver of code": ("waiver-forbidden", _added('waivers: {title: {code-differs: "oh"}}')),
    "waiver of nothing": ("waiver-unused", _added('waivers: {title: {length: "oh"}}')),
    "machine's field": ("machine-field", _added("machine: [titel]")),
    "nameless translator": ("translation-name", _added('translators: [""]')),
}

CATALOG = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

"""
#: The same for files of other kinds: name -> file, ids, text.
OTHERS: dict[str, tuple[str, str, str]] = {
    "catalog, unknown placeholder": (
        "locales/fr/LC_MESSAGES/fieldguide.po",
        "catalog-placeholder",
        CATALOG + 'msgid "By %(names)s"\nmsgstr "Par %(noms)s"\n',
    ),
    "catalog, lost placeholder": (
        "locales/ja/LC_MESSAGES/fieldguide.po",
        "catalog-placeholder",
        CATALOG + 'msgid "By %(names)s"\nmsgstr "翻訳"\n',
    ),
    "catalog, plural": (
        "locales/ar/LC_MESSAGES/fieldguide.po",
        "catalog-plural",
        CATALOG + 'msgid "Fix"\nmsgid_plural "Fixes"\nmsgstr[0] "حل"\nmsgstr[1] ""\n',
    ),
    "glossary, plain text": (
        "locales/fr/glossary.yml",
        "glossary-style",
        "header: {prefer: en-tête}\n",
    ),
    "glossary, unknown key": (
        "locales/ja/glossary.yml",
        "glossary-unknown-key",
        'header: {preffer: "ヘッダー", avoid: []}\n',
    ),
    "glossary, contradiction": (
        "locales/ar/glossary.yml",
        "glossary-contradiction",
        'header: {prefer: "ترويسة", avoid: ["ترويسة"]}\n',
    ),
    "entry that English hasn't": (
        "locales/fr/reasons/CORSUnknown.yml",
        "translation-orphaned",
        'title: "Oh"\n',
    ),
    "file that nothing reads": ("locales/fr/reasons/notes.txt", "locale-file", "oh\n"),
}


def _checked(root: Path, files: dict[str, str]) -> list[dict[str, Any]]:
    """What the command says of the guide with these translations, its ledger up to date."""
    config = guide.write(root, files)
    for page, source in load_sources(root / "docs", root / "none").sources.items():
        path = ledger_path(root / "docs", page)
        new = list(unrecorded(read_ledger(path, Findings(path)), source.fields))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(appended(new, mistakes.TODAY), encoding="utf-8")
    return guide.check(config)


def test_good_translations_are_silent(tmp_path: Path) -> None:
    assert _checked(tmp_path, guide.files()) == []


def test_the_guides_own_french_is_silent() -> None:
    """What is wrong with it is mended or waived: others learn from it what a finding looks like."""
    assert guide.check(Path(__file__).resolve().parents[3] / "mkdocs.yml", "fr") == []


@pytest.fixture(scope="module")
def planted() -> list[mistakes.Mistake]:
    return mistakes.plant(seed=2026)


@pytest.fixture(scope="module")
def found(
    planted: list[mistakes.Mistake], tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    """What is found with all mistakes of texts at once, each in a field of its own."""
    changes = {mistake.place: mistake.text for mistake in planted}
    return _checked(tmp_path_factory.mktemp("planted"), guide.files(changes))


def _misses(planted: list[mistakes.Mistake], found: list[dict[str, Any]]) -> list[str]:
    files = guide.files({mistake.place: mistake.text for mistake in planted})
    told: dict[tuple[str, str], set[str]] = {}
    unseen = set()  # what is told before there are fields
    for item in found:
        told.setdefault((item["path"], item["field"]), set()).add(item["id"])
        if item["id"] == "yaml-character":
            line = files[item["path"]].split("\n")[item["line"] - 1]
            unseen.add((item["path"], line[item["column"] - 1]))
    misses = []
    for mistake in planted:
        place = mistake.place
        ids = told.get((place.file, place.field.name), set())
        if not ids & mistake.ids and (place.file, mistake.text[_changed(mistake)]) not in unseen:
            misses.append(f"{mistake.kind}: {place.file}, {place.field.name}: {mistake.text}")
    return misses


def _changed(mistake: mistakes.Mistake) -> int:
    """Where a text begins to differ from the good one."""
    pairs = enumerate(zip(mistake.text, mistake.place.text, strict=False))
    return next((place for place, (new, good) in pairs if new != good), -1)


def test_planted_mistakes_are_told(
    planted: list[mistakes.Mistake], found: list[dict[str, Any]], tmp_path: Path
) -> None:
    misses = _misses(planted, found)
    wanted: dict[str, dict[str, str]] = {}
    good = guide.files()
    pages = [file for file in good if "/reasons/" in file]
    for number, (name, (_, change)) in enumerate(FILES.items()):
        file = pages[number % len(pages)]
        wanted.setdefault(f"round {number // len(pages)}", {})[name] = file
        assert change(good[file]) != good[file]
    for round, names in wanted.items():
        changed = {**good, **{file: FILES[name][1](good[file]) for name, file in names.items()}}
        told = {(item["path"], item["id"]) for item in _checked(tmp_path / round, changed)}
        misses += [
            f"{name}: {file}"
            for name, file in names.items()
            if not any((file, id) in told for id in FILES[name][0].split())
        ]
    texts = {file: text for file, _, text in OTHERS.values()}
    told = {(item["path"], item["id"]) for item in _checked(tmp_path / "others", {**good, **texts})}
    misses += [
        f"{name}: {file}" for name, (file, id, _) in OTHERS.items() if (file, id) not in told
    ]
    count = len(planted) + len(FILES) + len(OTHERS)
    assert count >= 200
    assert len(misses) <= TOLERATED * count, "\n".join(misses)


def test_a_mistake_is_told_where_it_is_and_nowhere_else(
    planted: list[mistakes.Mistake], found: list[dict[str, Any]]
) -> None:
    wrong = {(mistake.place.file, mistake.place.field.name) for mistake in planted}
    elsewhere = [
        item
        for item in found
        if (item["path"], item["field"]) not in wrong and item["id"] != "yaml-character"
    ]
    assert elsewhere == []
