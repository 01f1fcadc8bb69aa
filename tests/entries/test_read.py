from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.entries.models import Entry, Guide, Home, Reason
from fieldguide.entries.read import Source, read_entry
from fieldguide.entries.tree import read_tree
from fieldguide.findings import Finding, Findings, Position
from tests import guides
from tests.marks import places

EXCHANGE = """
  request: {method: GET}
  broken: {status: 200}
  fixed: {status: 200, headers: [[Vary, Origin]]}"""


def read(
    text: str, model: type[Entry] = Reason, name: str = "Alpha"
) -> tuple[Source | None, list[Finding]]:
    findings = Findings(Path(f"{name}.yml"))
    tree = read_tree(text.encode(), findings)
    assert tree is not None, findings.items
    return read_entry(findings.path, tree, model, findings), findings.items


def test_a_whole_entry_has_no_findings() -> None:
    source, findings = read(guides.reason("Alpha", exchange=EXCHANGE, related="[Beta]"))
    assert findings == []
    assert source is not None
    assert isinstance(source.entry, Reason)
    assert source.id == "Alpha"
    assert source.entry.title == "Something happened"
    assert source.entry.summary == "It broke, see [the standard][spec].\n"
    assert source.entry.related == ["Beta"]
    assert source.entry.exchange is not None
    assert source.entry.exchange.fixed.headers == [("Vary", "Origin")]
    assert source.position("title") == Position(2, 8)
    assert source.position("related", 0) == Position(39, 11)


