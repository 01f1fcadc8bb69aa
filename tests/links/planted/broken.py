"""Faults that only the built site shows: 150 of 10 kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.links.planted.faults import Built, Fault
from tests.links.planted.guide import REASONS, SITE
from tests.links.planted.slots import SLOTS


def broken(files: Mapping[str, str]) -> list[Fault]:
    """All that are planted before the build; `damages` come after it."""
    return [*_addresses(files), *_slots()]


#: Addresses under `links:` of reasons 1 to 15, by link id; `№` is the reason's number.
_OWN = {
    "demo": (
        "own page",
        "link-page",
        ("assets/demo/gone-№.html", "gone-№/", "en/reasons/Gone№/", "en/gone-№/", "fr/gone-№/"),
    ),
    "form": (
        "own anchor",
        "link-anchor",
        ("assets/demo/try.html#from-№", "#gone-№", "en/guides/caching/#gone-№"),
    ),
    "sample": (
        "own text",
        "link-text",
        (
            "assets/demo/try.html#:~:text=Gone%20№",
            "assets/demo/try.html#form:~:text=Try%20it,gone%20№",
            "#:~:text=gone-№",
        ),
    ),
}


def _addresses(files: Mapping[str, str]) -> Iterator[Fault]:
    """Addresses in the guide's own site; those that name a language are wrong in the others."""
    for number in range(1, 16):
        path = f"docs/reasons/{REASONS[number - 1]}.yml"
        for id, (kind, finding, choices) in _OWN.items():
            address = choices[number % len(choices)].replace("№", str(number))
            ids = (finding, "parity-locale") if address.startswith("en/guides/") else (finding,)
            yield _readdress(files[path], path, id, address, kind, ids)
    for number, page in zip(
        range(16, 21),
        ("en/guides/tools/", "fr/guides/basics/", "en/", "ja/", "ar/guides/tools/"),
        strict=True,
    ):
        path = f"docs/reasons/{REASONS[number - 1]}.yml"
        yield _readdress(files[path], path, "demo", page, "language", ("parity-locale",))


def _readdress(
    text: str, path: str, id: str, address: str, kind: str, ids: tuple[str, ...]
) -> Fault:
    (old,) = re.findall(rf"^  {id}: .*\n", text, re.MULTILINE)
    new = re.sub(rf'({id}: )("?)[^"\n]*', rf"\1¶\2{SITE}{address}", old)
    return Fault(kind, path, old, new, ids, f"links.{id}")


def _slots() -> Iterator[Fault]:
    """Those in Markdown, stylesheets and modules are found there, the theme's on built pages."""
    for slot in SLOTS:
        if slot.kind == "theme":
            page = "404" if slot.path.endswith("main.html") else "guides/basics/index"
            built = Built(slot.id, f"site/ar/{page}.html", slot.bad)
            new = slot.faulty.replace("¶", "")
            yield Fault(slot.kind, slot.path, slot.clean, new, built=(built,))
        else:
            yield Fault(slot.kind, slot.path, slot.clean, slot.faulty, (slot.id,))


def damages() -> Iterator[Fault]:
    """What can happen to a site after its build, in one language."""
    for tag, guide, index in (("fr", "caching", 2), ("ja", "quoting", 3)):
        built = (
            Built("parity-page", f"site/en/guides/{guide}/index.html"),
            # announced as a version, and listed by the home page
            Built("link-page", f"site/ar/guides/{guide}/index.html", f"{tag}/guides/{guide}/"),
            Built("link-page", "docs/index.yml", guide, f"guides.{index}"),
        )
        yield _damage(f"{tag}/guides/{guide}/index.html", "", "", built=built)
    for tag, reason in (("fr", "Lost18"), ("ja", "Lost19")):
        page = f"{tag}/reasons/{reason}/index.html"
        parts = (
            Built("parity-anchor", f"site/{page}"),
            Built("link-anchor", f"site/{page}", "#engines"),
        )
        yield _damage(page, '<h2 id="engines">', "<h2>", built=parts)
    version = "reasons/Lost16/"
    yield _damage(
        f"fr/{version}index.html",
        f'<link rel="alternate " hreflang="ar" href="{SITE}ar/{version}">',
        "",
        built=(Built("link-hreflang", f"site/ar/{version}index.html", f"{SITE}fr/{version}"),),
    )
    version = "reasons/Lost17/"
    yield _damage(
        f"ja/{version}index.html",
        '<html lang="ja"',
        '<html lang="zh"',
        built=(Built("link-hreflang", f"site/ar/{version}index.html", f"{SITE}ja/{version}"),),
    )
    page = "fr/reasons/Lost19/index.html"
    lost = '<a href="https://standard.example/rules/19" rel="external">'
    yield _damage(page, lost, "<a>", built=(Built("parity-link", f"site/{page}"),))
    address = f"{SITE}ja/reasons/Lost20/"
    yield _damage("ja/sitemap.xml", f"<loc>{address}<", f"<loc>¶{address}x<", "link-page")
    for tag, place, id in (("ar", "", "link-page"), ("fr", "#fixes", "link-anchor")):
        old = f'"location":"reasons/Lost20/{place}"'
        new = f'"location":"¶reasons/Lost20{place and "/"}{place}x"'
        yield _damage(f"{tag}/search/search_index.json", old, new, id)


def _damage(page: str, old: str, new: str, *ids: str, built: tuple[Built, ...] = ()) -> Fault:
    return Fault("language", f"site/{page}", old, new, ids, built=built)
