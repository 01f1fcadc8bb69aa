from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fieldguide.findings import Severity
from fieldguide.l10n.summary.markdown import code, render_markdown
from fieldguide.l10n.summary.models import Edit, Language, Problem, Strings, Summary, Words

GITHUB = MarkdownIt("gfm-like", {"linkify": False})
HOSTILE = [
    "`<img src=x onerror=alert(1)>`",
    "x` [a](javascript:alert(1)) `y",
    "a | b |\n|---|---|",
    "\n# heading\n<!-- ",
    "@maintainers #1 https://evil.example",
    "<!-- fieldguide summary -->",
    "```\n",
    "\\`",
    " ",
    "",
    "\u202egnp.exe",
]


def language(**fields: object) -> Language:
    everything: dict[str, object] = {
        "tag": "fr",
        "touched": True,
        "before": Words(current=10, missing=5),
        "after": Words(current=15),
        "interface_before": Strings(translated=1, total=2),
        "interface_after": Strings(translated=2, total=2),
        "changed": 3,
        "confirmed": 1,
        "stale": 0,
        "gained": (),
        "lost": (),
    }
    return Language.model_validate({**everything, **fields})


def problem(text: str) -> Problem:
    return Problem(
        id="some-id",
        severity=Severity.ERROR,
        path=text,
        line=1,
        column=1,
        message=text,
        hint=text,
    )


def edit(text: str, **fields: bool) -> Edit:
    return Edit(page=text, field=text, words=3, **{"same_as": False, "recorded": True, **fields})


@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_texts_are_code_and_nothing_else(text: str) -> None:
    (paragraph,) = (t for t in GITHUB.parse(f"- {code(text)} end") if t.type == "inline")
    assert paragraph.children is not None
    assert [token.type for token in paragraph.children] == ["code_inline", "text"]
    assert paragraph.children[1].content == " end"


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text()), min_size=1, max_size=3))
def test_a_comment_has_the_same_structure_whatever_the_texts(texts: list[str]) -> None:
    def structure(names: list[str]) -> list[tuple[str, ...]]:
        summary = Summary(
            languages=(language(gained=tuple(names), lost=tuple(names)),),
            edits=tuple(map(edit, names)),
            findings=tuple(map(problem, names)),
        )
        tokens = GITHUB.parse(render_markdown(summary))
        return [(t.type, *(child.type for child in t.children or ())) for t in tokens]

    assert structure(texts) == structure(["plain" for _ in texts])


def test_a_comment_is_never_too_long_for_github() -> None:
    many = tuple("`|" * 500 + str(n) for n in range(1000))
    summary = Summary(
        languages=tuple(language(gained=many, lost=many, stale=5) for _ in many),
        edits=tuple(edit(name, same_as=True, recorded=False) for name in many),
        findings=tuple(map(problem, many)),
    )
    text = render_markdown(summary)
    assert len(text) < 65_000
    assert text.count("and 985 more") == 2 * 15 + 3


def test_what_a_comment_says() -> None:
    summary = Summary(
        languages=(language(stale=7, gained=("reasons/A",), lost=("reasons/B",)),),
        edits=(edit("e", same_as=True), edit("f", recorded=False)),
        findings=(problem("locales/fr/index.yml"),),
    )
    text = render_markdown(summary)
    for part in (
        "| `fr` | 10 (66 %) → **15 (100 %)** | 0 | 0 | 5 → **0** | 1 of 2 → **2 of 2** |",
        "`fr`: texts changed: 3; only stamped as up to date: 1",
        "`fr`: 7 words become outdated, as their English changes",
        "see these pages translated: `reasons/A`",
        "see these pages **in English**: `reasons/B`",
        "- `e` `e`: 3 words, said to mean the same (`same_as`)",
        "- `f` `f`: 3 words, **not in the ledger yet**",
        "Mistakes: 1, warnings: 0",
        "- error `some-id` at `locales/fr/index.yml:1:1`",
    ):
        assert part in text
    nothing = render_markdown(Summary(languages=(), edits=(), findings=()))
    assert "No language has more or less to read than before." in nothing
