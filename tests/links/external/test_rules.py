from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.links.external.rules import PLAIN, Rule, rule_for
from fieldguide.links.external.wildcards import matches


@given(st.text("ab*", max_size=8), st.text("ab", max_size=10), st.booleans())
def test_wildcards_are_what_a_regular_expression_would_find(
    pattern: str, text: str, prefix: bool
) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*"))) + (".*" if prefix else "")
    assert matches(pattern, text, prefix=prefix) == bool(re.fullmatch(expression, text))


def test_no_pattern_is_slow() -> None:
    assert not matches("*a" * 5_000 + "b", "a" * 100_000)


@pytest.mark.parametrize(
    ("rule", "url"),
    [
        (Rule(host="example.org"), "https://example.org/x"),
        (Rule(host="EXAMPLE.org"), "https://Example.ORG./x"),
        (Rule(host="*.example.org"), "https://a.b.example.org/x"),
        (Rule(url="https://example.org/a?[x]*"), "https://example.org/a?[x]=1"),
        (Rule(host="example.org", url="*.pdf"), "https://example.org/x.pdf"),
        (Rule(), "no address at all"),
    ],
)
def test_covers(rule: Rule, url: str) -> None:
    assert rule.covers(url)


@pytest.mark.parametrize(
    ("rule", "url"),
    [
        (Rule(host="example.org"), "https://www.example.org/"),
        (Rule(host="*.example.org"), "https://example.org/"),
        (Rule(host="example.org"), "https://example.org.evil/"),
        (Rule(host="example.org"), "https://evil/example.org"),
        (Rule(host="example.org"), "http://[::1"),
        (Rule(host="example.org", url="*.pdf"), "https://example.org/x.html"),
    ],
)
def test_does_not_cover(rule: Rule, url: str) -> None:
    assert not rule.covers(url)


def test_the_first_rule_wins() -> None:
    first, second = Rule(host="example.org", skip="login"), Rule(skip="all")
    assert rule_for([first, second], "https://example.org/") is first
    assert rule_for([first, second], "https://example.com/") is second
    assert rule_for([first], "https://example.com/") is PLAIN


def test_a_digest_is_about_what_a_rule_asks_for() -> None:
    asked = [PLAIN, Rule(accept=frozenset({403})), Rule(expect_text="x"), Rule(expect_host="x")]
    assert len({rule.digest for rule in [*asked, Rule(fragments=False)]}) == 5
    assert Rule(host="example.org").digest == PLAIN.digest
    assert Rule(accept=frozenset({401, 403})).digest == Rule(accept=frozenset({403, 401})).digest
