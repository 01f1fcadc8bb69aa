"""A new locale: which tag it may have, and the files that its translators fill in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.core import get_global
from babel.localedata import locale_identifiers

from fieldguide.entries.fields import ProseField
from fieldguide.entries.read import Source
from fieldguide.l10n.locale import Locale, LocaleError, canonical_tag

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*\Z")


def new_locale(tag: str, known: Iterable[Locale]) -> Locale:
    """The locale of a tag, for a guide that has the locales `known`.

    Raises LocaleError, whose hint says what to write instead.
    """
    if not _TAG.match(tag):
        raise LocaleError(
            f"`{tag}` is not a tag of a language", "write one such as `fr`, `pt-BR` or `zh-Hans`"
        )
    spelled = canonical_tag(tag.replace("_", "-"))
    try:
        locale = Locale.parse(spelled)
    except LocaleError as error:
        spoken = _spoken_in(tag)
        if spoken:
            hint = f"`{tag.upper()}` is a country; write `{spoken}` for its main language"
            raise LocaleError(str(error), hint) from None
        raise
    scripts = _scripts(locale.language)
    if len(scripts) > 1 and not any(script in spelled.split("-") for script in scripts):
        fitting = [locale.babel.script] if locale.babel.script else scripts
        tags = " or ".join(f"`{locale.language}-{script}`" for script in fitting)
        raise LocaleError(
            f"{_english(locale.language)} is written in several scripts, and `{tag}` names none",
            f"write {tags}",
        )
    if spelled != tag:
        raise LocaleError(f"`{tag}` is not how this tag is written", f"write `{spelled}`")
    _refuse_neighbours(locale, known)
    return locale


def _refuse_neighbours(locale: Locale, known: Iterable[Locale]) -> None:
    for other in known:
        if other == locale:
            raise LocaleError(
                f"this guide has `{locale.tag}` already",
                f"see what is left to do: `fieldguide translate status {locale.tag}`",
            )
        first, second = sorted((other.slug, locale.slug), key=len)
        if second.startswith(first):
            raise LocaleError(
                f"`{locale.tag}` and this guide's `{other.tag}` cannot both be languages: "
                "the address of one begins with the other's",
                "name both fully, such as `pt-BR` and `pt-PT`",
            )


def _scripts(language: str) -> list[str]:
    """The scripts of a language whose script depends on the country; empty for most."""
    beginnings = {
        likely.split("_")[1]
        for tag, likely in get_global("likely_subtags").items()
        if tag.split("_")[0] == language and likely.count("_") == 2
    }
    described = {name for name in locale_identifiers() if name.count("_") == 1}
    return sorted(script for script in beginnings if f"{language}_{script}" in described)


def _spoken_in(country: str) -> str:
    """The main language of a country that was mistaken for one."""
    likely: str = get_global("likely_subtags").get(f"und_{country.upper()}", "")
    language, script = (*likely.split("_"), "", "")[:2]
    return f"{language}-{script}" if len(_scripts(language)) > 1 else language


def _english(language: str) -> str:
    return str(Locale.parse("en").babel.languages.get(language, language))


def skeleton(locale: Locale, source: Source, path: Path, root: Path) -> str:
    """The file at `path` that waits for a translation of an entry.

    Each key is commented out, below its English: the file says nothing until a translator
    begins, and then only what they wrote. `root` is the folder of the schemas' folder.
    """
    lines = [
        modeline(source, path, root),
        f"# {locale.name}. English stands above each key. To translate it, remove the `#` before",
        "# the key and write your text: a title between the quotes, any other text on the lines",
        "# below, two spaces further in than its key. Keep `code`, [links][like-this] and lists.",
        "# What you leave out, readers see in English.",
        *_fields(source.fields),
        "",
        '# Your name, as readers shall see it: ["Name"]',
        "translators: []",
    ]
    return "\n".join(lines) + "\n"


def modeline(source: Source, path: Path, root: Path) -> str:
    """The line by which editors find the schema of a translation at `path`."""
    schema = f"{type(source.entry).__name__.lower()}-translation.schema.json"
    folder = Path(os.path.relpath(root / "schemas", path.parent)).as_posix()
    return f"# yaml-language-server: $schema={folder}/{schema}"


def _fields(fields: Iterable[ProseField]) -> Iterator[str]:
    before: tuple[str, ...] = ()
    for field in fields:
        *parents, key = field.path
        depth = 0
        while depth < min(len(parents), len(before)) and parents[depth] == before[depth]:
            depth += 1
        yield ""
        for level in range(depth, len(parents)):
            yield "  " * level + f"{parents[level]}:"
        before = tuple(parents)
        indentation = "  " * len(parents)
        for line in field.text.strip("\n").split("\n"):
            yield f"{indentation}# {line}".rstrip()
        yield f"{indentation}#{key}: " + ('""' if field.kind == "inline" else "|")


def glossary_skeleton(locale: Locale, terms: Iterable[str]) -> str:
    """A glossary whose terms wait for a decision."""
    lines = [
        f"# The terms of this guide in {locale.name}.",
        "# Remove the `#` of a term and of what you know:",
        "# `prefer` is what to write, `avoid` what not, `why` tells the next translator.",
        "# A term that stays English has `keep: true` instead.",
    ]
    for term in terms:
        lines += ["", f"#{term}:", '#  prefer: ""', '#  avoid: [""]', '#  why: ""']
    lines += ["", "# Right words that the spelling check doesn't know.", "words: []"]
    return "\n".join(lines) + "\n"


def team_skeleton(locale: Locale) -> str:
    """A team's file that names nobody yet."""
    return (
        f'# Who reviews {locale.name}: ["@name", "@organization/team"]. Then `fieldguide owners`.\n'
        "reviewers: []\n"
    )
