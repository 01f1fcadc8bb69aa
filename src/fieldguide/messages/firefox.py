"""Firefox's console messages, read out of an installed Firefox and its language packs."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

from fieldguide.messages.bank import Bank

#: Where the strings lie inside omni.ja and the language packs, by locale.
_PROPERTIES = re.compile(
    r"chrome/(?P<locale>[^/]+)/locale/(?P=locale)/global/security/security\.properties\Z"
)
_LINE = re.compile(r"(?P<key>[\w.-]+)\s*=\s*(?P<text>.*)\Z")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def harvest(directory: Path, prefix: str, known: dict[str, list[str]]) -> Bank:
    """All messages whose key begins with `prefix`, from Firefox installed in `directory`.

    `known` names the parameters of keys; those of others become `p1`, `p2`, …
    Raises FileNotFoundError if there is no Firefox or no such message, and
    zipfile.BadZipFile if it is damaged.
    """
    archives = [
        directory / "omni.ja",
        *sorted((directory / "browser" / "extensions").glob("langpack-*.xpi")),
    ]
    locales = {
        locale: messages
        for archive in archives
        for locale, messages in _read(archive, prefix)
        if messages
    }
    if "en-US" not in locales:
        raise FileNotFoundError(f"no message begins with `{prefix}`")
    english = locales["en-US"]
    return Bank(
        product="Firefox",
        version=_version(directory),
        license="MPL-2.0",
        source="Mozilla Firefox, security.properties; see messages/LICENSE.md",
        parameters={
            key: known.get(key) or [f"p{n + 1}" for n in range(_count(text))]
            for key, text in sorted(english.items())
        },
        locales={
            tag: dict(sorted(locales[tag].items()))
            for tag in ["en-US", *sorted(set(locales) - {"en-US"})]
        },
    )


def _read(archive: Path, prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            match = _PROPERTIES.match(name)
            if match:
                text = opened.read(name).decode("utf-8")
                yield match["locale"], dict(_messages(text, prefix))


def _messages(text: str, prefix: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        match = _LINE.match(line)
        if match and match["key"].startswith(prefix):
            yield match["key"], _ESCAPE.sub(lambda m: chr(int(m[1], 16)), match["text"])


def _count(text: str) -> int:
    numbers = [int(n) for n in re.findall(r"%(\d+)\$S", text)]
    return max(numbers, default=text.count("%S"))


def _version(directory: Path) -> str:
    settings = ConfigParser()
    with (directory / "application.ini").open(encoding="utf-8") as file:
        settings.read_file(file)
    return settings["App"]["Version"]
