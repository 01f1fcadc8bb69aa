"""What a translation says of itself: which English it was made from, and by whom."""

from __future__ import annotations

from collections.abc import Callable

from fieldguide.entries.read import Source
from fieldguide.entries.references import nearest
from fieldguide.entries.tree import Scalar
from fieldguide.findings import Findings
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import Ledger
from fieldguide.l10n.translation import Translation


def check_states(
    source: Source,
    translation: Translation,
    ledger: Callable[[], Ledger] | None,
    findings: Findings,
) -> None:
    """Report digests that say nothing, and marks of fields that aren't there.

    `ledger` is asked for unknown digests only; None stands for a guide that keeps none, where
    nobody can tell.
    """
    if ledger is not None:
        for field in source.fields:
            scalar = translation.scalars.get(field.path)
            if scalar is not None:
                known = source.entry.same_as.get(field.name, ())
                _check_digest(field.name, field.text, known, scalar, translation, ledger, findings)
    names = [".".join(path) for path in translation.texts]
    for name, position in translation.machine.items():
        if name not in names:
            findings.error(
                "machine-field",
                position,
                f"there is no text `{name}` here",
                nearest(name, names, "remove it from `machine:`"),
                field="machine",
            )


def _check_digest(
    name: str,
    text: str,
    same_as: list[str] | tuple[()],
    scalar: Scalar,
    translation: Translation,
    ledger: Callable[[], Ledger],
    findings: Findings,
) -> None:
    made_from = translation.digests.get(name)
    if made_from is None:
        findings.error(
            "translation-unstamped",
            scalar.position,
            f"nothing says which English text `{name}` was translated from",
            "run `fieldguide translate stamp` on the file",
            field=name,
        )
    elif made_from not in (digest(text), *same_as) and ledger().find(name, made_from) is None:
        findings.error(
            "translation-digest-unknown",
            scalar.position,
            f"`{name}` says it was translated from `{made_from}`, which no English text had",
            "run `fieldguide translate stamp` on the file; digests are never written by hand",
            field=name,
        )
