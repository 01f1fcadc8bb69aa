"""A reason as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from fieldguide.entries.models import Reason, Variant
from fieldguide.entries.servers import Server
from fieldguide.pages.exchange import Arrow, arrows, examples
from fieldguide.pages.markdown.sheet import Parts, Sheet
from fieldguide.prose.markdown import code_block, code_span, plain


def reason_parts(sheet: Sheet) -> Parts:
    """All parts of a reason's page."""
    entry, own = sheet.entry, sheet.source
    assert isinstance(own, Reason)
    _ = sheet.catalog.gettext
    parts: Parts = {
        "messages": list(_printed(sheet, own.messages, _("This browser has no such message."))),
        "verify": [*sheet.body(entry.verify.body), *sheet.snippets(entry.verify.code)],
        "engines": list(sheet.body(entry.engines)) if entry.engines else [],
        "servers": list(sheet.page_list(_servers(sheet, own))),
        "related": list(sheet.page_list([f"reasons/{id}" for id in own.related])),
    }
    if own.exchange:
        parts["exchange"] = [
            *_exchange(sheet, own, "broken", _("Blocked")),
            *_exchange(sheet, own, "fixed", _("Fixed")),
        ]
    for key, cause in entry.causes.items():
        parts[f"cause-{key}"] = list(_cause(sheet, cause))
    for key, fix in entry.fixes.items():
        parts[f"fix-{key}"] = [*sheet.body(fix.body, fix.title), *sheet.snippets(fix.code)]
    for key, variant in own.variants.items():
        parts[f"variant-{key}"] = list(_variant(sheet, variant))
    return parts


def _servers(sheet: Sheet, own: Reason) -> list[str]:
    """The stacks whose configurations have the lines that cure it."""
    recipes = {fix.recipe for fix in own.fixes.values()}
    sources = sheet.renderer.project.sources
    return [
        page
        for page in sheet.renderer.project.order
        if isinstance(entry := sources[page].entry, Server)
        and not recipes.isdisjoint(entry.concerns)
    ]


def _cause(sheet: Sheet, cause: Any) -> Iterator[str]:
    fixes = sheet.entry.fixes
    yield from sheet.body(cause.body, cause.title)
    yield f"**{plain(sheet.catalog.gettext('How to tell'))}**"
    yield from sheet.body(cause.tell)
    yield from sheet.snippets(cause.code)
    yield f"**{plain(sheet.catalog.ngettext('Fix:', 'Fixes:', len(cause.fixes)))}**"
    yield "\n".join(f"- {sheet.inline(fixes[key].title)}" for key in cause.fixes if key in fixes)


def _variant(sheet: Sheet, variant: Variant) -> Iterator[str]:
    _ = sheet.catalog.gettext
    for label, answer in (
        (_("Answer to the preflight"), variant.outcome.preflight),
        (_("Answer to the request"), variant.outcome),
    ):
        if answer is not None and answer.status is not None:
            lines = [f"HTTP/1.1 {answer.status}"]
            lines += [f"{name}: {value}" for name, value in examples(answer.headers)]
            yield f"**{plain(label)}**"
            yield code_block("\n".join(lines), "http")
    yield from _printed(sheet, variant.messages, _("This browser prints nothing."))


def _printed(sheet: Sheet, messages: Mapping[str, Sequence[str]], nothing: str) -> Iterator[str]:
    for engine, keys in messages.items():
        yield f"**{plain(sheet.renderer.engines.get(engine, engine))}**"
        for key in keys:
            yield code_block(sheet.renderer.message(engine, key)[0], "text")
        if not keys:
            yield plain(nothing)


def _exchange(
    sheet: Sheet, entry: Reason, outcome: Literal["broken", "fixed"], title: str
) -> Iterator[str]:
    assert entry.exchange is not None
    _ = sheet.catalog.gettext
    sides = {"page": _("Page"), "browser": _("Browser"), "server": _("Server")}
    yield f"**{plain(title)}**"
    for arrow in arrows(entry.exchange, outcome):
        parts = [f"*{plain(sides[arrow.sender])} → {plain(sides[arrow.to])}*"]
        parts += [_asked(arrow)] if arrow.sender == "page" else []
        parts += [plain(remark)] if (remark := _remark(sheet, arrow)) else []
        yield " ".join(parts)
        if arrow.lines and arrow.sender != "page":
            yield sheet.http(arrow)
        for line in arrow.lines:
            if line.mark == "missing":
                word = str(sheet.catalog.pgettext("a header", "missing"))
                yield f"{code_span(line.name)} ({plain(word)})"


def _asked(arrow: Arrow) -> str:
    """What a page asks its browser for: an address, and options."""
    return ", ".join(
        code_span(f"{line.name}: {line.value}" if line.name else line.value)
        for line in arrow.lines
        if line.mark != "missing"
    )


def _remark(sheet: Sheet, arrow: Arrow) -> str:
    _ = sheet.catalog.gettext
    return {
        "refused": _("Nothing listens there: the connection is refused."),
        "reset": _("The connection breaks before an answer."),
        "not-sent": _("The browser does not go on."),
        "handed-over": _("Your code gets the response."),
        "kept-back": _("Your code gets a network error, and the console this line."),
    }.get(arrow.note or "", "")