#: What replaces fields of a valid reason -> the finding's id, field, message and hint.
#: The mark is where it is found.
MISTAKES: list[tuple[dict[str, str], str, str, str, str]] = [
    (
        {"¶sumary": '"x"'},
        "entry-unknown-key",
        "sumary",
        "`sumary` is not a field here",
        "did you mean `summary`?",
    ),
    (
        {"verify": '\n  body: "x"\n  ¶colour: red'},
        "entry-unknown-key",
        "verify.colour",
        "`verify.colour` is not a field here",
        "fields here: body, code",
    ),
    (
        {"exchange": EXCHANGE.replace("{status: 200}", "{preflight: {status: 204, ¶header: []}}")},
        "entry-unknown-key",
        "exchange.broken.preflight.header",
        "`exchange.broken.preflight.header` is not a field here",
        "did you mean `headers`?",
    ),
    (
        {"causes": '\n  ¶a:\n    title: "x"\n    body: "x"\n    fixes: [send]'},
        "entry-missing-key",
        "causes.a.tell",
        "`causes.a.tell` is missing",
        "add `tell:` here",
    ),
    (
        {"title": "¶[a]"},
        "entry-type",
        "title",
        "`title` must be text, not a list",
        "write one text",
    ),
    (
        {"related": "¶Beta"},
        "entry-type",
        "related",
        "`related` must be a list, not `Beta`",
        "write `[one, two]`, or one `- …` line for each",
    ),
    (
        {"related": "[Beta, ¶5]"},
        "entry-type",
        "related.1",
        "`related.1` must be text, not `5`",
        "put it in double quotes",
    ),
    (
        {"messages": "¶[a]"},
        "entry-type",
        "messages",
        "`messages` must be a mapping, not a list",
        "indent `key: …` lines under it",
    ),
    (
        {"verify": "¶nothing"},
        "entry-type",
        "verify",
        "`verify` must be a mapping of fields, not `nothing`",
        "indent its fields under it",
    ),
    (
        {"exchange": EXCHANGE.replace("broken: {status: 200}", 'broken: {status: ¶"200"}')},
        "entry-type",
        "exchange.broken.status",
        "`exchange.broken.status` must be a whole number, not the text `200`",
        "write digits, without quotes",
    ),
    (
        {"exchange": EXCHANGE.replace("broken: {status: 200}", f"broken: {{status: ¶{'9' * 60}}}")},
        "entry-type",
        "exchange.broken.status",
        f"`exchange.broken.status` must be a whole number, not `{'9' * 39}…`",
        "write digits, without quotes",
    ),
    (
        {"exchange": EXCHANGE.replace("broken: {status: 200}", "broken: {status: ¶99}")},
        "entry-value",
        "exchange.broken.status",
        "`exchange.broken.status` is `99`; it must be at least 100",
        "",
    ),
    (
        {"exchange": EXCHANGE.replace("broken: {status: 200}", "broken: {status: ¶600}")},
        "entry-value",
        "exchange.broken.status",
        "`exchange.broken.status` is `600`; it must be at most 599",
        "",
    ),
    (
        {"exchange": EXCHANGE.replace("GET", "GET, credentials: ¶includes")},
        "entry-value",
        "exchange.request.credentials",
        "`exchange.request.credentials` must be one of `omit`, `same-origin`, `include`; "
        "it is `includes`",
        "did you mean `include`?",
    ),
    *(
        (
            {"exchange": EXCHANGE.replace("[Vary, Origin]", wrong)},
            "entry-type",
            "exchange.fixed.headers.0",
            f"`exchange.fixed.headers.0` must be a pair{given}",
            "write `[name, value]`",
        )
        for wrong, given in [
            ("¶[Vary]", ""),
            ("¶[Vary, Origin, Accept]", ""),
            ("¶Vary", ", not `Vary`"),
            ("¶{Vary: Origin}", ", not a mapping"),
        ]
    ),
    (
        {"exchange": EXCHANGE.replace("[Vary, Origin]", "[Max-Age, ¶600]")},
        "entry-type",
        "exchange.fixed.headers.0.1",
        "`exchange.fixed.headers.0.1` must be text, not `600`",
        "put it in double quotes",
    ),
    (
        {"links": "\n  spec: ¶http://standard.example"},
        "entry-value",
        "links.spec",
        "`links.spec` cannot be `http://standard.example`",
        "A whole address that begins with `https://`.",
    ),
    (
        {"links": "\n  ¶Spec: https://standard.example"},
        "entry-key",
        "links.Spec",
        "`Spec` is not a valid key",
        "use lower-case words joined by hyphens, such as `error-response`",
    ),
    (
        {"related": "[Beta, ¶be-ta]"},
        "entry-value",
        "related.1",
        "`related.1` cannot be `be-ta`",
        "The browser's own name of the reason: letters, digits and `_`.",
    ),
    (
        {"title": f'¶"{"x" * 141}"'},
        "entry-value",
        "title",
        "`title` has 141 characters; at most 140 fit",
        "shorten it",
    ),
    (
        {"snippets": '\n  ask: {language: text, text: ¶""}'},
        "entry-empty",
        "snippets.ask.text",
        "`snippets.ask.text` is empty",
        "give it a value, or remove it",
    ),
    (
        {"causes": "¶{}"},
        "entry-empty",
        "causes",
        "`causes` has nothing in it",
        "add at least one",
    ),
    (
        {"¶causes": ""},
        "entry-empty",
        "causes",
        "`causes` is empty",
        "give it a value, or remove it",
    ),
    (
        {"fixes": '\n  send:\n    title: "x"\n    body: "x"\n    ¶recipe:'},
        "entry-empty",
        "fixes.send.recipe",
        "`fixes.send.recipe` is empty",
        "give it a value, or remove it",
    ),
    (
        {"related": "[Beta, ¶~]"},
        "entry-type",
        "related.1",
        "`related.1` must be text, not `~`",
        "put it in double quotes",
    ),
    *(
        (
            {field: text},
            "prose-empty",
            "summary",
            "`summary` is empty",
            "write its text, or remove the key",
        )
        for field, text in [
            ("¶summary", ""),
            ("summary", '¶""'),
            ("summary", '¶"  "'),
            ("summary", "¶|\n"),
            ("summary", "¶''"),
        ]
    ),
    *(
        (
            {"summary": text},
            "prose-style",
            "summary",
            f"`summary` is prose in a {style} scalar, which can lose text in silence",
            'write it as a `|` block, or in double quotes ("…")',
        )
        for style, text in [
            ("plain", "¶some words # and a lost end"),
            ("folded", "¶>\n  some words"),
            ("single-quoted", "¶'some words'"),
            ("plain", "¶5"),
        ]
    ),
    (
        {"id": "¶Gamma"},
        "entry-id",
        "id",
        "the id is `Gamma` but the file is named `Alpha.yml`",
        "write `id: Alpha`, or rename the file to `Gamma.yml`",
    ),
    (
        {"id": "¶5"},
        "entry-type",
        "id",
        "`id` must be text, not `5`",
        "put it in double quotes",
    ),
]


