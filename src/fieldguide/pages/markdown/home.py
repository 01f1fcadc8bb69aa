"""The home page as Markdown: all pages, in its groups."""

from __future__ import annotations

from fieldguide.pages.contents import contents
from fieldguide.pages.markdown.sheet import Parts, Sheet


def home_parts(sheet: Sheet) -> Parts:
    """The pages of each group, after its text, and all other pages."""
    known = {heading.id for heading in sheet.page.headings}
    parts: Parts = {}
    for group in contents(sheet.renderer):
        parts[group.key] = [] if group.key in known else [sheet.heading(2, group.title)]
        if group.key in sheet.entry.groups:
            own = sheet.entry.groups[group.key]
            parts[group.key] += sheet.body(own.body, own.title) if own.body else ()
        parts[group.key] += sheet.page_list(group.pages)
    return parts
