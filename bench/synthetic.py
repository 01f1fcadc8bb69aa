"""A made-up guide of any size, the same on every run: entries, and translations of them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from fieldguide.entries.fields import prose_fields
from fieldguide.entries.models import Entry, Home, Reason
from fieldguide.l10n.catalogs import DOMAIN, catalog_path
from fieldguide.l10n.stamp import stamped
from fieldguide.project import load, open_locale

Data = dict[str, Any]

SITE_URL = "https://guide.example/"
SOURCE = "en"

_LATIN = "aeiourstnlmdpcbgvfh"
#: Letters of each language; of some scripts, one letter stands for several of English.
_LETTERS: dict[str, tuple[str, int]] = {
    "fr": (_LATIN + "éèàçùê", 1),
    "de": (_LATIN + "äöüßkwz", 1),
    "es": (_LATIN + "ñáéíóúj", 1),
    "pt-BR": (_LATIN + "ãõçáéâ", 1),
    "ja": ("のにはをたがでてとしれさあるいなこ要求応答送信文字設定値許可元先確認", 3),
    "zh-Hans": ("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会", 3),
    "ar": ("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", 1),
    "ru": ("аеиоурстнлмдпкбгвзжчшыья", 1),
    "ko": ("가나다라마바사아자차카타파하고노도로모보소오조이기니디리미비시은는을의에", 2),
    "it": (_LATIN + "àèìòùqz", 1),
    "nl": (_LATIN + "ëïjkwz", 1),
    "pl": (_LATIN + "ąćęłńóśżkwz", 1),
    "cs": (_LATIN + "áčďéěíňřšťůýžk", 1),
    "sv": (_LATIN + "åäökj", 1),
    "tr": (_LATIN + "çğıöşüky", 1),
    "uk": ("аеиіїоурстнлмдпкбгвзжчшья", 1),
    "vi": (_LATIN + "ăâđêôơưáàảạ", 1),
    "he": ("אבגדהוזחטיכלמנסעפצקרשת", 1),
    "el": ("αβγδεζηθικλμνξοπρστυφχψω", 1),
}
_UNSPACED = ("ja", "zh-Hans")
TAGS = (SOURCE, *_LETTERS)

_VOCABULARY = (
    "request response browser server header origin answer page script address cache proxy status "
    "error method cookie login redirect list value name line reason cause change check setting "
    "layer console network panel developer user session token resource other same first second "
    "every missing wrong public private allowed blocked sent read kept stored written compared "
    "sends reads keeps adds names answers asks shares follows allows refuses ignores replaces the "
    "a its your this that with before after when because always on in from to and or of for by"
)
_WORDS = _VOCABULARY.split()
_CODE = (
    "Origin", "Vary: Origin", "Access-Control-Allow-Origin", "Access-Control-Allow-Headers",
    "Access-Control-Allow-Credentials", "Access-Control-Max-Age", "OPTIONS", "PUT", "*", "null",
    "Authorization", "Content-Type", "fetch()", "credentials: 'include'", "204", "curl -i",
)  # fmt: skip


@dataclass(frozen=True)
class Guide:
    """What both sites are made from. All texts follow from `count` and a text's place."""

    count: int
    tags: tuple[str, ...]
    message_keys: tuple[str, ...] = ()
    """Keys of Firefox's messages, if there is a bank of them."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Names of all reasons."""
        return tuple(f"Reason{number:04d}" for number in range(self.count))

    @cached_property
    def home(self) -> Data:
        """The home entry, in English."""
        rng = Random("home")
        size = max(1, -(-self.count // 6))
        return {
            "title": _title(rng),
            "summary": _block(rng, 2),
            "groups": {
                f"group-{start // size + 1}": {
                    "title": _title(rng),
                    "body": _block(rng, 2),
                    "reasons": list(self.ids[start : start + size]),
                }
                for start in range(0, self.count, size)
            },
        }

    @cached_property
    def reasons(self) -> dict[str, Data]:
        """All reasons in English, each about as long as a real one."""
        return {id: self._reason(number, id) for number, id in enumerate(self.ids)}

    def localized(self, data: Data, tag: str) -> Data:
        """An entry with its prose in another language."""
        copy = deepcopy(data)
        for path, text in _prose(data):
            _put(copy, path, translated(text, tag))
        return copy

    def sample(self, id: str, tag: str) -> str:
        """A sentence that must be found on this page, and on no other."""
        text = str(self.reasons[id]["explanation"]).split("\n", 1)[0]
        return translated(text, tag)

    @property
    def prose_size(self) -> float:
        """Characters of English prose in a reason, on average."""
        sizes = [sum(len(text) for _, text in _prose(data)) for data in self.reasons.values()]
        return sum(sizes) / len(sizes)

    def _reason(self, number: int, id: str) -> Data:
        rng = Random(id)
        others = [self.ids[(number + step) % self.count] for step in (1, 7, 31)]
        others = [other for other in dict.fromkeys(others) if other != id]
        to_other = f"(reason:{others[0]})" if others else ""
        bodies = [
            _block(rng, 3, link=to_other),
            _block(rng, 1) + "\n" + "".join(f"- {_sentence(rng)}\n" for _ in range(3)),
            _block(rng, 3),
            _block(rng, 2, link="[standard]"),
        ]
        fixes = dict(zip(("server", "errors-too", "preflight", "cache"), bodies, strict=True))
        host, names = f"https://api{number}.example.com/items", tuple(fixes)
        allow = [["Access-Control-Allow-Origin", "{origin}"], ["Vary", "Origin"]]
        keys = self.message_keys
        return {
            "id": id,
            "title": _title(rng),
            "summary": _block(rng, 2),
            "explanation": f"{_sentence(rng, plain=True)}\n{_block(rng, 2)}\n{_block(rng, 2)}",
            "causes": {
                f"cause-{letter}": {
                    "title": _title(rng),
                    "body": _block(rng, 2),
                    "tell": _block(rng, 2),
                    "code": ["ask"] if letter == "a" else [],
                    "fixes": [names[place], names[(place + 1) % 4]],
                }
                for place, letter in enumerate("abcd")
            },
            "fixes": {
                key: {
                    "title": _title(rng),
                    "body": body,
                    "code": ["configuration"] if key == "server" else [],
                }
                for key, body in fixes.items()
            },
            "avoid": {
                f"avoid-{letter}": {"title": _title(rng), "body": _block(rng, 2)} for letter in "ab"
            },
            "verify": {"body": _block(rng, 2), "code": ["answer"]},
            "standard": _block(rng, 1, link="[standard]"),
            "engines": _block(rng, 2),
            "messages": {
                "firefox": [keys[number % len(keys)] if keys else f"Blocked: reason {number}."],
                "chromium": [f"Access to fetch at '{{url}}' has been blocked: reason {number}."],
                "webkit": [f"Origin {{origin}} is not allowed: reason {number}."],
            },
            "exchange": {
                "request": {"method": "GET"},
                "broken": {"status": 200, "headers": []},
                "fixed": {"status": 200, "headers": allow},
            },
            "snippets": {
                "ask": {
                    "language": "console",
                    "text": f"$ curl -i -H 'Origin: https://app.example.com' {host}\n",
                },
                "configuration": {
                    "language": "nginx",
                    "file": "nginx.conf",
                    "text": f"location /items{number} {{\n"
                    "    add_header Access-Control-Allow-Origin $allowed always;\n"
                    "    add_header Vary Origin always;\n"
                    f"    proxy_pass http://app{number};\n}}\n",
                    "highlight": [2, 3],
                },
                "answer": {
                    "language": "http",
                    "text": "HTTP/1.1 200 OK\nContent-Type: application/json\n"
                    "Access-Control-Allow-Origin: https://app.example.com\nVary: Origin\n"
                    f'\n{{"items": [{number}]}}\n',
                    "highlight": [3],
                },
            },
            "links": {"standard": "https://fetch.spec.whatwg.org/#concept-cors-check"},
            "related": others,
        }


def write_guide(guide: Guide, folder: Path, project: Path) -> None:
    """Write the guide for this project's plugins; configuration and theme are the project's.

    Raises ValueError if the guide is not valid.
    """
    (folder / "docs").mkdir(parents=True)
    settings: Data = {
        "INHERIT": str(project / "mkdocs.yml"),
        "site_url": SITE_URL,
        "theme": {"custom_dir": str(project / "overrides")},
        "nav": [{"Home": "index.md"}, {"Error reasons": "reasons/"}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    if (project / "docs/messages").is_dir():
        # but not the wordings: they name this guide's reasons
        ignored = shutil.ignore_patterns("*.yml")
        shutil.copytree(project / "docs/messages", folder / "docs/messages", ignore=ignored)
    template = project / "locales" / f"{DOMAIN}.pot"
    for tag in guide.tags[1:]:
        _write_catalog(template, catalog_path(folder / "locales", tag), tag)
    _write_entry(guide, folder, "index", guide.home)
    for id, data in guide.reasons.items():
        _write_entry(guide, folder, f"reasons/{id}", data)
    _stamp(folder)


def _write_catalog(template: Path, path: Path, tag: str) -> None:
    """Interface strings in the same made-up language."""
    catalog = Catalog(locale=tag.replace("-", "_"), domain=DOMAIN)
    with template.open("rb") as file:
        for message in read_po(file):
            string: str | tuple[str, ...]
            if isinstance(message.id, str):
                string = translated(message.id, tag)
            else:
                string = (translated(message.id[-1], tag),) * catalog.num_plurals
            if message.id:
                catalog.add(message.id, string, flags=message.flags, context=message.context)
    path.parent.mkdir(parents=True)
    with path.open("wb") as output:
        write_po(output, catalog)


def _write_entry(guide: Guide, folder: Path, page: str, data: Data) -> None:
    path = folder / "docs" / f"{page}.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(_yaml(data), encoding="utf-8")
    for tag in guide.tags[1:]:
        prose: Data = {}
        for field, text in _prose(data):
            _put(prose, field, translated(text, tag))
        path = folder / "locales" / tag / f"{page}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_yaml(prose), encoding="utf-8")


def _stamp(folder: Path) -> None:
    """Mark all translations as made from today's English, as `translate stamp` does."""
    project = load(folder / "docs", folder / "locales")
    if project.findings:
        raise ValueError(f"the synthetic guide has mistakes: {project.findings[:3]}")
    for tag in project.locales:
        for page, translation in open_locale(project, tag)[0].translations.items():
            text = translation.path.read_text(encoding="utf-8")
            source = project.sources[page]
            text = stamped(text, source, translation, [field.name for field in source.fields])
            translation.path.write_text(text, encoding="utf-8")


def _prose(data: Data) -> Iterator[tuple[tuple[str, ...], str]]:
    entry: Entry = (Reason if "id" in data else Home).model_validate(data)
    for field in prose_fields(entry):
        yield field.path, field.text


def _put(data: Data, path: tuple[str, ...], text: str) -> None:
    for key in path[:-1]:
        data = data.setdefault(key, {})
    data[path[-1]] = text


def _yaml(data: Data, indent: str = "") -> str:
    """An entry as people write them: blocks for texts of several lines, JSON for the rest."""
    lines = []
    for key, value in data.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:\n{_yaml(value, indent + '  ')}")
        elif isinstance(value, str) and value.endswith("\n"):
            body = re.sub(r"^(?=.)", indent + "  ", value, flags=re.M)
            lines.append(f"{indent}{key}: |\n{body}")
        else:
            lines.append(f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)


def _block(rng: Random, sentences: int, link: str = "") -> str:
    lines = [_sentence(rng) for _ in range(sentences)]
    if link:
        lines[-1] = f"{lines[-1][:-1]} [{rng.choice(_WORDS)} {rng.choice(_WORDS)}]{link}."
    return "".join(f"{line}\n" for line in lines)


def _sentence(rng: Random, *, plain: bool = False) -> str:
    words = rng.sample(_WORDS, k=rng.randint(8, 14))  # none twice: a check would ask
    words[0] = words[0].capitalize()
    if not plain and rng.random() < 0.4:
        words[rng.randrange(1, len(words))] = f"`{rng.choice(_CODE)}`"
    return " ".join(words) + "."


def _title(rng: Random) -> str:
    return " ".join(rng.choices(_WORDS, k=rng.randint(4, 7))).capitalize()


#: Code, placeholders and the targets of links stay; words change.
_PART = re.compile(r"`[^`]*`|%\([a-z]+\)[ds]|\{[a-z]+\}|\]\([^)]*\)|\]\[[^]]*\]|[A-Za-z]+")
_CJK = "[\u3040-\u9fff]"
_CJK_SPACE = re.compile(f"(?<={_CJK}) (?={_CJK})")


def translated(text: str, tag: str) -> str:
    """A text in another language; the same words always become the same words."""
    if tag == SOURCE:
        return text
    text = _PART.sub(lambda part: _word(part[0], tag) if part[0].isalpha() else part[0], text)
    if tag in _UNSPACED:
        text = re.sub(r"\.$", "。", _CJK_SPACE.sub("", text), flags=re.M)
    return text


@cache
def _word(word: str, tag: str) -> str:
    letters, density = _LETTERS[tag]
    rng = Random(f"{tag} {word.lower()}")
    made = "".join(rng.choices(letters, k=-(-len(word) // density)))
    return made.capitalize() if word[0].isupper() else made
