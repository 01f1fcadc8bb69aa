from __future__ import annotations

from pathlib import Path

import pytest
from babel.support import NullTranslations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldguide.findings import Finding, Findings
from fieldguide.l10n.catalogs import catalog_path, load_catalog
from fieldguide.l10n.locale import Locale
from tests.marks import places

HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

"""


def load(folder: Path, data: str | bytes) -> tuple[NullTranslations, list[Finding]]:
    path = folder / "fieldguide.po"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    findings = Findings(path, "fr")
    return load_catalog(path, Locale.parse("fr"), findings), findings.items


def test_where_a_catalog_lies() -> None:
    assert catalog_path(Path("locales"), "pt-BR") == Path("locales/pt-BR/LC_MESSAGES/fieldguide.po")


def test_a_missing_catalog_leaves_the_source_strings(tmp_path: Path) -> None:
    findings = Findings(tmp_path / "none.po")
    assert load_catalog(findings.path, Locale.parse("fr"), findings).gettext("Home") == "Home"
    assert findings.items == []


def test_a_catalog_translates(tmp_path: Path) -> None:
    catalog, findings = load(
        tmp_path,
        HEADER
        + r"""# A comment.
#: templates/x.html
msgid "Home"
msgstr "Accueil"

msgctxt "from page to server"
msgid "to"
msgstr "vers"

msgid "Fix:"
msgid_plural "Fixes:"
msgstr[0] "Solution :"
msgstr[1] "Solutions :"

#, python-format
msgid "Translated by %(names)s."
msgstr "100 %% traduit par "
"%(names)s, d’« Allemagne » & co."

#, fuzzy
msgid "Name"
msgstr "<b>Nom</b>"

msgid "Not yet"
msgstr ""

msgid "One page"
msgid_plural "%(num)s pages"
msgstr[0] "Une seule page"
msgstr[1] "%(num)s pages"

msgid "A fix"
msgid_plural "Some fixes"
msgstr[0] "Une solution"
msgstr[1] "%(num)s solutions"

msgid "Type \"help\" & <Enter>"
msgstr "Tapez \"aide\" & <Entrée>"

