"""Server configurations as entries: what is published, what its lines do, how it is proved."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from fieldguide.entries.base import Body, Key, Model, ReasonId, SameAs, Title, Url

#: What a page asks a server for; `fieldguide.lab` knows how.
PageRequest = Literal[
    "read", "write", "authorized", "missing", "failing", "unauthorized", "exposed", "cached"
]
#: Pages of others, which no good configuration lets in.
Attacker = Literal["foreign", "suffix", "prefix", "null"]
Command = Annotated[
    list[str], Field(min_length=1, description="A program and its arguments, without a shell.")
]


class ConfigurationFile(Model):
    """A published file, as it lies beside the entry in a folder of its name."""

    path: Annotated[str, Field(min_length=1, description="Within the entry's folder.")]
    language: Annotated[str, Field(description="A Pygments lexer's name.")]
    name: Annotated[str, Field(min_length=1, description="Shown above it: where it belongs.")]


class Change(Model):
    """A text in a published file, and what stands in its place; all its occurrences."""

    path: Annotated[str, Field(description="The file; the first one if it isn't said.")] = ""
    replace: Annotated[str, Field(min_length=1)]
    by: Annotated[str, Field(alias="with")]


class Concern(Model):
    """What some marked lines are for, and what happens without them."""

    body: Body
    request: PageRequest
    reason: Annotated[
        ReasonId | None, Field(description="What the browser prints; left out: nothing.")
    ] = None
    change: Annotated[
        list[Change], Field(description="What is done in place of removing the marked lines.")
    ] = []


class Misconfiguration(Model):
    """A known wrong configuration, and what comes of it: a reason, or attackers who get in."""

    title: Title
    body: Body
    change: Annotated[list[Change], Field(min_length=1)]
    request: PageRequest | None = None
    reason: ReasonId | None = None
    allows: list[Attacker] = []


class Run(Model):
    """How the lab starts the server.

    `{folder}`, `{port}`, `{backend}`, `{python}` and `{node}` are replaced.
    """

    packages: Annotated[list[str], Field(description="Debian packages that it needs.")] = []
    runtime: Literal["node", "python"] | None = None
    prepare: Command | None = None
    start: Command
    version: Command
    product: Annotated[str, Field(min_length=1, description="Its name before the version.")]
    change: Annotated[list[Change], Field(description="What the lab must: ports, routes.")] = []


class Unverified(Model):
    """Why there is no proof, and what the configuration rests on instead."""

    documentation: Annotated[Key, Field(description="The vendor's page, one of `links`.")]
    body: Body


class Server(Model):
    """One server stack: a complete configuration, explained line by line, and proved."""

    kind: ClassVar[str] = "servers"

    id: Key
    title: Title
    summary: Body
    setup: Body
    files: Annotated[list[ConfigurationFile], Field(min_length=1)]
    concerns: Annotated[dict[Key, Concern], Field(min_length=1)]
    mistakes: dict[Key, Misconfiguration] = {}
    run: Run | None = None
    unverified: Unverified | None = None
    links: dict[Key, Url] = {}
    same_as: SameAs = {}


class ConcernName(Model):
    """A concern, as headings name it."""

    title: Title


class Family(Model):
    """Stacks that belong together."""

    title: Title
    servers: list[Key]


class Servers(Model):
    """The page of all stacks, with the names that they share."""

    kind: ClassVar[str] = "servers"

    title: Title
    summary: Body
    families: Annotated[dict[Key, Family], Field(min_length=1)]
    concerns: dict[Key, ConcernName]
    probes: Annotated[
        dict[Key, ConcernName], Field(description="What each configuration is asked.")
    ] = {}
    links: dict[Key, Url] = {}
    same_as: SameAs = {}
