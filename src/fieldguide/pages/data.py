"""What the site publishes for programs: the files, as models, and their JSON Schemas.

The files are written from these models, so they can't differ from the schemas. A key is added
without notice; when one goes or changes its meaning, `version` rises and the schema gets a new
address. The old one stays as it is.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

#: The folder of the schemas, at the site's root and in the repository.
FOLDER = "schemas"

Schema = Annotated[
    str, Field(alias="$schema", description="The address of the schema that the file follows.")
]


class _Data(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, populate_by_name=True)


class Printed(_Data):
    """A line that a browser prints."""

    text: Annotated[str, Field(description="With its parameters in braces, such as `{url}`.")]
    language: Annotated[str, Field(description="BCP 47; browsers fall back to English.")]


class Address(_Data):
    """A page, or a part of one."""

    title: str
    url: Annotated[str, Field(description="Relative to this file.")]
    permalink: Annotated[
        str | None, Field(description="The whole address; absent if the site has none.")
    ] = None


class ReasonData(Address):
    """A reason for which a browser reports an error."""

    summary: Annotated[str, Field(description="The answer, in one or two sentences.")]
    aliases: Annotated[list[str], Field(description="Other names that lead to the page.")]
    messages: Annotated[
        dict[str, list[str]],
        Field(description="Engine -> keys of the browser's own messages, or their texts."),
    ]
    templates: Annotated[
        dict[str, list[Printed]],
        Field(description="Engine -> what it prints in this language; nothing: an empty list."),
    ]
    examples: Annotated[
        dict[str, str], Field(description="What the page's examples show of a request.")
    ]


class LookalikeData(Address):
    """An error of another family, and where the guide explains it."""

    of: Annotated[str, Field(description="The title of its page.")]


class QuestionData(Address):
    """What decides where a message leaves several reasons open."""

    reasons: list[str]
    command: str


class ReasonsFile(_Data):
    """All reasons, in one language."""

    schema_: Schema
    version: Literal[1] = 1
    locale: Annotated[str, Field(description="BCP 47.")]
    reasons: dict[str, ReasonData]
    lookalikes: dict[str, LookalikeData]
    questions: list[QuestionData]
    engines: Annotated[dict[str, str], Field(description="Engine -> the browsers it is in.")]
    examples: Annotated[
        list[tuple[str, str]], Field(description="What stands in examples for the reader's own.")
    ]
    parameters: Annotated[
        list[tuple[str, str]], Field(description="The site's own words; not for others.")
    ]
    strings: Annotated[dict[str, str], Field(description="The site's own words; not for others.")]


Turns = Annotated[list[str], Field(description="Literal text and names of parameters, in turn.")]


class AloneData(_Data):
    """What a line may mean that stands alone, if a parameter has this value."""

    parameter: str
    value: str
    reasons: list[str]


class TemplateData(_Data):
    """A message: frame, core and tail; the core tells it from others."""

    names: Annotated[list[str], Field(alias="n", description="Reasons, or look-alikes.")]
    kind: Annotated[str, Field(alias="k")]
    engine: Annotated[str, Field(alias="e")]
    language: Annotated[str, Field(alias="l", description="BCP 47.")]
    frame: Annotated[Turns, Field(alias="f")]
    core: Annotated[Turns, Field(alias="c")]
    tail: Annotated[Turns, Field(alias="t")]


class MessagesFile(_Data):
    """What to match a pasted text with."""

    schema_: Schema
    version: Literal[1] = 1
    frames: dict[str, list[Turns]]
    openings: dict[str, list[Turns]]
    follows: Annotated[
        dict[str, list[str]],
        Field(description="Reasons that a browser prints after others too -> those others."),
    ]
    alone: dict[str, AloneData]
    general: Annotated[
        list[str], Field(description="Look-alikes that say no more than that something failed.")
    ]
    templates: list[TemplateData]


Name = Literal["reasons", "messages"]
_FILES: dict[Name, type[_Data]] = {"reasons": ReasonsFile, "messages": MessagesFile}


def schema_name(name: Name) -> str:
    """The file name of a schema, with the version in it."""
    return f"{name}-{_FILES[name].model_fields['version'].default}.json"


def published_schemas() -> dict[str, str]:
    """File name -> JSON Schema, of each published file."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        schema_name(name): json.dumps(
            {**dialect, **model.model_json_schema(by_alias=True)}, ensure_ascii=False, indent=2
        )
        + "\n"
        for name, model in _FILES.items()
    }


def dump(data: _Data) -> str:
    """A file's text."""
    return data.model_dump_json(by_alias=True, exclude_none=True) + "\n"
