"""Small guides for tests: a valid one by default, with any file replaced, added or left out.

config = write(tmp_path, {
    "docs/reasons/Alpha.yml": reason("Alpha", summary='"Changed"', avoid=None),
    "locales/fr/index.yml": None,
})
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

CONFIG = """\
site_name: Test Guide
site_url: https://guide.example/
theme: {name: material, font: false}
plugins:
  - fieldguide/locales
  - fieldguide/entries:
      engines: {firefox: Firefox, chromium: Chrome}
  - search
"""

_HOME = {
    "title": '"Test guide"',
    "summary": '"What went wrong, and what to do."',
    "groups": """
  all:
    title: "All reasons"
    reasons: [Alpha, Beta]""",
    "guides": "[basics]",
}
REASON = {
    "title": '"Something happened"',
    "summary": """|
  It broke, see [the standard][spec].""",
    "explanation": """|
  The browser looked for `X-Thing` and found nothing.""",
    "causes": """
  forgotten:
    title: "It was forgotten"
    body: |
      Nobody sent it.
    tell: |
      The header is absent.
    code: [ask]
    fixes: [send]""",
    "fixes": """
  send:
    title: "Send it"
    body: |
      Send it every time.""",
    "verify": """
  body: |
    Ask again.""",
    "standard": """|
  It must be there.""",
    "messages": """
  firefox: ["Blocked at {url}."]""",
    "snippets": """
  ask:
    language: console
    text: |
      $ curl -i https://api.example/""",
    "links": """
  spec: https://standard.example/#thing""",
}
_GUIDE = {
    "title": '"Basics"',
    "summary": '"What to know first."',
    "sections": """
  start:
    title: "Start here"
    body: |
      Open the console.""",
}
_FRENCH_HOME = {
    "title": '"Guide de test"',
    "summary": '"Ce qui ne va pas, et que faire."',
    "groups": """
  all:
    title: "Toutes les raisons"
""",
}
_FRENCH_REASON = {
    "title": '"Il s’est passé quelque chose"',
    "summary": """|
  C’est cassé, voir [la norme][spec].""",
    "explanation": """|
  Le navigateur a cherché `X-Thing` et n’a rien trouvé.""",
    "causes": """
  forgotten:
    title: "C’est un oubli"
    body: |
      Personne ne l’a envoyé.
    tell: |
      L’en-tête est absent.""",
    "fixes": """
  send:
    title: "L’envoyer"
    body: |
      L’envoyer à chaque fois.""",
    "verify": """
  body: |
    Demander à nouveau.""",
    "standard": """|
  Il doit être là.""",
}


def home(**fields: str | None) -> str:
    """The home entry; each field's YAML can be replaced, None leaves the field out."""
    return _entry(_HOME, fields)


def reason(name: str, /, **fields: str | None) -> str:
    """A reason; each field's YAML can be replaced, None leaves the field out."""
    return _entry({"id": name, **REASON}, fields)


def guide(name: str, /, **fields: str | None) -> str:
    """A guide; each field's YAML can be replaced, None leaves the field out."""
    return _entry({"id": name, **_GUIDE}, fields)


SERVER_FILE = """\
listen 80;
send X-Thing yes;   # cors: send errors
send Vary Thing;    # cors: vary
"""
_SERVER = {
    "title": '"Alpha server"',
    "summary": '"It sends the thing."',
    "setup": """|
  Put it in place.""",
    "files": """
  - {path: alpha.conf, language: nginx, name: /etc/alpha.conf}""",
    "concerns": """
  send:
    body: |
      This sends it.
    request: read
    reason: Alpha
  vary:
    body: |
      This tells caches.
    request: exposed
  errors:
    body: |
      This does so on errors.
    request: missing
    reason: Alpha
    change: [{replace: "yes;", with: "no;"}]""",
    "mistakes": """
  twice:
    title: "Sent twice"
    body: |
      Once is enough.
    change: [{replace: "yes;\\n", with: "yes;\\nsend X-Thing yes;\\n"}]
    request: read
    reason: Beta
  open:
    title: "Sent to everybody"
    body: |
      Anybody may read it.
    change: [{replace: "yes", with: "all"}]
    allows: [suffix, "null"]""",
    "run": """
  start: [alpha, -p, "{port}"]
  version: [alpha, --version]
  product: Alpha
  change: [{replace: "listen 80;", with: "listen {port};"}]""",
}
SERVERS = """\
title: "All servers"
summary: "One for each."
families:
  all:
    title: "All of them"
    servers: [alpha]
concerns:
  send: {title: "Send the thing"}
  vary: {title: "Tell caches"}
  errors: {title: "On errors too"}
probes:
  suffix: {title: "A longer name"}
"""


def server(name: str, /, **fields: str | None) -> str:
    """A server stack, whose file is `SERVER_FILE`; fields as above."""
    return _entry({"id": name, **_SERVER}, fields)


def french_home(**fields: str | None) -> str:
    """A whole translation of the home entry; fields as above."""
    return _entry(_FRENCH_HOME, fields)


def french_reason(**fields: str | None) -> str:
    """A whole translation of a reason; fields as above."""
    return _entry(_FRENCH_REASON, fields)


def _entry(defaults: Mapping[str, str], fields: Mapping[str, str | None]) -> str:
    lines = []
    for key, value in {**defaults, **fields}.items():
        if value is not None:
            gap = "" if value.startswith("\n") or not value else " "
            lines.append(f"{key}:{gap}{value.removesuffix(chr(10))}\n")
    return "".join(lines)


def write(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write a guide below `root` and return its `mkdocs.yml`.

    `files` are added to the valid guide or replace its files; None leaves one out.
    """
    every: dict[str, str | bytes | None] = {
        "mkdocs.yml": CONFIG,
        "docs/index.yml": home(),
        "docs/reasons/Alpha.yml": reason("Alpha"),
        "docs/reasons/Beta.yml": reason("Beta"),
        "docs/guides/basics.yml": guide("basics"),
        "locales/fr/index.yml": french_home(),
        "locales/fr/reasons/Alpha.yml": french_reason(),
        **(files or {}),
    }
    for name, content in every.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root / "mkdocs.yml"
