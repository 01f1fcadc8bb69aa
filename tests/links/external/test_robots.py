from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.links.external.robots import ALLOW_ALL, ALLOW_NONE, parse, product_token

TEXT = """\ufeff# made up
Sitemap: https://example.org/sitemap.xml
User-agent: guide   # ours
user-agent: OtherBot
Disallow: /private
Allow: /private/open
Disallow: /*.php$
Disallow: /search*q=
Crawl-delay: 2.5

User-agent: *
Disallow: /
Allow: /$

User-agent: guide
Disallow: /%7ejo/caf%c3%a9
Disallow:
nonsense
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private", False),
        ("/private/open/x", True),
        ("/a.php", False),
        ("/a.php5", True),
        ("/a.php?x=1", True),
        ("/search?x=1&q=2", False),
        ("/~jo/café", False),
        ("/%7Ejo/caf%C3%A9/x", False),
        ("/other", True),
    ],
)
def test_groups_for_us(path: str, allowed: bool) -> None:
    assert parse(TEXT, "Guide").allows(path) is allowed


def test_groups_for_everybody() -> None:
    robots = parse(TEXT, "somebody")
    assert robots.allows("/")
    assert not robots.allows("/x")
    assert robots.crawl_delay == 0
    assert parse(TEXT, "otherbot").crawl_delay == 2.5


def test_the_longest_pattern_decides_and_allowing_wins() -> None:
    assert parse("User-agent: *\nDisallow: /a\nAllow: /a\n", "x").allows("/a")
    assert not parse("User-agent: *\nDisallow: /ab\nAllow: /a\n", "x").allows("/abc")


def test_nothing_and_all() -> None:
    assert ALLOW_ALL.allows("/x")
    assert not ALLOW_NONE.allows("/x")
    assert parse("", "x").allows("/x")
    assert parse("Disallow: /", "x").allows("/x"), "a rule without a group is nobody's"


@pytest.mark.parametrize(
    ("agent", "token"),
    [("Guide/1.0 (+https://x)", "guide"), ("my-guide", "my-guide"), ("(x)", "*"), ("", "*")],
)
def test_product_token(agent: str, token: str) -> None:
    assert product_token(agent) == token


@given(st.text(), st.text())
def test_any_text_can_be_read(text: str, path: str) -> None:
    parse(f"User-agent: *\nDisallow: {text}\n{text}", "x").allows(path)


@given(st.lists(st.sampled_from(["/a", "/a/b", "/*c", "/a$"])), st.text("/abc", min_size=1))
def test_disallowing_only_never_allows_more(rules: list[str], path: str) -> None:
    text = "User-agent: *\n" + "".join(f"Disallow: {rule}\n" for rule in rules)
    if not parse(text, "x").allows(path):
        assert not parse(f"{text}Disallow: /a/b/c\n", "x").allows(path)
