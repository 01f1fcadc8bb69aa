"""The theme's templates: compiled once per process, fragments once per depth; its own words."""

from __future__ import annotations

import re

from jinja2 import BytecodeCache, ChoiceLoader, DictLoader, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup

from fieldguide.l10n.pseudo import PseudoLocale

_INDENTATION = re.compile(r"^[ \t]+", re.M)
#: A line that only says what happens with others.
_CONTROL = re.compile(
    r"^(\{% (?:if|elif|else|endif|for|endfor|set|block|endblock|import)\b(?:(?!%\}).)*?)"
    r" ?(?<!-)%\}\n",
    re.M,
)


class Dense(Extension):
    """Templates are laid out for those who write them, and pages only get heavier by it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template without the white space at its lines' starts, and whose tags leave no lines.

        Their line breaks move into the tags: what Jinja reports has the source's lines.
        """
        return _CONTROL.sub(r"\1\n%}", _INDENTATION.sub("", source))


class CompiledTemplates(BytecodeCache):
    """Compiled templates in memory, shared by the builds of one process."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket that was compiled before."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket for the next build."""
        self._code[bucket.key] = bucket.bytecode_to_string()


def add_fragments(environment: Environment) -> None:
    """Add `fragment(name)`: a partial that is the same on all pages of one depth.

    Only the relative addresses in it may change from page to page, and those are the same
    for pages at the same depth.
    """
    rendered: dict[tuple[str, str], Markup] = {}

    @pass_context
    def fragment(context: Context, name: str) -> Markup:
        key = (name, str(context["base_url"]))
        if key not in rendered:
            template = context.environment.get_template(name)
            rendered[key] = Markup(template.render(context.get_all()))
        return rendered[key]

    environment.globals["fragment"] = fragment


#: Material's template of its words, with a filter behind it. Some of its words are settings.
_LANGUAGE = """\
{% import "partials/languages/" ~ config.theme.language ~ ".html" as lang %}
{% macro t(key) %}{{ lang.t(key) | disguise(key) }}{% endmacro %}
"""
_SETTINGS = ("language", "direction", "search.config.")


def disguise_theme(environment: Environment, locale: PseudoLocale) -> None:
    """Give the theme's own words, too, a pseudo-locale's looks."""

    def disguise(text: str, key: str) -> str:
        return text if key.startswith(_SETTINGS) else locale.disguise(text)

    own = DictLoader({"partials/language.html": _LANGUAGE})
    assert environment.loader is not None, "MkDocs gives its environment one"
    environment.loader = ChoiceLoader([own, environment.loader])
    environment.filters["disguise"] = disguise
