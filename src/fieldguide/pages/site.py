"""What a site says of itself, and the addresses of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from fieldguide.l10n.locale import Locale
from fieldguide.pages.page import address, markdown_address, relative


@dataclass(frozen=True, slots=True)
class Site:
    """One site in one language; its texts are plain."""

    name: str
    description: str = ""
    url: str = ""
    """Of the root, above all locales, with a slash at the end; empty if it isn't known."""
    copyright: str = ""
    license: str = ""
    """The address of the license of the texts."""
    image: str = ""
    """The address, below the root, of the picture that stands for the site."""
    directory_urls: bool = True

    def page(self, name: str, locale: Locale, part: str = "") -> str:
        """A page's address below the root."""
        below = address(name, directory_urls=self.directory_urls)
        return f"{locale.slug}/{below}" + (f"#{part}" if part else "")

    def markdown(self, name: str, locale: Locale) -> str:
        """The address, below the root, of a page's Markdown version."""
        return f"{locale.slug}/{markdown_address(name, directory_urls=self.directory_urls)}"

    def link(self, target: str, source: str = "") -> str:
        """What links to an address below the root: whole if possible, else as seen from another."""
        if self.url:
            return f"{self.url}{target}"
        link = relative(source, target)
        return f"./{link}" if link.startswith("#") else link  # a part of the folder's page
