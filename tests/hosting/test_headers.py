from __future__ import annotations

import pytest

from fieldguide.hosting.headers import HASHED, Site, apache, hosted, nginx

SITE = Site(
    policy="default-src 'none'; script-src 'self' 'sha256-a='",
    path="/guide/",
    folders=["en", "pt-br"],
    hashed=["assets/javascripts/bundle.a5f9d56c.min.js"],
)


def test_every_server_sends_the_same() -> None:
    assert SITE.headers["Content-Security-Policy"] == f"{SITE.policy}; frame-ancestors 'none'"
    for text in (hosted(SITE), nginx(SITE), apache(SITE)):
        for name, value in SITE.headers.items():
            assert name in text
            assert value in text
        assert "public, max-age=31536000, immutable" in text
        assert all(
            line.startswith("#") for line in text.splitlines() if "Strict-Transport" in line
        ), "whether a domain has HTTPS for good is for its owner to say"


def test_the_form_that_netlify_and_cloudflare_read() -> None:
    lines = [line for line in hosted(SITE).splitlines() if not line.startswith("#")]
    rules = [line for line in lines if not line.startswith("  ")]
    assert rules == ["/*", "/assets/javascripts/bundle.a5f9d56c.min.js"]
    assert all(line.startswith(("/", "  ")) and (line[0] == "/" or ": " in line) for line in lines)


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        (Site("a" * 2000, "/", [], []), "a line of 20"),
        (Site("a", "/", [], [f"{n}.css" for n in range(100)]), "101 rules; at most 100"),
    ],
)
def test_what_cloudflare_would_leave_out_is_refused(site: Site, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        hosted(site)


def test_each_language_has_its_own_404_page() -> None:
    assert "location /guide/pt-br/ { error_page 404 /guide/pt-br/404.html; }" in nginx(SITE)
    assert 'm#^/guide/pt\\-br/#">\n  ErrorDocument 404 /guide/pt-br/404.html' in apache(SITE)
    assert "error_page 404 /guide/404.html;" in nginx(SITE)
    assert "\nErrorDocument 404 /guide/404.html" in apache(SITE)


@pytest.mark.parametrize(
    ("name", "is_hashed"),
    [("main.57a0d79d.min.css", True), ("lunr.fr.min.js", False), ("fieldguide.css", False)],
)
def test_only_what_changes_its_name_is_kept_for_ever(name: str, is_hashed: bool) -> None:
    assert bool(HASHED.search(name)) == is_hashed
