from aiohttp import web
from aiohttp.typedefs import Handler

ORIGINS = {"https://app.example.com", "https://admin.example.com"}  # cors: allow-origin


# cors: errors {
async def cors(request: web.Request, response: web.StreamResponse) -> None:
    """Completes every answer, also those that aiohttp makes itself: 404, 405 and 500."""
    response.headers.add("Vary", "Origin")  # cors: vary
    origin = request.headers.get("Origin")
    if origin in ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin  # cors: allow-origin
        response.headers["Access-Control-Allow-Credentials"] = "true"  # cors: allow-credentials
        response.headers["Access-Control-Expose-Headers"] = "X-Total-Count"  # cors: expose-headers


# cors: }
# cors: preflight {
@web.middleware
async def preflight(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers before login checks and routes, which expect no OPTIONS."""
    if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
        return await handler(request)
    return web.Response(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",  # cors: allow-methods
            "Access-Control-Allow-Headers": "Authorization, Content-Type",  # cors: allow-headers
            "Access-Control-Max-Age": "7200",
        },
    )


# cors: }
async def items(request: web.Request) -> web.Response:
    return web.json_response(["first", "second"])


app = web.Application(middlewares=[preflight])  # cors: preflight
app.on_response_prepare.append(cors)  # cors: errors
app.router.add_get("/items", items)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=8080)
