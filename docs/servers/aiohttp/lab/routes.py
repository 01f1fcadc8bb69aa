"""What the lab asks for, and a login check in front of it."""

from aiohttp import web
from aiohttp.typedefs import Handler


@web.middleware
async def login(request: web.Request, handler: Handler) -> web.StreamResponse:
    wanted = request.path == "/private"
    if wanted and request.headers.get("Authorization") != "Bearer secret":
        raise web.HTTPUnauthorized
    return await handler(request)


async def items(request: web.Request) -> web.Response:
    headers = {"Cache-Control": "public, max-age=60", "X-Total-Count": "2"}
    return web.json_response(["first", "second"], headers=headers)


async def write(request: web.Request) -> web.Response:
    return web.json_response("written")


async def private(request: web.Request) -> web.Response:
    return web.json_response("private")


async def broken(request: web.Request) -> web.Response:
    raise RuntimeError("broken")


def add(app: web.Application) -> None:
    app.middlewares.append(login)
    app.router.add_get("/items", items)
    app.router.add_put("/items", write)
    app.router.add_get("/private", private)
    app.router.add_get("/broken", broken)
