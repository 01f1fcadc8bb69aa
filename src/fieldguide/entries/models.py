"""What an entry is: one model per kind, read from YAML, published as JSON Schema.

Text marked `Title` or `Body` is prose: it is translated, and it follows the grammar
of `fieldguide.prose`. Everything else is neutral: shared by all languages.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from fieldguide.entries.base import Alias, Body, Header, Key, Model, ReasonId, SameAs, Title, Url
from fieldguide.entries.servers import Server, Servers


class Snippet(Model):
    """A block of code or a command; neutral, highlighted once for all languages."""

    language: Annotated[
        str, Field(description="A Pygments lexer's name: http, console, nginx, javascript …")
    ]
    text: Annotated[str, Field(min_length=1)]
    file: Annotated[str, Field(description="The file it belongs in, shown above it.")] = ""
    highlight: Annotated[list[int], Field(description="Lines that matter, counted from 1.")] = []


class ConsoleLine(Model):
    """One line of a drawn console: literal text, or a message of the browser's own."""

    level: Literal["error", "warning", "info", "log"] = "error"
    text: str = ""
    message: Annotated[str, Field(description="A key of the engine's message file.")] = ""
    values: Annotated[list[str], Field(description="What fills the message's parameters.")] = []
    source: str = ""


class ConsoleFigure(Model):
    """A picture of a browser's console."""

    kind: Literal["console"]
    engine: str
    caption: Title
    lines: list[ConsoleLine]


class NetworkRow(Model):
    """One request in a drawn network panel; a column that no row fills is not drawn."""

    name: str
    method: str = ""
    status: str
    type: str
    transferred: str = ""
    failed: bool = False
    selected: bool = False


class NetworkFigure(Model):
    """A picture of a browser's network panel, with the headers of the selected request."""

    kind: Literal["network"]
    engine: str
    caption: Title
    rows: list[NetworkRow]
    request_headers: list[Header] = []
    response_headers: list[Header] = []


class Step(Model):
    """One message of a drawn exchange, or a decision that one side takes (from = to)."""

    sender: Annotated[Literal["page", "browser", "server"], Field(alias="from")]
    to: Literal["page", "browser", "server"]
    text: str = ""
    headers: list[Header] = []
    note: Title | None = None
    verdict: Literal["allowed", "blocked"] | None = None


class SequenceFigure(Model):
    """A drawn exchange between page, browser and server."""

    kind: Literal["sequence"]
    caption: Title
    steps: dict[Key, Step]


Figure = Annotated[ConsoleFigure | NetworkFigure | SequenceFigure, Field(discriminator="kind")]


class Request(Model):
    """What the page asks for; everything but the method is optional."""

    method: str = "GET"
    headers: list[Header] = []
    credentials: Literal["omit", "same-origin", "include"] = "same-origin"
    mode: Literal["cors", "same-origin", "no-cors"] = "cors"
    url: Annotated[str, Field(description="Only where the URL itself is the fault.")] = ""


class Response(Model):
    """A response, header by header.

    `{origin}` stands for the page's origin, `{self}` for that of the server that was asked, and
    `{other}` for a third one. What a redirect leads to is open to everybody.
    """

    status: Annotated[int, Field(ge=100, le=599)]
    headers: list[Header] = []


class Outcome(Model):
    """One run of an exchange: what the server answers, or how it fails to.

    `environment` names what is unusual about the browser or page, where that is the fault.
    """

    environment: Literal["web-page", "file-page", "content-script", "cors-disabled"] = "web-page"
    request: Request | None = None
    failure: Literal["connection-refused", "connection-reset"] | None = None
    preflight: Response | None = None
    status: Annotated[int, Field(ge=100, le=599)] | None = None
    headers: list[Header] = []
    redirected: Annotated[
        Response | None, Field(description="What answers where a redirect leads to.")
    ] = None


class Exchange(Model):
    """The request and both outcomes, executable as they stand."""

    request: Request
    broken: Outcome
    fixed: Outcome


class Variant(Model):
    """An exchange on which engines disagree, with what each of them prints."""

    title: Title
    request: Request | None = None
    outcome: Outcome
    messages: Annotated[
        dict[Key, list[str]],
        Field(description="As a reason's own; an empty list: the request succeeds."),
    ]
    succeeds: Annotated[
        bool | None, Field(description="For all engines, where what they print does not tell.")
    ] = None


class Cause(Model):
    """One real cause, how to tell it from the others, and the fixes that cure it."""

    title: Title
    body: Body
    tell: Body
    code: list[Key] = []
    fixes: list[Key]


class Fix(Model):
    """What to change. `recipe` names the marked lines of every server configuration."""

    title: Title
    body: Body
    code: list[Key] = []
    recipe: Key | None = None


class Avoid(Model):
    """What not to do, and why."""

    title: Title
    body: Body


class Verify(Model):
    """How to see that the fix works."""

    body: Body
    code: list[Key] = []


class Reason(Model):
    """One reason for which a browser reports an error."""

    kind: ClassVar[str] = "reasons"

    id: ReasonId
    title: Title
    summary: Body
    explanation: Body
    causes: Annotated[dict[Key, Cause], Field(min_length=1)]
    fixes: Annotated[dict[Key, Fix], Field(min_length=1)]
    avoid: dict[Key, Avoid] = {}
    verify: Verify
    standard: Body
    engines: Annotated[Body | None, Field(description="Where engines differ.")] = None
    messages: Annotated[
        dict[Key, list[str]],
        Field(description="Per engine: message keys, or texts; an empty list: prints nothing."),
    ]
    exchange: Exchange | None = None
    variants: dict[Key, Variant] = {}
    snippets: dict[Key, Snippet] = {}
    links: dict[Key, Url] = {}
    related: list[ReasonId] = []
    aliases: list[Alias] = []
    same_as: SameAs = {}


class Instruction(Model):
    """One step of a how-to."""

    title: Title
    body: Body
    figures: list[Key] = []
    code: list[Key] = []


class Section(Model):
    """A part of a guide under its own heading: prose, then steps, pictures and code."""

    title: Title
    body: Body
    steps: dict[Key, Instruction] = {}
    figures: list[Key] = []
    code: list[Key] = []
    aliases: list[Alias] = []


class Guide(Model):
    """A page that explains something the reasons share."""

    kind: ClassVar[str] = "guides"

    id: Key
    title: Title
    summary: Body
    sections: Annotated[dict[Key, Section], Field(min_length=1)]
    figures: dict[Key, Figure] = {}
    snippets: dict[Key, Snippet] = {}
    links: dict[Key, Url] = {}
    related: list[ReasonId] = []
    aliases: list[Alias] = []
    same_as: SameAs = {}


class Group(Model):
    """Reasons that belong together on the home page."""

    title: Title
    body: Body | None = None
    reasons: list[ReasonId]


class Question(Model):
    """A step of the path for those who have no message: what to look at, and where it leads."""

    title: Title
    body: Body


class Home(Model):
    """The home page: what the guide is, and all reasons at a glance."""

    kind: ClassVar[str] = "home"

    title: Title
    summary: Body
    groups: dict[Key, Group]
    path: dict[Key, Question] = {}
    guides: Annotated[list[Key], Field(description="Guides, in the order of the navigation.")] = []
    links: dict[Key, Url] = {}
    same_as: SameAs = {}


Entry = Reason | Guide | Home | Server | Servers
