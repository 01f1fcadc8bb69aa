"""The templates of pages: compiled once per process, in whichever language is current."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from babel.support import NullTranslations
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape


class Templates:
    """The templates, compiled once, speaking the language of whichever catalog is current."""

    def __init__(self) -> None:
        self._catalog = NullTranslations()
        self._environment = Environment(
            loader=PackageLoader("fieldguide.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.filters["parameters"] = _mark_parameters
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            self._gettext, self._ngettext, newstyle=True, pgettext=self._pgettext
        )

    # Looked up at each call: the catalog changes from page to page.
    def _gettext(self, message: str) -> str:
        return str(self._catalog.gettext(message))

    def _ngettext(self, one: str, many: str, count: int) -> str:
        return str(self._catalog.ngettext(one, many, count))

    def _pgettext(self, context: str, message: str) -> str:
        return str(self._catalog.pgettext(context, message))

    def render(self, name: str, catalog: NullTranslations, context: dict[str, Any]) -> str:
        """One template's output. Raises jinja2.TemplateError for a fault of the template."""
        self._catalog = catalog
        return self._environment.get_template(name).render(context)


_PARAMETER = re.compile(r"\{([a-z]+)\}")


def _mark_parameters(message: str) -> Markup:
    """Escape a message and mark its `{url}` and the like as placeholders."""
    return Markup(_PARAMETER.sub(r"<var>\1</var>", str(escape(message))))


@cache
def templates() -> Templates:
    """The one template set of this process."""
    return Templates()
