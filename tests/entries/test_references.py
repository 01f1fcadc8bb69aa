from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.entries.models import Entry, Guide, Home, Reason
from fieldguide.entries.read import read_entry
from fieldguide.entries.references import check_references, nearest
from fieldguide.entries.tree import read_tree
from fieldguide.findings import Finding, Findings
from tests import guides
from tests.marks import places

FIGURE = '\n  f: {kind: network, engine: firefox, caption: "x", rows: []}'


def check(text: str, model: type[Entry]) -> list[Finding]:
    findings = Findings(Path("Alpha.yml" if model is Reason else "basics.yml"))
    tree = read_tree(text.encode(), findings)
    assert tree is not None
    source = read_entry(findings.path, tree, model, findings)
    assert source is not None, findings.items
    check_references(source, findings)
    return findings.items


@pytest.mark.parametrize(
    ("fields", "id", "message", "hint"),
    [
        (
            {"verify": '\n  body: "x"\n  code: [ask, ¶asks]'},
            "entry-reference",
            "there is no `asks` under `snippets`",
            "did you mean `ask`?",
        ),
        (
            {"fixes": '\n  send:\n    title: "x"\n    body: "x"\n    code: [¶curl]'},
            "entry-reference",
            "there is no `curl` under `snippets`",
            "add it under `snippets:`",
        ),
        (
            {
                "causes": '\n  a:\n    title: "x"\n    body: "x"\n    tell: "x"\n'
                "    code: [ask]\n    fixes: [send, ¶sent]"
            },
            "entry-reference",
            "there is no `sent` under `fixes`",
            "did you mean `send`?",
        ),
        (
            {"verify": '\n  body: "x"', "snippets": "\n  ask: {language: text, text: x}"
             "\n  idle: ¶{language: text, text: x}"},
            "entry-unused",
            "nothing shows `snippets.idle`",
            "list it in a `code:`, or remove it",
        ),
    ],
)  # fmt: skip
def test_references_of_a_reason(fields: dict[str, str], id: str, message: str, hint: str) -> None:
    text, expected = places(guides.reason("Alpha", **fields))
    assert [(f.id, (f.position.line, f.position.column), f.message, f.hint)
            for f in check(text, Reason)] == [(id, expected[0], message, hint)]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "id", "message", "hint"),
    [
        (
            {"sections": '\n  a: {title: "x", body: "x", figures: [f, ¶g]}', "figures": FIGURE},
            "entry-reference",
            "there is no `g` under `figures`",
            "add it under `figures:`",
        ),
        (
            {"sections": '\n  a: {title: "x", body: "x", code: [¶g]}'},
            "entry-reference",
            "there is no `g` under `snippets`",
            "add it under `snippets:`",
        ),
        (
            {
                "sections": '\n  a:\n    title: "x"\n    body: "x"\n    steps:\n'
                '      go: {title: "x", body: "x", figures: [¶g], code: []}'
            },
            "entry-reference",
            "there is no `g` under `figures`",
            "add it under `figures:`",
        ),
        (
            {"figures": FIGURE.replace("{", "¶{", 1)},
            "entry-unused",
            "nothing shows `figures.f`",
            "list it in a `figures:`, or remove it",
        ),
    ],
)
def test_references_of_a_guide(fields: dict[str, str], id: str, message: str, hint: str) -> None:
    text, expected = places(guides.guide("basics", **fields))
    assert [(f.id, (f.position.line, f.position.column), f.message, f.hint)
            for f in check(text, Guide)] == [(id, expected[0], message, hint)]  # fmt: skip


def test_whole_entries_refer_to_what_they_have() -> None:
    assert check(guides.reason("Alpha"), Reason) == []
    assert check(guides.guide("basics"), Guide) == []
    assert check(guides.home(), Home) == []


def test_the_nearest_name_is_suggested() -> None:
    assert nearest("serevr", ["client", "server"], "add it") == "did you mean `server`?"
    assert nearest("quite-other", ["client", "server"], "add it") == "add it"
    assert nearest("server", [], "add it") == "add it"
