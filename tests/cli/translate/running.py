"""The commands for translators, run on a small guide."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.entries.fields import ProseField
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import appended

FRENCH = "locales/fr/reasons/Alpha.yml"
LEDGER = "docs/.ledger/reasons/Alpha.jsonl"
FIRST, LATER = date(2026, 1, 2), date(2026, 3, 4)


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["translate", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def history(*texts: tuple[str, str, date]) -> str:
    """A ledger: field, text, day."""
    return "".join(
        appended([ProseField(tuple(field.split(".")), "block", text)], day)
        for field, text, day in texts
    )


def stamps(**texts: str) -> str:
    """The digests of the English that fields were made from; `__` stands for a dot."""
    pairs = {name.replace("__", "."): digest(text) for name, text in texts.items()}
    return "source: " + json.dumps(pairs) + "\n"
