"""axe-core's rules, as every page is held to them; expressions for a page in a browser."""

from __future__ import annotations

import json
from importlib.resources import files

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": _RULES, "resultTypes": ["violations"]}
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

#: Puts axe-core into a page, in which nothing is half faded in or out from then on.
PREPARE = (
    "document.adoptedStyleSheets = [new CSSStyleSheet()];"
    "document.adoptedStyleSheets[0].replaceSync('* { transition: none !important }');"
    f"{_AXE}; 0"
)


def violations(within: str = "html") -> str:
    """Asks what breaks a rule, in the element of a selector: the rule, where, and why."""
    return (
        f"axe.run({json.dumps(within)}, {json.dumps(_OPTIONS)}).then(({{violations}}) => "
        "violations.flatMap((v) => v.nodes.map((n) => "
        "`${v.id}: ${n.target}: ${n.failureSummary}`)))"
    )