@pytest.mark.parametrize(
    ("fields", "id", "field", "message", "hint"),
    MISTAKES,
    ids=[f"{id}-{next(iter(fields.values()))}"[:40] for fields, id, *_ in MISTAKES],
)
def test_each_mistake_is_found_at_its_place(
    fields: dict[str, str], id: str, field: str, message: str, hint: str
) -> None:
    changed: dict[str, str | None] = {**fields}
    changed |= {key: None for key in guides.REASON if f"¶{key}" in fields}
    text, [(line, column)] = places(guides.reason("Alpha", **changed))
    _, findings = read(text)
    assert findings == [
        Finding(id, Path("Alpha.yml"), Position(line, column), message, hint, field)
    ]


def test_all_missing_fields_are_named() -> None:
    source, findings = read("# a comment\nid: Alpha\n")
    assert source is None
    assert {finding.position for finding in findings} == {Position(2, 1)}
    assert {finding.id for finding in findings} == {"entry-missing-key"}
    assert [finding.field for finding in findings] == [
        "title", "summary", "explanation", "causes", "fixes", "verify", "standard", "messages",
    ]  # fmt: skip


FIGURES = """\
id: basics
title: "Basics"
summary: "Summary."
sections:
  start: {title: "Start", body: "Text."}
figures:
  ¶console:
    kind: console
    engine: ¶5
    ¶captio: "x"
    lines: [{level: ¶fatal, ¶bad: 1}]
  network: {kind: network, engine: x, caption: ¶plain, rows: [], request_headers: [¶[a]]}
  sequence:
    kind: sequence
    caption: "x"
    steps:
      ¶Bad: {from: page, to: ¶moon}
  wrong: {kind: ¶networks}
  ¶without: {caption: "x"}
  ¶nothing:
  list: ¶[]
"""


def test_places_and_names_inside_figures_of_each_kind() -> None:
    text, expected = places(FIGURES)
    source, findings = read(text, Guide, "basics")
    assert source is None
    findings.sort(key=lambda finding: finding.sort_key)
    assert [(f.position.line, f.position.column) for f in findings] == expected
    assert [(f.id, f.field, f.hint) for f in findings] == [
        ("entry-missing-key", "figures.console.caption", "add `caption:` here"),
        ("entry-type", "figures.console.engine", "put it in double quotes"),
        ("entry-unknown-key", "figures.console.captio", "did you mean `caption`?"),
        ("entry-value", "figures.console.lines.0.level", "write one of them"),
        (
            "entry-unknown-key",
            "figures.console.lines.0.bad",
            "fields here: level, message, source, text, values",
        ),
        (
            "prose-style",
            "figures.network.caption",
            'write it as a `|` block, or in double quotes ("…")',
        ),
        ("entry-type", "figures.network.request_headers.0", "write `[name, value]`"),
        (
            "entry-key",
            "figures.sequence.steps.Bad",
            "use lower-case words joined by hyphens, such as `error-response`",
        ),
        ("entry-value", "figures.sequence.steps.Bad.to", "write one of them"),
        ("entry-value", "figures.wrong.kind", "did you mean `network`?"),
        ("entry-missing-key", "figures.without.kind", "add `kind:` here"),
        ("entry-empty", "figures.nothing", "give it a value, or remove it"),
        ("entry-type", "figures.list", "indent its fields under it"),
    ]


@pytest.mark.parametrize("value", ["¶*a", '¶&a "x"', '¶!!str "x"', "¶!!map {}", "¶&a []"])
@pytest.mark.parametrize("field", ["title", "summary", "causes", "related", "id", "messages"])
def test_what_yaml_refuses_is_not_refused_twice(field: str, value: str) -> None:
    text, [(line, column)] = places(guides.reason("Alpha", **{field: value}))
    _, findings = read(text)
    assert [(f.position.line, f.position.column) for f in findings] == [(line, column)]
    assert findings[0].id.startswith("yaml-")


def test_the_home_entry_has_no_id() -> None:
    source, findings = read(guides.home(), Home, "index")
    assert findings == []
    assert source is not None
    assert isinstance(source.entry, Home)
    assert source.fields[0].name == "title"
