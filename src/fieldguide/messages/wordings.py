"""`messages/wordings.yml`: wordings that entries don't show, and errors of other families."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from fieldguide.entries.base import Key, Model, ReasonId
from fieldguide.entries.mistakes import Mistake
from fieldguide.entries.references import nearest
from fieldguide.entries.tree import Mapping, locate, read_tree, resolve
from fieldguide.findings import Findings

#: The names of all entries, by kind.
Names = Dictionary[str, Sequence[str]]
Texts = Annotated[list[str], Field(min_length=1)]


class Part(Model):
    """A place in the guide: a page, and the name of a section of it."""

    page: Annotated[str, Field(pattern=r"^(reasons|guides)/[A-Za-z0-9-]+$")]
    part: Key


class Wording(Model):
    """Texts that mean the same reason; several reasons where they don't say which."""

    reasons: Annotated[list[ReasonId], Field(min_length=1)]
    engine: Key
    texts: Texts


class Lookalike(Part):
    """An error of another family: its texts by engine, and where the guide explains it."""

    texts: dict[Key, Texts]


class Alone(Model):
    """What a line may mean that stands alone, if a parameter has this value."""

    parameter: Key
    value: str
    reasons: Annotated[list[ReasonId], Field(min_length=2)]


class Question(Part):
    """What decides between reasons: a command to run, and how to read its answer.

    The narrowest question that has all candidates holds; one without reasons is for all others.
    """

    reasons: list[ReasonId]
    command: str = ""


class Wordings(Model):
    """The whole file."""

    examples: dict[Key, str] = Field(default_factory=dict)
    """Placeholder -> what stands for it in the guide's examples."""
    frames: dict[Key, Texts] = Field(default_factory=dict)
    openings: dict[Key, Texts] = Field(default_factory=dict)
    follows: dict[ReasonId, list[ReasonId]] = Field(default_factory=dict)
    alone: dict[ReasonId, Alone] = Field(default_factory=dict)
    wordings: dict[Key, Wording] = Field(default_factory=dict)
    lookalikes: dict[Key, Lookalike] = Field(default_factory=dict)
    general: list[Key] = Field(default_factory=list)
    """Look-alikes that say no more than that something failed."""
    questions: dict[Key, Question] = Field(default_factory=dict)


def read_wordings(path: Path, findings: Findings) -> tuple[Wordings, Mapping] | None:
    """Read the file, with its tree for positions; None, with findings, if it is wrong.

    Raises OSError when the file cannot be read.
    """
    tree = read_tree(path.read_bytes(), findings)
    if tree is None:
        return None
    try:
        return Wordings.model_validate(resolve(tree)), tree
    except ValidationError as error:
        known = {item.position for item in findings.items}
        for details in error.errors(include_url=False):
            Mistake(details, tree, Wordings).report(findings, known)
        return None


def check_wordings(
    wordings: Wordings, tree: Mapping, names: Names, sections: Names, findings: Findings
) -> None:
    """Report what the guide doesn't have: `names` by kind of entry, `sections` by page."""

    def known(name: str, kind: str, *path: str | int) -> None:
        if name not in names[kind]:
            findings.error(
                "wordings-unknown",
                locate(tree, path),
                f"there is no {kind[:-1]} `{name}`",
                nearest(name, names[kind], "remove it"),
                field=".".join(map(str, path)),
            )

    lists: list[tuple[tuple[str, ...], Sequence[str]]] = [
        *((("wordings", key, "reasons"), item.reasons) for key, item in wordings.wordings.items()),
        *((("alone", key, "reasons"), item.reasons) for key, item in wordings.alone.items()),
        *((("follows", key), found) for key, found in wordings.follows.items()),
        *(
            (("questions", key, "reasons"), item.reasons)
            for key, item in wordings.questions.items()
        ),
    ]
    for path, reasons in lists:
        for index, reason in enumerate(reasons):
            known(reason, "reasons", *path, index)
    for section in ("follows", "alone"):
        for reason in getattr(wordings, section):
            known(reason, "reasons", section, reason)
    for index, name in enumerate(wordings.general):
        if name not in wordings.lookalikes:
            findings.error(
                "wordings-unknown",
                locate(tree, ("general", index)),
                f"there is no look-alike `{name}`",
                nearest(name, list(wordings.lookalikes), "remove it"),
                field=f"general.{index}",
            )
    for section in ("lookalikes", "questions"):
        for key, item in getattr(wordings, section).items():
            kind, _, name = item.page.partition("/")
            known(name, kind, section, key, "page")
            if item.page in sections and item.part not in sections[item.page]:
                findings.error(
                    "wordings-unknown",
                    locate(tree, (section, key, "part")),
                    f"`{item.page}` has no section `{item.part}`",
                    nearest(item.part, sections[item.page], "name one that it has"),
                    field=f"{section}.{key}.part",
                )
