"""The templates of pages: compiled once per process, in whichever language is current."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from babel.support import NullTranslations
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape


class Catalog:
    """A catalog whose strings are escaped: Jinja takes translations for safe markup."""

    def __init__(self, translations: NullTranslations) -> None:
        self.translations = translations

    def gettext(self, message: str) -> str:
        """Translate a message."""
        return str(escape(self.translations.gettext(message)))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Translate a message in the form that a number needs."""
        return str(escape(self.translations.ngettext(one, many, count)))

    def pgettext(self, context: str, message: str) -> str:
        """Translate a message that means different things in different contexts."""
        return str(escape(self.translations.pgettext(context, message)))


class Templates:
    """The templates, compiled once, speaking the language of whichever catalog is current."""

    def __init__(self, package: str = "fieldguide.pages", folder: str = "templates") -> None:
        self._catalog = Catalog(NullTranslations())
        self._environment = Environment(
            loader=PackageLoader(package, folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.filters["parameters"] = _mark_parameters
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            self._catalog.gettext,
            self._catalog.ngettext,
            newstyle=True,
            pgettext=self._catalog.pgettext,
        )

    def render(self, name: str, catalog: NullTranslations, context: dict[str, Any]) -> str:
        """One template's output. Raises jinja2.TemplateError for a fault of the template."""
        self._catalog.translations = catalog  # it changes from page to page
        return self._environment.get_template(name).render(context)


_PARAMETER = re.compile(r"\{([a-z]+)\}")


def _mark_parameters(message: str) -> Markup:
    """Escape a message and mark its `{url}` and the like as placeholders."""
    return Markup(_PARAMETER.sub(r"<var>\1</var>", str(escape(message))))


@cache
def templates() -> Templates:
    """The one template set of this process."""
    return Templates()
