"""The headers to send with a site's files, in the words of the hosts and servers that send them.

All say the same. What a page can say itself, its policy, stands in the page too; the rest only
works as a header (https://www.w3.org/TR/CSP3/#meta-element).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Files whose name changes with what is in them: the theme puts eight digits of a digest there.
HASHED = re.compile(r"\.[0-9a-f]{8}\.")
#: Cloudflare drops longer lines of `_headers`, and what comes after so many rules.
LONGEST_LINE = 2_000
MOST_RULES = 100

_FOR_EVER = "public, max-age=31536000, immutable"
_HSTS = "Strict-Transport-Security: max-age=63072000; includeSubDomains"
_ABOUT = f"""\
# Made by the build: the policy names digests of what stands in the pages themselves.
# Where the whole domain has HTTPS for good, add this; browsers hold you to it for two years:
#   {_HSTS}
"""


@dataclass(frozen=True, slots=True)
class Site:
    """What headers depend on."""

    policy: str
    """Holds for all pages, and for workers, which take theirs from the header only."""
    path: str
    """Of its address, from slash to slash."""
    folders: Sequence[str]
    """One for each language; each has a 404 page."""
    hashed: Sequence[str]
    """Files that never change, by path from the site's root."""

    @property
    def headers(self) -> dict[str, str]:
        """What is sent with every file."""
        return {
            "Content-Security-Policy": f"{self.policy}; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), "
            "microphone=(), payment=(), usb=()",
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        }


def hosted(site: Site) -> str:
    """The `_headers` file that Netlify and Cloudflare Pages read.

    Their own caching is right for what may change, and a second rule would only add to a first:
    so just what never changes is named. Raises ValueError, with a reason, where Cloudflare would
    leave out a part of it.
    """
    common = "".join(f"  {name}: {value}\n" for name, value in site.headers.items())
    rules = [f"/*\n{common}"]
    rules += [f"/{name}\n  Cache-Control: {_FOR_EVER}\n" for name in site.hashed]
    text = _ABOUT + "".join(rules)
    longest = max(map(len, text.splitlines()))
    if longest > LONGEST_LINE:
        raise ValueError(f"a line of {longest} characters; at most {LONGEST_LINE}")
    if len(rules) > MOST_RULES:
        raise ValueError(f"{len(rules)} rules; at most {MOST_RULES}")
    return text


def nginx(site: Site) -> str:
    """What a `server` block includes."""
    lines = [
        "# For a server block of nginx, which says where the site lies:",
        "#   server { root /srv/guide; include /srv/guide/.nginx.conf; }",
        _ABOUT,
        "set $fieldguide_cache no-cache; # which asks whether anything is new, and stores",
        f'if ($uri ~ "{HASHED.pattern}") {{ set $fieldguide_cache "{_FOR_EVER}"; }}',
        "add_header Cache-Control $fieldguide_cache;",
        *(f'add_header {name} "{value}" always;' for name, value in site.headers.items()),
        "",
        "absolute_redirect off; # others may stand before this server",
        "location ~ /\\.(?!well-known/) { return 404; } # such as this file",
        f"error_page 404 {site.path}404.html;",
        *(
            f"location {site.path}{folder}/ {{ error_page 404 {site.path}{folder}/404.html; }}"
            for folder in site.folders
        ),
    ]
    return "\n".join(lines) + "\n"


def apache(site: Site) -> str:
    """The `.htaccess` file that Apache reads where `AllowOverride FileInfo` lets it."""
    lines = [
        _ABOUT,
        "<IfModule mod_headers.c>",
        "  Header set Cache-Control no-cache",
        *(f'  Header always set {name} "{value}"' for name, value in site.headers.items()),
        f'  <FilesMatch "{HASHED.pattern}">',
        f'    Header set Cache-Control "{_FOR_EVER}"',
        "  </FilesMatch>",
        "  # mod_deflate changes these tags, and would not know them again",
        '  RequestHeader edit* If-None-Match "-gzip\\"" "\\""',
        "</IfModule>",
        "<IfModule mod_alias.c>",
        '  RedirectMatch 404 "/\\.(?!well-known/)"',
        "</IfModule>",
        "",
        "AddDefaultCharset utf-8",
        "AddCharset utf-8 .css .js .json .svg .xml",
        "<IfModule mod_filter.c>",
        "  AddOutputFilterByType DEFLATE text/html text/css text/javascript \\",
        "    application/javascript application/json application/xml image/svg+xml",
        "</IfModule>",
        "",
        f"ErrorDocument 404 {site.path}404.html",
    ]
    for folder in site.folders:
        start = f"{site.path}{folder}/"
        lines += [
            f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(start)}#">',
            f"  ErrorDocument 404 {start}404.html",
            "</If>",
        ]
    return "\n".join(lines) + "\n"
