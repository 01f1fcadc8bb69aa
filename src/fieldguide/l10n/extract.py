"""Interface strings out of templates, Python and `mkdocs.yml`, into a template catalog."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import fieldguide
from fieldguide.l10n.catalogs import DOMAIN
from fieldguide.l10n.locale import Locale

_TEMPLATES: list[tuple[str, str]] = [("**.html", "jinja2")]
_PYTHON: list[tuple[str, str]] = [("**.py", "python")]
_CONFIG: list[tuple[str, str]] = [("mkdocs.yml", "fieldguide_mkdocs")]


def extract_mkdocs(
    file: Any, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel extractor of a MkDocs configuration: what the theme shows of it.

    That is the site's name, description and copyright notice, the titles of the
    navigation, and the names of the palette's switches.
    """
    root = yaml.compose(file.read(), Loader=yaml.SafeLoader)
    for node in _shown(root):
        yield node.start_mark.line + 1, "gettext", node.value, []


def _shown(root: Any) -> Iterator[yaml.ScalarNode]:
    for key in ("site_name", "site_description"):
        value = _child(root, key)
        if isinstance(value, yaml.ScalarNode):
            yield value
    notice = _child(root, "copyright")
    if isinstance(notice, yaml.ScalarNode) and is_plain(notice.value):
        yield notice
    yield from _titles(_child(root, "nav"))
    palettes = _child(_child(root, "theme"), "palette")
    for palette in palettes.value if isinstance(palettes, yaml.SequenceNode) else [palettes]:
        name = _child(_child(palette, "toggle"), "name")
        if isinstance(name, yaml.ScalarNode):
            yield name


def is_plain(text: str) -> bool:
    """Whether a text that may be HTML has none; translators hold no HTML."""
    return not {"<", "&"} & set(text)


def _titles(nav: Any) -> Iterator[yaml.ScalarNode]:
    if isinstance(nav, yaml.SequenceNode):
        for item in nav.value:
            yield from _titles(item)
    elif isinstance(nav, yaml.MappingNode):
        for title, below in nav.value:
            yield title
            yield from _titles(below)


def _child(node: Any, key: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                return value
    return None


def template_catalog(root: Path, overrides: Path | None) -> Catalog:
    """All strings of a guide's interface: the generator's own, its theme's, its configuration's."""
    catalog = _empty(None)
    package = Path(fieldguide.__file__).parent
    places = [
        (package / "pages" / "templates", _TEMPLATES, "templates"),
        (package / "pages", _PYTHON, "pages"),
        (package / "workbench" / "page", _TEMPLATES, "workbench"),
        (package / "mkdocs", _PYTHON, "mkdocs"),
        (root, _CONFIG, ""),
    ]
    if overrides is not None:
        places.append((overrides, _TEMPLATES, "overrides"))
    for directory, methods, shown in places:
        subfolders = None if directory != root else (lambda path: False)
        for name, _, message, comments, context in extract_from_dir(
            directory, methods, directory_filter=subfolders
        ):
            # Files, not lines: a moved line must not change a catalog.
            location = f"{shown}/{name}".lstrip("/")
            catalog.add(message, None, [(location, 0)], auto_comments=comments, context=context)
    return catalog


def render_template(catalog: Catalog, old: bytes | None) -> bytes:
    """The template catalog's file; its date changes only when a string does."""
    if old is not None:
        catalog.creation_date = read_po(BytesIO(old)).creation_date
        unchanged = _write(catalog)
        if unchanged == old:
            return old
    return _write(_dated(catalog))


def render_catalog(template: Catalog, locale: Locale, old: bytes | None) -> bytes:
    """A locale's catalog, brought up to date with the template; translations are kept.

    There is no fuzzy matching: for short strings its guesses are wrong.
    """
    if old is None:
        catalog = _empty(locale)
        # else Babel writes names and addresses that are nobody's
        catalog.language_team = locale.babel.english_name or locale.tag
        catalog.last_translator = catalog.msgid_bugs_address = ""
        catalog.revision_date = template.creation_date
    else:
        catalog = read_po(BytesIO(old), locale=str(locale.babel), domain=DOMAIN)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    if old is not None:
        catalog.creation_date = read_po(BytesIO(old)).creation_date
        if _write(catalog) == old:
            return old
    catalog.creation_date = template.creation_date
    return _write(catalog)


def _empty(locale: Locale | None) -> Catalog:
    return Catalog(
        locale=str(locale.babel) if locale else None,
        domain=DOMAIN,
        header_comment="# Interface strings of the guide.",
        project=DOMAIN,
        version="1",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        charset="utf-8",
        fuzzy=False,
    )


def _dated(catalog: Catalog) -> Catalog:
    catalog.creation_date = Catalog().creation_date
    return catalog


def _write(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalog, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()
