"""The dictionaries of Hunspell, if the machine has it; this project brings none along."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Collection
from dataclasses import dataclass

from babel.core import get_global

from fieldguide.l10n.locale import Locale

#: What those miss who have no dictionary.
HINT = "install `hunspell` and a dictionary of the language, such as `hunspell-fr` for French"
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Hunspell:
    """One dictionary. Call it with words, and it gives back those that it doesn't know."""

    program: str
    dictionary: str

    def __call__(self, words: Collection[str]) -> set[str]:
        """Ask for all words at once; none is unknown where the program breaks down.

        A part of a word may come back: of `l'adrese`, `adrese`.
        """
        command = [self.program, "-i", "utf-8", "-d", self.dictionary, "-l"]
        return set(_answer(command, "\n".join(words)).split())


def find_speller(locale: Locale) -> Hunspell | None:
    """The dictionary of a language, or None where there is none that works."""
    program = shutil.which("hunspell")
    if program is None:
        return None
    known = set(
        re.findall(r"[/\\](\w+)$", _answer([program, "-D"], "", listing=True), re.MULTILINE)
    )
    names = [name for name in _names(locale) if name in known]
    return Hunspell(program, names[0]) if names else None


def _names(locale: Locale) -> list[str]:
    """What a language's dictionary may be called, the nearest first: pt_BR, fr_FR, fr."""
    babel = locale.babel
    if babel.territory:
        return [f"{babel.language}_{babel.territory}", babel.language]
    likely = get_global("likely_subtags").get(babel.language, "")
    return [f"{babel.language}_{likely.rpartition('_')[2]}", babel.language]


def _answer(command: list[str], text: str, *, listing: bool = False) -> str:
    """What the program says; nothing where it fails, for spelling is advice.

    Its list of dictionaries is among its errors, and it may miss one of its own choice.
    """
    try:
        answer = subprocess.run(
            command,
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=not listing,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stderr if listing else answer.stdout
