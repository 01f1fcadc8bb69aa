"""Which part of a page a field is in."""

from __future__ import annotations

from collections.abc import Sequence

from fieldguide.entries.fields import Path
from fieldguide.pages.page import Heading

#: Fields that stand under the heading of something else.
_ELSEWHERE = {"unverified": "proof"}


def heading_of(path: Path, headings: Sequence[Heading]) -> Heading | None:
    """The heading that a field stands under; None for those of the page as a whole.

    Headings are named by fields (`entries.anchors`): `fixes.server` is `fix-server`, a section
    of a guide is its own name, everything else is the first of its keys.
    """
    known = {heading.id: heading for heading in headings if heading.level > 1}
    names = [_ELSEWHERE.get(path[0], path[0])]
    if len(path) > 1:
        stems = (path[0], path[0].removesuffix("s"), path[0].removesuffix("es"))
        names = [*(f"{stem}-{path[1]}" for stem in stems), path[1], *names]
    return next((known[name] for name in names if name in known), None)
