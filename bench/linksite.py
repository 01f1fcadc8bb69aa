"""A made-up static site of any size with many links, some of them broken on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

URL = "https://site.example/"
TAGS = ("en", "fr", "de", "es", "pt", "ja", "ar", "ru", "ko", "it")
SECTIONS = 12
NAVIGATION = 20
IMAGES = 40
#: One page in so many has a link to a missing page and one to a missing part; a missing image.
EVERY = 10
EVERY_IMAGE = 50

_VOCABULARY = (
    "request response browser server header origin answer page script address cache proxy status "
    "error method cookie login redirect list value name line reason cause change check setting "
    "layer console network panel developer user session token resource other same first second"
)
_WORDS = _VOCABULARY.split()
_STYLESHEETS = ("main", "palette", "code", "print")
_SCRIPTS = ("bundle", "search")


@dataclass
class Planted:
    """What is wrong with the site, by the part of each address that only it has."""

    pages: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    images: set[str] = field(default_factory=set)

    def found_in(self, output: str) -> tuple[int, int, int]:
        """How many of each a checker's output names."""
        groups = (self.pages, self.anchors, self.images)
        missing, parts, images = (sum(name in output for name in group) for group in groups)
        return missing, parts, images

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many of each there are."""
        return len(self.pages), len(self.anchors), len(self.images)


def write_site(root: Path, pages: int) -> tuple[Planted, int]:
    """Write the site; returns its mistakes and the number of its links."""
    planted = Planted()
    names = [f"{_WORDS[n % 40]}-{_WORDS[n // 40 % 40]}-{n}" for n in range(pages // len(TAGS))]
    links = 0
    for tag in TAGS:
        for number, name in enumerate(names):
            text = _page(tag, number, names, planted)
            links += text.count("href=") + text.count("src=") + text.count("srcset=")
            _write(root / tag / name / "index.html", text)
    for name in _STYLESHEETS:
        _write(root / "assets" / f"{name}.css", "body { background: url(image-0.png) }\n")
    for name in _SCRIPTS:
        _write(root / "assets" / f"{name}.min.js", "export {}\n")
    for number in range(IMAGES):
        _write(root / "assets" / f"image-{number}.png", "")
    return planted, links


def _page(tag: str, number: int, names: list[str], planted: Planted) -> str:
    rng = Random(f"{tag} {number}")
    name = names[number]
    own = f"{tag}-{number}"
    head = [f'<link rel="canonical" href="{URL}{tag}/{name}/">']
    head += [f'<link rel="stylesheet" href="../../assets/{file}.css">' for file in _STYLESHEETS]
    head += [f'<script src="../../assets/{file}.min.js"></script>' for file in _SCRIPTS]
    menu = [f'<li><a href="../../{other}/{name}/" hreflang="{other}">{other}</a>' for other in TAGS]
    start = max(0, min(number - NAVIGATION // 2, len(names) - NAVIGATION))
    menu += [
        f'<li class="nav__item"><a class="nav__link" href="../{other}/"><span>{_title(other)}'
        f"</span></a>"
        for other in names[start : start + NAVIGATION]
    ]
    contents = [f'<li><a href="#{_id(number, part)}">Part</a>' for part in range(SECTIONS)]
    sections = [_section(rng, number, part, names) for part in range(SECTIONS)]
    extra = []
    if number % EVERY == 0:
        planted.pages.add(f"lost-page-{own}")
        planted.anchors.add(f"lost-part-{own}")
        extra.append(f'<a href="../lost-page-{own}/">one</a>')
        extra.append(f'<a href="../{rng.choice(names)}/#lost-part-{own}">two</a>')
    if number % EVERY_IMAGE == 0:
        planted.images.add(f"lost-image-{own}")
        extra.append(f'<img alt="" src="../../assets/lost-image-{own}.png">')
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{tag}">\n<head><meta charset="utf-8">',
            f"<title>{_title(name)}</title>",
            *head,
            "</head>\n<body>\n<header><nav><ul>",
            *menu,
            "</ul></nav></header>\n<nav><ul>",
            *contents,
            f'</ul></nav>\n<main><article><h1 id="top-{number}">{_title(name)}</h1>',
            *sections,
            *extra,
            "</article></main>\n</body>\n</html>\n",
        ]
    )


def _section(rng: Random, number: int, part: int, names: list[str]) -> str:
    """Two paragraphs with three links, one of them to a part; code; sometimes an image."""
    page, other = rng.randrange(len(names)), rng.randrange(len(names))
    target = f"../{names[page]}/#{_id(page, rng.randrange(SECTIONS))}"
    code = "\n".join(
        f'<span class="k">{rng.choice(_WORDS)}</span><span class="p">:</span> '
        f'<span class="s">"{rng.choice(_WORDS)}"</span>'
        for _ in range(8)
    )
    title = _title(_id(number, part))
    lines = [
        f'<section><h2 id="{_id(number, part)}">{title}</h2>',
        f'<p>{_prose(rng, 60)} <a href="{target}">{rng.choice(_WORDS)}</a>.</p>',
        f'<p>{_prose(rng, 60)} <a href="../{names[other]}/">{rng.choice(_WORDS)}</a> '
        f'<a href="https://docs.example/{rng.choice(_WORDS)}">{rng.choice(_WORDS)}</a>.</p>',
        f"<pre><code>{code}</code></pre>",
    ]
    if part % 3 == 0:
        small, large = (f"../../assets/image-{rng.randrange(IMAGES)}.png" for _ in range(2))
        lines.append(f'<img alt="" src="{small}" srcset="{small} 1x, {large} 2x">')
    return "\n".join([*lines, "</section>"])


def _id(number: int, part: int) -> str:
    """The id of a page's part: the same in all languages."""
    return f"{_WORDS[(number * 7 + part * 3) % len(_WORDS)]}-{part}"


def _prose(rng: Random, words: int) -> str:
    return " ".join(rng.choices(_WORDS, k=words)).capitalize() + "."


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