#~ msgid "Old"
#~ msgstr "<b>Vieux</b>"
""",
    )
    assert findings == []
    assert catalog.gettext("Home") == "Accueil"
    assert catalog.pgettext("from page to server", "to") == "vers"
    assert catalog.ngettext("Fix:", "Fixes:", 1) == "Solution :"
    assert catalog.ngettext("Fix:", "Fixes:", 2) == "Solutions :"
    assert catalog.gettext("Translated by %(names)s.") == (
        "100 %% traduit par %(names)s, d’« Allemagne » & co."
    )
    assert catalog.gettext("Name") == "Name", "fuzzy strings wait for somebody to look"
    assert catalog.gettext("Not yet") == "Not yet"
    assert catalog.ngettext("One page", "%(num)s pages", 1) == "Une seule page"
    assert catalog.ngettext("A fix", "Some fixes", 2) == "%(num)s solutions", "Jinja has a num"
    assert catalog.gettext('Type "help" & <Enter>') == 'Tapez "aide" & <Entrée>', "as the source"


NAMES = 'msgid "By %(names)s."\n'


@pytest.mark.parametrize(
    ("text", "id", "message"),
    [
        (
            '¶msgid "Home"\nmsgstr "<b>Accueil"\n',
            "catalog-markup",
            ["`<` in the translation of `Home` would be markup",
             "`>` in the translation of `Home` would be markup"],
        ),
        (
            '¶msgid "Home"\nmsgstr "x\\" onmouseover=alert(1) y=\'"\n',
            "catalog-markup",
            ['`"` in the translation of `Home` would be markup'],
        ),
        (
            '¶msgid "Home"\nmsgstr "&lt;script&#62;"\n',
            "catalog-markup",
            ["`&#62;` in the translation of `Home` would be markup",
             "`&lt;` in the translation of `Home` would be markup"],
        ),
        (
            '¶msgid "Fix:"\nmsgid_plural "Fixes:"\nmsgstr[0] "a"\nmsgstr[1] "<"\n',
            "catalog-markup",
            ["`<` in the translation of `Fix:` would be markup"],
        ),
        (
            f'¶{NAMES}msgstr "Par %(name)s."\n',
            "catalog-placeholder",
            ["`By %(names)s.` has no placeholder `%(name)s`",
             "the translation of `By %(names)s.` lacks `%(names)s`"],
        ),
        (
            f'¶{NAMES}msgstr "Par %(names)d."\n',
            "catalog-placeholder",
            ["a `%` in the translation of `By %(names)s.` begins no placeholder",
             "the translation of `By %(names)s.` lacks `%(names)s`"],
        ),
        (
            '¶msgid "Home"\nmsgstr "100 % chez soi"\n',
            "catalog-placeholder",
            ["a `%` in the translation of `Home` begins no placeholder"],
        ),
        (
            '¶msgid "Home"\nmsgstr "%(x)s"\n',
            "catalog-placeholder",
            ["`Home` has no placeholder `%(x)s`"],
        ),
        (
            '¶msgid "Fix:"\nmsgid_plural "Fixes:"\nmsgstr[0] "a"\n',
            "catalog-plural",
            ["a plural form of `Fix:` is empty"],
        ),
        (
            'msgid "Home"\nmsgstr "a¶\u202eb¶\u200bc"\n',
            "catalog-character",
            ["U+202E is an invisible or control character",
             "U+200B is an invisible or control character"],
        ),
        (
            '¶msgid "Home\nmsgstr "a"\n¶hello\n',
            "catalog-syntax",
            ["this line is not a part of a catalog"] * 2,
        ),
        (
            '¶msgid "a"\nmsgid_plural "b"\nmsgstr[5] "x"\n',
            "catalog-syntax",
            ["not a valid catalog: msg has more translations than num_plurals of catalog"],
        ),
    ],
)  # fmt: skip
def test_each_mistake_is_found_at_its_line(
    tmp_path: Path, text: str, id: str, message: list[str]
) -> None:
    text, expected = places(HEADER + text)
    catalog, findings = load(tmp_path, text)
    assert {finding.id for finding in findings} == {id}
    assert {(f.position.line, f.position.column) for f in findings} == set(expected)
    assert [finding.message for finding in findings] == message
    assert all(finding.hint and finding.locale == "fr" for finding in findings)
    assert catalog.gettext("Home") == "Home", "nothing of a wrong catalog is used"


@pytest.mark.parametrize(
    ("data", "id", "line", "column"),
    [
        (HEADER.encode() + b'msgid "a"\nmsgstr "\xe9"\n', "catalog-encoding", 7, 9),
        (HEADER.replace("utf-8", "latin-1").encode(), "catalog-encoding", 3, 28),
        (HEADER.replace("utf-8", "no-such-charset").encode(), "catalog-encoding", 3, 28),
        (
            HEADER.replace('"Content', '"POT-Creation-Date: yesterday\\n"\n"Content').encode(),
            "catalog-header", 1, 1,
        ),
    ],
)  # fmt: skip
def test_headers_and_encodings(
    tmp_path: Path, data: bytes, id: str, line: int, column: int
) -> None:
    _, findings = load(tmp_path, data)
    assert [(f.id, f.position.line, f.position.column) for f in findings] == [(id, line, column)]


LINES = st.sampled_from(
    [
        'msgid ""', 'msgid "a"', 'msgid "%(n)s"', 'msgid_plural "b"', 'msgctxt "c"', 'msgstr ""',
        'msgstr "%(x)s"', 'msgstr "%"', 'msgstr[0] "a"', 'msgstr[1] "b"', 'msgstr[5] "b"', '"x"',
        "", "#, fuzzy", "#, python-format", '#~ msgid "o"', "#~ x", "# c", "#: f:1", "#:",
        '#| msgid "z"', r'"Plural-Forms: nplurals=2; plural=(n>1);\n"',
        r'"Plural-Forms: nplurals=9; plural=__import__;\n"', r'"Plural-Forms: x\n"',
        r'"Content-Type: text/plain; charset=utf-8\n"', r'"Content-Type: x\n"',
        r'"Language: zz\n"', r'"PO-Revision-Date: 2020-99-01 10:00+9900\n"', r'"\q \\ \x"',
        'msgid "é\\""', "#: \u2068a b\u2069", "junk", "\x00", "\r",
    ]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(), st.lists(LINES).map("\n".join).map(str.encode)), st.booleans())
def test_any_bytes_give_a_catalog_or_findings(tmp_path: Path, data: bytes, header: bool) -> None:
    catalog, findings = load(tmp_path, (b'msgid ""\nmsgstr ""\n' if header else b"") + data)
    assert isinstance(catalog.gettext("a"), str)
    assert isinstance(catalog.ngettext("a", "b", 3), str)
    assert all(finding.position.line >= 1 for finding in findings)
    for text in ("a", "%(n)s"):
        # what the templates do with every string
        assert catalog.gettext(text) % {"n": "x"}
