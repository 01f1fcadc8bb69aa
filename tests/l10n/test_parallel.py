"""People who work at the same time don't get into each other's way: with real git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from fieldguide.l10n.localize import localize
from fieldguide.l10n.translation import State
from fieldguide.project import load_sources, open_locale
from tests import guides

ROOT = Path(__file__).resolve().parents[2]
GERMAN = {
    "title": '"Etwas ist passiert"',
    "summary": "|\n  Es ging schief, siehe [den Standard][spec].",
    "explanation": "|\n  Der Browser suchte `X-Thing` und fand nichts.",
}
SPANISH = {
    "title": '"Pasó algo"',
    "summary": "|\n  Se rompió, véase [la norma][spec].",
    "explanation": "|\n  El navegador buscó `X-Thing` y no encontró nada.",
}
BASICS = """\
title: "Les bases"
summary: "Ce qu’il faut savoir d’abord."
sections:
  start:
    title: "Commencer ici"
    body: |
      Ouvrez la console.
"""


def entry(fields: Mapping[str, str]) -> str:
    return "".join(f"{key}: {value}\n" for key, value in fields.items())


class Repository:
    """A guide in a repository of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config = guides.write(root, {"locales/fr/reasons/Alpha.yml": None})
        (root / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
        self.run("ledger")
        self.run("translate", "stamp", str(root / "locales"))
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("Begin")

    def git(self, *arguments: str) -> str:
        names = {f"GIT_{who}_{what}": "x@guide.example" for who in ("AUTHOR", "COMMITTER")
                 for what in ("NAME", "EMAIL")}  # fmt: skip
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=inherited | names | alone,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def run(self, *arguments: str) -> str:
        """A command of ours, which must succeed."""
        command = [*arguments, "-f", str(self.config)]
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, f"{command}: {result.output}"
        return result.output

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def translate(self, name: str, text: str) -> None:
        """What a translator does: write, look at the mistakes, stamp."""
        path = self.root / "locales" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        self.run("translate", "stamp", str(path))

    def edit(self, name: str, old: str, new: str) -> None:
        """What an author does: change the English, and note it."""
        path = self.root / "docs" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
        self.run("ledger")

    def in_parallel(self, works: Mapping[str, Callable[[], None]]) -> None:
        """Do each work on a branch of its own from the same commit, then merge them all."""
        for branch, work in works.items():
            self.git("checkout", "--quiet", "-b", branch, "main")
            work()
            self.commit(branch)
        self.git("checkout", "--quiet", "main")
        for branch in works:
            self.git("merge", "--quiet", "--no-edit", branch)
        assert self.git("status", "--porcelain") == ""
        assert self.run("check") == ""

    def states(self, tag: str, page: str) -> dict[str, State]:
        project = load_sources(self.root / "docs", self.root / "locales")
        translation = open_locale(project, tag)[0].translations[page]
        states = localize(project.sources[page], translation).states
        return {".".join(path): state for path, state in states.items()}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_three_locales(repository: Repository) -> None:
    texts = {"de": entry(GERMAN), "es": entry(SPANISH), "fr": guides.french_reason()}

    def translating(tag: str) -> Callable[[], None]:
        return lambda: repository.translate(f"{tag}/reasons/Alpha.yml", texts[tag])

    repository.in_parallel({tag: translating(tag) for tag in texts})
    for tag in texts:
        states = repository.states(tag, "reasons/Alpha")
        assert set(states.values()) <= {State.CURRENT, State.MISSING}
        assert states["explanation"] is State.CURRENT


def test_three_entries_of_one_locale(repository: Repository) -> None:
    texts = {
        "reasons/Alpha": guides.french_reason(),
        "reasons/Beta": guides.french_reason(),
        "guides/basics": BASICS,
    }

    def translating(page: str) -> Callable[[], None]:
        return lambda: repository.translate(f"fr/{page}.yml", texts[page])

    repository.in_parallel({page: translating(page) for page in texts})
    for page in texts:
        assert set(repository.states("fr", page).values()) == {State.CURRENT}


def test_english_changes_on_two_branches_while_it_is_translated(repository: Repository) -> None:
    alpha = "reasons/Alpha.yml"
    repository.in_parallel(
        {
            "author": lambda: repository.edit(alpha, "Something happened", "It happened"),
            "other": lambda: repository.edit(alpha, "It must be there", "It has to be there"),
            "translator": lambda: repository.translate(f"fr/{alpha}", guides.french_reason()),
        }
    )
    states = repository.states("fr", "reasons/Alpha")
    outdated = [name for name, state in states.items() if state is State.OUTDATED]
    assert outdated == ["title", "standard"], "made from the English of before"
    assert {states[name] for name in states if name not in outdated} == {State.CURRENT}
    assert "[-Something-]{+It+} happened" in repository.run(
        "translate", "diff", str(repository.root / "locales/fr" / alpha)
    )
    repository.translate(f"fr/{alpha}", (repository.root / "locales/fr" / alpha).read_text())
    assert set(repository.states("fr", "reasons/Alpha").values()) == {State.CURRENT}


def test_fields_of_one_entry_far_from_each_other(repository: Repository) -> None:
    path = repository.root / "locales/fr/reasons/Alpha.yml"
    repository.translate("fr/reasons/Alpha.yml", guides.french_reason())
    repository.commit("French")

    def changing(old: str, new: str) -> Callable[[], None]:
        return lambda: repository.translate(
            "fr/reasons/Alpha.yml", path.read_text(encoding="utf-8").replace(old, new)
        )

    repository.in_parallel(
        {
            "title": changing("Il s’est passé quelque chose", "Il se passe quelque chose"),
            "standard": changing("Il doit être là", "Il faut qu’il soit là"),
        }
    )
    text = path.read_text(encoding="utf-8")
    assert "Il se passe quelque chose" in text
    assert "Il faut qu’il soit là" in text
