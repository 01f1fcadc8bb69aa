"""`llms.txt`: what the site has, for language models. https://llmstxt.org/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldguide.l10n.locale import Locale
from fieldguide.pages.contents import contents, field_text
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.prose.markdown import heading, link, plain

NAME = "llms.txt"


def llms_txt(renderer: PageRenderer, site: Site, others: Sequence[Locale] | None = None) -> str:
    """The file of the renderer's locale; with `others`, the one at the root, which names theirs.

    Pages that the locale doesn't have of its own, or that nobody has read, are not in it.
    """
    here = NAME if others is not None else f"{renderer.data.locale.slug}/{NAME}"
    return "\n".join(_lines(renderer, site, here, others or ())) + "\n"


def _lines(
    renderer: PageRenderer, site: Site, here: str, others: Sequence[Locale]
) -> Iterator[str]:
    project, locale = renderer.project, renderer.data.locale
    _ = renderer.data.catalog.gettext
    yield heading(1, plain(site.name))
    if site.description:
        yield from ("", f"> {plain(site.description)}")
    is_real = locale.tag in project.locales
    for group in contents(renderer) if is_real else ():
        pages = [page for page in group.pages if project.is_announced(page, locale.tag)]
        if pages:
            yield from ("", heading(2, plain(group.title)), "")
        for page in pages:
            title, summary = (plain(field_text(renderer, page, (name,))) for name in _FIELDS)
            yield f"- {link(title, site.link(site.markdown(page, locale), here))}: {summary}"
    if others:
        yield from ("", heading(2, plain(_("Languages"))), "")
        for other in others:
            yield f"- {link(plain(other.name), site.link(f'{other.slug}/{NAME}', here))}"
    yield from ("", heading(2, plain(_("For tools"))), "")
    for name, what in (
        ("reasons.json", _("All reasons, with what each browser prints and where the page is")),
        ("messages.json", _("What to match a pasted message with")),
    ):
        yield f"- {link(name, site.link(f'{locale.slug}/{name}', here))}: {plain(what)}"


_FIELDS = ("title", "summary")
