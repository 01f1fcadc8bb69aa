"""What the lab asks for, and a login check in front of it."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response

api = FastAPI()


@api.middleware("http")
async def login(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    wanted = request.url.path == "/private"
    if wanted and request.headers.get("Authorization") != "Bearer secret":
        return Response(status_code=401)
    return await go_on(request)


@api.get("/items")
async def items(response: Response) -> list[str]:
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["X-Total-Count"] = "2"
    return ["first", "second"]


@api.put("/items")
async def write() -> str:
    return "written"


@api.get("/private")
async def private() -> str:
    return "private"


@api.get("/broken")
async def broken() -> str:
    raise RuntimeError("broken")
