"""A guide as Markdown; its drawings as the text that stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fieldguide.entries.models import ConsoleFigure, Guide, NetworkFigure, SequenceFigure
from fieldguide.pages.markdown.sheet import Parts, Sheet
from fieldguide.prose.markdown import code_block, code_span, indent, plain


def guide_parts(sheet: Sheet) -> Parts:
    """Each section: its text, its steps, its drawings and code."""
    own = sheet.source
    assert isinstance(own, Guide)
    parts = {
        key: list(_section(sheet, own, section)) for key, section in sheet.entry.sections.items()
    }
    return {**parts, "related": list(sheet.page_list([f"reasons/{id}" for id in own.related]))}


def _section(sheet: Sheet, own: Guide, section: Any) -> Iterator[str]:
    yield from sheet.body(section.body, section.title)
    for number, step in enumerate(section.steps.values(), 1):
        marker = f"{number}. "
        blocks = [f"**{sheet.inline(step.title)}**", *sheet.body(step.body, step.title)]
        blocks += [*_figures(sheet, own, step.figures), *sheet.snippets(step.code)]
        yield marker + indent("\n\n".join(blocks), len(marker))
    yield from _figures(sheet, own, section.figures)
    yield from sheet.snippets(section.code)


def _figures(sheet: Sheet, own: Guide, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name in own.figures:
            drawn = sheet.entry.figures[name]
            yield from sheet.body(drawn.caption)
            yield from _drawing(sheet, own.figures[name], drawn)


def _drawing(
    sheet: Sheet, figure: ConsoleFigure | NetworkFigure | SequenceFigure, drawn: Any
) -> Iterator[str]:
    if isinstance(figure, ConsoleFigure):
        lines = [sheet.renderer.console_line(figure.engine, line)[0] for line in figure.lines]
        yield code_block("\n".join(lines), "text")
    elif isinstance(figure, NetworkFigure):
        rows = [
            " ".join(filter(None, (row.status, row.method, row.name, row.type, row.transferred)))
            for row in figure.rows
        ]
        yield code_block("\n".join(rows), "text")
        headers = [*figure.response_headers, *figure.request_headers]
        if headers:
            yield code_block("\n".join(f"{name}: {value}" for name, value in headers), "http")
    else:
        yield "\n".join(_steps(sheet, figure, drawn))


def _steps(sheet: Sheet, figure: SequenceFigure, drawn: Any) -> Iterator[str]:
    _ = sheet.catalog.gettext
    sides = {"page": _("Page"), "browser": _("Browser"), "server": _("Server")}
    for number, (key, step) in enumerate(figure.steps.items(), 1):
        way = sides[step.sender]
        way += "" if step.to == step.sender else f" → {sides[step.to]}"
        parts = [f"{number}. {plain(way)}:"]
        parts += [code_span(step.text)] if step.text else []
        parts += [code_span(f"{name}: {value}") for name, value in step.headers]
        note = drawn.steps[key].note
        yield " ".join([*parts, *([sheet.inline(note)] if note else [])])
