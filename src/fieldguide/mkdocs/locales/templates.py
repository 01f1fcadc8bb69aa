"""What makes the theme's templates fast: compiled once per process, fragments once per depth."""

from __future__ import annotations

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup


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
