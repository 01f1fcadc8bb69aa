"""Which checks a translator may answer with a reason, and whether the answers hold."""

from __future__ import annotations

from collections.abc import Collection

from fieldguide.entries.references import nearest
from fieldguide.findings import Findings
from fieldguide.l10n.checks.language import ADVICE
from fieldguide.l10n.translation import Translation

#: Checks of what languages and translators may have good reasons for. All others guard readers
#: against strangers: code, links, markup and invisible characters are nobody's to waive.
WAIVABLE = frozenset(
    {
        "code-count",
        "homoglyph",
        "links-swapped",
        "not-nfc",
        "not-translated",
        "numbers-differ",
        "structure-differs",
        "title-wide",
        *ADVICE,
    }
)


def is_waived(translation: Translation, field: str, check: str) -> bool:
    """Whether a check's flaws in a field don't count."""
    return check in WAIVABLE and translation.waives(field, check)


def check_waivers(
    translation: Translation,
    proofread: Collection[str],
    used: Collection[tuple[str, str]],
    findings: Findings,
) -> None:
    """Report waivers that nobody may give, and those that waive nothing.

    `proofread` are the fields that all checks have looked at, `used` the waivers that held.
    """
    for (field, check), waiver in translation.waivers.items():
        place = f"waivers.{field}"
        names = [".".join(path) for path in translation.texts]
        if check not in WAIVABLE:
            findings.error(
                "waiver-forbidden",
                waiver.position,
                f"`{check}` is not a check that can be waived",
                nearest(check, WAIVABLE, "remove this, and mend what the check reports"),
                field=place,
            )
        elif field not in names:
            findings.warning(
                "waiver-unused",
                waiver.position,
                f"there is no text `{field}` here",
                nearest(field, names, "remove the waiver"),
                field=place,
            )
        elif field in proofread and (field, check) not in used:
            findings.warning(
                "waiver-unused",
                waiver.position,
                f"`{check}` reports nothing in `{field}`",
                "remove the waiver",
                field=place,
            )
