"""What all entries are made of: prose, keys, addresses, and the model that refuses the unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a string as translatable; `inline` is one line, `block` has paragraphs and lists."""

    kind: Literal["inline", "block"]


Title = Annotated[
    str,
    Prose("inline"),
    Field(min_length=1, max_length=140, description="One line of prose, in double quotes."),
]
Body = Annotated[
    str, Prose("block"), Field(min_length=1, description="Prose, written as a `|` block.")
]
Key = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"),
    Field(description="Lower-case words joined by hyphens, such as `error-response`."),
]
ReasonId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$"),
    Field(description="The browser's own name of the reason: letters, digits and `_`."),
]
Alias = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$"),
    Field(description="Another name that leads to this page: `/<alias>`, in every language."),
]
Url = Annotated[
    str,
    StringConstraints(pattern=r"^https://[^\s<>\"'`{}|\\^]+$"),
    Field(description="A whole address that begins with `https://`."),
]
Digest = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{12}$"),
    Field(description="Twelve hex digits that stand for an earlier English text."),
]
SameAs = Annotated[
    dict[str, list[Digest]],
    Field(
        description="Field -> digests of its earlier texts that mean the same: "
        "translations of those stay current."
    ),
]
# YAML has lists only; strict models would refuse one where a pair is meant
Header = Annotated[tuple[str, str], Strict(False)]


class Model(BaseModel):
    """Base of all parts of entries: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
