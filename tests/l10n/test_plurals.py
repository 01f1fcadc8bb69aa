from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.findings import Finding, Findings, Severity
from fieldguide.l10n.catalogs import load_catalog
from fieldguide.l10n.locale import Locale

_PLURAL = 'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\n'


def load(folder: Path, tag: str, header: str, forms: int = 0) -> list[Finding]:
    path = folder / "fieldguide.po"
    texts = "".join(f'msgstr[{n}] "x"\n' for n in range(forms))
    line = rf'"Plural-Forms: {header};\n"' if header else ""
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f"{line}\n\n{_PLURAL}{texts}" if forms else f'msgid ""\nmsgstr ""\n{line}\n',
        encoding="utf-8",
    )  # fmt: skip
    findings = Findings(path, tag)
    load_catalog(path, Locale.parse(tag), findings)
    return findings.items


_SLAVIC = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"


@pytest.mark.parametrize(
    ("tag", "header", "forms"),
    [
        ("fr", "nplurals=2; plural=(n > 1)", 2),
        ("fr", "nplurals=2; plural=n>1", 2),
        ("de", "nplurals=2; plural=(n != 1)", 2),
        ("ja", "nplurals=1; plural=0", 1),
        ("ru", f"nplurals=3; plural=({_SLAVIC})", 3),
        ("fa", "nplurals=2; plural=(n > 1)", 2),  # as CLDR has it, not as gettext does
        ("fr", "nplurals=9; plural=x", 0),  # nothing is in the plural
    ],
)
def test_headers_of_the_language(tmp_path: Path, tag: str, header: str, forms: int) -> None:
    assert load(tmp_path, tag, header, forms) == []


_NAMES_TWO = "the header names 2 plural forms; this language has"


@pytest.mark.parametrize(
    ("tag", "header", "forms", "message"),
    [
        ("ja", "nplurals=2; plural=(n != 1)", 2, f"{_NAMES_TWO} 1"),
        ("ru", "nplurals=2; plural=(n != 1)", 2, f"{_NAMES_TWO} 3"),
        ("ja", "", 2, f"{_NAMES_TWO} 1"),
        ("fr", "nplurals=2; plural=n/1", 2, "`n/1` is no rule for 2 plural forms"),
        ("fr", "nplurals=2; plural=n%x", 2, "`n%x` is no rule for 2 plural forms"),
        ("fr", "nplurals=2; plural=n", 2, "`n` is no rule for 2 plural forms"),
    ],
)
def test_headers_that_contradict_it(
    tmp_path: Path, tag: str, header: str, forms: int, message: str
) -> None:
    [finding] = load(tmp_path, tag, header, forms)
    assert (finding.id, finding.message) == ("catalog-plural", message)
    assert finding.severity is Severity.ERROR
    assert finding.position.line == (4 if header else 1)
    assert finding.hint.startswith("write `Plural-Forms: nplurals=")


def test_another_rule_for_as_many_forms_is_doubtful(tmp_path: Path) -> None:
    [finding] = load(tmp_path, "fr", "nplurals=2; plural=(n != 1)", 2)
    assert finding.severity is Severity.WARNING
    assert finding.message == "by the header's rule, 0 takes another form than in this language"
    assert finding.hint == "write `Plural-Forms: nplurals=2; plural=(n > 1);`"
