"""The same guide as Markdown, for mkdocs-static-i18n and stock Material."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import yaml
from mkdocs.utils.yaml import yaml_load

from bench.synthetic import SITE_URL, SOURCE, Data, Guide, translated
from fieldguide.entries.models import Exchange
from fieldguide.findings import Findings
from fieldguide.l10n.locale import Locale
from fieldguide.messages.bank import Bank, read_bank
from fieldguide.pages.exchange import arrows

PLUGIN = "mkdocs-static-i18n"
_PLUGIN_VERSION = "1.3.1"
#: Both sides run the same versions of what they share; jieba segments Chinese for the search.
_SHARED = (
    "mkdocs-material", "mkdocs", "jinja2", "markdown", "pygments", "pymdown-extensions", "pyyaml",
    "jieba",
)  # fmt: skip

# What Material's documentation recommends for code blocks, less what this text doesn't use.
_EXTENSIONS = [
    "admonition",
    "attr_list",
    {"pymdownx.highlight": {
        "anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True,
    }},
    "pymdownx.superfences",
    {"toc": {"permalink": True}},
]  # fmt: skip


#: How our template puts the end of an exchange.
_NOTES = {
    "broken": "Your code gets a network error, and the console this line.",
    "fixed": "Your code gets the response.",
}


def install(folder: Path) -> Path:
    """Put the peer into its own virtual environment; the Python that runs it.

    Raises CalledProcessError if that fails.
    """
    wanted = [f"{PLUGIN}=={_PLUGIN_VERSION}", *_pins()]
    stamp = folder / "bench.json"
    state = json.dumps([sys.version, wanted])
    python = folder / "bin" / "python"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != state:
        venv.create(folder, clear=True, with_pip=True)
        command = [str(python), "-m", "pip", "install", "--quiet", *wanted]
        subprocess.run(command, check=True, capture_output=True, text=True)
        stamp.write_text(state, encoding="utf-8")
    return python


def _pins() -> Iterator[str]:
    for name in _SHARED:
        try:
            yield f"{name}=={version(name)}"
        except PackageNotFoundError:
            continue  # optional here: then the peer does without it too


def write_peer(guide: Guide, folder: Path, project: Path, engines: dict[str, str]) -> None:
    """Write a folder of Markdown for each locale, and the configuration."""
    folder.mkdir(parents=True)
    ours = yaml_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    # the rest of our theme's settings needs files of ours
    theme = {key: ours["theme"][key] for key in ("name", "font", "features", "palette")}
    settings = {
        **{key: ours[key] for key in ("site_name", "site_description", "copyright")},
        **{key: ours[key] for key in ("repo_url", "repo_name", "edit_uri")},
        "site_url": SITE_URL,
        "theme": {**theme, "language": "en"},
        "plugins": [
            "search",
            {"i18n": {"docs_structure": "folder", "languages": [*map(_language, guide.tags)]}},
        ],
        "markdown_extensions": _EXTENSIONS,
        "extra": {"generator": False},
    }
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    bank_file = project / "docs/messages/firefox.json"
    bank = read_bank(bank_file, Findings(bank_file)) if bank_file.is_file() else None
    for tag in guide.tags:
        pages = folder / "docs" / peer_locale(tag)
        (pages / "reasons").mkdir(parents=True)
        reasons = {id: guide.localized(data, tag) for id, data in guide.reasons.items()}
        titles = {id: str(data["title"]) for id, data in reasons.items()}
        writer = _Writer(tag, titles, bank, engines)
        home = writer.home(guide.localized(guide.home, tag))
        (pages / "index.md").write_text(home, encoding="utf-8")
        for id, data in reasons.items():
            (pages / "reasons" / f"{id}.md").write_text(writer.reason(data), encoding="utf-8")


def _language(tag: str) -> Data:
    return {
        "locale": peer_locale(tag),
        "name": Locale.parse(tag).name,
        "default": tag == SOURCE,
        "build": True,
    }


def peer_locale(tag: str) -> str:
    """The peer's name for a locale: it must also be the name of Material's language file.

    `theme.language` could name that file, but 1.3.1 then uses the tag as the file's name
    in all locales that follow, and fails.
    """
    return {"zh-Hans": "zh"}.get(tag, tag)


@dataclass(frozen=True)
class _Writer:
    """Entries as an author of Markdown would write them, with the headings of our pages."""

    tag: str
    titles: dict[str, str]
    bank: Bank | None
    engines: dict[str, str]

    def say(self, text: str) -> str:
        """An interface string in this language."""
        return translated(text, self.tag)

    def home(self, data: Data) -> str:
        return "\n".join(self._home(data))

    def reason(self, data: Data) -> str:
        return "\n".join(self._reason(data))

    def _home(self, data: Data) -> Iterator[str]:
        yield from _opening(data["title"], "home", data["summary"])
        for key, group in data["groups"].items():
            yield f"## {group['title']} {{ #{key} }}\n\n{_prose(group['body'])}"
            yield from (f"- [{self.titles[id]}](reasons/{id}.md) `{id}`" for id in group["reasons"])
            yield ""

    def _reason(self, data: Data) -> Iterator[str]:
        yield from _opening(data["title"], data["id"], data["summary"])
        yield self._heading("The line in your console", "messages")
        for engine, texts in data["messages"].items():
            lines = "".join(f"- `{self._message(engine, text)}`\n" for text in texts)
            yield f"{self.engines[engine]}\n\n{lines}"
        yield self._heading("What happened", "explanation")
        yield _prose(data["explanation"])
        yield self._heading("The exchange", "exchange", 3)
        yield from self._exchange(Exchange.model_validate(data["exchange"]))
        yield self._heading("Which cause is it?", "causes")
        for key, cause in data["causes"].items():
            yield f"### {cause['title']} {{ #cause-{key} }}\n\n{_prose(cause['body'])}"
            yield f"{self.say('How to tell')}\n\n{_prose(cause['tell'])}"
            yield from _fences(data, cause["code"])
            fixes = (f"[{data['fixes'][fix]['title']}](#fix-{fix})" for fix in cause["fixes"])
            yield f"{self.say('Fixes:')} {', '.join(fixes)}\n"
        yield self._heading("How to fix it", "fixes")
        for key, fix in data["fixes"].items():
            yield f"### {fix['title']} {{ #fix-{key} }}\n\n{_prose(fix['body'])}"
            yield from _fences(data, fix["code"])
        yield self._heading("What not to do", "avoid")
        for key, avoid in data["avoid"].items():
            yield f"### {avoid['title']} {{ #avoid-{key} }}\n\n{_prose(avoid['body'])}"
        yield self._heading("Check that it works", "verify")
        yield _prose(data["verify"]["body"])
        yield from _fences(data, data["verify"]["code"])
        yield self._heading("Where browsers differ", "engines")
        yield _prose(data["engines"])
        yield self._heading("In the standard", "standard")
        yield _prose(data["standard"])
        if data["related"]:
            yield self._heading("Related reasons", "related")
            yield from (f"- [{self.titles[id]}]({id}.md)" for id in data["related"])
            yield ""
        yield from (f"[{key}]: {url}" for key, url in data["links"].items())

    def _heading(self, text: str, id: str, level: int = 2) -> str:
        return f"{'#' * level} {self.say(text)} {{ #{id} }}\n"

    def _message(self, engine: str, text: str) -> str:
        if engine == "firefox" and self.bank is not None and text in self.bank.keys:
            return self.bank.template(text, self.tag)[0]
        return text

    def _exchange(self, exchange: Exchange) -> Iterator[str]:
        """What our pages draw, as lists."""
        sides = {side: self.say(side.capitalize()) for side in ("page", "browser", "server")}
        yield f"{self.say('Blocked')}\n"
        for outcome in ("broken", "fixed"):
            for arrow in arrows(exchange, outcome):
                shown = (f"{line.name}: {line.value}".removeprefix(": ") for line in arrow.lines)
                lines = "".join(f" `{line}`" for line in shown)
                text = lines or f" {self.say(_NOTES[outcome])}"
                yield f"1. {sides[arrow.sender]} → {sides[arrow.to]}{text}"
            yield f"\n{self.say('Fixed')}\n" if outcome == "broken" else ""


def _opening(title: str, id: str, summary: str) -> Iterator[str]:
    description = " ".join(re.sub(r"[`\[\]]", "", summary).split())
    front = json.dumps(description, ensure_ascii=False)
    yield f"---\ndescription: {front}\n---\n\n# {title} {{ #{id} }}\n\n{_prose(summary)}"


def _prose(text: str) -> str:
    return re.sub(r"\]\(reason:(\w+)", r"](\1.md", text)


def _fences(data: Data, keys: list[str]) -> Iterator[str]:
    for key in keys:
        snippet = data["snippets"][key]
        title = f' title="{snippet["file"]}"' if "file" in snippet else ""
        lines = " ".join(map(str, snippet.get("highlight", ())))
        marked = f' hl_lines="{lines}"' if lines else ""
        yield f"``` {snippet['language']}{title}{marked}\n{snippet['text']}```\n"
