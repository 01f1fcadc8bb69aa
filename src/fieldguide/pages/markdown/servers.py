"""The pages of server stacks as Markdown."""

from __future__ import annotations

from fieldguide.entries.servers import Server, Servers
from fieldguide.pages.markdown.sheet import Parts, Sheet


def server_parts(sheet: Sheet) -> Parts:
    """The files that a stack's page publishes, without the marks in them."""
    own = sheet.source
    assert isinstance(own, Server)
    published = sheet.renderer.project.published.get(sheet.page.name, {})
    blocks = [
        block
        for file in own.files
        if file.path in published
        for block in sheet.code(published[file.path].text, file.language, file.name)
    ]
    return {"configuration": blocks}


def servers_parts(sheet: Sheet) -> Parts:
    """The stacks, by family."""
    own = sheet.source
    assert isinstance(own, Servers)
    return {
        key: list(sheet.page_list([f"servers/{id}" for id in family.servers]))
        for key, family in own.families.items()
    }
